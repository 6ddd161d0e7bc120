"""What a dated interview computes: what there is to do before it, when to remind of it, and whether it has been."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.engine.session import by_itself
from bot.engine.steps import Choice
from bot.engine.text import N_, Words, lines, literal
from bot.engine.years import text_kept

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View

CHECKLIST = (
    Choice(key="application", label=N_("Read application and CV again")),
    Choice(key="advertisement", label=N_("Read the advertisement again")),
    Choice(key="company", label=N_("Read about the workplace")),
    Choice(key="somebody", label=N_("Ask if I know somebody there")),
    Choice(key="length", label=N_("Ask how long the talk takes")),
    Choice(key="route", label=N_("Find the way and travel time")),
    Choice(key="clothes", label=N_("Choose clothes I feel good in")),
    Choice(key="papers", label=N_("Put the papers ready")),
    Choice(key="questions", label=N_("Have two questions for them")),
    Choice(key="calm", label=N_("Practise a way to become calm")),
)
"""What is good to have done before an interview. The keys are saved data."""
DAY_BEFORE = time(16)
EARLIEST, MORNING = time(6, 30), time(9)
"""Between these the reminder of the same morning comes, but for an interview that is earlier still."""
BEFOREHAND, AT_LEAST = timedelta(hours=2), timedelta(hours=1)
BOTH = N_("I write to you the day before and the same morning. My messages never say what they are about.")
ONE_BEFORE = N_("I write to you the day before. My message does not say what it is about.")
ONE_MORNING = N_("I write to you the same morning. My message does not say what it is about.")
NEITHER = N_("It is so soon that I do not write to you before it.")


def day_before(interview: datetime) -> datetime:
    """The afternoon before an interview: there is still time to put something right."""
    return datetime.combine(interview.date() - timedelta(days=1), DAY_BEFORE)


def same_morning(interview: datetime) -> datetime:
    """Two hours before an interview, at nine at the latest, and not in the night; an hour before a very early one."""
    at = min(interview - BEFOREHAND, datetime.combine(interview.date(), MORNING))
    awake = max(at, datetime.combine(interview.date(), EARLIEST))
    return min(awake, interview - AT_LEAST)


def promise(view: View) -> Words:
    """Which reminders come before the interview: those whose time is still ahead."""
    now = view.context.now.astimezone(ZoneInfo(view.person.time_zone)).replace(tzinfo=None)
    moment = datetime.fromisoformat(f"{view.value('day')}T{view.value('time')}")
    comes = (day_before(moment) > now, same_morning(moment) > now)
    said = {(True, True): BOTH, (True, False): ONE_BEFORE, (False, True): ONE_MORNING}
    return Words(said.get(comes, NEITHER))


def has_been(view: View) -> bool:
    """Whether the day of the interview has passed."""
    day = str(view.value("day"))
    return bool(day) and day < view.today.isoformat()


def appointment(view: View) -> Words:
    """Where and when the interview is."""
    where = view.written("where")
    recorded = [] if where else [literal(view.worded("where"))]
    heading = Words("<b>{heading}</b>", {"heading": where or Words(view.flow.kind)})
    # Translators: when an interview is, like "Thursday 26 November at 10:00".
    when = Words(N_("{day} at {time}"), {"day": view["day"], "time": view["time"]})
    person = view.worded("person")
    return lines([heading, *recorded, when, *([literal(person)] if person else [])])


def place(view: View) -> dict[str, Answer]:
    """What the time after the interview need not ask: where it was."""
    where = view.answer("where")
    return {} if where is None else {"where": by_itself(where)}


def ticked(view: View) -> tuple[str, ...]:
    """What is done so far."""
    return tuple(view.session.kept.get("done", ()))


def how_many(view: View) -> int:
    """How much of the list is done."""
    return len(ticked(view))


def of_how_many(_: View) -> int:
    return len(CHECKLIST)


def content(view: View) -> dict[str, Any]:
    """What a version keeps: the appointment, and what is done so far."""
    return {**text_kept(appointment(view), say=view.context.language.say), "done": list(ticked(view))}


def now_done(view: View) -> dict[str, Any]:
    """What the checklist adds to the version."""
    return {"done": view.value("todo") or []}


def all_done(view: View) -> bool:
    return len(ticked(view)) == len(CHECKLIST)
