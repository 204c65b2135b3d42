"""The journal and the files, kept: append, export, verify; bytes by digest."""
