"""Two offices for demonstration: invented people, dates relative to the day of their making."""
