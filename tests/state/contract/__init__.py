"""What every database behind the store has to do; runs once for each backend."""
