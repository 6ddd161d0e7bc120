"""Tests of the Telegram shell."""
