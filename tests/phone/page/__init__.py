"""Tests of the practice phone's page, in a real browser."""
