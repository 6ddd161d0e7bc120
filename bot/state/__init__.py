"""What is remembered: the store with its transactions, and one module of functions for each table."""
