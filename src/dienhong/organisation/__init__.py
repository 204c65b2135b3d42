"""People, departments, legal functions held with dates; who may come in, and as what."""
