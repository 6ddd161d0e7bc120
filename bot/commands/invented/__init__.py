"""The demo's invented organisation: people who have never lived, and half a year with them."""
