"""Setting reminders, and hearing them come: what several tests of reminders use."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.state import reminders, timers
from tests.talk import BOT, Talk
from tests.town import LONE, Town, join, settle_citizen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.screen import Message

GREETING = "Hi Samir. Something is ready for you, when you have time."
TEXT = "Remember to bring your CV on Thursday."
ZONE = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def town() -> Iterator[Town]:
    """Monday morning, with everything read that happened on the way in."""
    town = Town().with_others()
    town.mette.wait(minutes=5)
    yield town
    town.samir._connection.close()


def with_lone(town: Town) -> Talk:
    """Another citizen of Jonas's."""
    lone = settle_citizen(town.samir.beside(LONE, "en"), "Lone")
    join(lone, town.jonas)
    return lone


def remind(town: Town, *labels: str) -> None:
    """Jonas sets a reminder for Samir; what begins with "=" is written."""
    town.taps(town.jonas, "Send a reminder", "Samir")
    for label in labels:
        if label.startswith("="):
            town.jonas.write(label.removeprefix("="))
        else:
            town.jonas.tap(label)
    town.jonas.tap("✔")


def pitch(town: Town, *when: str) -> None:
    remind(town, "Practise the elevator", *when)


def written(town: Town, *when: str) -> None:
    remind(town, "✏ A text of my own", f"={TEXT}", *when)


def own(town: Town, day: str, *repeat: str) -> None:
    pitch(town, "✏ I write it myself", f"={day}", *repeat)


def at(text: str) -> datetime:
    """A moment as Samir's clock shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def until(talk: Talk, moment: str) -> list[Message]:
    """Let time pass, and hear what is said until then."""
    return talk.wait(seconds=(at(moment) - talk.now).total_seconds())


def greeted(talk: Talk, moment: str) -> list[str]:
    """The days and times until then at which Samir is written to."""
    heard = []
    while talk.now < at(moment):
        due = timers.next_due(talk._connection.cursor(), BOT)
        step = at(moment) if due is None or due > at(moment) else max(due, talk.now)
        said = talk.wait(seconds=(step - talk.now).total_seconds())
        heard += [f"{talk.now.astimezone(ZONE):%a %d %b %H:%M}" for _ in said]
        if due is None or due > at(moment):
            break
    return heard


def sleeps_until(talk: Talk, moment: str) -> None:
    """The program does not run until then."""
    talk.now = at(moment)


def seen_by_sender(town: Town) -> str:
    """What Jonas sees of his newest reminder."""
    town.taps(town.jonas, "My reminders")
    town.jonas.tap(next(label for label in town.jonas.last.labels() if "Samir" in label))
    return town.jonas.last.text


def set_by(talk: Talk) -> list[reminders.Reminder]:
    """What somebody has set, the newest first."""
    return reminders.of_sender(talk._connection.cursor(), talk.user)


def preview(town: Town, *when: str, what: str = "Practise the elevator") -> str:
    """What is shown before a reminder of Jonas's to Samir is saved."""
    town.taps(town.jonas, "Send a reminder", "Samir", what, *when)
    return town.jonas.last.text


def own_time(town: Town, day: str, repeat: str = "No, only once") -> str:
    town.taps(town.jonas, "Send a reminder", "Samir", "Practise the elevator", "✏ I write it myself")
    town.jonas.write(day)
    if repeat:
        town.jonas.tap(repeat)
    return town.jonas.last.text
