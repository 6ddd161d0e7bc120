"""What a citizen shows, on one calm page that the reader turns towards them; it speaks to them, in their language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.desk import star_picture
from bot.desk.citizen import line_of
from bot.desk.comparing import compared, lines, usual
from bot.desk.desk import ROOT
from bot.desk.heard import recordings
from bot.desk.looking import look
from bot.desk.pages import page
from bot.desk.showing import shown_by
from bot.desk.star_shown import FLOW, stars
from bot.desk.stars import words_of
from bot.engine.callbacks import to_base36
from bot.engine.text import WithYear, Words
from bot.flows._wins import PLAN
from bot.state import people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aiohttp import web

    from bot.desk.comparing import Comparison
    from bot.desk.line import Line
    from bot.desk.showing import Shown
    from bot.desk.star_shown import Goal
    from bot.desk.visit import Visit
    from bot.state.cursor import Cursor
    from bot.state.shares import Share
    from bot.words import Language

PITCH: Final = "elevator_pitch"
MOST_PLANS: Final = 5
MOST_SHOWN: Final = 3
"""Of plans, and of what else is shown, the newest: the page is for one sheet of paper."""


class Spoken(NamedTuple):
    """A recording below its `question`, and how long it is; `source` is where a player finds it, "" for nowhere."""

    question: Words
    length: Words
    source: str


class Meeting(NamedTuple):
    """What stands on the page. `plans` are still ahead, `planned` were for days that have passed; others `shown` last.

    `written` is the newest elevator pitch; where the desk `plays` none, what was only said of it is heard in the chat.
    `theirs` is the citizen's language, "" for one that pages are not in.
    """

    line: Line
    theirs: str
    comparison: Comparison
    goals: tuple[Goal, ...]
    plans: tuple[Shown, ...]
    planned: tuple[Shown, ...]
    written: Shown | None
    shown: tuple[Shown, ...]
    plays: bool

    @property
    def wins(self) -> int:
        """How many steps of the goals are done."""
        return sum(done for goal in self.goals for _, done in goal.steps)

    @property
    def spoken(self) -> tuple[Spoken, ...]:
        """What of the elevator pitch was recorded."""
        return _spoken(self.written.share, plays=self.plays) if self.written else ()

    @property
    def is_empty(self) -> bool:
        """Whether the citizen shows nothing."""
        return not (any(self.read()) or self.shown)

    def read(self) -> Iterator[Share]:
        """All of which more than the name stands on the page."""
        yield from {each.share.id: each.share for each in self.comparison.lines}.values()
        yield from (each.share for each in (*self.plans, *self.planned))
        if self.written is not None:
            yield self.written.share


async def meeting(visit: Visit) -> web.Response:
    """The page; looking at what stands on it is noted. It has nothing that only the reader may see."""
    found = await visit.write(_read)
    language, other = _languages(visit, found.theirs)
    return page(
        "meeting.html",
        language,
        meeting=found,
        picture=star_picture,
        other=other,
        is_demo=visit.desk.is_demo,
    )


def _languages(visit: Visit, theirs: str) -> tuple[Language, Language | None]:
    """The language of the page: the citizen's, or the reader's where that was chosen; and the other one, if any."""
    offered = visit.desk.catalogues.languages
    own = offered.get(theirs, visit.language)
    if own.code == visit.language.code:
        return own, None
    chosen = visit.request.query.get("in") == visit.language.code
    return (visit.language, own) if chosen else (own, visit.language)


def _read(cursor: Cursor, visit: Visit) -> Meeting:
    """The page as it is once the reader has looked at what stands on it."""
    relation, line = line_of(cursor, visit)
    look(cursor, visit, relation.citizen, _meeting(cursor, visit, relation.citizen, line).read())
    return _meeting(cursor, visit, relation.citizen, line)


def _meeting(cursor: Cursor, visit: Visit, citizen: int, line: Line) -> Meeting:
    every = shown_by(cursor, visit, citizen)
    found = stars(every)
    compare = lines(found, words_of(visit.desk.flows), visit.today)
    chosen = usual([each for each in compare if each.kind != "beside"])
    plans = [each for each in every if each.share.snapshot["flow"] == PLAN]
    ahead = [each for each in plans if _is_ahead(each, visit.today)]
    others = [each for each in every if each.share.snapshot["flow"] not in (FLOW, PLAN)]
    written = next((each for each in others if each.share.snapshot["flow"] == PITCH), None)
    known = people.by_id(cursor, citizen, opened=False)
    return Meeting(
        line,
        known[0].person.language if known else "",
        compared(found, compare, chosen),
        found[-1].goals if found else (),
        tuple(ahead[:MOST_PLANS]),
        tuple(_without(plans, ahead)[:MOST_PLANS]),
        written,
        tuple(_without(others, [written] if written else [])[:MOST_SHOWN]),
        visit.desk.fetch is not None,
    )


def _spoken(share: Share, *, plays: bool) -> tuple[Spoken, ...]:
    """The recordings of what is shown, with the questions as the citizen was asked them."""
    at = f"{ROOT}/shared/{to_base36(share.id)}/recording"
    return tuple(
        Spoken(each.name, each.length, f"{at}/{each.at}" if plays else "")
        for number, given in enumerate(share.snapshot["answers"])
        for each in recordings(number, given, Words.from_json(given["question"]))
    )


def _without(every: Iterable[Shown], some: Sequence[Shown]) -> list[Shown]:
    return [each for each in every if each not in some]


def _is_ahead(plan: Shown, today: date) -> bool:
    """Whether the day of a plan has not passed, as far as it is known."""
    said = (each for each in plan.share.snapshot["answers"] if each["place"] == "day")
    day = next((Words.from_json(each["answer"]).values.get("day") for each in said), None)
    day = day.day if isinstance(day, WithYear) else day
    return not isinstance(day, date) or day >= today
