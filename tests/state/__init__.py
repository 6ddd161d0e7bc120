"""The storage layer: what every database has to do, and what SQLite has to survive."""
