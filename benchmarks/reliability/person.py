"""Somebody who fills in the form over and over, and does what people do when no answer comes: the same for each bot."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Final

from benchmarks.reliability.form import QUESTIONS, STEPS, SUMMARY, read
from tests.end_to_end.phones import Citizen, fingerprint

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from random import Random

    from benchmarks.reliability.supervised import Supervised
    from tests.end_to_end.phones import Message, Phone

THINKING: Final = (0.6, 1.6)
"""Seconds between reading and writing. Telegram lets about one message a second into a chat: nobody is faster."""
GLANCE: Final = 0.1

START: Final = "/start"
NEW_FORM: Final = "new_reliability_form"
NEXT_PAGE: Final = "@more_items"
TAPS: Final = ("en", "yes", "look", NEW_FORM, NEXT_PAGE)
"""Ours only, in this order: language, consent, energy, and the form's button at home, maybe on the next page."""
MOVES: Final = ("@split", "@use")
FINE: Final = "@fine"
"""Ours only: where it doubts which question a text belongs to, it keeps the text and asks; these are the buttons."""
NAME_QUESTION: Final = "What shall I call you?"


@dataclass
class Wait:
    """From something that a person did to the bot's next message; `repeats` and `restarts` are what it took."""

    began: float
    ended: float | None = None
    repeats: int = 0
    restarts: int = 0
    faulty: bool = False

    @property
    def stuck(self) -> bool:
        return self.repeats + self.restarts > 0


@dataclass
class Record:
    """What a person has done and seen, to be held against what the bot has stored."""

    written: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    """The texts that were written to each question, by number of the form and question."""
    waits: list[Wait] = field(default_factory=list)
    skipped: set[tuple[int, str]] = field(default_factory=set)
    """Questions after which the bot went on although nothing had been written to them in that form."""
    summaries: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    forms: int = 0
    corrections: int = 0
    """How often the bot asked to which question a text belongs, and the person had to say so."""


class Person(Citizen):
    """Reads, thinks, writes; `finishing` lets them stop at the end of their form."""

    def __init__(
        self,
        phone: Phone,
        user: int,
        random: Random,
        bot: Supervised,
        patience: float,
    ) -> None:
        super().__init__(phone, user)
        self.record = Record()
        self.finishing = False
        self.served_at = 0.0
        self.waits_with_fault = False
        self._random = random
        self._bot = bot
        self._patience = patience
        self._read: Message | None = None
        self._again: Callable[[], Awaitable[object]] = self._write_start
        self._texts = 0
        self._step = ""

    async def live(self) -> None:
        """Until told to finish, and then to the end of the form."""
        self.record.forms += 1
        message = await self._answer_to(self._write_start)
        while not (self.finishing and SUMMARY in message.text):
            await asyncio.sleep(self._random.uniform(*THINKING))
            await self._hesitate()
            message = await self._answer_to(self._reaction(self._newest() or message))
        self._see_summary(read(message.text))

    @property
    def waiting(self) -> bool:
        return bool(self.record.waits) and self.record.waits[-1].ended is None

    def is_unharmed(self) -> bool:
        return not self.waits_with_fault

    # What a message asks for -----------------------------------------------------------------------

    def _reaction(self, message: Message) -> Callable[[], Awaitable[object]]:
        """What is done about a message."""
        is_new = self._read is None or message.id > self._read.id
        self._read = message
        if SUMMARY in message.text and is_new:
            self._see_summary(read(message.text))
        if FINE in message.choices:
            return self._correction(message)
        if choice := next((key for key in TAPS if key in message.choices), ""):
            if choice == NEW_FORM:
                self.record.forms += 1
            return lambda: self.tap(message, choice)
        if step := asked(message):
            self._notice_skipped(STEPS[: STEPS.index(step)])
            return lambda: self._write_answer(step)
        if NAME_QUESTION in message.text:
            return lambda: self.write("Robin")
        self.record.forms += 1
        return self._write_start

    def _correction(self, message: Message) -> Callable[[], Awaitable[object]]:
        """What was written to the question that stands on the screen belongs there."""
        self.record.corrections += 1
        move = next((key for key in MOVES if key in message.choices), FINE)
        question = next((step for said in reversed(self.said) if (step := asked(said))), "")
        choice = move if self._step == question else FINE
        return lambda: self.tap(message, choice)

    def _see_summary(self, shown: dict[str, str]) -> None:
        if self.record.summaries and self.record.summaries[-1][1] == shown:
            return  # the same message a second time
        self._notice_skipped(STEPS)
        self.record.summaries.append((self.record.forms, shown))

    def _notice_skipped(self, before: tuple[str, ...]) -> None:
        form = self.record.forms
        self.record.skipped |= {(form, step) for step in before if (form, step) not in self.record.written}

    # What fingers do ------------------------------------------------------------------------------

    async def _write_start(self) -> None:
        await self.write(START)

    async def _write_answer(self, step: str) -> None:
        self._texts += 1
        self._step = step
        text = f"{step} of {self.user} number {self._texts}"
        self.record.written.setdefault((self.record.forms, step), []).append(text)
        await self.write(text)

    async def _do(self, gesture: Callable[[], Awaitable[object]]) -> None:
        with suppress(AssertionError):  # a button that has gone since it was seen
            await gesture()

    async def _nudge(self, wait: Wait) -> None:
        """First once more the same, then /start, and again /start."""
        if not wait.stuck:
            wait.repeats += 1
            await self._do(self._again)
            return
        wait.restarts += 1
        self.record.forms += 1
        await self._write_start()

    # What the eyes do -----------------------------------------------------------------------------

    async def _answer_to(self, gesture: Callable[[], Awaitable[object]]) -> Message:
        """Do something and wait for what the bot says to it; whoever waits in vain nudges."""
        self._again = gesture
        wait = Wait(monotonic())
        self.record.waits.append(wait)
        await self._do(gesture)
        since = wait.began
        while (message := self._news()) is None:
            if self._is_silent_since(since):
                await self._nudge(wait)
                since = monotonic()
            await self._glance()
        self.served_at = wait.ended = monotonic()
        if self._read is None or message.id > self._read.id:  # and no page of a menu that was turned
            wait.faulty, self.waits_with_fault = self.waits_with_fault, False
        return message

    async def _hesitate(self) -> None:
        """What comes again as it was, after it was answered, is answered again only if nothing follows."""
        since = monotonic()
        while self._is_repetition() and not self._is_silent_since(since):
            await self._glance()

    def _is_repetition(self) -> bool:
        newest = self._newest()
        if newest is None or self._read is None or newest.id == self._read.id:
            return False
        question = asked(newest)
        answered = not question or (self.record.forms, question) in self.record.written
        return answered and fingerprint(newest) == fingerprint(self._read)

    def _is_silent_since(self, moment: float) -> bool:
        """Whether the bot has been running and silent for as long as somebody has patience."""
        up = self._bot.up_since
        return up is not None and monotonic() - max(moment, up) > self._patience

    async def _glance(self) -> None:
        """Wait until something changes on a screen, but not for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(GLANCE), self.phone.changed:
                await self.phone.changed.wait()

    def _news(self) -> Message | None:
        """The newest message that asks for something, unless it has been read as it is."""
        newest = self._newest()
        if newest is None or self._read is None or newest.id > self._read.id:
            return newest
        turned = newest.buttons != self._read.buttons and len(newest.buttons) > 1
        return newest if turned else None

    def _newest(self) -> Message | None:
        return next((message for message in reversed(self.said) if understood(message)), None)


def understood(message: Message) -> bool:
    """Whether it is one of the messages that the form, and what stands before it, is made of."""
    known = SUMMARY in message.text or NAME_QUESTION in message.text or bool(asked(message))
    return known or any(key in message.choices for key in (*TAPS, FINE))


def asked(message: Message) -> str:
    """The question that a message asks, nothing if it asks none."""
    return next((step for step, question in QUESTIONS.items() if question in message.text), "")
