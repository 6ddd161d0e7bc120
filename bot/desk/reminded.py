"""The reminders from the reader to one citizen: what comes next, what became of each, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.coaching.free_days import is_free
from bot.coaching.recurrence import Rule
from bot.coaching.reminding import blocker, comes_at
from bot.engine.hours import hours_of
from bot.engine.recording import in_writing
from bot.engine.text import N_, Words, literal
from bot.flows._remind_preview import BLOCKERS
from bot.state import deliveries, people, reminder_answers, reminders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime, time

    from bot.coaching.reminding import Blocker
    from bot.desk.showing import Shown
    from bot.desk.visit import Visit
    from bot.engine.hours import Hours
    from bot.state.cursor import Cursor
    from bot.state.deliveries import Delivery
    from bot.state.people import Known
    from bot.state.relations import Relation
    from bot.state.reminder_answers import Answered
    from bot.state.reminders import Reminder

AT_ONCE: Final = 3
"""So many of the reminders that come next stand on the page."""
AN_EXERCISE: Final = N_("an exercise")
UNSHARED: Final = N_("an exercise that is not shared any more")


class Coming(NamedTuple):
    """A reminder that comes, by the citizen's own clock."""

    what: Words
    day: date
    time: time


class Next(NamedTuple):
    """What comes to the citizen first, how much more there is, and what stands in its way, None for nothing."""

    first: tuple[Coming, ...]
    more: int
    in_the_way: Words | None


class Answer(NamedTuple):
    """What a citizen has answered, as it stands in writing; `file` is what they spoke, "" where it was written."""

    words: Words
    file: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """All that one reader has set for one citizen in the relations that join them now."""

    reminders: Mapping[int, Reminder]
    deliveries: tuple[Delivery, ...]
    answers: tuple[tuple[int, Answered], ...]

    def answers_to(self, reminder: int) -> tuple[Answer, ...]:
        mine = (each for number, each in self.answers if number == reminder)
        return tuple(
            Answer(in_writing(each.text, each.recording), each.recording.get("file", "")) for each in mine
        )


def of_citizen(cursor: Cursor, visit: Visit, citizen: int, relations: Sequence[int]) -> Reminded:
    """Read what the reader has set for a citizen, in as many queries however much that is."""
    every = reminders.to_citizen(cursor, visit.me, citizen)
    mine = {each.id: each for each in every if each.relation in relations}
    became = deliveries.between(cursor, visit.me, citizen)
    said = reminder_answers.between(cursor, visit.me, citizen)
    return Reminded(
        mine,
        tuple(each for each in became if each.reminder in mine),
        tuple((number, each) for number, each in said if number in mine),
    )


def coming(
    cursor: Cursor, reminded: Reminded, subjects: Mapping[int, Words], relation: Relation, name: str | Words
) -> Next:
    """What comes next of it."""
    running = [each for each in reminded.reminders.values() if each.status == "running"]
    known = people.by_id(cursor, relation.citizen, opened=False)
    if known is None or not running:
        return Next((), 0, None)
    hours, stands = hours_of(known[0].person, is_free), _in_the_way(known[0], relation)
    every = (_coming(each, each.due, subjects[each.id], hours) for each in running if each.due is not None)
    found = sorted(every, key=lambda each: (each.day, each.time))
    return Next(
        tuple(found[:AT_ONCE]),
        len(found[AT_ONCE:]),
        Words(BLOCKERS[stands], {"name": name}) if stands else None,
    )


def subjects(visit: Visit, reminded: Reminded, shown: Iterable[Shown]) -> dict[int, Words]:
    """What each reminder is of: a text of the reader's own, or an exercise, by its name as long as it is shown."""
    names = {each.share.exercise: each.name for each in shown}
    return {number: _subject(visit, each, names) for number, each in reminded.reminders.items()}


def _subject(visit: Visit, reminder: Reminder, names: Mapping[int, Words]) -> Words:
    if reminder.text:
        return literal(reminder.text)
    if reminder.exercise:
        return names.get(reminder.exercise, Words(UNSHARED))
    flow = visit.desk.flows.get(reminder.flow)
    return Words(flow.title if flow and flow.offer else AN_EXERCISE)


def _coming(reminder: Reminder, due: datetime, what: Words, hours: Hours) -> Coming:
    local = hours.local(comes_at(Rule.from_json(reminder.rule), due, hours) or due)
    return Coming(what, local.date(), local.time().replace(second=0, microsecond=0))


def _in_the_way(known: Known, relation: Relation) -> Blocker:
    person, declined = known.person, relation.reminders_off_at is not None
    return blocker(agreed=person.agreed, reachable=not known.blocked, quiet=person.quiet, declined=declined)
