"""Where one person stands in one flow: plain JSON, read and written between any two turns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from bot.engine.inputs import Said, Spoke, Typed
from bot.engine.scratch import Offered, Scratch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.engine.text import Words

Answer: TypeAlias = dict[str, Any]
"""One answer as JSON: `kind`, `value`, and where it came from messages, `parts`: [[message id, text], ...], for a
recording with the words below it.

A `beginning` is the sentence starter that stands before the parts in the value.
"""

COVER = "█"
"""What stands for each figure of a CPR number that was taken out of a text."""
COVERED = re.compile(rf",?[^\S\n]*{COVER}+(?:[\s,./–-]*{COVER}+)*")

Status: TypeAlias = Literal["open", "paused", "done"]


def unplaced(given: Typed | Spoke) -> Answer:
    """What somebody sent that answers no question, as it is stored."""
    if isinstance(given, Typed):
        return {"kind": "text", "value": given.text, **source(given)}
    return {
        "kind": "voice",
        "value": given.file,
        "seconds": given.seconds,
        "parts": [[given.message, given.caption]],
    }


def source(given: Typed) -> Answer:
    """The messages that a text came from, so that a later edit finds it, and the recording in which it was heard."""
    if isinstance(given, Said):
        recording: dict[str, Any] = {"file": given.spoken.file, "seconds": given.spoken.seconds}
        if given.before:
            recording["before"] = [{"file": file, "seconds": seconds} for file, seconds in given.before]
        return {"parts": [list(part) for part in given.parts], "recording": recording}
    return {"parts": [[given.message, given.text]]}


def messages_of(answer: Answer) -> tuple[int, ...]:
    """The numbers of the messages that an answer came from."""
    return tuple(number for number, _ in answer.get("parts", ()) if number)


def by_itself(answer: Answer) -> Answer:
    """The same answer for another question: an edited message changes only the one that was given in it."""
    return {**answer, "parts": [[0, text] for _, text in answer.get("parts", ())]}


def uncovered(answer: Answer | None) -> Answer | None:
    """The answer without what stands in it in place of a CPR number, also of one that ran over several messages."""
    if answer is None or answer["kind"] != "text" or COVER not in answer["value"]:
        return answer
    return {**answer, "value": COVERED.sub("", answer["value"]).strip()}


REMEMBERED = 60
"""How many questions back a session knows what each was about; buttons older than that are simply old."""


@dataclass(slots=True)
class Session:
    """One exercise's place, answers and trail.

    `at` is a place: a step id, or `repeat/item/step` inside a repeat. `trail` holds the places that waited for an
    answer, oldest first. `prompts` are the places that the newest questions asked about, of which the first has the
    number `forgotten`. `scratch` belongs to the step at hand. `detour` is the
    place to go on to after an earlier answer has been changed. `kept` is the newest version's content. `parent` is
    the session that handed over to this one, 0 for none. `tapped` is the newest tap's data, `tapped_at` its Unix time.
    `about` is the relation to the citizen whom a session of staff is about (0: none). `rung` is the person's day on
    which a message last asked them to open this one.
    """

    id: int
    flow: str
    at: str = ""
    status: Status = "open"
    answers: dict[str, Answer] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    forgotten: int = 0
    scratch: Scratch = field(default_factory=Scratch)
    detour: str = ""
    kept: dict[str, Any] = field(default_factory=dict)
    parent: int = 0
    tapped: str = ""
    tapped_at: float = 0.0
    about: int = 0
    rung: str = ""

    def copy(self) -> Session:
        """A session that can be changed without changing this one; answers and scratch are never changed in place."""
        copied = Session(*VALUES(self))
        copied.answers, copied.trail, copied.prompts = (
            dict(self.answers),
            list(self.trail),
            list(self.prompts),
        )
        return copied

    @property
    def prompt(self) -> int:
        """The number of the newest question asked, -1 before the first."""
        return self.forgotten + len(self.prompts) - 1

    def asked(self, place: str) -> int:
        """Note that a question about this place is asked now; its number."""
        self.prompts.append(place)
        self.forgotten += max(0, len(self.prompts) - REMEMBERED)
        del self.prompts[:-REMEMBERED]
        return self.prompt

    def offered(self, buttons: Iterable[tuple[str, Words]]) -> None:
        """Note which buttons stand under the newest message where that is not the question at hand."""
        self.scratch = replace(self.scratch, offered=Offered(self.prompt, tuple(buttons)))

    def place_of(self, prompt: int) -> str:
        """What a question was about, "" where that is no longer known."""
        number = prompt - self.forgotten
        return self.prompts[number] if 0 <= number < len(self.prompts) else ""

    def to_json(self) -> dict[str, Any]:
        """The fields by name; not copied, for it is written at once."""
        return {**dict(zip(FIELDS, VALUES(self), strict=True)), "scratch": self.scratch.to_json()}

    @classmethod
    def from_json(cls, packed: Mapping[str, Any]) -> Session:
        return cls(**{**packed, "scratch": Scratch.from_json(packed["scratch"])})


FIELDS = tuple(each.name for each in fields(Session))
VALUES = attrgetter(*FIELDS)
"""Reads them all at once, in the order in which a session is made of them."""
