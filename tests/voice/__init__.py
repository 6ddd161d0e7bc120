"""Tests of reading aloud: every message is decoded and measured."""
