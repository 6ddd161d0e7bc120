"""Rule-based advice on a person's own words; pure."""
