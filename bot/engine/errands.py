"""The flows that the engine itself begins: the menus people come home to, and errands from wherever they are."""

from difflib import get_close_matches

HOME = "home"
DESK = "staff_home"
"""The menu that staff come home to."""
JOIN = "join"
"""The errand that the code of an invitation leads to."""
SHARING = "sharing"
"""The errand that decides who sees an exercise."""
REMARKS = "remarks"
"""The errand that shows what was said of an exercise."""
COMMAND_FLOWS = {"language": "language", "mydata": "my_data", "stop": "stop"}
MESSAGES = "messages"
"""The errand in which a person decides when they are written to."""
OTHER_LANGUAGE = "other_language"
"""The errand that offers somebody the language which they have written."""
ASIDE = (*COMMAND_FLOWS.values(), JOIN, SHARING, REMARKS, MESSAGES, OTHER_LANGUAGE)
"""Errands that can be done from anywhere, and lead back there."""
COMMANDS = ("start", "menu", "help", "language", "pause", "mydata", "stop")
ALIKE = 0.75
"""How alike a command and a misspelt one are, from 0 to 1: "stopp", "hlep"."""


def meant(command: str) -> str:
    """The command that is meant, which is the nearest one; as it was written where none is near."""
    return next(iter(get_close_matches(command, COMMANDS, n=1, cutoff=ALIKE)), command)
