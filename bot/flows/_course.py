"""What the course computes: when it began and ends, whether it is on a break, and when a star is due in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.coaching.course import Course, Pause, due, rings
from bot.engine.hours import no_free_day
from bot.engine.text import N_, Words
from bot.flows._stars import others

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.view import Values, View

FLOW = "my_course"
UNKNOWN: Mapping[str, Any] = {
    "begun": "",
    "weeks": 0,
    "extended": 0,
    "stopped": "",
    "pauses": [],
    "guessed": False,
}
"""What is kept of a course, before anything of it is known."""


def record(view: View) -> dict[str, Any]:
    """The course as it is kept; empty where nobody has said yet when it began."""
    if view.flow.id == FLOW:
        return view.session.kept
    kept: dict[str, Any] = next((course["kept"] for course in view.fact("course")), {})
    return kept


def is_known(view: View) -> bool:
    """Whether anybody has said when the course began, or that they do not know."""
    return bool(record(view))


def key(view: View) -> str:
    """The person's course by its key, "" where there is none."""
    return next((str(course["key"]) for course in view.fact("course")), "")


def course_of(record: dict[str, Any]) -> Course:
    """A course from what is kept of it."""
    return Course(
        begun=date.fromisoformat(record["begun"]),
        weeks=record["weeks"],
        extended=record["extended"],
        stopped=date.fromisoformat(record["stopped"]) if record["stopped"] else None,
        pauses=tuple(
            Pause(date.fromisoformat(begun), date.fromisoformat(over) if over else None)
            for begun, over in record["pauses"]
        ),
    )


def scored(view: View) -> list[date]:
    """The days of the person's stars."""
    stars = (view.session.kept, *(star["kept"] for star in others(view)))
    return [date.fromisoformat(star["day"]) for star in stars if "day" in star]


def due_on(view: View) -> date | None:
    """The day on which the next star is due, which may have passed."""
    kept = record(view)
    return due(course_of(kept), scored(view), view.today) if kept else None


def is_due(view: View) -> bool:
    """Whether it is time for a star now."""
    day = due_on(view)
    return day is not None and day <= view.today


def rings_on(view: View) -> str:
    """The day to write about the star, as ISO, "" where there is none; who has deleted every star is left in peace."""
    return _rings(view, view.today)


def rings_then(view: View) -> str:
    """The day to write after today."""
    return _rings(view, view.today + timedelta(days=1))


def _rings(view: View, first: date) -> str:
    kept, days = record(view), scored(view)
    if not kept or not (days or kept["begun"] > view.today.isoformat()):
        return ""
    day = rings(
        course_of(kept), days, view.today, first=first, written=lambda point: no_free_day(point, view.hours)
    )
    return day.isoformat() if day else ""


def stands(view: View) -> str:
    """How the course stands: "unknown", "paused", "stopped", or "running"."""
    kept = record(view)
    if not kept:
        return "unknown"
    if kept["stopped"]:
        return "stopped"
    return "paused" if any(not over for _, over in kept["pauses"]) else "running"


def when(view: View) -> Words:
    """When the next star is due, in words."""
    day = due_on(view)
    if stands(view) == "paused":
        return Words(N_("I do not write about the star while your course is on a break."))
    if is_due(view):
        return Words(N_("It is time for your star now."))
    if day is None and ended(view):
        over = N_("If I count right, your course ended on {day}.")
        return Words(over, {"day": course_of(record(view)).end(view.today)})
    if day is None and stands(view) == "running":
        soon = N_("If I count right, it ends on {day}. That is why I ask you for no more stars.")
        return Words(soon, {"day": course_of(record(view)).end(view.today)})
    if day is None:
        return Words(N_("I do not ask you to fill in the star again."))
    return Words(N_("I write to you when it is time again: {day}."), {"day": no_free_day(day, view.hours)})


def when_planned(view: View) -> Words:
    """When the next star is due; where none is any more, from which day that is counted, and where to put it right."""
    if stands(view) != "running" or due_on(view) is not None:
        return when(view)
    mend = Words(N_("If that is wrong, open your star and tap <b>{button_course}</b>."))
    return Words(
        "{first_day} {when} {mend}", {"first_day": first_day(view), "when": when(view), "mend": mend}
    )


def ended(view: View) -> bool:
    """Whether the course is over although nobody has said that it ended early."""
    return stands(view) == "running" and course_of(record(view)).end(view.today) < view.today


def first_day(view: View) -> Words:
    """When the course began or begins, and how much longer than planned it is, in words."""
    kept = record(view)
    day = date.fromisoformat(kept["begun"])
    began = Words(_began(view, day, guessed=is_guessed(kept)), {"day": day})
    if not kept["extended"]:
        return began
    longer = Words(
        N_("It is {n} week longer than planned."),
        {"n": kept["extended"]},
        plural=N_("It is {n} weeks longer than planned."),
    )
    return Words("{began} {longer}", {"began": began, "longer": longer})


def _began(view: View, day: date, *, guessed: bool) -> str:
    """The sentence that names the first day, or the one that it is counted from."""
    if guessed:
        return N_("You have not said when it began. I count from {day}.")
    return N_("It begins on {day}.") if day > view.today else N_("It began on {day}.")


def is_guessed(kept: Mapping[str, Any]) -> bool:
    """Whether nobody has said that there is a course: its first day was skipped, and the star counts from that day."""
    return bool(kept.get("guessed"))


def mends_first_day(view: View) -> bool:
    """Whether somebody has said that the course began on another day than the one it is counted from."""
    return bool(view.value("running") == "begun")


def begins(view: View) -> bool:
    """Whether the first day that was answered is still to come."""
    return str(view.value("begun")) > view.today.isoformat()


def begun(weeks: int) -> Callable[[View], dict[str, Any]]:
    """What is kept of the first day, and of a course of so many weeks.

    Whoever skips it has their stars counted from today; that is a guess, and prolongs nothing that is kept.
    """

    def content(view: View) -> dict[str, Any]:
        kept = record(view) or {**UNKNOWN, "begun": view.today.isoformat(), "weeks": weeks, "guessed": True}
        said = view.value("begun")
        return {**kept, "begun": said, "guessed": False} if said else dict(kept)

    return content


def extended(view: View) -> dict[str, Any]:
    return {"extended": int(view.value("weeks")), "guessed": False}


def paused(view: View) -> dict[str, Any]:
    """One break at a time: an old button begins no second one."""
    pauses = record(view)["pauses"]
    return {
        "pauses": pauses if stands(view) == "paused" else [*pauses, [view.today.isoformat(), ""]],
        "guessed": False,
    }


def resumed(view: View) -> dict[str, Any]:
    """A course that goes on: its breaks are over, and it has not ended."""
    over = view.today.isoformat()
    return {
        "pauses": [[begun, ended or over] for begun, ended in record(view)["pauses"]],
        "stopped": "",
    }


def stopped(view: View) -> dict[str, Any]:
    """A course that has ended: on the day when that was said first."""
    return {"stopped": record(view)["stopped"] or view.today.isoformat()}


VALUES: Values = {
    "begins": begins,
    "guessed": lambda view: is_guessed(record(view)),
    "first_day": first_day,
    "rings_on": rings_on,
    "rings_then": rings_then,
    "stands": stands,
    "star_due": is_due,
    "when": when,
    "when_planned": when_planned,
}
