"""Django's PostgreSQL engine, with one schema per agency behind one alias."""
