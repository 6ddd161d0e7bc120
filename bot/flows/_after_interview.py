"""What the time after an interview computes: a summary, and the questions that are new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.phrasing import says
from bot.engine.text import N_, Words, lines
from bot.flows._written import lines_of

if TYPE_CHECKING:
    from bot.engine.view import View

# Translators: what a person may write who is asked for questions and has none; separated by commas.
NONE = N_(
    "no, none, nothing, not any, I don't know, I do not know, I don't remember, I do not remember, I cannot remember, "
    "I can't remember, I forgot"
)
SHOWN = ("where", "asked", "surprised", "went_well", "next_time")


def summary(view: View) -> Words:
    """What was told after the interview; what was left open is left out."""
    where = view.written("where")
    told = [
        Words(
            "<b>{question}</b>\n{answer}",
            {"question": view.flow.short(step, view), "answer": view.worded(step)},
        )
        for step in SHOWN
        if view.value(step) and not (step == "where" and where)
    ]
    return lines([Words("<b>{heading}</b>", {"heading": where or Words(view.flow.title)}), *told])


def new_questions(view: View) -> int:
    """How many questions were written that the newest version does not hold."""
    return len(set(questions(view)) - set(view.session.kept.get("questions", ())))


def questions(view: View) -> tuple[str, ...]:
    """The questions of the interview in the person's own words, each once."""
    written = [line for step in ("asked", "surprised") for line in lines_of(view.written(step))]
    return tuple(dict.fromkeys(line for line in written if not says(line, NONE, view.context.language)))


def has_new(view: View) -> bool:
    return bool(new_questions(view))


def has_where(view: View) -> bool:
    """Whether it is known where the interview was."""
    return bool(view.value("where"))


def has_day(view: View) -> bool:
    """Whether the person is to hear from them, and the day has come."""
    day = str(view.value("hear"))
    return bool(day) and day <= view.today.isoformat()


def content(view: View) -> dict[str, Any]:
    """What a version keeps."""
    return {"text": view.context.language.say(summary(view)), "questions": list(questions(view))}
