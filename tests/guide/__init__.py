"""The pictures in the citizens' guide and the README: `make guide-pictures` plays what they show in a real browser."""
