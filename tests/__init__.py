"""Everything that holds the product to its word; laid out like bot/."""
