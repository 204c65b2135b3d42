"""Thresholds, quorum and majority, exact."""
