"""What a session knows of the question at hand only as long as it stands there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from bot.engine.inputs import Spoke
from bot.engine.text import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.session import Answer

Mode: TypeAlias = Literal["", "example", "starters", "begun", "explained"]


@dataclass(frozen=True, slots=True)
class Offered:
    """The buttons under the newest message, where that is not the question at hand: prompt number, keys and labels."""

    prompt: int
    buttons: tuple[tuple[str, Words], ...]

    def has(self, *keys: str) -> bool:
        """Whether one of these keys, whatever follows a dot in them, is offered."""
        return any(key.partition(".")[0] in keys for key, _ in self.buttons)

    def to_json(self) -> dict[str, Any]:
        return {"prompt": self.prompt, "buttons": [[key, label.to_json()] for key, label in self.buttons]}

    @classmethod
    def from_json(cls, packed: Mapping[str, Any]) -> Offered:
        return cls(packed["prompt"], tuple((key, Words.from_json(label)) for key, label in packed["buttons"]))


def packed(spoken: Spoke | None) -> list[Any] | None:
    """A voice message as plain JSON."""
    return None if spoken is None else [spoken.file, spoken.seconds, spoken.message, spoken.caption]


@dataclass(frozen=True, slots=True)
class Early:
    """What came before the question at hand was on the phone.

    `texts` are message ids and words, `recording` the newest voice message, `joined` the place whose answer the texts
    were added to ("": they are kept aside), `notice` the prompt number of the message that told of it (-1: none yet).
    `beyond`: there was more than one answer holds, which is kept by itself. `before` are the seconds of each voice
    message that came before the newest.
    """

    texts: tuple[tuple[int, str], ...] = ()
    recording: Spoke | None = None
    joined: str = ""
    notice: int = -1
    beyond: bool = False
    before: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        recording = packed(self.recording)
        return (
            {"texts": self.texts, "recording": recording, "joined": self.joined, "notice": self.notice}
            | ({"beyond": True} if self.beyond else {})
            | ({"before": self.before} if self.before else {})
        )

    @classmethod
    def from_json(cls, packed: Mapping[str, Any]) -> Early:
        recording = packed["recording"]
        return cls(
            tuple((message, text) for message, text in packed["texts"]),
            None if recording is None else Spoke(*recording),
            packed["joined"],
            packed["notice"],
            packed.get("beyond", False),
            tuple(packed.get("before", ())),
        )


@dataclass(frozen=True, slots=True)
class Pending:
    """An answer that waits for a yes, with the answers to other questions that came along."""

    answer: Answer
    also: Mapping[str, Answer]

    def has(self, message: int) -> bool:
        """Whether it was written in this message."""
        return any(number == message for number, _ in self.answer.get("parts", ()))

    def to_json(self) -> dict[str, Any]:
        return {"answer": self.answer, "also": self.also}


@dataclass(frozen=True, slots=True)
class Scratch:
    """Replaced, never changed; a new one at each place.

    `asked` is the number of the prompt that first asked the question on this visit, `newest` of the one that asked it
    last, `enough` of the one that asked for energy in its place (-1: not yet). `moved`: the flow lost the place where
    the person stood. `mode` is the help that is shown, `starter` the chosen beginning of a sentence. `picked` and
    `page` are what has been ticked or put in order so far (None: nothing was touched), and the page of a long list.
    `pending` is an answer that waits for a yes.
    `later` is when to write again, in Unix time, where the person has asked for that (0: they have not).
    `missed`: how often something was sent here that was no answer. `accompanied`: somebody in distress has been told in
    full that no human is here, and whom they can call. `since` is when a question that lapses was asked, in Unix time
    (0: its time is over). `spoken` is a voice message at a question that takes none, which is being listened to, and
    `heard` what was heard in it, until somebody says that it is right; `earlier` are those right before it, which
    belong to it and are listened to as well: the message of each, and what was heard in it so far; `takes` are these
    recordings themselves: message, file and seconds.
    `beside`: what is written here stands beside the recording that is the answer until then.
    """

    asked: int = -1
    newest: int = -1
    enough: int = -1
    moved: bool = False
    mode: Mode = ""
    starter: str = ""
    picked: tuple[str, ...] | None = None
    page: int = 0
    pending: Pending | None = None
    later: float = 0.0
    missed: int = 0
    accompanied: bool = False
    since: float = 0.0
    offered: Offered | None = None
    early: Early | None = None
    spoken: Spoke | None = None
    heard: str = ""
    earlier: tuple[tuple[int, str], ...] = ()
    takes: tuple[tuple[int, str, int], ...] = ()
    beside: bool = False

    @property
    def first(self) -> int:
        """The number of the prompt before which everything is early, -1 where the person has not been asked yet."""
        return self.asked if self.asked >= 0 else self.enough

    @property
    def resting(self) -> bool:
        """Whether the question about energy stands in the place of the question at hand."""
        return self.enough >= 0 and self.asked < 0

    def to_json(self) -> dict[str, Any]:
        """The fields that say something."""
        values = zip(DEFAULTS.items(), VALUES(self), strict=True)
        said = {name: value for (name, nothing), value in values if value != nothing}
        spoken = {"spoken": packed(self.spoken)} if self.spoken else {}
        return (
            said
            | {name: said[name].to_json() for name in ("pending", "offered", "early") if name in said}
            | spoken
        )

    @classmethod
    def from_json(cls, packed: Mapping[str, Any]) -> Scratch:
        known = {name: packed[name] for name in DEFAULTS if name in packed}
        if "picked" in known:
            known["picked"] = tuple(known["picked"])
        if "pending" in known:
            known["pending"] = Pending(**known["pending"])
        if "offered" in known:
            known["offered"] = Offered.from_json(known["offered"])
        if "spoken" in known:
            known["spoken"] = Spoke(*known["spoken"])
        if "earlier" in known:
            known["earlier"] = tuple((message, text) for message, text in known["earlier"])
        if "takes" in known:
            known["takes"] = tuple((message, file, seconds) for message, file, seconds in known["takes"])
        if "early" in known:
            known["early"] = Early.from_json(known["early"])
        return cls(**known)


DEFAULTS = {field.name: field.default for field in fields(Scratch)}
VALUES = attrgetter(*DEFAULTS)
"""Reads all the fields at once."""
