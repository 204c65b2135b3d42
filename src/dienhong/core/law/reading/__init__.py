"""Files as people have them, to the text of a regulation: bytes in, text and notes out."""
