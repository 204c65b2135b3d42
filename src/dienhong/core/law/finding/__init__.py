"""What a text sets: quantities, lists and duties by the words of whoever asks."""
