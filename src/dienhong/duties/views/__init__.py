"""Pages of duties: one occasion, the boards, the calendars, go-live, measures."""
