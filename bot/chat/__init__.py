"""The thin Telegram shell: what arrives becomes a turn, and what a turn says is delivered."""
