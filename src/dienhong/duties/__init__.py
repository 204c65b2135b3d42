"""What is due, from whom, until when: rows that other chapters write."""
