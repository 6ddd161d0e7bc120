"""Walk a flow as a person could: every question that answering leads to, with the real facts of a practised citizen."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from bot.engine.inputs import Spoke, Typed
from bot.engine.run import run
from bot.engine.session import Session
from bot.engine.sprint import Chosen, HandedOver, Resumed, Returned, Started
from bot.engine.steps import Arrange, AskDate, AskMany, AskName, AskNumber, AskPhone, Speak, Write
from bot.engine.view import View
from bot.state import people
from tests.talk import BOT, CITIZEN, Citizen, Talk

if TYPE_CHECKING:
    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.sprint import FlowInput, Sprint

MINE = 4_611_686_018_427_387_904
"""A session id of the longest kind, 2^62: buttons get no longer."""


@cache
def practised() -> Talk:
    """A citizen with a finished pitch; keep the talk, for its facts live in its database."""
    return Citizen().with_pitch()


def context() -> Context:
    """The world as it stands for that citizen two days later, when today's energy is not known yet."""
    talk = practised()
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, CITIZEN)
    assert known is not None
    return talk.turns._context(cursor, known, talk.now + timedelta(days=2))


def saved(session: Session) -> Session:
    """The session as the next turn finds it."""
    return Session.from_json(json.loads(json.dumps(session.to_json())))


@dataclass
class Walk:
    """Where answering leads: the first session seen at each place, the moves between places, and those that end."""

    flow: Flow
    world: Context = field(default_factory=context)
    waits: dict[str, Session] = field(default_factory=dict)
    sprints: dict[str, Sprint] = field(default_factory=dict)
    moves: dict[str, set[str]] = field(default_factory=dict)
    ending: set[str] = field(default_factory=set)

    def everywhere(self) -> Walk:
        """Walk from the beginning, and from where a finished exercise opens."""
        todo = [self._arrive("", self._run(Session(MINE, self.flow.id), Started()))]
        if self.flow.reopen:
            done = Session(MINE, self.flow.id, at=self.flow.start, status="done")
            todo.append(self._arrive("", self._run(done, Resumed())))
        while todo:
            place = todo.pop()
            if not place or place in self.moves:
                continue
            self.moves[place] = set()
            todo += [
                self._arrive(place, self.give(self.waits[place], *inputs)) for inputs in self.answers(place)
            ]
        return self

    def _arrive(self, before: str, sprint: Sprint) -> str:
        """Note where a sprint came to; "" where it ended the flow."""
        if sprint.stop is not None:
            self.ending.add(before)
            return ""
        place = sprint.session.at
        self.waits.setdefault(place, sprint.session)
        self.sprints.setdefault(place, sprint)
        self.moves.setdefault(before, set()).add(place) if before else None
        return place

    def give(self, session: Session, *inputs: FlowInput) -> Sprint:
        """Run the inputs one after the other, the session saved and read back before each."""
        sprint = self._run(session, inputs[0])
        for given in inputs[1:]:
            sprint = self._run(sprint.session, given)
        return sprint

    def _run(self, session: Session, given: FlowInput) -> Sprint:
        sprint = run(self.flow, saved(session), given, self.world)
        if isinstance(sprint.stop, HandedOver):
            return run(self.flow, saved(sprint.session), Returned(), self.world)
        return sprint

    def options(self, place: str) -> list[str]:
        """The keys that can be tapped as an answer here."""
        view = View(self.flow, self.waits[place], self.world, self.world.person, place)
        keys = [option.key for option in self.flow.question(place).options(view)]
        return [key for key in keys if not key.startswith("@")]

    def answers(self, place: str) -> list[tuple[FlowInput, ...]]:
        """Every way to answer the question at a place that could lead somewhere else."""
        question, prompt = self.flow.question(place), self.waits[place].prompt
        taps = [Chosen(prompt, key) for key in self.options(place)]
        match question:
            case AskMany():
                return [(*taps, Chosen(prompt, "@done"))]
            case Arrange():
                return [tuple(taps[:-1]) or tuple(taps)]
            case AskName():
                return [(Typed("Samir", 901),)]
            case Write():
                return [(Typed("Jeg kan lide at lave mad til mange", 901),)]
            case AskDate():
                return [*((tap,) for tap in taps), (Typed("i morgen", 902),)]
            case AskNumber():
                return [(Typed(str(question.low), 903),)]
            case AskPhone():
                return [(Typed("20 12 34 56", 904),)]
            case Speak():
                return [*((tap,) for tap in taps), (Spoke("file", 40, 905),)]
        return [(tap,) for tap in taps]

    def can_end(self) -> set[str]:
        """The places from which answering alone can reach an end."""
        found = set(self.ending)
        while True:
            more = {place for place, after in self.moves.items() if after & found} - found
            if not more:
                return found
            found |= more
