"""Diên Hồng runs an agency's regulation on workplace democracy."""
