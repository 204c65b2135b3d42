"""Django's SQLite engine, with one file per agency behind one alias."""
