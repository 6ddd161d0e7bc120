"""What a citizen shows to the reader, as pages need it: what it is called, what was read of it, and said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from bot.desk.beside import beside_stars
from bot.desk.heard import recordings
from bot.desk.star_shown import FLOW, ids, ids_by_name
from bot.engine.callbacks import to_base36
from bot.engine.document import Block
from bot.engine.recording import in_writing
from bot.engine.sharing import OF_ANOTHER
from bot.engine.text import Words, literal
from bot.flows._of_another import called
from bot.flows._shown import AN_EXERCISE, HEADINGS, UNOPENED, is_done, stands_above
from bot.flows._star import AXIS
from bot.state import access, comments, looks, notices, people, shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from bot.desk.beside import Beside
    from bot.desk.heard import Heard
    from bot.desk.visit import Visit
    from bot.engine.picture import Picture
    from bot.engine.text import Value
    from bot.state.comments import Said
    from bot.state.cursor import Cursor
    from bot.state.looks import Looked
    from bot.state.shares import Share

    Of = TypeVar("Of", Share, Looked, Said)


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said of it: `name` "" for one who is not here any more, `mine` where it was the reader.

    `recording` is the `file` that they spoke and its `seconds`, empty for none.
    """

    key: str
    name: str
    mine: bool
    kind: str
    text: str
    recording: Mapping[str, Any]
    place: str
    version: int
    day: date
    at: datetime

    @property
    def words(self) -> Words | None:
        """What they said as it stands in writing; None where they have only read it."""
        return in_writing(self.text, self.recording) if self.text or self.recording else None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer below its question, whether it is new to the reader, and what was said of it.

    `heard` are its recordings, none where it was not spoken.
    """

    place: str
    question: Words
    answer: Words
    heard: tuple[Heard, ...]
    changed: bool
    remarks: tuple[Remark, ...]

    @property
    def says_length(self) -> bool:
        """Whether how long it can be heard stands in the answer: it is one recording, and no text that was heard."""
        said = (self.answer, self.answer.values.get("recording"))
        return len(self.heard) == 1 and self.heard[0].length in said


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what stands on paper: its heading, its paragraphs, and its picture.

    `beside` is the picture with the reader's own scores, and `scored` says them in words: on a screen alone.
    """

    heading: Words | None
    paragraphs: tuple[Words, ...]
    picture: Picture | None
    beside: Picture | None = None
    scored: Words | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that a citizen shows, by its newest share; before the reader opens it, `name` says its kind alone.

    `named`: they have, so that `name` is its own.
    `changed` are the places of answers that are others than in the version that the reader has read before this one;
    `showings` is when each version was shown that still is, the first first. `beside` is what the reader has scored
    beside a star, where the citizen agrees to that.
    """

    share: Share
    name: Words
    named: bool
    day: date
    looked: bool
    reviewed: bool
    remarks: tuple[Remark, ...]
    changed: frozenset[str]
    asks_for_help: bool
    showings: tuple[datetime, ...]
    beside: Beside | None = None

    @property
    def flow(self) -> str:
        return str(self.share.snapshot["flow"])

    @property
    def is_done(self) -> bool:
        """Whether it is a plan that was shown after it had been carried out."""
        return is_done(self.share.snapshot)

    def whole(self, citizen: str) -> tuple[tuple[Remark, Words | None], ...]:
        """What was said of the whole, and of an answer that is not written out, with its question if there is one."""
        listed = {each.place for each in (*self.listed(citizen), *self.above(citizen))}
        questions = {each.place: each.question for each in self.answers(citizen)}
        here = (each for each in self.remarks if each.place not in listed)
        return tuple((each, questions.get(each.place)) for each in here)

    def answers(self, citizen: str) -> tuple[Answer, ...]:
        """Its answers in words; `citizen` is what the citizen is called."""
        every = enumerate(self.share.snapshot["answers"])
        return tuple(self._answer(number, given, citizen) for number, given in every)

    def _answer(self, number: int, given: dict[str, Any], citizen: str) -> Answer:
        place = given["place"]
        names = self.share.snapshot.get(OF_ANOTHER, {})
        question = called(given | ({OF_ANOTHER: names[place]} if place in names else {}), citizen)
        said = tuple(each for each in self.remarks if each.place == place)
        heard = recordings(number, given, question)
        return Answer(place, question, Words.from_json(given["answer"]), heard, place in self.changed, said)

    def parts(self, citizen: str) -> tuple[Part, ...]:
        """What stands above the answers: what of it goes on paper, else its text."""
        blocks = [Block.from_json(block) for block in self.share.snapshot["blocks"]]
        text = self.share.snapshot["text"]
        if not blocks and text:
            return (Part(None, (literal(text),), None),)
        return tuple(self._scored(_part(block, citizen)) for block in blocks)

    def _scored(self, part: Part) -> Part:
        """A part with the reader's own scores, where it is the picture of a star that has them beside it."""
        if self.beside is None or part.picture is None or part.picture.kind != FLOW:
            return part
        axes = ids(part.picture, ids_by_name(self.share.snapshot))
        return replace(
            part,
            beside=self.beside.picture(part.picture, axes),
            scored=self.beside.words(part.picture, axes),
        )

    def listed(self, citizen: str) -> tuple[Answer, ...]:
        """The answers that are written out, as in the chat: those that do not stand above already."""
        above = {each.place for each in self.above(citizen)}
        return tuple(each for each in self._but_for_a_stars_steps(citizen) if each.place not in above)

    def above(self, citizen: str) -> tuple[Answer, ...]:
        """The answers that stand word for word in the text above; something can be said of each of them too."""
        snapshot = self.share.snapshot
        above = {each["place"] for each in snapshot["answers"] if stands_above(snapshot, each)}
        return tuple(each for each in self._but_for_a_stars_steps(citizen) if each.place in above)

    def _but_for_a_stars_steps(self, citizen: str) -> tuple[Answer, ...]:
        """These stand in its picture and in its words."""
        return tuple(each for each in self.answers(citizen) if not each.place.startswith(AXIS))


def _part(block: Block, citizen: str) -> Part:
    paragraphs = tuple(_worded(each) for each in block.paragraphs if each)
    return Part(_heading(block.heading, citizen), paragraphs, block.picture)


def _heading(heading: Value, citizen: str) -> Words | None:
    if not heading:
        return None
    named = HEADINGS.get(heading.id) if isinstance(heading, Words) else None
    return Words(named, {"name": citizen}) if named else _worded(heading)


def _worded(value: Value) -> Words:
    return value if isinstance(value, Words) else Words("{text}", {"text": value})


def shown_by(cursor: Cursor, visit: Visit, citizen: int) -> tuple[Shown, ...]:
    """Everything that a citizen shows to the reader, the newest first; in as many queries however much that is."""
    if not access.sees(cursor, "read", visit.me, citizen):
        return ()
    every = shares.shown_to(cursor, visit.me, citizen)
    mine = [each for each in looks.of_citizen(cursor, citizen) if each.viewer == visit.me]
    said = [each for each in comments.of_citizen(cursor, citizen) if each.viewer == visit.me]
    waiting = notices.waiting(cursor, visit.me, about=citizen)
    asked = frozenset(each.exercise for each in waiting if each.kind == "help")
    names = people.names_of(cursor, {each.author for each in said if each.author})
    beside = beside_stars(cursor, visit, citizen)
    told = Told(_by_exercise(every), _by_exercise(mine), _by_exercise(said), names, asked)
    found = (_shown(visit, share, told) for share in shares.newest(every))
    return tuple(replace(each, beside=beside.get(each.share.exercise)) for each in found)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of all that is shown, by the exercise: versions, looks and remarks; and who is called what."""

    versions: Mapping[int, Sequence[Share]]
    looks: Mapping[int, Sequence[Looked]]
    said: Mapping[int, Sequence[Said]]
    names: Mapping[int, str]
    asked: frozenset[int]


def _by_exercise(every: Iterable[Of]) -> dict[int, list[Of]]:
    found: dict[int, list[Of]] = {}
    for each in every:
        found.setdefault(each.exercise, []).append(each)
    return found


def _shown(visit: Visit, share: Share, told: Told) -> Shown:
    versions, mine = told.versions[share.exercise], told.looks.get(share.exercise, ())
    looked = _has_looked(share, mine)
    before = next(_read_before(share, versions, mine), None)
    named = looked or (before is not None and before.snapshot["name"] == share.snapshot["name"])
    flow, day = visit.desk.flows.get(share.snapshot["flow"]), visit.day(share.shared_at)
    kind = Words((flow.kind or flow.title) if flow else AN_EXERCISE)
    said = told.said.get(share.exercise, ())
    read = before.snapshot.get("answers", ()) if before else None
    return Shown(
        share,
        Words.from_json(share.snapshot["name"]) if named else Words(UNOPENED, {"kind": kind, "day": day}),
        named,
        day,
        looked,
        any(each.kind == "reviewed" and share.covers(each.version, each.id) for each in said),
        tuple(_remark(visit, each, told.names) for each in said),
        frozenset(
            each["place"] for each in share.snapshot["answers"] if read is not None and each not in read
        ),
        share.exercise in told.asked,
        tuple(sorted(each.shared_at for each in versions)),
    )


def _has_looked(share: Share, looks: Sequence[Looked]) -> bool:
    return any(share.covers(each.version, each.id) for each in looks)


def _read_before(share: Share, versions: Sequence[Share], looks: Sequence[Looked]) -> Iterator[Share]:
    """What the reader has read of the same exercise in versions before this one, the newest first."""
    earlier = (each for each in versions if each.version < share.version)
    for each in sorted(earlier, key=lambda one: one.version, reverse=True):
        if _has_looked(each, looks):
            yield each


def _remark(visit: Visit, said: Said, names: Mapping[int, str]) -> Remark:
    name = names.get(said.author, "") if said.author else ""
    mine, day = said.author == visit.me, visit.day(said.said_at)
    key, recording = to_base36(said.id), said.recording
    return Remark(
        key, name, mine, said.kind, said.text, recording, said.place, said.version, day, said.said_at
    )
