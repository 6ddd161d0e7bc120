"""A replay on paper: a heading, its language, and what the citizen does, one gesture a line.

    # A heading: what this conversation shows
    Language: da
    People: Samir, Mette (contact), Jonas (mentor), Ida (coordinator), Otto (contact, apart)

    ▸ jeg hedder samir                   writes a text
    ▸ [Tre]                              taps the newest button with this label
    ▸ [Tre] again                        taps the very button of the last tap once more
    ▸ [Tre] further up                   taps such a button under an older message
    ▸ /menu                              a command, with an argument if need be
    ▸ /begin my_flow                     begins this exercise, after a first contact that is not shown
    ▸ 🔊                                  taps the speaker of the newest message
    ▸ 📢                                  taps the button beside it, which reads the others
    ▸ (voice 48)                         sends a voice message of so many seconds
    ▸ (voices are written down)          from here on the bot listens to them
    ▸ (heard: jeg er kok)                what it hears in the one that waits, (heard:) for nothing
    ▸ (edit "old text" → "new text")     changes an own message
    ▸ (sticker)                          or (location), (poll), (photo), (contact), (document)
    ▸ (burst)                            the texts in the list below, before the bot could answer the first
    - one
    - two
    ▸ (lines)                            one text, of the lines in such a list
    ▸ (2 days pass)                      or (3 hours pass)
    ▸ (signs in at the desk)             on a computer, where that is to be confirmed in the chat; the page shows 47
    ▸ (messages cannot be deleted)       from here on
    ▸ (the code)                         writes the code of an invitation that was shown last
    ▸ (a report)                         writes a report about the first one at the desk, or a new version, and asks
    ▸ (the link)                         opens the link of an invitation that was shown last
    ▸ (picture: my-star)                 the guide shows what has just been said, as images/my-star.png
    ▸ (screen: my-star)                  the guide shows the whole phone as it is now
    ▸ Mette: [Fortsæt]                   the same on the phone of somebody else

With `People`, all of them have been through first contact, and whoever is not apart follows the first one. What is
told to others at once stands below each gesture, under the name of whose phone it is on.

What the bot says stands below each, quoted with `>`; the buttons are in rows as on the phone. Comments in brackets
are what happens besides: a short note on the screen, a message that is deleted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LANGUAGE: Final = re.compile(r"Language: (\w+)")
PEOPLE: Final = re.compile(r"People: (.+)")
SOMEBODY: Final = re.compile(r"(\w+)(?: \((\w+)(, apart)?\))?")
SIGN: Final = "▸ "
LISTED: Final = ("(burst)", "(lines)")
SAID: Final = (">", "*(")
"""How lines begin that the runner writes."""


@dataclass(frozen=True)
class Somebody:
    """One of the people in a replay; `role` "" is a citizen, `apart` one whom nothing joins to the first yet."""

    name: str
    role: str = ""
    apart: bool = False


@dataclass(frozen=True)
class Gesture:
    """One thing that is done: its line without the sign, who does it, and the texts in the list below it.

    `who` "" is the first person.
    """

    what: str
    texts: tuple[str, ...] = ()
    who: str = ""

    def lines(self) -> list[str]:
        by = f"{self.who}: " if self.who else ""
        return [f"{SIGN}{by}{self.what}", *(f"- {text}" for text in self.texts)]


@dataclass(frozen=True)
class Replay:
    """A replay as it was read; `said` tells whether the bot's lines are in it."""

    heading: tuple[str, ...]
    language: str
    gestures: tuple[Gesture, ...]
    said: bool
    people: tuple[Somebody, ...] = ()


def read(page: str) -> Replay:
    """A replay from its file; ValueError names the line that is none of the above."""
    heading: list[str] = []
    gestures: list[Gesture] = []
    people: tuple[Somebody, ...] = ()
    for number, line in enumerate(page.splitlines(), start=1):
        if line.startswith(SIGN):
            gestures.append(_gesture(line.removeprefix(SIGN), people))
        elif not gestures:
            heading.append(line)
            people = _people(line) or people
        elif line.startswith("- ") and (what := gestures[-1].what) in LISTED:
            texts = (*gestures[-1].texts, line.removeprefix("- "))
            gestures[-1] = Gesture(what, texts, gestures[-1].who)
        elif line and not line.startswith(SAID):
            raise ValueError(f"line {number}: expected a line that begins with {SIGN!r} or '>', got {line!r}")
    language = next((found[1] for line in heading if (found := LANGUAGE.fullmatch(line))), "en")
    said = any(line.startswith(SAID) for line in page.splitlines())
    return Replay(tuple(heading), language, tuple(gestures), said, people)


def _gesture(line: str, people: tuple[Somebody, ...]) -> Gesture:
    """Who does something, and what."""
    name, colon, what = line.partition(": ")
    if colon and any(name == each.name for each in people):
        return Gesture(what, who=name)
    return Gesture(line)


def _people(line: str) -> tuple[Somebody, ...]:
    """Who takes part, from a line of the heading; nobody from any other line."""
    listed = PEOPLE.fullmatch(line)
    found = SOMEBODY.finditer(listed[1]) if listed else ()
    return tuple(Somebody(each[1], each[2] or "", bool(each[3])) for each in found)
