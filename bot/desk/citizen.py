"""One citizen of the reader's: what waits, what they show, what comes next, and what has happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot import policy
from bot.desk import reminded
from bot.desk.desk import ROOT
from bot.desk.line import line_about
from bot.desk.plans import plans_of
from bot.desk.showing import shown_by
from bot.desk.timeline import Teller, wanted
from bot.desk.visit import sent_on
from bot.desk.waiting import OF_CITIZENS
from bot.engine.callbacks import to_base36
from bot.engine.deeds import Deal, PromiseCall
from bot.engine.text import N_, Words
from bot.flows._queue import LABELS
from bot.flows._urgency import ORDER
from bot.flows._wanted_call import wants_a_call
from bot.policy import NotAllowed
from bot.state import access, notices, reports

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from aiohttp import web

    from bot.desk.line import Line
    from bot.desk.plans import Plans
    from bot.desk.reminded import Answer, Next, Reminded
    from bot.desk.showing import Shown
    from bot.desk.timeline import Past
    from bot.desk.visit import Visit
    from bot.policy import Action
    from bot.state.cursor import Cursor
    from bot.state.notices import Kind, Notice
    from bot.state.relations import Relation
    from bot.state.reports import Moment

READ_WITH_IT = ("shared", "replied", "help")
"""What is dealt with by reading what the citizen shows."""
NAMELESS: Final = N_("Citizen without a name")


TABS: Final = (
    # Translators: the first of the pages about one citizen: what waits, and what they show.
    ("", N_("Overview")),
    # Translators: the page with the stars that a citizen shows, side by side.
    ("star", N_("Star over time")),
    # Translators: the page that is looked at together with the citizen.
    ("meeting", N_("Look at it together")),
    ("reminders", N_("Reminders")),
    # Translators: of the pages about one citizen: the progression reports.
    ("report", N_("Report")),
)
"""The pages about one citizen: where each lies below the citizen's own, and what it is called."""
NEEDED: Final[Mapping[str, Action]] = {"report": "report"}
"""What somebody has to be allowed who opens one of them, where not everybody who follows the citizen is."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits about the citizen, and that the reader deals with here.

    `told` is what the chat says of it, where that is more than its kind. Of an answer to a reminder also what the
    reader `wrote`, the key of that `reminder`, and the `answers`.
    """

    key: str
    kind: Kind
    day: date
    told: Words | None = None
    wrote: str = ""
    reminder: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Citizen:
    """What stands on the page; `answered` are the exercises in which an answer waits to be read."""

    line: Line
    waiting: tuple[Waiting, ...]
    shown: tuple[Shown, ...]
    answered: frozenset[int]
    plans: Plans
    coming: Next
    past: Past

    @property
    def to_see(self) -> tuple[Shown, ...]:
        """What is shown, but for the plans that are told of in words of their own."""
        return tuple(each for each in self.shown if each.share.id not in self.plans.shares)


async def citizen(visit: Visit) -> web.Response:
    """The page; NotAllowed where the reader does not follow anybody by the relation in the address."""
    found = await visit.read(_look)
    plays = visit.desk.fetch is not None
    return about(
        visit, "citizen.html", found.line, "", citizen=found, labels=LABELS, base36=to_base36, plays=plays
    )


def about(visit: Visit, template: str, line: Line, tab: str, **values: Any) -> web.Response:
    """One of the pages about a citizen of the reader's: the one that lies at `tab`."""
    tabs = [each for each in TABS if each[0] not in NEEDED or _may(NEEDED[each[0]], line)]
    return visit.page(template, line=line, tabs=tabs, tab=tab, **values)


def _may(action: Action, line: Line) -> bool:
    return any(policy.may(action, role=role, relation="follows") for role in line.roles)


def line_of(cursor: Cursor, visit: Visit) -> tuple[Relation, Line]:
    """The relation in the address, and the citizen whom the reader follows by it; NotAllowed where there is none."""
    relation = access.following(cursor, "know", visit.me, visit.number("relation"))
    line = line_about(cursor, visit, relation.citizen)
    if line is None:
        raise NotAllowed(f"person {visit.me} does not follow anybody by the relation {relation.id}")
    return relation, line


def _look(cursor: Cursor, visit: Visit) -> Citizen:
    relation, line = line_of(cursor, visit)
    citizen, name = relation.citizen, line.name or Words(NAMELESS)
    told = notices.between(cursor, visit.me, citizen)
    shown = shown_by(cursor, visit, citizen)
    sent = reminded.of_citizen(cursor, visit, citizen, line.relations)
    subjects = reminded.subjects(visit, sent, shown)
    promised = [
        each.made_at for each, _ in notices.between(cursor, citizen, visit.me) if each.kind == "promised"
    ]
    teller = Teller(visit, name)
    events = (
        teller.came(line.since_at),
        *teller.shown(shown, told),
        *teller.told(told, promised, line.since_at),
        *teller.reminded(sent, subjects),
        *teller.reported(_reports(cursor, line), line.since_at),
    )
    waits = [each for each, dealt in told if dealt is None and _is_dealt_with_here(each)]
    return Citizen(
        line,
        tuple(
            _waiting(visit, each, sent, line.name)
            for each in sorted(waits, key=lambda each: ORDER[each.kind])
        ),
        shown,
        frozenset(each.exercise for each, dealt in told if dealt is None and each.kind == "replied"),
        plans_of(shown),
        reminded.coming(cursor, sent, subjects, relation, name),
        teller.past(events, wanted(visit.request.query.get("lines", ""))),
    )


def _reports(cursor: Cursor, line: Line) -> list[Moment]:
    """What has become of the reports that the reader writes; nothing where they write none."""
    return reports.moments(cursor, line.relations) if _may(NEEDED["report"], line) else []


def _is_dealt_with_here(notice: Notice) -> bool:
    return notice.kind in OF_CITIZENS and notice.kind not in READ_WITH_IT


def _waiting(visit: Visit, notice: Notice, sent: Reminded, name: str) -> Waiting:
    key, day = to_base36(notice.id), visit.day(notice.made_at)
    if notice.kind == "call":
        asked = {"name": name, "day": day, "time": visit.local(notice.made_at).time()}
        return Waiting(key, notice.kind, day, wants_a_call(asked, visit.today))
    reminder = sent.reminders.get(notice.subject) if notice.kind == "answered" else None
    if reminder is None:
        return Waiting(key, notice.kind, day)
    answers = sent.answers_to(reminder.id)
    return Waiting(key, notice.kind, day, None, reminder.text, to_base36(reminder.id), answers)


async def deal(visit: Visit) -> web.Response:
    """The reader has seen something that waited; who asked for a call is told that they are called."""
    await visit.write(_deal)
    return sent_on(f"{ROOT}/citizens/{visit.request.match_info['relation']}")


def _deal(cursor: Cursor, visit: Visit) -> None:
    relation = access.following(cursor, "know", visit.me, visit.number("relation"))
    if not visit.first_time(cursor):
        return
    number = visit.number("notice")
    waiting = next((each for each in notices.waiting(cursor, visit.me) if each.id == number), None)
    if waiting is not None and waiting.about == relation.citizen and waiting.kind not in READ_WITH_IT:
        visit.do(cursor, PromiseCall(number) if waiting.kind == "call" else Deal(number))
