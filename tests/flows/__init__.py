"""Tests that every flow gets for free, and of the flows themselves."""
