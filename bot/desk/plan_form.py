"""The form in which a reminder is planned, read as the chat reads it: its answers, or why one of them is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.coaching.recurrence import KINDS
from bot.desk.written import MOST, TOO_LONG, screened, told
from bot.engine.inputs import Typed
from bot.engine.steps import Accept, Again, Ask, Confirm, Question
from bot.engine.text import N_, Words
from bot.flows import _remind as remind
from bot.flows.remind import FLOW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.desk.errand import Errand
    from bot.engine.session import Answer
    from bot.engine.steps import Outcome
    from bot.engine.view import View

    Answers: TypeAlias = dict[str, Answer]
    Errors: TypeAlias = dict[str, Words]

FIELDS: Final = ("what", "text", "agreed", "when", "day", "at", "words", "repeat")
AT_ONCE: Final = ("now", "later", "tomorrow")
"""What is chosen without a day of its own."""
WHAT = N_("Choose what the reminder is about.")
WHEN = N_("Choose when it shall come.")
DAY = N_("Choose a day.")
EMPTY = N_("Write what you want to say.")
NOT_SHOWN = N_("{name} does not show you that any more. Choose something else.")


def _question(id_: str) -> Question:
    return next(each for each in FLOW.all_steps if isinstance(each, Question) and each.id == id_)


TEXT: Final = _question("text")
ILLNESS: Final = _question("illness").text
THE_DAY: Final = _question("day")
THE_TIME: Final = _question("at")
REPEATS: Final = tuple(
    (each.key, each.label)
    for step in (_question("repeat"),)
    if isinstance(step, Ask)
    for each in step.choices
)
"""How often something can come again, as the chat offers it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands in the form: its fields fit to be stored, the answers in it, and by field what is wrong.

    `asks`: whether the text may be about illness, and is to be sent all the same. `notes`
    name what its writer is told of it.
    """

    fields: Mapping[str, str]
    answers: Mapping[str, Answer]
    errors: Mapping[str, Words]
    asks: bool
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[Words, ...]:
        """What its writer is told of the text."""
        return told(self.notes)

    def but(self, field: str, wrong: Words) -> Plan:
        """The same, where this is wrong too."""
        return replace(self, errors={**self.errors, field: wrong})


def read(errand: Errand, sent: Mapping[str, str]) -> Plan:
    """The form as it was sent; everything in it is kept, but for CPR numbers."""
    given = {name: screened(_plain(sent.get(name, ""))) for name in FIELDS}
    fields = {name: each.text for name, each in given.items()}
    what, wrong = _what(errand, fields)
    when, wrong_moment = _when(errand, fields)
    answers, errors = what | when, wrong | wrong_moment
    asks = bool(what) and remind.may_be_of_illness(errand.view(what))
    if asks:
        errors["text"] = Words(ILLNESS)
    errors = {name: errors[name] for name in FIELDS if name in errors}
    return Plan(fields, answers, errors, asks, given["text"].notes)


def settled(errand: Errand, plan: Plan) -> dict[str, str]:
    """The fields of a form that has no errors, where "tomorrow" has become a day: the night may come between."""
    kept = {name: plan.fields[name] for name in ("what", "text", "agreed", "when")}
    if kept["when"] in ("now", "later"):
        return kept
    rule, _ = remind.planned(errand.view(plan.answers), errand.hours)
    moment = {"when": "day", "day": rule.day.isoformat(), "at": rule.at.isoformat("minutes")}
    return {**kept, **moment, "repeat": rule.kind}


def _what(errand: Errand, fields: Mapping[str, str]) -> tuple[Answers, Errors]:
    key = fields["what"]
    if key == remind.OWN_TEXT:
        return _text(errand, fields)
    answers = {"what": _choice(key)}
    if remind.subject(errand.view(answers)) is not None:
        return answers, {}
    gone = key.startswith(remind.SHARED)
    return {}, {"what": Words(NOT_SHOWN, {"name": errand.name}) if gone else Words(WHAT)}


def _text(errand: Errand, fields: Mapping[str, str]) -> tuple[Answers, Errors]:
    text = fields["text"]
    if not text or len(text) > MOST:
        return {}, {"text": Words(TOO_LONG if text else EMPTY)}
    outcome = TEXT.take(Typed(text, 0), errand.view({}))
    if not isinstance(outcome, Accept):
        return {}, {"text": _why(outcome)}
    agreed: Answer = {"kind": "held", "value": fields["agreed"]}
    return {"what": _choice(remind.OWN_TEXT), "text": outcome.answer, remind.AGREED: agreed}, {}


def _when(errand: Errand, fields: Mapping[str, str]) -> tuple[Answers, Errors]:
    when = fields["when"]
    if when in AT_ONCE:
        return {"when": _choice(when)}, {}
    reads = {"day": _day, "words": _words}.get(when)
    if reads is None:
        return {}, {"when": Words(WHEN)}
    answers, errors = reads(errand, fields)
    return {"when": _choice("own"), **answers}, errors


def _day(errand: Errand, fields: Mapping[str, str]) -> tuple[Answers, Errors]:
    """A day and a time that were chosen; of what comes again, the time may have passed on the first day."""
    day, errors = _read_day(fields["day"], errand.view_there({}))
    often = _often(fields)
    if day and often != "once":
        day["often"] = often
    at = THE_TIME.take(Typed(fields["at"], 0), errand.view_there({"day": day} if day else {}))
    if not isinstance(at, Accept):
        errors["at"] = _why(at) if fields["at"] else Words(THE_TIME.text)
    if errors or not isinstance(at, Accept):
        return {}, errors
    return {"day": day, "at": at.answer, "repeat": _choice(often)}, {}


def _read_day(text: str, view: View) -> tuple[Answer, Errors]:
    try:
        date.fromisoformat(text)
    except ValueError:
        return {}, {"day": Words(DAY)}
    outcome = THE_DAY.take(Typed(text, 0), view)
    return (outcome.answer, {}) if isinstance(outcome, Accept) else ({}, {"day": _why(outcome)})


def _words(errand: Errand, fields: Mapping[str, str]) -> tuple[Answers, Errors]:
    """A day, its time, and how often it comes again, as they were written. The whole is shown before it is saved."""
    outcome = THE_DAY.take(Typed(fields["words"], 0), errand.view_there({}))
    if not isinstance(outcome, Accept | Confirm):
        return {}, {"words": _why(outcome)}
    if "at" not in outcome.also:
        passed = outcome.note if isinstance(outcome, Accept) else None
        return {}, {"words": passed or Words(THE_TIME.text)}
    often = str(outcome.answer.get("often", "once"))
    return {"day": outcome.answer, **outcome.also, "repeat": _choice(often)}, {}


def _often(fields: Mapping[str, str]) -> str:
    return fields["repeat"] if fields["repeat"] in KINDS else "once"


def _why(outcome: Outcome) -> Words:
    """What the chat says where an answer is none."""
    return outcome.why if isinstance(outcome, Again) else Words(WHEN)


def _choice(key: str) -> Answer:
    return {"kind": "choice", "value": key}


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
