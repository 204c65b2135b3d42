"""Versions of the agency's regulation: read, confirmed, in force; and what sets each number."""
