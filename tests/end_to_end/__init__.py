"""Whole journeys through real processes: the practice phone, the bot, and people with fingers."""
