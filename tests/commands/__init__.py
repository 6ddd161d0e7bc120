"""The command line as an operator and a newcomer meet it."""
