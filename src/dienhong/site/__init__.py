"""Settings, addresses, base templates, each person's first page, and the commands."""
