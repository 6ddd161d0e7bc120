"""One turn of a whole conversation: which session an input is for, and what follows when one hands over or ends.

Focus is explicit: text goes to the session in focus, a button to the session it names. The functions here are pure;
`converse` returns the person and sessions as they are afterwards, and the effects.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.engine import kindness, lapsing, nudging, offering, routing, tapping, unsent
from bot.engine.adopting import place_now
from bot.engine.callbacks import from_base36
from bot.engine.deeds import Deed
from bot.engine.discarding import goes_by, timers_anew
from bot.engine.duplicates import duplicate
from bot.engine.effects import Discard, Effect, Menu, Record, Say
from bot.engine.errands import ASIDE, DESK, HOME
from bot.engine.errors import LoopBetweenFlows
from bot.engine.flow import step_of
from bot.engine.inputs import Due, Heard, Input, Spoke, Typed
from bot.engine.run import run
from bot.engine.session import Session
from bot.engine.sprint import (
    ANY,
    Begun,
    Copied,
    Discarded,
    Ended,
    FlowInput,
    HandedOver,
    Led,
    Left,
    Opened,
    Paused,
    Rested,
    Resumed,
    Returned,
    Started,
)
from bot.engine.steps import Handover, Question
from bot.engine.text import N_, Words
from bot.engine.years import with_years

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.person import Person
    from bot.engine.session import Answer, Status

SPRINTS = 12
"""More hand-overs than this in one turn are a loop between flows."""

LEFT_UNSENT = N_("What you were writing before has not been sent.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A turn's result: the person, the sessions that changed, and the effects in order."""

    person: Person
    sessions: Mapping[int, Session]
    effects: tuple[Effect, ...]


@dataclass
class Conversation:
    """The working state of one turn across sessions."""

    flows: Mapping[str, Flow]
    context: Context
    person: Person
    changed: dict[int, Session] = field(default_factory=dict)
    discarded: set[int] = field(default_factory=set)
    effects: list[Effect] = field(default_factory=list)

    def session(self, number: int) -> Session | None:
        """A session of this person whose flow still exists."""
        if number in self.discarded:
            return None
        found = self.changed.get(number) or self.context.sessions.get(number)
        return found if found is not None and found.flow in self.flows else None

    def run(self, session: Session, given: FlowInput) -> None:
        """Run a session, and whatever follows from how it stops."""
        following: tuple[Session, FlowInput] | None = (session, given)
        for _ in range(SPRINTS):
            if following is None:
                return
            session, given = following
            following = self._sprint(session, given)
        raise LoopBetweenFlows(session.flow, SPRINTS)

    def _sprint(self, session: Session, given: FlowInput) -> tuple[Session, FlowInput] | None:
        if self._is_closed(session):
            if isinstance(given, Typed | Spoke):
                kindness.keep_unplaced(self, given)
            return self.to_home()
        sprint = run(self.flows[session.flow], session, given, self._context_now())
        if sprint.person.language != self.person.language:
            self.effects.append(Menu(sprint.person.language))
        self._keep_focus(sprint.person, session.id)
        sprint.session.about = about(self.flows[session.flow], sprint.session)
        self.changed[session.id] = sprint.session
        self.effects += sprint.effects
        match sprint.stop:
            case HandedOver():
                return self._handed_over(sprint.stop, session)
            case Begun(flow):
                self._wants_more(flow)
                return self.new(flow), Started()
            case Opened():
                return self._opened(sprint.stop)
            case Copied(number):
                return self._copied(number)
            case Discarded(number):
                self._discard(number)
                return sprint.session, Returned()
            case Ended():
                return self._ended(session)
            case Left():
                return self.to_home()
            case Paused():
                kindness.pause(self, self.session(session.parent) or self.home())
            case Rested():
                self._rest(self.session(session.parent) or sprint.session)
        return None

    def _keep_focus(self, person: Person, session: int) -> None:
        """The person as they are now, with their focus on a session."""
        self.person = person if person.focus == session else replace(person, focus=session)

    def _is_closed(self, session: Session) -> bool:
        """Whether a session belongs to staff, and the person is none of them: for their menu, just now; else any more.

        Whoever practises now and has a role still gets to what a message has asked them to open.
        """
        if not self.flows[session.flow].for_staff or self.person.hat:
            return False
        return session.flow == DESK or not self.context.facts("roles", session, self._context_now())

    def _ended(self, session: Session) -> tuple[Session, FlowInput]:
        """What comes after a session: the one that handed over to it and still waits, else home."""
        if self.flows[session.flow].about:
            self._let_go(session.id)
        parent = self.session(session.parent)
        if self.person.hat != self.context.person.hat and not (parent and parent.flow == tapping.FIRST):
            return self.to_home()  # whoever is something else now comes home to that
        back = parent is not None and self._waits_for(parent, session.flow)
        return (parent, Returned()) if parent and back else self.to_home()

    def _let_go(self, number: int) -> None:
        """Delete an errand about somebody else, whose answers have become what they were asked for."""
        if number in self.context.sessions:
            self._discard(number)
            return
        self.changed.pop(number, None)
        self.discarded.add(number)
        self.effects = [
            each for each in self.effects if getattr(each, "session", 0) != number or isinstance(each, Say)
        ]

    def _let_go_of_drafts(self, flow: str, told: Mapping[str, Answer]) -> None:
        """Delete what was left half-way of an errand that begins anew; where something was said there, say so."""
        of = self.flows[flow].draft_of
        drafts = [
            draft
            for draft in self.context.sessions.values()
            if draft.flow == flow and (not of or draft.answers.get(of) == told.get(of))
        ]
        if any(_is_said_in(draft) for draft in drafts):
            self.effects.append(Say((Words(LEFT_UNSENT),)))
        for draft in drafts:
            self._discard(draft.id)

    def _opened(self, to: Opened) -> tuple[Session, FlowInput]:
        """Another session where it stands, or at a question that is asked again; home where it is gone.

        Which answer shall be changed is asked only of what is finished: else it has a question of its own to ask.
        """
        opened = self.session(to.session)
        if opened is None:
            return self.to_home()
        flow = self.flows[opened.flow]
        if to.anew == ANY and flow.changed_at and flow.is_finished(opened):
            return opened, Led(flow.changed_at)
        if to.anew not in ("", ANY):
            return opened, Led(to.anew, anew=True)
        return opened, Returned() if self._has_gone_on(opened) else Resumed()

    def errand(self, flow: str, focus: Session) -> None:
        """Begin a flow that leads back to where the person is; from another errand, to where that one leads back."""
        self.run(self.new(flow, parent=self.way_back(focus)), Started())

    def way_back(self, focus: Session) -> int:
        """The session that an errand leads back to, which is begun where the person is now."""
        return focus.parent if focus.flow in ASIDE else focus.id

    def _copied(self, number: int) -> tuple[Session, FlowInput]:
        """A copy of an exercise, where that one stands; home where it is gone."""
        original = self.session(number)
        if original is None:
            return self.to_home()
        copy, effects = duplicate(
            self.flows[original.flow], original, self.context.fresh(), self._context_now()
        )
        self.effects += effects
        return copy, Returned()

    def _discard(self, number: int) -> None:
        """Delete an exercise, unless it is gone already."""
        gone = self.session(number)
        if gone is None:
            return
        self.changed.pop(number, None)
        self.discarded.add(number)
        self.effects.append(Discard(number))
        for flow in self.flows.values():
            session = self.session(self.context.single(flow.id)) if goes_by(flow, gone.flow) else None
            if session is not None:
                self.effects += timers_anew(flow, session, self._context_now())

    def _context_now(self) -> Context:
        """The world with what this turn has done to it so far."""
        return replace(
            self.context,
            person=self.person,
            changed=self.changed,
            discarded=frozenset(self.discarded),
            deeds=tuple(effect for effect in self.effects if isinstance(effect, Deed)),
        )

    def _rest(self, session: Session) -> None:
        """Leave the focus with a session; if it is open, its next words are the first after a while."""
        status: Status = "paused" if session.status == "open" else session.status
        self.changed[session.id] = replace(session.copy(), status=status)
        self._keep_focus(self.person, session.id)

    def _handed_over(self, to: HandedOver, parent: Session) -> tuple[Session, FlowInput]:
        """The session that takes over: the one that is named, else a new one, or the person's own where one is kept."""
        named = self.session(to.session)
        if named is not None and named.flow == to.flow:
            return replace(named, parent=parent.id), Led(to.at) if to.at else Resumed()
        if self._was_at_menu(parent):
            self._wants_more(to.flow)
        begins = to.at if not to.session else ""
        back = self.way_back(parent) if begins else parent.id
        session = self.new(to.flow, parent=back, told=to.answers)
        goes_on = bool(session.at and self.flows[to.flow].reopen)
        if not goes_on:
            session = replace(session, answers={**session.answers, **to.answers})
            self.effects += [Record(session.id, place, answer) for place, answer in to.answers.items()]
        beginning = Led(begins) if begins else Started()
        return session, Resumed() if goes_on else beginning

    def _was_at_menu(self, session: Session) -> bool:
        """Whether a menu of the session led on from it: the person has chosen that themselves."""
        flow = self.flows[session.flow]
        last = session.trail[-1] if session.trail else ""
        return flow.exists(last) and flow.question(last).asks_again

    def _wants_more(self, flow: str) -> None:
        """Whoever opens an exercise when the questions of their day are used up has decided on one more."""
        if self.flows[flow].is_exercise and self.person.energy == 0:
            self.person = replace(self.person, energy=1)

    def _has_gone_on(self, session: Session) -> bool:
        """Whether a session waits for one that is kept, and so can be opened by itself: nobody is led there again."""
        step = self.flows[session.flow].find(step_of(place_now(self.flows[session.flow], session.at)))
        aside = isinstance(step, Handover) and bool(self.flows[step.flow].reopen)
        return aside and session.status == "open"

    def _waits_for(self, parent: Session, flow: str) -> bool:
        """Whether a session that handed over to this flow is still waiting for it, and was not opened since."""
        step = self.flows[parent.flow].find(step_of(place_now(self.flows[parent.flow], parent.at)))
        waits = isinstance(step, Handover) and step.flow == flow
        helped = isinstance(step, Question) and step.help == flow
        return waits or helped or flow in ASIDE

    def new(self, flow: str, parent: int = 0, told: Mapping[str, Answer] | None = None) -> Session:
        """A session of a flow: a new one that is `told` these answers, or the person's own where there is one."""
        existing = self.session(self.context.single(flow)) if self.flows[flow].single else None
        if existing is None:
            existing = next(
                (s for s in self.changed.values() if s.flow == flow and self.flows[flow].single), None
            )
        if existing is not None:
            return replace(existing, parent=parent)
        if self.flows[flow].one_draft:
            self._let_go_of_drafts(flow, told or {})
        return Session(id=self.context.fresh(), flow=flow, parent=parent)

    def home(self) -> Session:
        """The home menu, of staff or of citizens; first contact for who has not agreed or said their name yet."""
        if not (self.person.agreed and self.person.name):
            return self.new(tapping.FIRST)
        return self.new(DESK if self.person.hat else HOME)

    def to_home(self) -> tuple[Session, FlowInput]:
        """The home menu from its beginning, or first contact where it stands."""
        home = self.home()
        return home, Resumed() if home.flow == tapping.FIRST else Started()

    def go_home(self) -> None:
        self.run(*self.to_home())

    def focus(self) -> Session | None:
        return self.session(self.person.focus)


def converse(flows: Mapping[str, Flow], given: Input, context: Context) -> Outcome:
    """What this input does to the conversation of `context.person`."""
    talk = Conversation(flows, context, context.person)
    routing.route(talk, given)
    kindness.answer_signs(talk, given)
    offering.offer(talk, given)
    if not isinstance(given, Due | Heard):
        nudging.plan(talk)
    lapsing.lapse(talk)
    unsent.plan(talk)
    today = context.now.astimezone(ZoneInfo(talk.person.time_zone)).date()
    said = tuple(with_years(effect, today) for effect in merged(talk.effects))
    return Outcome(talk.person, talk.changed, said)


def _is_said_in(draft: Session) -> bool:
    """Whether words were written in it, or spoken, also where these still wait to be heard."""
    said = any(answer["kind"] in {"text", "voice"} for answer in draft.answers.values())
    return said or draft.scratch.spoken is not None


def about(flow: Flow, session: Session) -> int:
    """The relation to the citizen whom a session of staff is about, 0 where it is about nobody (yet)."""
    return from_base36(str(session.answers.get(flow.about, {}).get("value", "")))


def merged(effects: list[Effect]) -> tuple[Effect, ...]:
    """The effects with messages that lead up to another joined into it, and only the last toast of several."""
    after: list[Effect] = []
    waiting: Say | None = None
    for effect in effects:
        if not isinstance(effect, Say):
            after.append(effect)
        elif effect.apart or effect.edits:
            after += [waiting] if waiting else []
            after.append(effect)
            waiting = None
        else:
            joined = replace(effect, paragraphs=waiting.paragraphs + effect.paragraphs) if waiting else effect
            waiting = None if joined.buttons else joined
            after += [joined] if joined.buttons else []
    return (*after, waiting) if waiting else tuple(after)
