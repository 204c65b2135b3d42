"""Meetings: planned for what is due, held, written down; minutes with number and signature."""
