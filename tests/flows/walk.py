"""Walk a flow as a person could: every question that answering leads to, with the real facts of a practised citizen."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest

from bot.engine.inputs import Spoke, Typed
from bot.engine.run import run
from bot.engine.session import Session
from bot.engine.sprint import Chosen, Discarded, HandedOver, Resumed, Returned, Started
from bot.engine.steps import (
    Arrange,
    AskDate,
    AskMany,
    AskName,
    AskNumber,
    AskPhone,
    AskTime,
    Pick,
    Speak,
    Write,
)
from bot.engine.view import View
from bot.state import people
from tests.flows.beginnings import beginnings
from tests.flows.contact import with_contact
from tests.talk import BOT, Citizen, Talk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.mark import ParameterSet

    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.sprint import FlowInput, Sprint
    from tests.flows.beginnings import Answers

VISITS = 8
"""How often a place is walked from, with other things kept each time."""
LATER = timedelta(days=40)
"""When a finished exercise is opened again: at once, and after this."""
MINE = 4_611_686_018_427_387_904
"""A session id of the longest kind, 2^62: buttons get no longer."""


def by_flow(names: Iterable[str]) -> list[ParameterSet]:
    """Parameters for tests that walk a flow: of each flow all of them in one worker, which walks it once."""
    return [pytest.param(name, marks=pytest.mark.xdist_group(f"flow {name}")) for name in names]


@cache
def practised() -> Talk:
    """A citizen with a finished pitch and an answer to the question they fear.

    Keep the talk, for its facts live in its database.
    """
    talk = Citizen().with_pitch()
    talk.command("menu")
    for step in ("Øv dig til en jobsamtale", "Forbered svar", "Mere …", "Mere …", "○ Det, jeg frygter mest"):
        talk.tap(step)
    talk.write("Hvorfor har du ikke arbejdet?")
    talk.tap("Spring over")
    talk.write("Jeg har været syg i to år. Nu kan jeg arbejde 15 timer.")
    talk.tap("2 ")
    return talk


@cache
def scored() -> Talk:
    """The same one with a star, a goal and a course, of which another star is due, and an interview that has been.

    This one has a contact person.
    """
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    for step in (*"44343556", "Ja", "☐ Hverdag", "✔ Færdig"):
        talk.tap(step)
    talk.write("Jeg står op kl. 8")
    talk.write("Sætte vækkeur")
    talk.write("1. august")
    prepare_an_answer(talk)
    with_contact(talk)
    return talk


def prepare_an_answer(talk: Talk) -> None:
    """An answer for an interview, one interview that has been, and one that is to come."""
    talk.command("menu")
    for step in ("Øv dig til en jobsamtale", "Forbered svar", "○ Fortæl om dig selv", "Spring over"):
        talk.tap(step)
    talk.write("Jeg har kørt lastbil i otte år, og jeg kan godt lide at køre om natten.")
    talk.tap("3 ")
    for step in ("Færdig med det her", "Tilbage", "Jeg har været til samtale"):
        talk.tap(step)
    talk.write("Netto")
    for _ in range(5):
        talk.tap("Spring over")
    talk.command("menu")
    for step in ("Øv dig til en jobsamtale", "Jeg skal til samtale"):
        talk.tap(step)
    talk.write("Føtex")
    talk.tap("Spring over")
    talk.write("1. juli 2027 kl. 10")
    talk.tap("✔ Færdig")


def context(talk: Talk, days: int) -> Context:
    """The world as it stands for that person so many days later, when today's energy is not known yet."""
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    return talk.turns.context(cursor, known, talk.now + timedelta(days=days))


def saved(session: Session) -> Session:
    """The session as the next turn finds it."""
    return Session.from_json(json.loads(json.dumps(session.to_json())))


def chosen(session: Session) -> dict[str, str]:
    """What was chosen so far, which other questions can depend on."""
    return {place: each["value"] for place, each in session.answers.items() if each["kind"] == "choice"}


@dataclass
class Walk:
    """Where answering leads: the first session seen at each place, the moves between places, and those that end."""

    flow: Flow
    worlds: dict[str, Context] = field(default_factory=dict)
    waits: dict[str, Session] = field(default_factory=dict)
    sprints: dict[str, Sprint] = field(default_factory=dict)
    moves: dict[str, set[str]] = field(default_factory=dict)
    ending: set[str] = field(default_factory=set)

    def everywhere(self) -> Walk:
        """Walk from the beginning, and from where a finished exercise opens, as a newcomer and as somebody known.

        Errands between people are walked by each of them, about each thing that they can be about.
        """
        new, known = context(practised(), 2), context(scored(), 60)
        for world in (new, known, replace(known, person=replace(known.person, quiet=True))):
            self._from_the_start(world, {})
        for world, answers in beginnings(self.flow):
            self._from_the_start(world, answers)
        return self

    def _from_the_start(self, world: Context, answers: Answers) -> None:
        world = replace(world, person=replace(world.person, focus=MINE))
        seen: set[tuple[str, str]] = set()
        visits: Counter[str] = Counter()
        later = replace(world, now=world.now + LATER)
        finished = [Session(MINE, self.flow.id, at=self.flow.start, status="done")]
        new = Session(MINE, self.flow.id, answers=dict(answers))
        todo = [(self._arrive("", self._run(new, Started(), world), world), world)]
        while todo or finished:
            if not todo:
                done = finished.pop()
                todo += [(self._opened(done, each), each) for each in (world, later)]
            session, world = todo.pop(0)
            if session is None or visits[session.at] == VISITS:
                continue
            key = (session.at, json.dumps([session.kept, chosen(session), world is later], sort_keys=True))
            if key in seen:
                continue
            seen.add(key)
            visits[session.at] += 1
            for inputs in self.answers(session, world):
                sprint = self._give(session, inputs, world)
                finished += [sprint.session] if sprint.session.status == "done" else []
                todo.append((self._arrive(session.at, sprint, world), world))

    def _opened(self, done: Session, world: Context) -> Session | None:
        """A finished exercise when it is opened again, where that can be done."""
        if not self.flow.reopen:
            return None
        return self._arrive("", self._run(done, Resumed(), world), world)

    def _arrive(self, before: str, sprint: Sprint, world: Context) -> Session | None:
        """Note where a sprint came to; None where it ended the flow."""
        if sprint.stop is not None:
            self.ending.add(before)
            return None
        place = sprint.session.at
        self.waits.setdefault(place, sprint.session)
        self.sprints.setdefault(place, sprint)
        self.worlds.setdefault(place, world)
        self.moves.setdefault(before, set()).add(place) if before else None
        return sprint.session

    def give(self, session: Session, *inputs: FlowInput) -> Sprint:
        """Run the inputs at a place that has been seen, the session saved and read back before each."""
        return self._give(session, inputs, self.worlds[session.at])

    def _give(self, session: Session, inputs: tuple[FlowInput, ...], world: Context) -> Sprint:
        sprint = self._run(session, inputs[0], world)
        for given in inputs[1:]:
            sprint = self._run(sprint.session, given, world)
        return sprint

    def _run(self, session: Session, given: FlowInput, world: Context) -> Sprint:
        sprint = run(self.flow, saved(session), given, world)
        if isinstance(sprint.stop, HandedOver | Discarded):
            after = run(self.flow, saved(sprint.session), Returned(), world)
            return replace(after, effects=(*sprint.effects, *after.effects))
        return sprint

    def answers(self, session: Session, world: Context) -> list[tuple[FlowInput, ...]]:
        """Every way to answer the question at hand that could lead somewhere else."""
        question, prompt = self.flow.question(session.at), session.prompt
        view = View(self.flow, session, world, world.person, session.at)
        keys = [option.key for option in question.options(view)]
        taps = [Chosen(prompt, key) for key in keys if not key.startswith("@")]
        match question:
            case AskMany():
                return [(*taps[: question.at_most], Chosen(prompt, "@done")), (Chosen(prompt, "@done"),)]
            case Arrange():
                return [tuple(taps[:-1]) or tuple(taps)]
            case Pick():
                words = [(Typed("Jeg har mange bolde i luften", 908),)] if question.written else []
                return [*((tap,) for tap in taps), *words, *self._further_pages(session, world)]
            case AskName():
                return [(Typed("Samir", 901),)]
            case Write():
                of_illness = [(Typed("Husk din medicin", 901),)] if self.flow.id == "remind" else []
                spoken = (
                    [(Spoke("file", 12, 909),)] if question.id in self.flow.sent_on and question.voice else []
                )
                return [(Typed("Jeg har mange bolde i luften", 901),), *of_illness, *spoken]
            case AskDate():
                days = ("i går", "i morgen") if question.past else ("i morgen",)
                left_open = [(Chosen(prompt, "@skip"),)] if question.skippable else []
                return [*((tap,) for tap in taps), *((Typed(day, 902),) for day in days), *left_open]
            case AskTime():
                return [*((tap,) for tap in taps), (Typed("halv ti", 907),)]
            case AskNumber():
                return [(Typed(str(question.low), 903),)]
            case AskPhone():
                return [(Typed("20 12 34 56", 904),)]
            case Speak():
                return [*((tap,) for tap in taps), (Spoke("file", 40, 905),)]
        return [(tap,) for tap in taps]

    def _further_pages(self, session: Session, world: Context) -> list[tuple[FlowInput, ...]]:
        """The items of a `Pick` that do not stand on its first page."""
        question, view = (
            self.flow.question(session.at),
            View(self.flow, session, world, world.person, session.at),
        )
        assert isinstance(question, Pick)
        items = view.items(question.source)
        turn = Chosen(session.prompt, "@more_items")
        return [
            (*[turn] * (number // question.page_size), Chosen(session.prompt, item.key))
            for number, item in enumerate(items)
            if number >= question.page_size
        ]

    def can_end(self) -> set[str]:
        """The places from which answering alone can reach an end."""
        found = set(self.ending)
        while True:
            more = {place for place, after in self.moves.items() if after & found} - found
            if not more:
                return found
            found |= more
