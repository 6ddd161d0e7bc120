"""A year of many lives: what must have been written to whom and when, calculated twice, independently."""
