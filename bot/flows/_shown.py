"""What a citizen shows to one of the staff, as it is read: its text, its picture, its answers and its recordings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.engine.document import Block
from bot.engine.recording import played
from bot.engine.sharing import OF_ANOTHER, OUTCOME
from bot.engine.text import N_, Words, literal
from bot.flows._beside import of_star
from bot.flows._of_another import called
from bot.flows._spoken import captioned
from bot.flows._star import AXIS
from bot.flows._thread import apart
from bot.flows._wins import WON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.engine.picture import Picture
    from bot.engine.recording import Recording
    from bot.engine.text import Value
    from bot.engine.view import View
    from bot.flows._beside import Beside

    Shown = dict[str, Any]
    Given = dict[str, Any]

# Translators: above what a citizen shows: what it is called, whose it is, and on which day they have shown it.
HEADING = N_("<b>{title}</b>\n{name} showed it to you on {day}.")
# Translators: button, in place of the name of what the reader has not opened: {kind} is like "A plan".
UNOPENED = N_("{kind}, shown {day}")
DATED = "{title} · {day}"
NUMBERED = "{name} ({number})"
AN_EXERCISE = N_("An exercise")
# Translators: {parts} are names of questions, of which the reader knows an earlier answer.
CHANGED = N_("Changed since you read it: {parts}.")
# Translators: a citizen has asked the reader, their contact person, to do a small plan together.
TOGETHER = N_("{name} would like to do this together with you.")
# Translators: a citizen shows the reader a small plan that they have carried out.
DONE = N_("★ {name} has done it.")
# Translators: one answer, below its question.
ANSWERED = N_("<i>{question}</i>\n{answer}")

HEADINGS = {
    # Translators: above the goals of a citizen, as one of the staff reads them.
    "My goals": N_("What {name} is aiming for"),
}
"""What stands above a part of an exercise and calls the citizen "me"."""


def all_shown(view: View) -> tuple[Shown, ...]:
    """Everything that the citizen shows, the newest first."""
    found: tuple[Shown, ...] = view.fact("shown")
    return found


def shown(view: View) -> Shown:
    """What the errand is about, as it is shown now; empty where it is not shown any more."""
    return next((each for each in all_shown(view) if each["exercise"] == view.value("exercise")), {})


def title(each: Shown) -> Words:
    """What it is called."""
    return Words.from_json(each["snapshot"]["name"])


def name(view: View, each: Shown) -> Words:
    """What it is called in lists: before the reader has opened it, only what kind of exercise it is, and its day."""
    if each["named"]:
        return title(each)
    kind = Words(view.fact("kinds").get(each["snapshot"]["flow"], AN_EXERCISE))
    return Words(UNOPENED, {"kind": kind, "day": each["day"]})


def listed_by(view: View) -> tuple[tuple[Shown, Words], ...]:
    """Everything that the citizen shows, each with a name that no other has."""
    every = all_shown(view)
    names = [name(view, each) for each in every]
    return tuple((each, _told_apart(each, names, at)) for at, each in enumerate(every))


def _told_apart(each: Shown, names: list[Words], at: int) -> Words:
    """The day tells apart what is called the same; what is called by its day already, a number."""
    own = names[at]
    if names.count(own) == 1:
        return own
    if each["named"]:
        return Words(DATED, {"title": own, "day": each["day"]})
    return Words(NUMBERED, {"name": own, "number": names[at:].count(own)})


def question(view: View, given: Given) -> Words:
    """What the question of an answer is called; "you" in it is the citizen, and so called by name."""
    return called(given, view["citizen_name"])


def answers(each: Shown) -> tuple[Given, ...]:
    """Every answer in it: `place`, `question` and what that is called for others, `answer`, a spoken one's `file`."""
    if not each:
        return ()
    names = each["snapshot"].get(OF_ANOTHER, {})
    return tuple(
        given | ({OF_ANOTHER: names[given["place"]]} if given["place"] in names else {})
        for given in each["snapshot"]["answers"]
    )


@dataclass(frozen=True, slots=True)
class Page:
    """What stands above the answers; a star has the reader's own scores beside it where the citizen agrees to that."""

    beside: Beside

    def words(self, view: View) -> Words:
        """What it is called, who shows it since when, and what of it stands on paper."""
        each = shown(view)
        if not each:
            return Words("–")
        values = {"title": title(each), "name": view["citizen_name"], "day": each["day"]}
        text = each["snapshot"]["text"]
        blocks = [part for block in _blocks(each) for part in _parts(block, view["citizen_name"])]
        scored = of_star(view, each["exercise"])
        second = [self.beside.words(scored)] if scored else []
        asked = [Words(TOGETHER, {"name": values["name"]})] if _asks_for_help(view) else []
        done = [Words(DONE, {"name": values["name"]})] if is_done(each["snapshot"]) else []
        written = blocks or ([literal(text)] if text else [])
        return apart([Words(HEADING, values), *_changed(view, each), *asked, *done, *written, *second])

    def picture(self, view: View) -> Picture | None:
        """Its picture, where it has one."""
        each = shown(view)
        found = next((block.picture for block in _blocks(each) if block.picture), None) if each else None
        if found is None or found.kind != "star":
            return found
        return self.beside.picture(found, of_star(view, each["exercise"]))


def is_done(snapshot: Mapping[str, Any]) -> bool:
    """Whether it is a plan that was shown after it had been carried out."""
    return snapshot.get(OUTCOME) == WON


def _changed(view: View, each: Shown) -> list[Words]:
    """Which answers are others than in the version that the reader knows."""
    parts = tuple(question(view, given) for given in answers(each) if given["place"] in each["changed"])
    return [Words(CHANGED, {"parts": parts})] if parts else []


def _asks_for_help(view: View) -> bool:
    """Whether the citizen has asked for help with it, and has not been answered yet."""
    asked = (each["exercise"] for each in view.fact("queue") if each["kind"] == "help")
    return view.value("exercise") in asked


def _blocks(each: Shown) -> tuple[Block, ...]:
    return tuple(Block.from_json(block) for block in each["snapshot"]["blocks"])


def _parts(block: Block, citizen: Value) -> Iterator[Words]:
    if block.heading:
        yield Words("<b>{heading}</b>", {"heading": _heading(block.heading, citizen)})
    for paragraph in block.paragraphs:
        if paragraph:
            yield paragraph if isinstance(paragraph, Words) else Words("{text}", {"text": paragraph})


def _heading(heading: Value, citizen: Value) -> Value:
    """What stands above a part of what is shown, as somebody else than the citizen reads it."""
    named = HEADINGS.get(heading.id) if isinstance(heading, Words) else None
    return Words(named, {"name": citizen}) if named else heading


def answered(view: View) -> Words:
    """Its answers below their questions, but for those that the picture of a star shows already."""
    written = [
        Words(ANSWERED, {"question": question(view, each), "answer": _words(each["answer"])})
        for each in listed(view)
    ]
    return apart(written) if written else Words("–")


def listed(view: View) -> tuple[Given, ...]:
    """The answers that are written out: those that do not stand above already, on lines of their own or in a star."""
    each = shown(view)
    return tuple(
        given
        for given in answers(each)
        if not given["place"].startswith(AXIS) and not stands_above(each["snapshot"], given)
    )


def stands_above(snapshot: Mapping[str, Any], given: Given) -> bool:
    """Whether an answer is word for word in the text, as in a summary of the answers; nothing is to be read twice.

    What goes on paper is made of the answers, and does not name them: there each is written out.
    """
    written = _words(given["answer"]).values.values()
    return (
        not snapshot["blocks"]
        and bool(written)
        and all(f"\n{text}\n" in f"\n{snapshot['text']}\n" for text in written)
    )


def has_answers(view: View) -> bool:
    return bool(listed(view))


def recordings(view: View) -> tuple[Recording, ...]:
    """The answers that were spoken, each with whose it is and its question below."""
    spoken = (each for each in answers(shown(view)) if each.get("file"))
    return tuple(
        one for each in spoken for one in played(each, captioned(view["citizen_name"], question(view, each)))
    )


def _words(packed: Any) -> Words:
    return Words.from_json(packed)
