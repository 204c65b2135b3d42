"""An office as one stream of bytes: written, read back, and checked without a database."""
