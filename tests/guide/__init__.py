"""The pictures in the citizens' guide: `make guide-pictures` plays the replays that it shows in a real browser."""
