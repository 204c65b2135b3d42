"""Profiles of two regulations: addresses, summaries of our own, and confirmed parameters."""
