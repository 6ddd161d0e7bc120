"""Tests of the pictures: by their structure, and that every script is drawn."""
