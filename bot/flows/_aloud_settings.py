"""What somebody has decided about reading aloud, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.text import N_, Words, lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.person import Aloud, Speed
    from bot.engine.view import View

WHICH: Final[Mapping[Aloud, str]] = {
    "all": N_("I read everything aloud."),
    "button": N_("Tap 🔊 under a message, and I read it aloud."),
    "off": N_("I read nothing aloud."),
}
FAST: Final[Mapping[Speed, str]] = {
    "slow": N_("I speak slowly."),
    "normal": N_("I speak as fast as usual."),
    "fast": N_("I speak quickly."),
}


def settings(view: View) -> Words:
    """What is read aloud, and how fast."""
    person = view.person
    fast = () if person.aloud == "off" else (Words(FAST[person.speed]),)
    return lines((Words(WHICH[person.aloud]), *fast))


def which(view: View) -> Aloud:
    """What was chosen: which messages are read aloud."""
    chosen: Aloud = view.value("what")
    return chosen
