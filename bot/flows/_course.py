"""The course that the stars belong to: when it began, pauses, more weeks, an early end, and when a star is due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.coaching.course import Course, Pause, due
from bot.engine.steps import Ask, AskDate, AskNumber, Branch, Choice, Keep, Step, Tell, Wake
from bot.engine.text import N_, Words
from bot.flows._stars import earlier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.view import Values, View

KIND = "star"
"""The kind of the timer that rings when a star is due."""
MOST_WEEKS = 104
UNKNOWN: Mapping[str, Any] = {"extended": 0, "stopped": "", "pauses": []}
"""What is kept of a course of which only the first day is known."""


def known(view: View) -> dict[str, Any]:
    """The course as it is kept with the newest star that has it; empty where nobody has asked yet."""
    stars = (view.session.kept, *(star["kept"] for star in earlier(view)))
    return next((star["course"] for star in stars if "course" in star), {})


def course_of(record: dict[str, Any]) -> Course:
    """A course from what a version keeps of it."""
    return Course(
        begun=date.fromisoformat(record["begun"]),
        extended=record["extended"],
        stopped=date.fromisoformat(record["stopped"]) if record["stopped"] else None,
        pauses=tuple(
            Pause(date.fromisoformat(begun), date.fromisoformat(over) if over else None)
            for begun, over in record["pauses"]
        ),
    )


def next_day(view: View) -> str:
    """The day on which the next star is due, as ISO; "" where none is."""
    record = known(view)
    if not record:
        return ""
    stars = (view.session.kept, *(star["kept"] for star in earlier(view)))
    days = [kept["day"] for kept in stars if "day" in kept]
    day = due(course_of(record), [date.fromisoformat(each) for each in days], view.today)
    return day.isoformat() if day else ""


def is_due(view: View) -> bool:
    day = next_day(view)
    return bool(day) and day <= view.today.isoformat()


def has_next(view: View) -> bool:
    return bool(next_day(view))


def is_known(view: View) -> bool:
    return bool(known(view))


def when(view: View) -> Words:
    """When the next star is due, in words."""
    day = next_day(view)
    if stands(view) == "paused":
        return Words(N_("I do not write about the star while your course is on a break."))
    if not day and ended(view):
        over = N_("If I count right, your course ended on {day}.")
        return Words(over, {"day": course_of(known(view)).end(view.today)})
    if not day:
        return Words(N_("I do not ask you to fill in the star again."))
    return Words(N_("I write to you when it is time again: {day}."), {"day": date.fromisoformat(day)})


def when_saved(view: View) -> Words:
    """When the next star is due, and where to put it right where the course is over."""
    if not ended(view):
        return when(view)
    mend = Words(N_("If that is wrong, open your star and tap <b>My course</b>."))
    return Words("{when} {mend}", {"when": when(view), "mend": mend})


def ended(view: View) -> bool:
    """Whether the course is over although nobody has said that it ended early."""
    return (
        stands(view) == "running" and is_known(view) and course_of(known(view)).end(view.today) < view.today
    )


def first_day(view: View) -> Words:
    """When the course began, in words."""
    return Words(N_("It began on {day}."), {"day": date.fromisoformat(known(view)["begun"])})


def stands(view: View) -> str:
    """How the course stands: "paused", "stopped", or "running"."""
    record = known(view)
    if record.get("stopped"):
        return "stopped"
    return "paused" if any(not over for _, over in record.get("pauses", [])) else "running"


def begun(view: View) -> dict[str, Any]:
    """What a version keeps of a course whose first day was just asked for; today where the person does not know it."""
    return {"course": {**UNKNOWN, "begun": view.value("course_begun") or view.today.isoformat()}}


def changed(change: Callable[[dict[str, Any], View], dict[str, Any]]) -> Callable[[View], dict[str, Any]]:
    """What a version keeps of a course that has changed."""

    def content(view: View) -> dict[str, Any]:
        record = known(view) or begun(view)["course"]
        return {"course": {**record, **change(record, view)}}

    return content


def _begin(_: dict[str, Any], view: View) -> dict[str, Any]:
    return {"begun": view.value("course_first_day")}


def _pause(record: dict[str, Any], view: View) -> dict[str, Any]:
    return {"pauses": [*record["pauses"], [view.today.isoformat(), ""]]}


def _resume(record: dict[str, Any], view: View) -> dict[str, Any]:
    over = view.today.isoformat()
    return {"pauses": [[begun, ended or over] for begun, ended in record["pauses"]], "stopped": ""}


def _extend(record: dict[str, Any], view: View) -> dict[str, Any]:
    return {"extended": record["extended"] + int(view.value("course_weeks"))}


def _stop(record: dict[str, Any], view: View) -> dict[str, Any]:
    return {"stopped": record["stopped"] or view.today.isoformat()}


VALUES: Values = {
    "course_known": is_known,
    "course_stands": stands,
    "next_day": next_day,
    "has_next": has_next,
    "star_due": is_due,
    "when": when,
    "when_saved": when_saved,
    "first_day": first_day,
}


def asking(*, then: str) -> tuple[Step, ...]:
    """The steps from "course" that ask when the course began, where nobody knows; they lead to the step `then`."""
    return (
        Branch(id="course", on="course_known", cases={"yes": "wake"}, goto="course_begun"),
        AskDate(
            id="course_begun",
            text=N_(
                "<b>When did your course begin?</b> Then I know when it is time for the star again. "
                'Write a day, like "1 November". Skip it if you do not know.'
            ),
            short=N_("When your course began"),
            past=True,
            skippable=True,
        ),
        Keep(id="course_kept", content=begun, amend=True),
        Wake(id="wake", kind=KIND, on="next_day", alone=True, goto=then),
    )


def changing(*, back: str) -> tuple[Step, ...]:
    """The steps from "my_course": pause it, go on, make it longer, or end it; they lead to the step `back`."""
    return (
        Branch(
            id="my_course",
            on="course_stands",
            cases={"paused": "course_paused", "stopped": "course_stopped"},
            goto="course_running",
        ),
        Ask(
            id="course_running",
            text=N_("<b>Your course</b>\n{first_day} {when}\nHas something changed?"),
            short=N_("Your course"),
            choices=(
                Choice(key="pause", label=N_("It is on a break"), goto="pause_course"),
                Choice(key="longer", label=N_("It has been made longer"), goto="course_weeks"),
                Choice(key="over", label=N_("It has ended"), goto="stop_course"),
                Choice(key="begun", label=N_("It began on another day"), goto="course_first_day"),
                Choice(key="back", label=N_("No, go back"), goto=back, means="no"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Ask(
            id="course_paused",
            text=N_("<b>Your course</b> is on a break. Tell me when it goes on."),
            short=N_("Your course"),
            choices=(
                Choice(key="on", label=N_("It goes on now"), goto="resume_course"),
                Choice(key="over", label=N_("It has ended"), goto="stop_course"),
                Choice(key="back", label=N_("Go back"), goto=back),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Ask(
            id="course_stopped",
            text=N_("<b>Your course</b> has ended."),
            short=N_("Your course"),
            choices=(
                Choice(key="on", label=N_("It goes on all the same"), goto="resume_course"),
                Choice(key="back", label=N_("Go back"), goto=back),
            ),
            asks_again=True,
            own_ways=True,
        ),
        AskNumber(
            id="course_weeks",
            text=N_("<b>How many weeks longer?</b> Write a number."),
            short=N_("More weeks"),
            low=1,
            high=MOST_WEEKS,
            asks_again=True,
            goto="extend_course",
        ),
        AskDate(
            id="course_first_day",
            text=N_('<b>When did your course begin?</b> Write a day, like "1 November".'),
            short=N_("When your course began"),
            past=True,
            asks_again=True,
            goto="begin_course",
        ),
        Keep(id="extend_course", content=changed(_extend), amend=True, goto="wake_again"),
        Keep(id="pause_course", content=changed(_pause), amend=True, goto="wake_again"),
        Keep(id="resume_course", content=changed(_resume), amend=True, goto="wake_again"),
        Keep(id="begin_course", content=changed(_begin), amend=True, goto="wake_again"),
        Keep(id="stop_course", content=changed(_stop), amend=True),
        Wake(id="wake_again", kind=KIND, on="next_day", alone=True),
        Tell(id="course_changed", text=N_("Thank you. It is saved. {when}"), goto=back),
    )
