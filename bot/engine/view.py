"""What a step sees when it is asked, read or branched on: answers, facts and computed values by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.engine.buttons import BUTTONS
from bot.engine.errors import UnknownName
from bot.engine.hours import hours_of
from bot.engine.recording import voice_words
from bot.engine.session import uncovered
from bot.engine.text import Value, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bot.engine.context import Context, Item
    from bot.engine.flow import Flow
    from bot.engine.hours import Hours
    from bot.engine.person import Person
    from bot.engine.scratch import Scratch
    from bot.engine.session import Answer, Session
    from bot.engine.steps import Step

Values: TypeAlias = "Mapping[str, Callable[[View], Value]]"
"""Placeholders that a flow computes, by name."""
Lists: TypeAlias = "Mapping[str, Callable[[View], tuple[Item, ...]]]"
"""Choices that a flow computes, by name."""
PERSON_VALUES = ("name", "language")


@dataclass(slots=True)
class View:
    """One session in its context, for reading only."""

    flow: Flow
    session: Session
    context: Context
    person: Person
    place: str = ""

    @property
    def scratch(self) -> Scratch:
        """What belongs to the step at hand: ticked choices, page, order so far."""
        return self.session.scratch

    @property
    def today(self) -> date:
        """The person's own day."""
        return self.context.now.astimezone(ZoneInfo(self.person.time_zone)).date()

    @property
    def hours(self) -> Hours:
        """When the person may be written to unasked."""
        return hours_of(self.person, self.context.free_day)

    def answer(self, step: str) -> Answer | None:
        """The answer to a step; inside a repeat, the one for the same item.

        What covers a number in it is left out: a talk, a card or a paper that is made of it is for others.
        """
        beside = self.session.answers.get(self.beside(step))
        return uncovered(beside if beside is not None else self.session.answers.get(step))

    def beside(self, step: str) -> str:
        """The place of a step that stands in the same repeat, for the same item, or outside of any like this one."""
        inside, slash, _ = self.place.rpartition("/")
        return f"{inside}{slash}{step}"

    def value(self, step: str) -> Any:
        """The plain value of an answer; "" where there is none or the question was skipped."""
        answer = self.answer(step)
        return "" if answer is None or answer["kind"] == "skipped" else answer["value"]

    def written(self, step: str) -> str:
        """The text of an answer in the person's own words; "" for a recording too, of which nobody knows the words."""
        answer = self.answer(step)
        return "" if answer is None or answer["kind"] == "voice" else str(self.value(step))

    def worded(self, step: str) -> str:
        """An answer in the person's own words as it is shown: its text, or that it is a recording."""
        return self.shown(self.answer(step))

    def shown(self, answer: Answer | None) -> str:
        """The same for an answer that is not this session's, or not a step's."""
        if answer is None or answer["kind"] == "skipped":
            return ""
        if answer["kind"] == "voice":
            return self.context.language.say(voice_words(answer))
        return str(answer["value"])

    def listed(self, step: str) -> Value:
        """An answer as it stands in a list, where one that was spoken is called a recording; "" where there is none."""
        answer = self.answer(step)
        return "" if answer is None else self.flow.show(step, answer, self)

    def fact(self, name: str) -> Any:
        """What the world around the flow says under this name."""
        return self.context.facts(name, self.session, self.context)

    def items(self, source: str) -> tuple[Item, ...]:
        """The choices of this name: computed by the flow, or a fact."""
        items: tuple[Item, ...]
        items = self.flow.lists[source](self) if source in self.flow.lists else self.fact(source)
        return items

    def __getitem__(self, name: str) -> Value:
        """The value of a placeholder: computed by the flow, the person's, an answer, or a fact, in that order."""
        if name in self.flow.values:
            return self.flow.values[name](self)
        if name in PERSON_VALUES:
            return str(getattr(self.person, name))
        if name == "item":
            return self.flow.item_label(self)
        step = self.flow.find(name)
        if step is not None:
            answer = self.answer(name)
            return "" if answer is None else self.flow.in_sentence(name, answer, self)
        fact: Value | None = self.fact(name)
        if fact is None:
            raise UnknownName(self.flow.id, self.place, name)
        return fact

    def words(self, message: str) -> Words:
        """A message id of the flow with its placeholders filled."""
        return Words(message, {name: self[name] for name in placeholders(message)})

    def count(self, name: str) -> Value:
        """The number that a text counts: of an answer the plain one, however it is shown."""
        plain = "" if name in self.flow.values else self.value(name)
        return plain if isinstance(plain, int) else self[name]

    def text(self, step: Step) -> Words:
        """What a step says, in the number that its count asks for."""
        if not step.plural:
            return self.words(step.text)
        names = {*placeholders(step.text), *placeholders(step.plural)} - {"n"}
        values = {name: self[name] for name in names} | {"n": self.count(step.count)}
        return Words(step.text, values, plural=step.plural)


@cache  # of each message that flows have: a turn asks for dozens of them
def placeholders(message: str) -> tuple[str, ...]:
    """The names in braces of a message id, in the order they first appear; those of buttons fill themselves."""
    found = dict.fromkeys(name for _, name, _, _ in Formatter().parse(message) if name)
    return tuple(name for name in found if name not in BUTTONS)
