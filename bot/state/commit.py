"""Write what a turn wants to happen: sessions, answers, versions, timers and messages, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.engine.callbacks import from_base36
from bot.engine.deeds import Deed
from bot.engine.effects import (
    Agree,
    Button,
    Cancel,
    Count,
    Discard,
    Effect,
    Erase,
    Keep,
    Listen,
    Menu,
    Record,
    Remove,
    Say,
    Schedule,
    Settle,
    Speak,
    Toast,
    Unhear,
    Unsay,
    Withdraw,
)
from bot.state import (
    answers,
    consents,
    deliveries,
    health,
    keeping,
    leaving,
    outbox,
    people,
    relations,
    sessions,
    silence,
    timers,
    unheard,
    versions,
)
from bot.state.deeds import Doer
from bot.state.outbox import About

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.engine.conversation import Outcome
    from bot.engine.flow import Flow
    from bot.engine.person import Person
    from bot.state.cursor import Cursor
    from bot.state.ids import Ids
    from bot.state.people import Known

EXERCISE: Final = "exercise"
"""The answer that names the exercise which an errand is about."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes one person's turn; `bot` is the Telegram id of the bot that they talk with.

    It is `unasked` where it follows from nothing that the person has just done: then its messages can wait. With
    `hands_on` another program may send: what settles the buttons of a tapped message goes with the first that is said.
    """

    cursor: Cursor
    ids: Ids
    bot: int
    flows: Mapping[str, Flow]
    known: Known
    now: datetime
    unasked: bool = False
    hands_on: bool = False

    def commit(self, outcome: Outcome, *, seen: bool) -> None:
        """Write a turn. Conflict where another turn of the person was committed since `known` was loaded.

        Or a turn of somebody else's that has taken something away from them.
        """
        person = outcome.person
        erased = any(isinstance(effect, Erase) for effect in outcome.effects)
        known = self.known
        before = known.person if known.opened else None
        people.save(self.cursor, person, known.version, self.now, seen=seen, before=before)
        if erased:
            leaving.leave(self._doer(person.id))
            people.erase(self.cursor, person.id)
        else:
            for session in outcome.sessions.values():
                sessions.save(self.cursor, person.id, session, self.now)
        self._write(outcome, None if erased else person.id)
        if not erased:
            self._finish(outcome)
            if seen:
                self.keep_on(person)

    def carries(self, outcome: Outcome) -> bool:
        """Whether what settles buttons goes with a message of the turn; nothing of theirs with an erased person's."""
        if not self.hands_on:
            return False
        kinds = {type(effect) for effect in outcome.effects}
        return Say in kinds and Erase not in kinds

    def keep_on(self, person: Person) -> None:
        """Whoever is here is not missed, and not erased; who has not agreed yet is, by a timer of its own."""
        silence.seen(self.cursor, self.ids, person.id, self.now)
        if person.agreed:
            keeping.seen(self.cursor, self.ids, person.id, self.now)

    def _finish(self, outcome: Outcome) -> None:
        """What somebody was reminded of is done where they have kept something in it, or it has ended."""
        kept = {effect.session for effect in outcome.effects if isinstance(effect, Keep)}
        for session in outcome.sessions.values():
            if session.status == "done" or session.id in kept:
                deliveries.finish(self.cursor, outcome.person.id, session.id, session.flow, self.now)

    def _write(self, outcome: Outcome, person: int | None) -> None:
        """Write the effects. Of an erased person (None) only what is said remains to be done."""
        language = outcome.person.language
        carried = settles(outcome) if self.carries(outcome) else {}
        for effect in outcome.effects:
            match effect:
                case Say():
                    about = self._about(outcome, effect) if person is not None else None
                    payload, carried = manner(outcome.person) | say(effect) | carried, {}
                    self._send(payload, language, person, effect.session, effect.prompt, about)
                case Speak():
                    self._read_aloud(speak(effect, outcome.person), language, person)
                case Remove():
                    self._send(remove(effect) | manner(outcome.person), language, person)
                case Menu():
                    self._send({"kind": "menu", "language": effect.language}, language, person)
                case _ if person is not None:
                    self.store(effect, person)

    def _read_aloud(self, payload: dict[str, Any], language: str, person: int | None) -> None:
        """Once, however often the speaker is tapped before the voice has come."""
        if person is None or not outbox.holds(self.cursor, person, payload):
            self._send(payload, language, person)

    def _about(self, outcome: Outcome, said: Say) -> About | None:
        """Whom an errand of staff tells of, and of which exercise; None for what is no errand of staff.

        Where any other errand of staff went on in the turn, like a list of citizens, it may be all whom they follow.
        """
        session = outcome.sessions.get(said.session or said.of)
        relation = relations.get(self.cursor, session.about) if session and session.about else None
        if session is not None and relation is not None:
            exercise = from_base36(str(session.answers.get(EXERCISE, {}).get("value", "")))
            return About(relation.citizen, exercise)
        listed = any(self.flows[each.flow].for_staff for each in outcome.sessions.values())
        return About(outcome.person.id, 0) if listed else None

    def store(self, effect: Effect, person: int) -> None:
        """Carry out one effect that is nothing said."""
        cursor = self.cursor
        if isinstance(effect, Deed):
            self._doer(person).do(effect)
            return
        match effect:
            case Record(session, place, content, message, moved):
                new = self.ids.next()
                # Whatever was kept of these messages before is part of this now: each text is there once.
                parts = {part[0] for part in content.get("parts", ()) if part[0]}
                every = (*moved, *sorted(parts - {*moved}))
                answers.record(cursor, new, person, session, place, content, message, self.now, every)
            case Keep(session, content, amend=True):
                versions.amend(cursor, session, content)
            case Keep(session, content):
                versions.keep(cursor, self.ids.next(), person, session, content, self.now)
            case Discard(session):
                self._doer(person).discard(session)
            case Agree():
                self._agree(effect, person)
            case Count(warnings, days, session):
                keeping.note(cursor, person, warnings, days, session, self.now)
            case Schedule(kind, at, session):
                timers.schedule(cursor, self.ids.next(), person, kind, session, at)
            case Cancel(kind, session):
                timers.cancel(cursor, person, kind, session)
            case Withdraw(session, prompt):
                outbox.withdraw(cursor, person, session, prompt)
            case Listen() | Unhear() | Unsay():
                self._listen_or_forget(effect, person)
            case Toast() | Settle():
                pass  # best effort, outside the transaction

    def _doer(self, person: int) -> Doer:
        return Doer(self.cursor, self.ids, person, self.known.organisation, self.now)

    def _listen_or_forget(self, effect: Listen | Unhear | Unsay, person: int) -> None:
        match effect:
            case Listen(message):
                unheard.add(self.cursor, person, message, self.now)
            case Unhear(session, places):
                for place in places:
                    answers.unhear(self.cursor, person, session, place)
            case Unsay(messages):
                answers.unsay(self.cursor, person, messages)

    def _agree(self, effect: Agree, person: int) -> None:
        organisation, version, kind, agreed = (
            self.known.organisation,
            effect.version,
            effect.kind,
            effect.agreed,
        )
        if not consents.stands(self.cursor, person, organisation, version, kind, agreed=agreed):
            new = self.ids.next()
            consents.give(self.cursor, new, person, organisation, version, self.now, kind, agreed=agreed)
        if effect.closes:
            health.forget(self._doer(person), effect.closes)

    def _send(
        self,
        payload: dict[str, Any],
        language: str,
        person: int | None,
        session: int = 0,
        prompt: int = -1,
        about: About | None = None,
    ) -> None:
        new, chat = self.ids.next(), self.known.chat
        outbox.add(
            self.cursor,
            new,
            self.bot,
            chat,
            person,
            language,
            payload,
            session,
            prompt,
            self.now,
            about,
            unasked=self.unasked,
        )


def say(effect: Say) -> dict[str, Any]:
    """A message as it waits in the outbox."""
    payload: dict[str, Any] = {
        "kind": "say",
        "paragraphs": [words.to_json() for words in effect.paragraphs],
        "buttons": [button(each) for each in effect.buttons],
        "edits": effect.edits,
    }
    if effect.of:
        payload["of"] = effect.of
    if effect.picture:
        payload["picture"] = effect.picture.to_json()
    if effect.document:
        payload["document"] = effect.document.to_json()
    if effect.voice:
        payload["voice"] = effect.voice
    if effect.copy:
        payload["copy"] = effect.copy
    if effect.also:
        payload |= {"beneath": effect.also, "twice": True}
    if effect.familiar:
        payload["familiar"] = True
    if effect.menu:
        payload["menu"] = True
    return payload


def settles(outcome: Outcome) -> dict[str, Any]:
    """What settles the buttons of tapped messages, as it waits in the outbox."""
    language = outcome.person.beneath or outcome.person.language
    found = [settle(each, language) for each in outcome.effects if isinstance(each, Settle)]
    return {"settles": found} if found else {}


def settle(effect: Settle, language: str) -> dict[str, Any]:
    """What is left of the buttons of a tapped message, in a language."""
    label = effect.label.to_json()
    return {
        "message": effect.message,
        "label": label,
        "data": effect.data,
        "symbol": effect.symbol,
        "language": language,
    }


def manner(person: Person) -> dict[str, Any]:
    """How something is said to somebody: in which other language too, and if it can be heard, and how fast.

    Staff read much, and quickly: a speaker under each of their messages would be in the way until they ask for it.
    """
    if person.aloud == "off" or (person.hat and person.aloud == "button"):
        return wording(person)
    return {**wording(person), "aloud": person.aloud, "speed": person.speed}


def wording(person: Person) -> dict[str, Any]:
    """The language in which something is said below as well, where somebody wants one, and if it is said simply."""
    beneath = {"beneath": person.beneath} if person.beneath else {}
    return {**beneath, "simple": True} if person.is_simple else beneath


def speak(effect: Speak, person: Person) -> dict[str, Any]:
    """What is to be read aloud as it waits in the outbox."""
    said = {"kind": "speak", "text": effect.text, "choices": list(effect.choices), "speed": person.speed}
    return said | wording(person)


def button(given: Button) -> dict[str, Any]:
    return {"label": given.label.to_json(), "data": given.data, "quiet": given.quiet}


def remove(effect: Remove) -> dict[str, Any]:
    """The removal of a message as it waits in the outbox."""
    return {
        "kind": "remove",
        "message": effect.message,
        "removed": effect.removed.to_json(),
        "kept": effect.kept.to_json(),
    }
