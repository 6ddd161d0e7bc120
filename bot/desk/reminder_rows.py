"""Reminders as they stand on a page of the desk: what comes next first, then what has been, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot.coaching.free_days import is_free
from bot.coaching.recurrence import Rule
from bot.coaching.reminding import comes_at
from bot.desk.citizens import page_number
from bot.desk.errand import called, view_of
from bot.desk.reminded import Answer
from bot.engine.text import N_, Words
from bot.flows._my_reminders import answered, became, comes, is_done, subject
from bot.state import as_set, remindable, set_reminders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.desk.visit import Visit
    from bot.engine.view import View
    from bot.state.cursor import Cursor
    from bot.state.remindable import Remindable
    from bot.state.reminders import Reminder
    from bot.state.set_reminders import Set

Shared: TypeAlias = Callable[["Cursor", "Sequence[Reminder]"], "Mapping[int, Mapping[str, Any]]"]
"""What the exercises of reminders are listed by; one that is not shared with the reader (any more) is not there."""
MARKS: Final[Mapping[str, str]] = {
    # Translators: why a reminder does not get through, short enough for a list. It is about a citizen.
    "not_agreed": N_("has not said yes yet"),
    "blocked": N_("has blocked the chat"),
    "quiet": N_("wants no messages now"),
    "declined": N_("wants no reminders now"),
    "held_up": N_("the last one was not delivered"),
    "broken": N_("went wrong"),
}
"""What is in the way of a reminder."""
PAST: Final[Mapping[str, str]] = {
    # Translators: what has become of a reminder, short enough for a list.
    "over": N_("over"),
    "done": N_("done"),
    "stopped": N_("stopped by the citizen"),
    "ended": N_("stopped by you"),
}
"""How a reminder came to its end."""
LAST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """A reminder: `known` is what the chat knows of it, `mark` what is in its way, `past` how it ended, "" for neither.

    `told` says when it comes, `came` what has become of it, `answers` what the citizen has written to it.
    """

    known: Mapping[str, Any]
    what: Words
    mark: str
    past: str
    told: tuple[Words, ...]
    came: tuple[Words, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and how many pages there are."""

    rows: tuple[Row, ...]
    number: int
    pages: int


def page_of(
    cursor: Cursor, visit: Visit, ids: Sequence[int], shared: Shared, *, size: int, moments: int
) -> Page:
    """The page that the address names of what the reader has set, by `ids` in the order in which it is due.

    On a page stands first what comes first, by each citizen's hours.
    """
    pages = max(1, -(-len(ids) // size))
    number = min(page_number(visit.request.query.get("page", "")), pages)
    here = ids[(number - 1) * size : number * size]
    return Page(tuple(rows(cursor, visit, here, shared, moments)), number, pages)


def rows(cursor: Cursor, visit: Visit, ids: Sequence[int], shared: Shared, moments: int) -> list[Row]:
    """Those of these that the reader has set for whom they may remind, each with so many of its latest moments."""
    found = set_reminders.opened(cursor, visit.me, ids, moments)
    citizens = {each.reminder.citizen for each in found}
    mine = {each.relation.id: each for each in remindable.by(cursor, visit.me, citizens)}
    told = [each for each in found if each.reminder.relation in mine]
    told.sort(key=lambda each: _comes(each.reminder, mine[each.reminder.relation]))
    view, shown = view_of(visit, {}, {}), shared(cursor, [each.reminder for each in told])
    return [_row(view, visit, each, mine[each.reminder.relation], shown) for each in told]


def _comes(reminder: Reminder, of: Remindable) -> datetime:
    """When it comes next; what has been stays behind, as it was."""
    if reminder.status != "running" or reminder.due is None:
        return LAST
    return comes_at(Rule.from_json(reminder.rule), reminder.due, of.hours(is_free)) or reminder.due


def _row(view: View, visit: Visit, found: Set, of: Remindable, shown: Mapping[int, Mapping[str, Any]]) -> Row:
    reminder, hours, name = found.reminder, of.hours(is_free), called(visit, of)
    came = (as_set.as_delivered(each.delivery, hours, each.shown, blocked=of.blocked) for each in found.came)
    newest = [each.delivery for each in found.came]
    broken = as_set.is_broken(reminder, newest, rings=found.rings)
    known = as_set.as_set(
        reminder,
        of,
        came,
        found.answers,
        shown.get(reminder.exercise, {}),
        broken=broken,
        free_day=is_free,
        now=visit.now,
    ) | {"name": name}
    return Row(
        known,
        subject(view, known),
        _mark(known),
        _past(reminder, known),
        tuple(comes(known, {"name": name})),
        tuple(became(known, each) for each in known["deliveries"]),
        tuple(Answer(answered(each, name), each["recording"].get("file", "")) for each in known["answers"]),
    )


def _past(reminder: Reminder, known: Mapping[str, Any]) -> str:
    """How a reminder ended, "" as long as it comes."""
    if is_done(known):
        return "done"
    return "" if reminder.status == "running" else reminder.status


def _mark(known: Mapping[str, Any]) -> str:
    """What is in the way of a reminder that is to come, the weightiest first."""
    if known["status"] != "running":
        return "broken" if known["status"] == "broken" else ""
    held_up = any(each["state"] == "held_up" for each in known["deliveries"][:1])
    return str(known["blocker"]) or ("held_up" if held_up else "")
