"""The errand in which a reminder is set, as the desk sees it: the chat's own rules, over what stands in a form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from bot.coaching.free_days import is_free
from bot.desk.citizen import line_of
from bot.desk.showing import shown_by
from bot.engine.callbacks import to_base36
from bot.engine.context import Context
from bot.engine.session import Session
from bot.engine.text import N_, Words
from bot.engine.view import View
from bot.flows._kinds import kinds, practice
from bot.flows.remind import FLOW
from bot.state import access, remindable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.desk.line import Line
    from bot.desk.showing import Shown
    from bot.desk.visit import Visit
    from bot.engine.hours import Hours
    from bot.engine.session import Answer
    from bot.state.cursor import Cursor
    from bot.state.remindable import Remindable

NO_NAME: Final = N_("Citizen without a name")


@dataclass(frozen=True, slots=True)
class Errand:
    """Setting a reminder for the citizen of a relation of the reader's; `shown` is what they show to the reader."""

    visit: Visit
    line: Line
    of: Remindable
    shown: tuple[Shown, ...]

    @property
    def name(self) -> str:
        return called(self.visit, self.of)

    @property
    def hours(self) -> Hours:
        return self.of.hours(is_free)

    @property
    def person(self) -> dict[str, Any]:
        """What the errand knows of the citizen."""
        return self.of.known(is_free, None) | {"name": self.name}

    def view(self, answers: Mapping[str, Answer]) -> View:
        """What the chat's functions see: the errand with these answers."""
        to_whom: Answer = {"kind": "choice", "value": to_base36(self.of.relation.id)}
        facts = {"remindable": (self.person,), "shown": tuple(map(_as_fact, self.shown))}
        return view_of(self.visit, {"citizen": to_whom, **answers}, facts)

    def view_there(self, answers: Mapping[str, Answer]) -> View:
        """The same by the citizen's clock, on which every day and time is meant that is written here."""
        view = self.view(answers)
        return replace(view, person=replace(view.person, time_zone=self.of.person.time_zone))


def begin(cursor: Cursor, visit: Visit) -> Errand:
    """The errand by the relation in the address; NotAllowed where the reader may not remind anybody by it."""
    relation, line = line_of(cursor, visit)
    access.following(cursor, "remind", visit.me, relation.id)
    found = remindable.by(cursor, visit.me, [relation.citizen])
    (of,) = (each for each in found if each.relation.id == relation.id)
    return Errand(visit, line, of, shown_by(cursor, visit, relation.citizen))


def view_of(visit: Visit, answers: Mapping[str, Answer], facts: Mapping[str, Any]) -> View:
    """The errand as the chat's functions see it, with these answers and facts, and those that are the same for all."""
    desk = visit.desk
    known = {
        "kinds": kinds(desk.flows),
        "practice": practice(desk.flows),
        "reminders": (),
        **facts,
    }
    context = Context(
        now=visit.now,
        person=visit.known.person,
        language=visit.language,
        sessions={},
        fresh=desk.store.ids.next,
        facts=lambda name, _session, _context: known[name],
        shown=lambda _session, _prompt: None,
        session_of=lambda _: 0,
        single=lambda _: 0,
        free_day=is_free,
    )
    return View(FLOW, Session(0, FLOW.id, answers=dict(answers)), context, visit.known.person)


def called(visit: Visit, of: Remindable) -> str:
    """What somebody who can be reminded is called on the reader's pages."""
    return of.person.name or visit.language.say(Words(NO_NAME))


def listed(shown: Shown) -> dict[str, Any]:
    """What the chat's lists know of something that is shown."""
    return {"snapshot": shown.share.snapshot, "day": shown.day, "named": shown.named}


def _as_fact(shown: Shown) -> dict[str, Any]:
    return listed(shown) | {"exercise": to_base36(shown.share.exercise)}
