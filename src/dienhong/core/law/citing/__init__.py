"""What a text refers to: its own units, other acts, appendices."""
