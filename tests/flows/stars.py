"""Filling in stars, for the tests of the star, its goals and its course."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.talk import Citizen, Talk

if TYPE_CHECKING:
    from tests.screen import Message

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
FIRST = "44343556"
DUE = "Der ligger noget klar til dig"


def scored(talk: Talk, steps: str, *, back: str = "") -> Talk:
    """Answer every axis, from the first question on; `back` is an axis that is seen differently today."""
    for step in steps:
        talk.tap({"?": "Ved ikke", "-": "Vil ikke svare"}.get(step, step))
    if back and "sidste gang" in talk.last.text:
        talk.tap(f"☐ {back}")
    if "sidste gang" in talk.last.text:
        talk.tap("✔ Færdig")
    return talk


def starred(steps: str = FIRST, *, begun: str = "i dag", talk: Talk | None = None) -> Talk:
    """A citizen with a first star and no focus, whose course began on that day."""
    talk = Citizen(talk or Talk()).welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    scored(talk, steps)
    talk.tap("Ikke nu")
    talk.write(begun)
    return talk


def again(talk: Talk, steps: str, *, back: str = "") -> Talk:
    """A further star, when the person feels like it."""
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    if "overskue i dag" in talk.last.text:
        talk.tap("En hel øvelse")
    scored(talk, steps, back=back)
    talk.tap("Ikke nu")
    return talk


def opened(talk: Talk) -> Talk:
    talk.command("menu")
    talk.tap("✔ Stjerne")
    if "overskue i dag" in talk.last.text:
        talk.tap("En hel øvelse")
    return talk


def picture(talk: Talk) -> Message:
    return next(message for message in reversed(talk.sent) if message.drawing)


def with_goal() -> Talk:
    """A citizen with a first star, and a goal of two small steps for one axis in focus."""
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    scored(talk, FIRST)
    for label in ("Ja", "☐ Hverdag", "✔ Færdig"):
        talk.tap(label)
    talk.write("Jeg står op kl. 8")
    talk.write("Sætte vækkeur\n\nGå en tur")
    talk.tap("Spring over")
    talk.tap("Ikke nu")  # no small step now
    return talk
