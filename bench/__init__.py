"""How cost grows: ratios measured in one run, on temporary data, with the real code."""
