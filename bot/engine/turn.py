"""One turn while it runs: the session as it changes, and the effects as they gather."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.engine import asking
from bot.engine.adopting import ever_called
from bot.engine.effects import Button, Effect, Record, Say, Unhear, Unsay
from bot.engine.flow import step_of
from bot.engine.inputs import Spoke, Typed
from bot.engine.session import messages_of, unplaced
from bot.engine.steps import Pick, Question
from bot.engine.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.context import Context
    from bot.engine.document import Document
    from bot.engine.effects import CopyKind
    from bot.engine.flow import Flow
    from bot.engine.person import Person
    from bot.engine.picture import Picture
    from bot.engine.session import Answer, Session
    from bot.engine.sprint import Stop
    from bot.engine.steps import Given, Tell
    from bot.engine.text import Words


@dataclass
class Turn:
    """The working state of one run. Nothing of it outlives the run but the session, person, effects and stop.

    `extra` are ways around that only the next question offers; `untold` are messages passed on the way back from a
    changed answer, which are said if that stops somewhere new. `told` are places that were answered along with another
    one, and need not be asked; `anew` are answered ones that the person has just chosen to answer anew. `missed`: what
    was sent is no answer to the question at hand.
    """

    flow: Flow
    session: Session
    context: Context
    person: Person = field(init=False)
    effects: list[Effect] = field(default_factory=list)
    extra: list[tuple[str, Words]] = field(default_factory=list)
    untold: list[Tell] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    anew: set[str] = field(default_factory=set)
    missed: bool = False
    stop: Stop = None

    def __post_init__(self) -> None:
        self.person = self.context.person

    def view(self, place: str = "") -> View:
        return View(self.flow, self.session, self.context, self.person, place or self.session.at)

    @property
    def question(self) -> Question | None:
        """The question at hand, None where the session stands at no question, or has not begun."""
        step = self.flow.at(self.session.at) if self.session.at else None
        return step if isinstance(step, Question) else None

    @property
    def closed(self) -> bool:
        """Whether the question at hand is not to be asked any more: somebody has said so elsewhere meanwhile."""
        return self.question is not None and self.question.is_left_out(self.view())

    def answered(self, place: str) -> bool:
        return place in self.session.answers

    def say(
        self,
        *paragraphs: Words,
        buttons: tuple[tuple[str, Words], ...] = (),
        apart: bool = False,
        picture: Picture | None = None,
        document: Document | None = None,
        voice: str = "",
        copy: CopyKind = "",
    ) -> int:
        """Add a message. With buttons it gets a prompt number, which is returned (else -1)."""
        prompt = self.session.asked(self.session.at) if buttons else -1
        keys = tuple(Button(label, asking.data(self.session, key)) for key, label in buttons)
        if buttons:
            self.session.offered(buttons)
        session = self.session.id if buttons else 0
        self.effects.append(
            Say(
                paragraphs,
                keys,
                session=session,
                prompt=prompt,
                apart=apart,
                picture=picture,
                document=document,
                voice=voice,
                copy=copy,
                of=self.session.id,
            )
        )
        return prompt

    def ask(self) -> None:
        """Ask the question at hand."""
        prompt = self.session.asked(self.session.at)
        scratch = self.session.scratch
        # The first of this visit decides what was early; a visit ends where the person goes to another exercise.
        stayed = scratch.asked >= 0 and self.context.person.focus == self.session.id
        first = scratch.asked if stayed else prompt
        lapses = self.question is not None and self.question.lapses_to
        since = self.context.now.timestamp() if lapses else 0.0
        self.session.scratch = replace(scratch, offered=None, asked=first, newest=prompt, since=since)
        self.effects.append(asking.message(self))

    @property
    def tired(self) -> bool:
        """Whether the person has answered as many questions as they wanted today."""
        return self.person.energy == 0 and self.person.energy_day == self.view().today.isoformat()

    def takes_energy(self, question: Question) -> bool:
        """Whether answering the question at hand is work that counts: one of an exercise, not of a menu or errand."""
        choosing = question.asks_again or isinstance(question, Pick)
        return self.flow.is_exercise and not choosing and not self.answered(self.session.at)

    def record(self, place: str, answer: Answer, moved: tuple[int, ...] = ()) -> None:
        """Set an answer and store it as a new revision.

        What gives way to it and waited to be sent, or was heard and nobody has said that it is right, is forgotten.
        """
        if step_of(place) in self.flow.sent_on:
            self.unsay(self.session.answers.get(place, {}), but=answer)
        if "heard" not in answer:
            self.unhear(place)
        self.session.answers[place] = answer
        # Each message that is joined makes a revision under its own number, by which an edit of it is found.
        message = answer["parts"][-1][0] if answer.get("parts") else 0
        self.effects.append(Record(self.session.id, place, answer, message, moved))

    def unhear(self, place: str) -> None:
        """Forget what was heard in a recording that is the answer at a place."""
        answer = self.session.answers.get(place, {})
        if "heard" in answer:
            self.session.answers[place] = {name: part for name, part in answer.items() if name != "heard"}
            self.effects.append(Unhear(self.session.id, ever_called(self.flow, place)))

    def unsay(self, answer: Answer, but: Answer | None = None) -> None:
        """Forget the messages of an answer that is not sent; those that are `but` another answer's stay."""
        kept = messages_of(but or {})
        forgotten = tuple(number for number in messages_of(answer) if number not in kept)
        if forgotten:
            self.effects.append(Unsay(forgotten))

    def record_also(self, answers: Mapping[str, Answer]) -> None:
        """Set answers that came along with another one, whose message is not theirs."""
        for place, answer in answers.items():
            self.record(place, answer)
            self.told.add(place)

    def unplaced(self, given: Given) -> None:
        """Store what the person sent although it answers no question."""
        if isinstance(given, Typed | Spoke):
            self.effects.append(Record(self.session.id, "", unplaced(given), given.message))
