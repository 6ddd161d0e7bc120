"""What has happened between a citizen and the reader, newest first: of what is shown to them now, and was told them.

What is not shown any more has left no line. That somebody was not here for a while is none either: it was taken back
when they came, and nobody is to find it held against them.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.engine.recording import in_writing
from bot.engine.text import N_, Month, Words
from bot.flows._report_paper import period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from bot.desk.reminded import Reminded
    from bot.desk.showing import Remark, Shown
    from bot.desk.visit import Visit
    from bot.engine.text import Value
    from bot.state.notices import Notice
    from bot.state.reports import Moment

    Told = Sequence[tuple[Notice, datetime | None]]

AT_ONCE: Final = 30
"""So many lines stand at first, and so many more each time that earlier ones are asked for."""
MOST: Final = 3_000
BRIEF: Final = 160
"""Characters of what was said that stand in a line; the whole is one click away."""

# Translators: one line each of what has happened between a citizen ({name}) and the reader, a professional.
CAME = N_("{name} came to you")
SHOWED = N_("{name} showed it to you")
SHOWED_AGAIN = N_("{name} showed you a new version")
SHOWED_DONE = N_("{name} showed you that it is done")
TOGETHER = N_("{name} would like to do it together with you")
ASKED_TO_CALL = N_("{name} asked for a call")
PROMISED = N_("You said that you call {name}")
SPOKEN = N_("You recorded a comment")
SAID = {
    "comment": N_("You wrote a comment"),
    "suggestion": N_("You made a suggestion"),
    "reviewed": N_("You marked it as read"),
    "reply": N_("{name} answered you"),
}
TOLD = {
    "taken_back": N_("{name} took something back"),
    "declined": N_("{name} would rather stay with you"),
    "unavailable": N_("The colleague whom you proposed has stopped"),
}
REMINDED = {
    "sent": N_("You sent a reminder"),
    "opened": N_("You sent a reminder, and {name} opened it"),
    "done": N_("You sent a reminder, and {name} has done it"),
    "later": N_("You sent a reminder, and {name} chose: later today"),
    "not_today": N_("You sent a reminder, and {name} chose: not today"),
    "stopped": N_("You sent a reminder, and {name} has stopped it"),
    "held_up": N_("Your reminder was not delivered"),
    "missed": N_("Your reminder was not delivered"),
}
ANSWERED = N_("{name} answered your reminder")
REPORT = N_("Report, {period}")
REPORT_ASKED = N_("{name} got a report to read")
REPORT_ANSWERED = {
    "approved": N_("{name} said yes to the report"),
    "changes": N_("{name} wished a change in the report"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that has happened: `about` what, the share by which the reader finds that (0: none), and words said."""

    at: datetime
    what: Words
    day: date
    about: Words | None = None
    share: int = 0
    said: Words | None = None


class Past(NamedTuple):
    """The newest lines by month, and how many to ask for to see earlier ones too, 0 where these are all."""

    months: tuple[tuple[Words, tuple[Event, ...]], ...]
    earlier: int


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes the lines about one citizen, for one reader."""

    visit: Visit
    name: Value

    def past(self, events: Iterable[Event], wanted: int) -> Past:
        """The newest lines, so many as are wanted."""
        every = sorted(events, key=lambda each: each.at, reverse=True)
        kept = every[:wanted]
        months = groupby(kept, key=lambda each: each.day.replace(day=1))
        named = tuple((self._month(first), tuple(theirs)) for first, theirs in months)
        return Past(named, wanted + AT_ONCE if len(every) > len(kept) else 0)

    def came(self, since: datetime) -> Event:
        return self._event(since, CAME)

    def shown(self, every: Iterable[Shown], told: Told) -> Iterator[Event]:
        """What was shown, and said of it."""
        asked = {(each.exercise, each.made_at) for each, _ in told if each.kind == "help"}
        for each in every:
            last = each.showings[-1]
            for at in each.showings:
                what = SHOWED if at == each.showings[0] else SHOWED_AGAIN
                if (each.share.exercise, at) in asked:
                    what = TOGETHER
                elif at == last and each.looked and each.is_done:
                    what = SHOWED_DONE
                yield self._event(at, what, each.name, each.share.id)
            yield from (self._said(remark, each) for remark in _without_marks(each.remarks))

    def told(self, told: Told, promised: Iterable[datetime], since: datetime) -> Iterator[Event]:
        """What the reader was told; a call that was asked for and taken back has never been asked for."""
        calls = set(promised)
        for each, dealt in told:
            if each.made_at < since:
                continue
            if each.kind in TOLD:
                yield self._event(each.made_at, TOLD[each.kind])
            elif each.kind == "call" and (dealt is None or dealt in calls):
                yield self._event(each.made_at, ASKED_TO_CALL)
        yield from (self._event(at, PROMISED) for at in calls if at >= since)

    def reminded(self, reminded: Reminded, subjects: Mapping[int, Words]) -> Iterator[Event]:
        """What the reader has sent, what became of it, and what was answered."""
        for each in reminded.deliveries:
            yield self._event(each.due, REMINDED[each.state], subjects[each.reminder])
        for number, answer in reminded.answers:
            said = _briefly(answer.text, answer.recording)
            yield self._event(answer.said_at, ANSWERED, subjects[number], said=said)

    def reported(self, moments: Iterable[Moment], since: datetime) -> Iterator[Event]:
        """When the citizen was given a report to read, and what they said to it; what they wished stands in that."""
        for each in moments:
            about = Words(REPORT, {"period": period(each.report.begun, each.report.until)})
            if each.asked_at >= since:
                yield self._event(each.asked_at, REPORT_ASKED, about)
            if each.answered_at and each.answered_at >= since:
                yield self._event(each.answered_at, REPORT_ANSWERED[each.state], about)

    def _said(self, remark: Remark, shown: Shown) -> Event:
        said = _briefly(remark.text, remark.recording)
        spoken = remark.kind == "comment" and remark.recording
        what = SPOKEN if spoken else SAID[remark.kind]
        return self._event(remark.at, what, shown.name, shown.share.id, said)

    def _event(
        self, at: datetime, what: str, about: Words | None = None, share: int = 0, said: Words | None = None
    ) -> Event:
        return Event(at, Words(what, {"name": self.name}), self.visit.day(at), about, share, said)

    def _month(self, first: date) -> Words:
        return Words("{month}", {"month": Month(first, year=first.year != self.visit.today.year)})


def _briefly(text: str, recording: Mapping[str, Any]) -> Words | None:
    """The beginning of what was said, as it stands in writing; None where nothing was."""
    brief = textwrap.shorten(text, BRIEF, placeholder=" …")
    return in_writing(brief, recording) if brief or recording else None


def _without_marks(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """What was said; whoever says something has read it, which needs no line of its own."""
    every = tuple(remarks)
    said = {each.at for each in every if each.kind != "reviewed"}
    return (each for each in every if each.kind != "reviewed" or each.at not in said)


def wanted(text: str) -> int:
    """How many lines an address asks for; the first ones for anything else."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
    return min(max(number, AT_ONCE), MOST)
