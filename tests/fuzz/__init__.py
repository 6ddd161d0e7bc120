"""Fuzzing: small targets that any bytes can be thrown at, for atheris (`make fuzz`) and in a short form for pytest."""
