"""The benchmarks that people may want to repeat must still run, and count what they say."""
