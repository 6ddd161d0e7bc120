"""One turn of a whole conversation: which session an input is for, and what follows when one hands over or ends.

Focus is explicit: text goes to the session in focus, a button to the session it names. The functions here are pure;
`converse` returns the person and sessions as they are afterwards, and the effects.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.engine import kindness, labels, nudging, tapping
from bot.engine.adopting import place_now
from bot.engine.discarding import goes_by, timers_anew
from bot.engine.duplicates import duplicate
from bot.engine.effects import Discard, Effect, Menu, Record, Say
from bot.engine.errors import LoopBetweenFlows
from bot.engine.flow import step_of
from bot.engine.inputs import Command, Due, Edited, Input, Other, Spoke, Tapped, Typed
from bot.engine.run import run
from bot.engine.session import Session, unplaced
from bot.engine.sprint import (
    Begun,
    CameBack,
    Copied,
    Discarded,
    Ended,
    FlowInput,
    HandedOver,
    Led,
    Left,
    Opened,
    Rested,
    Resumed,
    Returned,
    Started,
    Wanted,
)
from bot.engine.steps import Handover, Question
from bot.engine.text import N_, Words
from bot.engine.years import with_years

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.person import Person
    from bot.engine.session import Status

HOME = "home"
COMMAND_FLOWS = {"language": "language", "mydata": "my_data", "stop": "stop"}
ERRANDS = frozenset({*COMMAND_FLOWS.values(), nudging.MESSAGES})
"""What leads back to where the person was, wherever that is."""
COMMANDS = ("start", "menu", "help", "language", "pause", "mydata", "stop")
NO_HURRY = N_(
    "Take your time. The question waits here. If you do not answer within a day, I delete what I have saved."
)
SPRINTS = 12
"""More hand-overs than this in one turn are a loop between flows."""


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
        sprint = run(self.flows[session.flow], session, given, self._context_now())
        if sprint.person.language != self.person.language:
            self.effects.append(Menu(sprint.person.language))
        self.person = replace(sprint.person, focus=session.id)
        self.changed[session.id] = sprint.session
        self.effects += sprint.effects
        match sprint.stop:
            case HandedOver():
                return self._handed_over(sprint.stop, session)
            case Begun(flow):
                return self.new(flow), Started()
            case Opened(number):
                opened = self.session(number)
                if opened is None:
                    return self.to_home()
                return opened, Returned() if self._has_gone_on(opened) else Resumed()
            case Copied(number):
                return self._copied(number)
            case Discarded(number):
                self._discard(number)
                return sprint.session, Returned()
            case Ended():
                parent = self.session(session.parent)
                back = parent is not None and self._waits_for(parent, session.flow)
                return (parent, Returned()) if parent and back else self.to_home()
            case Left():
                return self.to_home()
            case Rested():
                self._rest(self.session(session.parent) or sprint.session)
        return None

    def errand(self, flow: str, focus: Session) -> None:
        """Begin a flow that leads back to where the person is; from another errand, to where that one leads back."""
        parent = focus.parent if focus.flow in ERRANDS else focus.id
        self.run(self.new(flow, parent=parent), Started())

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
            self.context, person=self.person, changed=self.changed, discarded=frozenset(self.discarded)
        )

    def _rest(self, session: Session) -> None:
        """Leave the focus with a session; if it is open, its next words are the first after a while."""
        status: Status = "paused" if session.status == "open" else session.status
        self.changed[session.id] = replace(session.copy(), status=status)
        self.person = replace(self.person, focus=session.id)

    def _handed_over(self, to: HandedOver, parent: Session) -> tuple[Session, FlowInput]:
        """The session that takes over: the one that is named, else a new one, or the person's own where one is kept."""
        named = self.session(to.session)
        if named is not None and named.flow == to.flow:
            return replace(named, parent=parent.id), Led(to.at) if to.at else Resumed()
        session = self.new(to.flow, parent=parent.id)
        if not session.at:
            session = replace(session, answers={**session.answers, **to.answers})
            self.effects += [Record(session.id, place, answer) for place, answer in to.answers.items()]
        goes_on = bool(session.at and self.flows[to.flow].reopen)
        return session, Resumed() if goes_on else Started()

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
        return waits or helped or flow in ERRANDS

    def new(self, flow: str, parent: int = 0) -> Session:
        """A session of a flow: a new one, or the person's own where there is one a person."""
        existing = self.session(self.context.single(flow)) if self.flows[flow].single else None
        if existing is None:
            existing = next(
                (s for s in self.changed.values() if s.flow == flow and self.flows[flow].single), None
            )
        if existing is not None:
            return replace(existing, parent=parent)
        return Session(id=self.context.fresh(), flow=flow, parent=parent)

    def home(self) -> Session:
        """The home menu, or first contact for those who have not agreed or said their name yet."""
        return self.new(HOME if self.person.agreed and self.person.name else tapping.FIRST)

    def to_home(self) -> tuple[Session, FlowInput]:
        """The home menu from its beginning, or first contact where it stands."""
        home = self.home()
        return home, Started() if home.flow == HOME else Resumed()

    def go_home(self) -> None:
        self.run(*self.to_home())

    def focus(self) -> Session | None:
        return self.session(self.person.focus)


def converse(flows: Mapping[str, Flow], given: Input, context: Context) -> Outcome:
    """What this input does to the conversation of `context.person`."""
    talk = Conversation(flows, context, context.person)
    _route(talk, given)
    kindness.answer_signs(talk, given)
    if not isinstance(given, Due):
        nudging.plan(talk)
    today = context.now.astimezone(ZoneInfo(talk.person.time_zone)).date()
    said = tuple(with_years(effect, today) for effect in merged(talk.effects))
    return Outcome(talk.person, talk.changed, said)


def _route(talk: Conversation, given: Input) -> None:
    focus = talk.focus()
    if isinstance(given, Due):
        nudging.due(talk, given)
    elif isinstance(given, Tapped):
        tapping.tapped(talk, given)
    elif isinstance(given, Edited):
        _edited(talk, given)
    elif focus is None:
        _first(talk, given)
    elif isinstance(given, Command):
        _command(talk, given, focus)
    elif isinstance(given, Other) and (talk.context.signs.care or kindness.stays(focus)):
        kindness.put_aside(talk, given, focus)
    elif isinstance(given, Other):
        kindness.answer_other(talk, given, focus)
    else:
        _told(talk, given, focus)


def _told(talk: Conversation, given: Typed | Spoke, focus: Session) -> None:
    """A text or voice message for the session in focus."""
    side = labels.offered(given, focus, talk.context) if isinstance(given, Typed) else None
    if side is not None:
        tapping.chosen(talk, focus, side)
    elif isinstance(given, Typed) and (name := labels.command(given.text, talk.context)):
        _command(talk, Command(name), focus)
    elif talk.context.signs.care or kindness.stays(focus):
        kindness.put_aside(talk, given, focus)
    elif talk.context.signs.only_masked:
        kindness.keep_unplaced(talk, given)
        talk.run(focus, Wanted("@on"))
    else:
        _answered(talk, given, focus)


def _answered(talk: Conversation, given: Typed | Spoke, focus: Session) -> None:
    """Words for the session in focus: an answer to its question, or the first after a while."""
    if focus.status == "done" or (focus.flow == HOME and focus.status == "paused"):
        kindness.keep_unplaced(talk, given)
        talk.go_home()
    elif focus.status == "paused" or nudging.waits(focus):
        talk.run(focus, CameBack(given))
    else:
        talk.run(focus, given)


def _first(talk: Conversation, given: Input) -> None:
    """The first word of somebody new: keep what they wrote, and introduce ourselves."""
    talk.go_home()
    match given:
        case Typed() | Spoke():
            kindness.keep_unplaced(talk, given)
        case Other(text=text, message=message) if text:
            kindness.keep_unplaced(talk, Typed(text, message))
        case Command():
            _keep_argument(talk, given)
    if talk.context.signs.care:
        kindness.wait(talk, talk.changed[talk.person.focus])


def _command(talk: Conversation, command: Command, focus: Session) -> None:
    name = command.name
    _keep_argument(talk, command)
    if talk.context.signs.care:
        kindness.wait(talk, focus)
    elif not talk.person.agreed and name == "pause":
        talk.effects.append(Say((Words(NO_HURRY),)))
    elif name in COMMAND_FLOWS:
        talk.errand(COMMAND_FLOWS[name], focus)
    elif name == "pause":
        kindness.pause(talk, focus)
    elif name == "help":
        talk.run(focus, Wanted("@about"))
    elif name in {"start", "menu"}:
        talk.go_home()
    else:
        kindness.unknown_command(talk, focus)


def _keep_argument(talk: Conversation, command: Command) -> None:
    """Keep the words after a command, also one word after /start: a link can put it there, but so can a person."""
    if command.argument:
        kindness.keep_unplaced(talk, Typed(command.argument, command.message))


def _edited(talk: Conversation, given: Edited) -> None:
    session = talk.session(talk.context.session_of(given.message)) or talk.focus()
    if session is None:
        _first(talk, Typed(given.text, given.message))
        return
    if talk.context.signs.care:  # the answer stays as it was, and a later edit still finds it
        content = unplaced(Typed(given.text, given.message))
        talk.effects.append(Record(session.id, "", content, given.message))
        kindness.wait(talk, talk.focus() or session)
        return
    focus = talk.focus()
    talk.run(session, given)
    talk.person = replace(talk.person, focus=focus.id if focus else 0)
    if focus is not None and kindness.stays(focus):
        kindness.stay(talk, talk.changed.get(focus.id, focus))


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
