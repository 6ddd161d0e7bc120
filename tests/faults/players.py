"""People who do one errand after the other, a tap or a text at a time, and remember what has to be there after it."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot.engine.tapping import DOUBLE_TICK
from tests.end_to_end.phones import Citizen, fingerprint
from tests.end_to_end.scripted import HELP, MOVES, NEXT_PAGE
from tests.end_to_end.words import flow, part

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Sequence
    from random import Random

    from tests.end_to_end.phones import Fingerprint, Message, Phone

ASIDE: Final = MOVES | {"all"}
"""What is tapped whenever it is there, whatever else is waited for."""
ANY: Final = object()
"""The value of an answer that has to be there, whatever it is."""


class Interrupted(Exception):
    """Somebody is to finish before their errand is done: they leave it where it stands."""


@dataclass(frozen=True)
class Made:
    """An exercise that was begun, and what was answered so far."""

    flow: str
    answers: dict[str, Any] = field(default_factory=dict)


class Player(Citizen):
    """One person with errands. What `sent`, `made`, `shared`, `comments`, `reminders`, `timers` say is there, once."""

    def __init__(
        self,
        phone: Phone,
        user: int,
        name: str,
        *,
        random: Random,
        words: Callable[[str], str],
        comes: Errand,
        does: Sequence[Errand],
        told_by: Collection[str] = (),
    ) -> None:
        """`words` makes a text for a question, out of what it is about; first this person `comes`, then `does`.

        `told_by` are the timers by which others let them know of something.
        """
        super().__init__(phone, user)
        self.name = name
        self.random = random
        self.sent: dict[int, str] = {}
        self.drafts: dict[int, str] = {}
        self.made: list[Made] = []
        self.told_by = frozenset(told_by)
        self.joined = 0
        """How many follow them."""
        self.shared = 0
        self.is_seen = False
        """Whether they have read that something of theirs can be seen: a tap alone may be handled after a kill."""
        self.comments: list[str] = []
        self.reminders: list[str] = []
        self.timers: Counter[str] = Counter()
        self.finishing = False
        self._words = words
        self._comes: Errand | None = comes
        self._does = does
        self._done_so_far = 0
        self._acted = 0
        self._latest: Fingerprint | None = None

    @property
    def has_come(self) -> bool:
        return self._comes is None

    async def come(self) -> None:
        """Go through first contact, if that has not been."""
        if self._comes is not None:
            await self._comes(self)
            self._comes = None

    async def run(self) -> None:
        """Do what there is to do until told to finish; everything that was sent is answered then."""
        self.finishing = False
        await self.come()
        while not self.finishing:
            with suppress(Interrupted):
                await self._does[self._done_so_far % len(self._does)](self)
            self._done_so_far += 1
        # Messages keep their order: the answer to this comes after all others.
        await self.reads(HELP, after=await self.write("/help"))
        if (message := self._found(lambda _: False)) is not None:
            await self._answer_aside(message)
            await self.reads(HELP, after=await self.write("/help"))

    def begins(self, flow_name: str) -> dict[str, Any]:
        """Note that an exercise was begun; what is put into the answers has to be there."""
        self.made.append(Made(flow_name))
        return self.made[-1].answers

    # What a finger does in a conversation that may be broken off and repeated at any time -------------

    async def menu(self, key: str) -> None:
        """Begin at the menu of this person, which may have pages."""
        self._look_up()
        self._acted = await self.write("/menu")
        message = await self.next(
            lambda message: {key, NEXT_PAGE} & message.choices.keys(), f"menu with {key}"
        )
        while key not in message.choices:
            message = await self.turn(message, NEXT_PAGE)
            await asyncio.sleep(DOUBLE_TICK)  # a person reads the page; twice at once would count as one tap
        await self._tap(message, key)

    async def press(self, *keys: str) -> None:
        """Tap these choices, each under a message that came after the last one was tapped."""
        for key in keys:
            await self.press_one(key)

    async def press_one(self, *keys: str) -> str:
        """Tap the first of these that there is under a message that came after what was done last; which it was."""
        message = await self.next(lambda message: message.choices.keys() & set(keys), f"one of {keys}")
        key = next(key for key in keys if key in message.choices)
        await self._tap(message, key)
        return key

    async def take(self, message: Message, key: str) -> None:
        """Tap a choice of a message as it looks now."""
        await self._tap(message, key)

    async def choose_labelled(self, label: str) -> None:
        """Tap the first choice whose label begins like this, in a message that came after what was done last."""
        message = await self.next(partial(_labelled, label), f"a button {label!r}")
        await self._tap(message, _labelled(label, message))

    async def choose_beginning(self, start: str) -> None:
        """Tap the first choice whose key begins like this, in a message that came after what was done last."""

        def found(message: Message) -> str:
            return next((key for key in message.choices if key.startswith(start)), "")

        message = await self.next(found, f"a choice {start}…")
        await self._tap(message, found(message))

    async def choose_first(self, beside: str) -> None:
        """Tap the first choice of a list that is over: what is in it, and not the way back, which is `beside` it."""
        message = await self.next(
            lambda message: beside in message.choices and len(message.choices) > 1, "a list of something"
        )
        await self._tap(message, next(iter(message.choices)))

    async def turn(self, message: Message, key: str) -> Message:
        """Tap a choice that changes the message itself; how it looks then."""
        self._look_up()
        await self.tap(message, key)
        changed: Message = await self.until(partial(self._changed, message), f"a change of {message}")
        return changed

    async def answer(self, flow_name: str, step: str) -> str:
        """Write to a question, once it is there; what was written is to be kept."""
        message, text = await self._write_to(flow_name, step)
        self.sent[message] = text
        return text

    async def say(self, flow_name: str, step: str) -> str:
        """The same with what is passed on to somebody else, and kept for oneself only until then."""
        message, text = await self._write_to(flow_name, step)
        self.drafts[message] = text
        return text

    async def write_to(self, flow_name: str, step: str, text: str) -> None:
        """Write these words to a question that keeps nothing of them, once it is there."""
        await self._asked(flow_name, step)
        await self.write(text)

    async def speak_to(self, flow_name: str, step: str, recording: bytes) -> None:
        """Answer a question by voice, once it is there."""
        await self._asked(flow_name, step)
        await self.speak(recording)

    async def _write_to(self, flow_name: str, step: str) -> tuple[int, str]:
        await self._asked(flow_name, step)
        text = self._words(step)
        return await self.write(text), text

    async def _asked(self, flow_name: str, step: str) -> None:
        """Wait for a question that is about to be answered."""
        asked = part(flow(flow_name).question(step).text)
        self._done(await self.next(lambda message: asked in message.text, f"the question {asked!r}"))

    async def next(self, wanted: Callable[[Message], Any], what: str) -> Message:
        """Wait for the newest message that is wanted, after what was done last.

        Where a question was repeated after it had been answered, the answer looks as if it had come too early. The
        person is asked where it belongs, and says so. On a new day they are asked how much they can manage.
        """
        while True:
            message: Message = await self.until(partial(self._found, wanted), what)
            if wanted(message):
                return message
            await self._answer_aside(message)

    async def _answer_aside(self, message: Message) -> None:
        """Say that what was written belongs to the question at hand, or how much there is strength for on a new day."""
        self._note(message)
        await self.tap(message, next(key for key in message.choices if key in ASIDE))

    def _found(self, wanted: Callable[[Message], Any]) -> Message | None:
        arrived = [
            message
            for message in self.phone.first.get(self.user, {}).values()
            if not message.own and message.id > self._acted and fingerprint(message) != self._latest
        ]
        newest = sorted(arrived, key=lambda message: -message.id)
        return next((each for each in newest if wanted(each) or ASIDE & each.choices.keys()), None)

    def _changed(self, old: Message) -> Message | None:
        now = self.phone.screens[self.user][old.id]
        return now if fingerprint(now) != fingerprint(old) else None

    async def _tap(self, message: Message, key: str) -> None:
        self._done(message)
        await self.tap(message, key)

    def _look_up(self) -> None:
        """Interrupted where it is time to finish; first one has to be through with coming."""
        if self.finishing and self._comes is None:
            raise Interrupted

    def _done(self, message: Message) -> None:
        self._look_up()
        self._note(message)

    def _note(self, message: Message) -> None:
        """A repetition of this message is not taken for a new one."""
        self._acted = message.id
        self._latest = fingerprint(message)


Errand: TypeAlias = "Callable[[Player], Awaitable[None]]"


def _labelled(label: str, message: Message) -> str:
    """The key of the first choice whose label begins like this; "" where there is none."""
    keys = (data.partition(":")[2] for text, data in message.buttons if text.startswith(label))
    return next(keys, "")
