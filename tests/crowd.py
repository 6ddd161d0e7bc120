"""Many citizens of an organisation at once, stored without a chat: what they did, and when, as key figures count it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.coaching.figures import ZONE
from bot.engine.person import Person
from bot.flows._course import UNKNOWN
from bot.flows.content import Content
from bot.state import answers, comments, figures, people, roles, shares, tally, versions
from bot.state.values import to_ms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids

BOT = 7001
AXES = ("job_goal", "belief", "search", "skills", "everyday", "health", "support", "money_home")
_NUMBERS = count(8_000_000_000)


@dataclass(frozen=True, slots=True)
class Crowd:
    """The citizens of an organisation."""

    cursor: Cursor
    ids: Ids
    organisation: int

    def citizen(self, at: datetime, language: str = "da", name: str = "") -> int:
        """Somebody who has agreed and is here since this moment."""
        number = next(_NUMBERS)
        person = Person(number, name=name or f"Borger {number}", language=language, agreed=True)
        people.create(self.cursor, BOT, number, number, person, self.organisation, at)
        return number

    def staff(self, at: datetime, role: str, name: str = "") -> int:
        """Somebody with a role."""
        number = self.citizen(at, name=name)
        roles.give(self.cursor, self.ids.next(), number, self.organisation, role, at)
        return number

    def answers(self, citizen: int, at: datetime) -> None:
        """They answer something."""
        new = self.ids.next()
        answers.record(self.cursor, new, citizen, 0, "who", {"kind": "text", "value": "x"}, new, at)

    def makes(self, citizen: int, at: datetime, flow: str, content: Mapping[str, Any]) -> int:
        """They make an exercise of this flow, of which this is kept."""
        new = self.ids.next()
        self.cursor.execute(
            "INSERT INTO exercises (id, person, flow, status, session, created_at, updated_at)"
            " VALUES (:id, :person, :flow, 'done', '', :at, :at)",
            {"id": new, "person": citizen, "flow": flow, "at": to_ms(at)},
        )
        versions.keep(self.cursor, self.ids.next(), citizen, new, dict(content), at)
        return new

    def finishes(self, citizen: int, at: datetime) -> int:
        """They finish an exercise."""
        return self.makes(citizen, at, "elevator_pitch", {"text": "x"})

    def plans(self, citizen: int, at: datetime, state: str = "won") -> int:
        """They make a plan, and say what has come of it."""
        won_on = _day(at) if state == "won" else ""
        return self.makes(citizen, at, "plan", {"what": "x", "state": state, "won_on": won_on})

    def begins(self, citizen: int, at: datetime, **course: Any) -> None:
        """Their course begins."""
        kept = {**UNKNOWN, "begun": _day(at), "weeks": 26, **course}
        self.makes(citizen, at, "my_course", kept)

    def scores(self, citizen: int, at: datetime, **steps: int) -> int:
        """They fill in a star."""
        kept = {"day": _day(at), "scores": steps, "high": 7}
        return self.makes(citizen, at, "star", kept)

    def shows(self, citizen: int, viewer: int, at: datetime, read: timedelta | None = None) -> int:
        """They show an exercise to somebody, who marks it as read after so long."""
        exercise = self.makes(citizen, at - timedelta(days=400), "elevator_pitch", {"text": "x"})
        shares.add(self.cursor, self.ids.next(), citizen, viewer, exercise, 1, {"name": "x"}, at)
        if read is not None:
            self.reads(citizen, viewer, exercise, at + read)
        return exercise

    def reads(self, citizen: int, viewer: int, exercise: int, at: datetime) -> None:
        """Somebody marks as read what they were shown."""
        new = self.ids.next()
        comments.add(self.cursor, new, citizen, viewer, viewer, exercise, 1, "", "reviewed", "", {}, at)


def count_months(crowd: Crowd, now: datetime) -> None:
    """What the program does by itself, once months are over: that of the bot which works for the organisation."""
    figures.forget_ahead(crowd.cursor, now)
    own = {"own": crowd.organisation}
    crowd.cursor.execute("SELECT bot FROM bots WHERE organisation = :own", own)
    (bot,) = crowd.cursor.fetchone()
    while found := figures.uncounted(crowd.cursor, bot, now):
        place, month = found
        told = tally.of_month(crowd.cursor, place, month, Content().star)
        figures.keep(crowd.cursor, crowd.ids.next(), place, month, told)


def half_a_year(crowd: Crowd, now: datetime, number: int = 34) -> None:
    """Citizens who come one after the other, and do what people do: each of them more or less of it."""
    mette = crowd.staff(now - timedelta(days=200), "contact", "Mette Sommer")
    for who in range(number):
        begun = now - timedelta(days=190 - 3 * (who % 20))
        citizen = crowd.citizen(begun, language="da" if who % 3 else "en")
        crowd.begins(citizen, begun)
        for week in range(0, (now - begun).days // 7, 1 + who % 4):
            at = begun + timedelta(weeks=week, days=who % 5)
            crowd.answers(citizen, at)
            if (week + who) % 3:
                crowd.shows(citizen, mette, at, timedelta(days=1 + (week + who) % 6))
                crowd.finishes(citizen, at)
            if (week + who) % 4 == 0:
                crowd.plans(citizen, at)
        for third, week in enumerate((1, 13, 23)):
            at = begun + timedelta(weeks=week, days=who % 4)
            if at < now and (who + third) % 6:
                crowd.scores(
                    citizen, at, **{axis: _step(who, third, place) for place, axis in enumerate(AXES)}
                )


def _day(at: datetime) -> str:
    """The day of a moment by the citizen's own clock, as an exercise keeps it."""
    return at.astimezone(ZONE).date().isoformat()


def _step(who: int, third: int, place: int) -> int:
    """A step that goes forward in the course on some axes, and back on others."""
    return min(
        7, max(1, 3 + (who + place) % 3 - 1 + third * ((place + 1) % 3 - (place == 4)) - (who % 5 == 0))
    )
