"""Tests of the practice phone."""
