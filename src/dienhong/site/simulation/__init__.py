"""A year of an office lived through, by the same acts as the pages; same seed, same journal."""
