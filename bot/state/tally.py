"""What the citizens of an organisation did in a month, counted citizen by citizen; all that leaves here are figures.

A handful of statements, however many citizens there are. The dates stand in the clear; of what is sealed only those
stars, courses and plans are opened that the month is about.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.coaching.course import on_time
from bot.coaching.figures import average, bounds, count, middle
from bot.flows._course import FLOW as COURSE
from bot.flows._course import course_of
from bot.flows._score import scores
from bot.state import sealing
from bot.state.values import from_json, to_ms
from bot.state.versions import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.coaching.figures import Figure
    from bot.flows.content.star import StarContent
    from bot.state.cursor import Cursor

STAR: Final = "star"
PLAN: Final = "plan"
NO_EXERCISES: Final = (STAR, PLAN, COURSE)
"""What is counted by itself, or tells of a course: it is not among the exercises."""
AXIS: Final = "axis/"
LANGUAGE: Final = "language/"
"""How the names of figures begin of which there is one for each axis, or for each language."""
DAY: Final = timedelta(days=1) // timedelta(milliseconds=1)
CITIZENS: Final = (
    "p.organisation = :organisation AND p.agreed = 1"
    " AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.person = p.id AND r.ended_at IS NULL)"
)
"""Whom figures tell of; whoever has a role practises to know the program."""
SCORED: Final = (
    "EXISTS (SELECT 1 FROM exercises s JOIN versions n ON n.exercise = s.id AND n.number = 1"
    " WHERE s.person = p.id AND s.flow = 'star' AND n.created_at >= :begins AND n.created_at < :ends)"
)
"""Of those, who have filled in a star within the month."""
NEWEST: Final = "v.number = (SELECT MAX(number) FROM versions WHERE exercise = e.id)"


class Star(NamedTuple):
    """A star of a citizen's: when it was filled in, and what it keeps."""

    made_at: int
    kept: Mapping[str, Any]

    @property
    def day(self) -> date | None:
        day = self.kept.get("day")
        return date.fromisoformat(day) if day else None


def of_month(cursor: Cursor, organisation: int, month: date, star: StarContent) -> dict[str, Figure]:
    """The figures of a month that may be shown, by their names."""
    begins, ends = (to_ms(each) for each in bounds(month))
    where = {"organisation": organisation, "begins": begins, "ends": ends}
    stars = _stars(cursor, where)
    found = {
        "active": count(_active(cursor, where)),
        "exercises": count(_exercises(cursor, where)),
        "on_time": count(_on_time(stars, _courses(cursor, where), begins)),
        "plans": count(_plans(cursor, where, month)),
        "review": middle(_reviews(cursor, where)),
        **{f"{AXIS}{axis}": average(moved) for axis, moved in _moved(stars, star, begins).items()},
        **{f"{LANGUAGE}{code}": count(spoken) for code, spoken in _languages(cursor, where).items()},
    }
    return {name: figure for name, figure in found.items() if figure is not None}


def _active(cursor: Cursor, where: Mapping[str, int]) -> dict[int, int]:
    """Who has answered something."""
    cursor.execute(
        f"SELECT p.id FROM people p WHERE {CITIZENS} AND EXISTS (SELECT 1 FROM answers a"  # noqa: S608 - constants
        " WHERE a.person = p.id AND a.created_at >= :begins AND a.created_at < :ends)",
        where,
    )
    return {person: 1 for (person,) in cursor.fetchall()}


def _exercises(cursor: Cursor, where: Mapping[str, int]) -> dict[int, int]:
    """How many exercises each has finished: it counts once, when it had a finished text first."""
    cursor.execute(
        "SELECT p.id, e.flow FROM people p JOIN versions v ON v.person = p.id AND v.number = 1"  # noqa: S608 - constants
        f" JOIN exercises e ON e.id = v.exercise WHERE {CITIZENS} AND v.created_at >= :begins AND v.created_at < :ends",
        where,
    )
    return _counted(person for person, flow in cursor.fetchall() if flow not in NO_EXERCISES)


def _plans(cursor: Cursor, where: Mapping[str, int], month: date) -> dict[int, int]:
    """How many plans each has carried out, by the day on which they said so."""
    cursor.execute(
        "SELECT p.id, v.id, v.content, k.master, k.wrapped FROM people p"  # noqa: S608 - constants
        " JOIN exercises e ON e.person = p.id AND e.flow = 'plan' AND e.updated_at >= :begins"
        f" JOIN versions v ON v.exercise = e.id AND {NEWEST} LEFT JOIN data_keys k ON k.owner = p.id WHERE {CITIZENS}",
        where,
    )
    won = ((row[0], _kept(cursor, *row).get("won_on", "")) for row in cursor.fetchall())
    return _counted(person for person, day in won if day[:7] == month.isoformat()[:7])


def _reviews(cursor: Cursor, where: Mapping[str, int]) -> dict[int, list[float]]:
    """How many days it took whoever was shown something to say or mark something, first in this month."""
    cursor.execute(
        "SELECT p.id, s.shared_at, MIN(c.said_at) FROM people p JOIN shares s ON s.citizen = p.id"  # noqa: S608 - constants
        " JOIN comments c ON c.exercise = s.exercise AND c.viewer = s.viewer AND c.author = s.viewer"
        " AND c.version = s.version AND c.said_at BETWEEN s.shared_at AND COALESCE(s.withdrawn_at, c.said_at)"
        f" WHERE {CITIZENS} GROUP BY p.id, s.id, s.shared_at"
        " HAVING MIN(c.said_at) >= :begins AND MIN(c.said_at) < :ends",
        where,
    )
    found: dict[int, list[float]] = {}
    for person, shared, said in cursor.fetchall():
        found.setdefault(person, []).append((said - shared) / DAY)
    return found


def _languages(cursor: Cursor, where: Mapping[str, int]) -> dict[str, dict[int, int]]:
    """Who speaks which language with the program."""
    cursor.execute(
        f"SELECT p.id, p.language FROM people p WHERE {CITIZENS} AND p.created_at < :ends",  # noqa: S608 - constants
        where,
    )
    found: dict[str, dict[int, int]] = {}
    for person, code in cursor.fetchall():
        found.setdefault(code, {})[person] = 1
    return found


def _stars(cursor: Cursor, where: Mapping[str, int]) -> dict[int, list[Star]]:
    """The stars until the end of the month of whoever filled one in within it, the oldest first."""
    cursor.execute(
        "SELECT p.id, v.id, v.content, k.master, k.wrapped, f.created_at FROM people p"  # noqa: S608 - constants
        " JOIN exercises e ON e.person = p.id AND e.flow = 'star'"
        " JOIN versions f ON f.exercise = e.id AND f.number = 1 AND f.created_at < :ends"
        f" JOIN versions v ON v.exercise = e.id AND {NEWEST} LEFT JOIN data_keys k ON k.owner = p.id"
        f" WHERE {CITIZENS} AND {SCORED} ORDER BY p.id, f.created_at, f.id",
        where,
    )
    found: dict[int, list[Star]] = {}
    for *row, made_at in cursor.fetchall():
        found.setdefault(row[0], []).append(Star(made_at, _kept(cursor, *row)))
    return found


def _courses(cursor: Cursor, where: Mapping[str, int]) -> dict[int, Mapping[str, Any]]:
    """What is kept of the course of each of them."""
    cursor.execute(
        "SELECT p.id, v.id, v.content, k.master, k.wrapped FROM people p"  # noqa: S608 - constants
        " JOIN exercises e ON e.person = p.id AND e.flow = 'my_course'"
        f" JOIN versions v ON v.exercise = e.id AND {NEWEST} LEFT JOIN data_keys k ON k.owner = p.id"
        f" WHERE {CITIZENS} AND {SCORED} ORDER BY v.id",
        where,
    )
    return {row[0]: kept for row in cursor.fetchall() if (kept := _kept(cursor, *row))}


def _on_time(
    stars: Mapping[int, list[Star]], courses: Mapping[int, Mapping[str, Any]], begins: int
) -> dict[int, int]:
    """How many stars each has filled in when their course has one; who has no course is not counted."""
    found: list[int] = []
    for person, kept in courses.items():
        days: list[date] = []
        for each in stars.get(person, ()):
            if each.day is None:
                continue
            if each.made_at >= begins and on_time(course_of(dict(kept)), days, each.day):
                found.append(person)
            days.append(each.day)
    return _counted(found)


def _moved(stars: Mapping[int, list[Star]], content: StarContent, begins: int) -> dict[str, dict[int, float]]:
    """How far each has moved on each axis: from the last star before the month to the last one in it.

    Who had none before it is measured from their first one. An axis about health is not among them: nobody's yes to
    such questions is a yes to this.
    """
    axes = [axis.id for axis in content.axes if not axis.health]
    found: dict[str, dict[int, float]] = {axis: {} for axis in axes}
    for person, every in stars.items():
        before, after = _compared(every, content.high, begins)
        for axis in axes:
            if axis in before and axis in after:
                found[axis][person] = after[axis] - before[axis]
    return found


def _compared(every: Sequence[Star], high: int, begins: int) -> tuple[dict[str, int], dict[str, int]]:
    """The steps of the two stars that are compared; none where there are no two, or none in the month."""
    scored = [each for each in every if each.kept.get("scores")]
    earlier = [each for each in scored if each.made_at < begins][-1:] or scored[:1]
    if not scored or scored[-1].made_at < begins or earlier == scored[-1:]:
        return {}, {}
    return scores(earlier[0].kept, high), scores(scored[-1].kept, high)


def _counted(people: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for person in people:
        found[person] = found.get(person, 0) + 1
    return found


def _kept(
    cursor: Cursor, person: int, version: int, stored: str, master: str | None, wrapped: str | None
) -> dict[str, Any]:
    """What a version keeps; nothing where it does not open: that is its owner's trouble alone."""
    clear = sealing.unseal_beside(cursor, CONTENT, person, version, stored, (master, wrapped))
    kept: dict[str, Any] = {} if clear in ("", sealing.UNREAD) else from_json(clear)
    return kept
