"""Pages that belong to no single chapter."""
