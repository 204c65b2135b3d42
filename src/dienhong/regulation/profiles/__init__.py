"""Profiles: a regulation as addresses, summaries of our own and decided parameters, no text."""
