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
from bot.engine.text import N_, Words
from bot.flows._my_reminders import ANSWERED, became, comes, subject
from bot.policy import NotAllowed
from bot.state import as_set, remindable, set_reminders
from bot.state.reminders import Reminder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.desk.visit import Visit
    from bot.engine.view import View
    from bot.state.cursor import Cursor
    from bot.state.remindable import Remindable
    from bot.state.set_reminders import Line, Set

Shared: TypeAlias = Callable[[Reminder], dict[str, Any]]
"""What the exercise of a reminder is listed by; empty where it is not shared with the reader (any more)."""
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
    answers: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and how many pages there are."""

    rows: tuple[Row, ...]
    number: int
    pages: int


def page_of(
    cursor: Cursor, visit: Visit, shared: Shared, *, citizen: int = 0, size: int, moments: int
) -> Page:
    """The page that the address names of what the reader has set for one citizen, or for all (0).

    What is for all is a list, and holds nothing that the reader has stopped.
    """
    mine = {each.relation.id: each for each in remindable.by(cursor, visit.me, citizen)}
    lines = [
        each
        for each in set_reminders.lines(cursor, visit.me, citizen)
        if each.relation in mine and (citizen or each.status != "ended")
    ]
    lines.sort(key=lambda each: _comes(each, mine[each.relation]))
    pages = max(1, -(-len(lines) // size))
    number = min(page_number(visit.request.query.get("page", "")), pages)
    ids = [each.id for each in lines[(number - 1) * size : number * size]]
    return Page(tuple(_rows(cursor, visit, mine, ids, moments, shared)), number, pages)


def row_of(cursor: Cursor, visit: Visit, shared: Shared, citizen: int, number: int) -> Row:
    """One that the reader has set for this citizen; NotAllowed for any other."""
    mine = {each.relation.id: each for each in remindable.by(cursor, visit.me, citizen)}
    found = next(_rows(cursor, visit, mine, [number], 1, shared), None)
    if found is None:
        raise NotAllowed(f"person {visit.me} has not set the reminder {number}")
    return found


def _rows(
    cursor: Cursor,
    visit: Visit,
    mine: Mapping[int, Remindable],
    ids: Sequence[int],
    moments: int,
    shared: Shared,
) -> Iterator[Row]:
    view = view_of(visit, {}, {})
    for each in set_reminders.opened(cursor, visit.me, ids, moments):
        if each.reminder.relation in mine:
            yield _row(view, visit, each, mine[each.reminder.relation], shared)


def _comes(line: Line, of: Remindable) -> datetime:
    """When it comes next; what has been stays behind, as it was."""
    if line.status != "running" or line.due is None:
        return LAST
    return comes_at(Rule.from_json(line.rule), line.due, of.hours(is_free)) or line.due


def _row(view: View, visit: Visit, found: Set, of: Remindable, shared: Shared) -> Row:
    reminder, hours, name = found.reminder, of.hours(is_free), called(visit, of)
    came = (as_set.as_delivered(each.delivery, hours, each.shown, blocked=of.blocked) for each in found.came)
    newest = [each.delivery for each in found.came]
    broken = as_set.is_broken(reminder, newest, rings=found.rings)
    known = as_set.as_set(
        reminder,
        of,
        came,
        found.answers,
        shared(reminder) if reminder.exercise else {},
        broken=broken,
        free_day=is_free,
        now=visit.now,
    ) | {"name": name}
    return Row(
        known,
        subject(view, known),
        _mark(known),
        "" if reminder.status == "running" else reminder.status,
        tuple(comes(known, {"name": name})),
        tuple(became(known, each) for each in known["deliveries"]),
        tuple(Words(ANSWERED, {"name": name, **each}) for each in known["answers"]),
    )


def _mark(known: Mapping[str, Any]) -> str:
    """What is in the way of a reminder that is to come, the weightiest first."""
    if known["status"] != "running":
        return "broken" if known["status"] == "broken" else ""
    held_up = any(each["state"] == "held_up" for each in known["deliveries"][:1])
    return str(known["blocker"]) or ("held_up" if held_up else "")
