"""Tables of figures: numbers as people write them here, totals checked, two years compared."""
