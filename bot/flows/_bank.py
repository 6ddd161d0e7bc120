"""What the answer bank computes: every question with the state of its answer, and which answer to practise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from bot.engine.context import Item
from bot.engine.text import N_, Words, literal
from bot.flows._answer import OWN
from bot.flows.content.interview import FEARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.engine.session import Answer
    from bot.engine.view import View
    from bot.flows.content.interview import InterviewQuestion

ANSWER: Final = "interview_answer"
AFTER: Final = "after_interview"
INTERVIEW: Final = "interview_day"
OVER: Final = ("off", "over")
"""The steps of an interview that take its reminders away: it is called off, or the person has been there."""
READY: Final = 4
"""From this step of how sure one is, an answer is ready; below it, it is there to be practised."""
# Translators: buttons. A question that is not begun, begun, to be practised, ready; only the order may change.
EMPTY, DRAFT = N_("○ {question}"), N_("✎ {question}")
PRACTISE, DONE = N_("🎙 {question}"), N_("✔ {question}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A question of the bank: its key, its words, and the exercise that answers it (None: nobody has begun)."""

    key: str
    words: Words
    answer: Mapping[str, Any] | None = None

    @property
    def feared(self) -> bool:
        """Whether this is the question that the person fears, or a copy of it."""
        return self.answer is not None and _question(self.answer) == FEARED

    @property
    def kept(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.answer["kept"] if self.answer else {}
        return found

    @property
    def sure(self) -> int:
        """How sure the person is of the answer, at the latest practice or when it was made; 0 where there is none."""
        return int(self.kept.get("sure_now") or self.kept.get("sure") or 0)

    @property
    def label(self) -> Words:
        if self.answer is None:
            return Words(EMPTY, {"question": self.words})
        if not self.kept:
            return Words(DRAFT, {"question": self.words})
        return Words(DONE if self.sure >= READY else PRACTISE, {"question": self.words})


@dataclass(frozen=True, slots=True)
class Bank:
    """The values of the bank's flow, for the questions of one content file."""

    questions: tuple[InterviewQuestion, ...]

    def entries(self, view: View) -> tuple[Entry, ...]:
        """Every question: the list's, the person's own, and those that were asked at an interview."""
        answers = [each for each in _within(view) if each["flow"] == ANSWER]
        listed = tuple(entry for each in self.questions for entry in _listed(each, answers))
        own = tuple(
            Entry(f"own_{each['key']}", literal(_wording(each)) if _wording(each) else each["name"], each)
            for each in reversed(answers)
            if _question(each) == OWN and _answer(each, "wording").get("value")
        )
        known = self._known(answers, view)
        asked = tuple(Entry(key, literal(text)) for key, text in _asked(view).items() if key not in known)
        return (*listed, *own, *asked)

    def _known(self, answers: list[dict[str, Any]], view: View) -> set[str]:
        """The keys of questions that stand in the bank already, in whatever words they do now."""
        say = view.context.language.say
        words = {say(Words(each.question)) for each in self.questions} | {_wording(each) for each in answers}
        begun_from = {str(_answer(each, "question").get("asked", "")) for each in answers}
        return {_key(each) for each in words} | begun_from

    def items(self, view: View) -> tuple[Item, ...]:
        return tuple(Item(entry.key, entry.label) for entry in self.entries(view))

    def prepared(self, view: View) -> tuple[Item, ...]:
        """The questions that have an answer to practise."""
        return tuple(Item(each.key, each.label) for each in self.entries(view) if each.kept)

    def has_prepared(self, view: View) -> bool:
        return bool(self.prepared(view))

    def has_feared(self, view: View) -> bool:
        """Whether the question that the person fears has an answer."""
        return any(each.key == FEARED and each.kept for each in self.entries(view))

    def chosen(self, view: View) -> str:
        """The exercise that answers the question chosen, by its key; "" where a new one begins."""
        entry = next((each for each in self.entries(view) if each.key == view.value("which")), None)
        return str(entry.answer["key"]) if entry and entry.answer else ""

    def begun(self, view: View) -> dict[str, Answer]:
        """The answers that a new exercise begins with: which question it is for."""
        key = view.value("which")
        if any(each.id == key for each in self.questions):
            return {"question": {"kind": "choice", "value": key}}
        wording = _asked(view).get(key)
        if not wording:
            return {"question": {"kind": "choice", "value": OWN}}
        # Where it was asked is kept with the choice: the words of a question can be changed.
        question: Answer = {"kind": "choice", "value": OWN, "asked": key}
        return {"question": question, "wording": {"kind": "text", "value": wording}}

    def feared(self, _: View) -> dict[str, Answer]:
        """The answers that a new exercise for the feared question begins with."""
        return {"question": {"kind": "choice", "value": FEARED}}

    def to_practise(self, view: View) -> str:
        """The answer to practise, by the key of its exercise: what was asked for, the least sure one, or any."""
        prepared = [each for each in self.entries(view) if each.kept]
        match view.value("practise"):
            case "feared":
                found = [each for each in prepared if each.key == FEARED]
            case "choose":
                found = [each for each in prepared if each.key == view.value("which_practised")]
            case "weakest":
                found = sorted(
                    _unfeared(prepared), key=lambda each: (each.sure, each.kept.get("practised", 0))
                )
            case _:
                found = _shuffled(_unfeared(prepared), view)
        return str(found[0].answer["key"]) if found and found[0].answer else ""

    def only_feared(self, view: View) -> bool:
        """Whether the question that the person fears is the only one with an answer."""
        prepared = [each for each in self.entries(view) if each.kept]
        return bool(prepared) and all(each.feared for each in prepared)


def _unfeared(prepared: list[Entry]) -> list[Entry]:
    """The answers without the feared question, which is asked for, never sprung; with it where there is no other."""
    return [each for each in prepared if not each.feared] or prepared


def _shuffled(prepared: list[Entry], view: View) -> list[Entry]:
    """The answers in an order that nobody foresees."""
    moment = view.context.now.isoformat()
    return sorted(prepared, key=lambda each: crc32(f"{moment} {each.key}".encode()))


def _listed(question: InterviewQuestion, answers: list[dict[str, Any]]) -> Iterator[Entry]:
    """A question of the list with its newest answer, then its copies."""
    mine = [each for each in answers if _question(each) == question.id]
    name = Words(question.name)
    yield Entry(question.id, name, mine[0] if mine else None)
    for number, copy in enumerate(mine[1:], start=2):
        yield Entry(f"own_{copy['key']}", Words("{name} ({number})", {"name": name, "number": number}), copy)


def upcoming(view: View) -> tuple[Item, ...]:
    """The interviews that are still to come, or whose day is not known yet, newest first; none that is called off."""
    today = view.today.isoformat()
    mine = (each for each in _within(view) if each["flow"] == INTERVIEW and each["answers"])
    return tuple(
        Item(each["key"], each["name"])
        for each in mine
        if str(_answer(each, "day").get("value", today)) >= today
        and not any(_answer(each, step) for step in OVER)
    )


def has_upcoming(view: View) -> bool:
    return bool(upcoming(view))


def papers(view: View) -> tuple[Item, ...]:
    """What the person has made around interviews beside the answers, newest first."""
    return tuple(
        Item(each["key"], each["name"])
        for each in _within(view)
        if each["flow"] != ANSWER and each["answers"]
    )


def has_papers(view: View) -> bool:
    return bool(papers(view))


def _within(view: View) -> tuple[dict[str, Any], ...]:
    found: tuple[dict[str, Any], ...] = view.fact("within")
    return found


def _answer(answer: Mapping[str, Any], step: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = answer["answers"].get(step, {})
    return found


def _question(answer: Mapping[str, Any]) -> str:
    return str(_answer(answer, "question").get("value", ""))


def _wording(answer: Mapping[str, Any]) -> str:
    """The person's own words of a question, also of the feared one; "" where they have not written them."""
    told = (_answer(answer, step) for step in ("wording", "feared"))
    return next((str(each["value"]) for each in told if each.get("kind") == "text" and each["value"]), "")


def _asked(view: View) -> dict[str, str]:
    """What was asked at interviews, by a key made of its words."""
    interviews = (each["kept"] for each in _within(view) if each["flow"] == AFTER)
    questions = (text for kept in interviews for text in kept.get("questions", ()))
    return {_key(text): text for text in questions}


def _key(question: str) -> str:
    return f"asked_{crc32(_bare(question).encode()):x}"


def _bare(question: str) -> str:
    """The words of a question, by which it is known again."""
    return " ".join(re.findall(r"\w+", question.casefold()))
