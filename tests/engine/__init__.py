"""Tests of the functional core, through small flows and whole conversations."""
