"""Mechanisms in plain Python: no Django, no clock, no chance, no disk."""
