"""Periodic reports drawn from the journal, in our outline or in the superior's own."""
