"""How a day or a time is told, which is said where one is first asked for in an exercise."""

from bot.engine.text import N_

A_DAY = N_("Tap a day, or write one.")
A_TIME = N_("Tap one, or write it.")
