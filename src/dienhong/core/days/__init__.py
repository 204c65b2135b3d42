"""Working days: the calendar, the ways of counting, and how a due date is said."""
