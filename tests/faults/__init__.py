"""Real programs under kills and faults, and a model of what must be there afterwards."""
