"""What flows may ask of the world around them: the answers to `bot.flows.FACTS`, from the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.chat.mydata import everything
from bot.engine.adopting import adopt
from bot.engine.callbacks import to_base36
from bot.engine.context import Item
from bot.engine.flow import OPEN, step_of
from bot.engine.steps import Question
from bot.engine.text import N_, Value, Words, literal
from bot.engine.view import View, placeholders
from bot.state import organisations, sessions, versions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.session import Session
    from bot.state.cursor import Cursor
    from bot.state.people import Known
    from bot.words import Catalogues


NOTHING = {"kind": "skipped"}


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers to what flows ask about one person, looked up when asked for; valid inside the transaction."""

    cursor: Cursor
    known: Known
    flows: Mapping[str, Flow]
    catalogues: Catalogues

    def __call__(self, name: str, session: Session, context: Context) -> Any:
        """The fact of this name for a session; KeyError for a name that is not in `bot.flows.FACTS`."""
        return FACTS[name](self, session, context)

    def home(self, _: Session, context: Context) -> tuple[Item, ...]:
        """Exercises to go on with, unfinished ones first, then what can be begun."""
        stored = {each.id: each for each in sessions.overview(self.cursor, self.known.person.id)}
        mine = {**context.changed, **stored, **context.changed}.values()
        exercises = (each for each in mine if self._is_exercise(each))
        ours = sorted(exercises, key=lambda each: (self._is_finished(each), -each.id))
        offers = (
            Item(f"new_{flow.id}", Words(flow.offer), Words(flow.title))
            for flow in sorted(self.flows.values(), key=lambda flow: flow.order)
            if flow.offer
        )
        return (*(self._exercise(each, context) for each in ours), *offers)

    def _is_exercise(self, session: Session) -> bool:
        flow = self.flows.get(session.flow)
        if flow is not None:
            adopt(flow, session)
        listed = flow is not None and (not flow.single or bool(flow.reopen))
        return listed and bool(session.answers)

    def _exercise(self, session: Session, context: Context) -> Item:
        """How an exercise is called at home: its name, and how far it has come."""
        flow = self.flows[session.flow]
        done, all_ = flow.progress(session)
        name = self._called(flow, session, context)
        if not all_ and not self._is_finished(session):
            label = name
        elif done < all_ or (all_ and self._has_a_question(flow, session)):
            # Translators: button. The name of an exercise, and how many of its questions are answered.
            label = Words(N_("{name} · {done} of {all}"), {"name": name, "done": done, "all": all_})
        else:
            # Translators: button. The name of an exercise that is finished.
            label = Words(N_("✔ {name}"), {"name": name})
        return Item(to_base36(session.id), label, finished=self._is_finished(session))

    def _is_finished(self, session: Session) -> bool:
        """Whether an exercise has ended, or stands at a menu of one that had and was only opened again."""
        flow = self.flows[session.flow]
        step = flow.find(step_of(session.at))
        looked_at = bool(flow.reopen) and isinstance(step, Question) and step.asks_again
        return session.status == "done" or looked_at

    def _has_a_question(self, flow: Flow, session: Session) -> bool:
        """Whether an exercise stands at a question without an answer, numbered or not; a menu is none."""
        at = session.at
        return flow.exists(at) and flow.is_question(at) and at not in session.answers

    def _called(self, flow: Flow, session: Session, context: Context) -> Words:
        if not flow.called:
            return Words(flow.title)
        view = View(flow, session, context, self.known.person)
        values: dict[str, Value] = {name: view[name] for name in placeholders(flow.called)}
        if any(value in ("", OPEN) for value in values.values()):
            return Words(flow.title)
        return Words(flow.called, values)

    def others(self, session: Session, context: Context) -> tuple[Item, ...]:
        """The other exercises of the same flow whose first question has an answer, the newest first."""
        flow = self.flows[session.flow]
        first = flow.numbered[0] if flow.numbered else ""
        stored = sessions.overview(self.cursor, self.known.person.id, flow.id)
        for each in stored:
            adopt(flow, each)
        theirs = sorted(stored, key=lambda each: each.id, reverse=True)
        return tuple(
            Item(to_base36(each.id), self._called(flow, each, context))
            for each in theirs
            if each.id != session.id and each.answers.get(first, NOTHING)["kind"] != "skipped"
        )

    def kept_before(self, session: Session, _: Context) -> tuple[dict[str, Any], ...]:
        """What the newest version holds of each earlier exercise of the same flow, the newest exercise first."""
        stored = sessions.overview(self.cursor, self.known.person.id, session.flow)
        earlier = sorted((each for each in stored if each.id < session.id), key=lambda each: -each.id)
        return tuple(each.kept for each in earlier if each.kept)

    def talks(self, _: Session, __: Context) -> tuple[dict[str, str], ...]:
        """The person's elevator pitches, the newest first, each with its text and the job it is for."""
        stored = sessions.overview(self.cursor, self.known.person.id, "elevator_pitch")
        newest = sorted((each for each in stored if each.kept), key=lambda each: -each.id)
        return tuple(
            {"text": str(each.kept["text"]), "job": str(each.answers.get("job", {}).get("value", ""))}
            for each in newest
        )

    def versions(self, session: Session, _: Context) -> tuple[Item, ...]:
        """The kept versions of an exercise, newest first."""
        kept = versions.of_exercise(self.cursor, session.id)
        return tuple(self._version(number, content) for number, content, _ in reversed(kept))

    def _version(self, number: int, content: dict[str, Any]) -> Item:
        spoken = content.get("spoken_seconds", 0)
        # Translators: button. A kept version of a talk, and about how long it takes to say.
        estimated = N_("Version {number} · about {seconds} s")
        # Translators: button. A kept version of a talk, and how long its recording is.
        recorded = N_("Version {number} · 🎙 {seconds} s")
        seconds = spoken or content.get("seconds", 0)
        return Item(
            str(number), Words(recorded if spoken else estimated, {"number": number, "seconds": seconds})
        )

    def version_texts(self, session: Session, _: Context) -> dict[str, str]:
        """The text of each kept version, by its item's key."""
        kept = versions.of_exercise(self.cursor, session.id)
        return {str(number): str(content.get("text", "")) for number, content, _ in kept}

    def languages(self, _: Session, __: Context) -> tuple[Item, ...]:
        """The languages on offer, each by its own name."""
        return tuple(Item(code, literal(tongue.name)) for code, tongue in self.catalogues.languages.items())

    def everything(self, _: Session, context: Context) -> tuple[Words, ...]:
        """All that is stored about the person, as paragraphs."""
        return everything(self.cursor, self.known, self.flows, context)

    def organisation(self, _: Session, __: Context) -> str:
        return organisations.get(self.cursor, self.known.organisation)[0]

    def contact(self, _: Session, __: Context) -> str:
        return organisations.get(self.cursor, self.known.organisation)[1]


FACTS: dict[str, Callable[[Facts, Session, Context], Any]] = {
    "contact": Facts.contact,
    "everything": Facts.everything,
    "home": Facts.home,
    "kept_before": Facts.kept_before,
    "languages": Facts.languages,
    "organisation": Facts.organisation,
    "others": Facts.others,
    "talks": Facts.talks,
    "version_texts": Facts.version_texts,
    "versions": Facts.versions,
}
