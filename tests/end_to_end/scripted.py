"""Citizens who go on by themselves: each does what the newest message asks for, and remembers what they sent."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.reception import NOT_STORED
from bot.engine.tapping import DOUBLE_TICK
from tests.end_to_end.phones import Citizen, fingerprint
from tests.end_to_end.words import PITCH, danish, pitch_steps, question

if TYPE_CHECKING:
    from random import Random

    from tests.end_to_end.phones import Fingerprint, Message, Phone

QUESTIONS = {
    question("first_contact", "name"): "name",
    **{question(PITCH, step): step for step in pitch_steps() if step != "receiver"},
}
"""The questions that are answered by writing; what is written to one carries its name."""
FINISH, BEGIN, NEXT_PAGE = "done", "new_elevator_pitch", "@more_items"
TAPS = ("da", "yes", "all", "met", "fresh", FINISH, BEGIN, "@on")
"""What is tapped where there is such a button, the first of them."""
MOVES = frozenset({"@split", "@use"})
"""What is tapped where something written looks as if it came too early: it belongs to the question at hand."""
FINE = "@fine"
BESIDE = danish(NOT_STORED)
"""What is said past the outbox when nothing can be stored: it asks for nothing, and the update comes again."""
HELP = "/mydata"
"""Stands in the answer to /help."""


class ScriptedCitizen(Citizen):
    """Makes pitch after pitch until told to finish. `sent` is what has to be kept: the newest text of each message.

    A calm one does one thing at a time, and now and then edits an earlier message. A hasty one writes two texts in
    one breath, and edits while the answer is under way.
    """

    def __init__(self, phone: Phone, user: int, random: Random, *, hasty: bool, secret: str = "") -> None:
        """`secret` stands at the end of everything that they write."""
        super().__init__(phone, user)
        self._secret = secret
        self.sent: dict[int, str] = {}
        self.hasty = hasty
        self.finishing = False
        self.pitches = 0
        self._random = random
        self._counter = 0
        self._read = 0
        self._edited = 0
        self._written_to = ""
        self._latest: Fingerprint | None = None

    async def run(self) -> None:
        """Press START, and do what is asked for; at the end everything sent has been taken in and answered."""
        self.finishing, self._latest = False, None
        self._read = max(self.phone.first.get(self.user, {}), default=0)
        await self.start()
        while not self.finishing:
            message: Message = await self.until(self._news, f"something new after {self._read}")
            self._read = message.id
            self._latest = fingerprint(message)
            await self._act(message)
        # Messages keep their order: the answer to this comes after all others.
        await self.reads(HELP, after=await self.write("/help"))
        if asked := [each for each in self.said if each.id > self._read and MOVES & each.choices.keys()]:
            self._read = asked[-1].id
            await self._act(asked[-1])
            await self.reads(HELP, after=await self.write("/help"))

    async def writes_on(self, number: int) -> None:
        """Write and edit with nobody there to answer; from then on answers need not be what was asked for.

        Each text still begins with the name of the newest question on the screen.
        """
        self.hasty = True
        for _ in range(number):
            await self._say(self._question(self.said[-1]))
            if self._random.random() < 0.4:
                await self._edit_something()

    def _news(self) -> Message | None:
        """The newest message of the bot, if it is newer than what was read and no repetition of it."""
        arrived = sorted(self.phone.first.get(self.user, {}).values(), key=lambda message: message.id)
        new = [each for each in arrived if each.id > self._read and not each.own and each.text != BESIDE]
        return new[-1] if any(fingerprint(message) != self._latest for message in new) else None

    async def _act(self, message: Message) -> None:
        step = self._question(message)
        if move := next((key for key in message.choices if key in MOVES), ""):
            # What was written to the question at hand belongs there; what came in one breath stays together.
            await self.tap(message, move if self._written_to == step else FINE)
        elif key := next((key for key in TAPS if key in message.choices), ""):
            self.pitches += key == FINISH
            await self.tap(message, key)
        elif NEXT_PAGE in message.choices:
            await self._look_for(message, BEGIN)
        elif FINE in message.choices:
            await self.tap(message, FINE)
        elif not self.hasty and self._wants_to_edit():
            await self._edit_something()
        elif any(asked in message.text for asked in QUESTIONS):
            await self._say(step)
            if self.hasty:
                await self._haste(step)

    async def _haste(self, step: str) -> None:
        if self._random.random() < 0.4:
            await self._say(step)
        elif self._random.random() < 0.4:
            await self._edit_something()

    async def _look_for(self, message: Message, key: str) -> None:
        """Turn the pages of a menu until the choice is there, and take it."""
        while key not in message.choices:
            await self.tap(message, NEXT_PAGE)
            message = await self.until(partial(self._turned, message), "the next page")
            await asyncio.sleep(DOUBLE_TICK)  # a person reads the page; twice at once would count as one tap
        await self.tap(message, key)

    def _turned(self, old: Message) -> Message | None:
        now = self.phone.screens[self.user][old.id]
        return now if now.buttons != old.buttons else None

    async def _say(self, step: str) -> None:
        self._counter += 1
        self._written_to = step
        text = f"{step} fra {self.user} nummer {self._counter}{self._end(step)}"
        self.sent[await self.write(text)] = text

    def _end(self, step: str) -> str:
        """How a text ends; a name would be too long for one."""
        return f" {self._secret}" if self._secret and step != "name" else ""

    def _wants_to_edit(self) -> bool:
        """Now and then, but not again before something new was written."""
        wants = len(self.sent) > max(1, self._edited) and self._random.random() < 0.25
        self._edited = len(self.sent) if wants else self._edited
        return wants

    async def _edit_something(self) -> None:
        """Edit one of the latest messages; the text keeps the question that it answers."""
        message = self._random.choice(list(self.sent)[-4:])
        self._counter += 1
        step = self.sent[message].partition(" ")[0]
        self.sent[message] = f"{step} rettet af {self.user} nummer {self._counter}{self._end(step)}"
        await self.edit(message, self.sent[message])

    def _question(self, until: Message) -> str:
        """The question that stood last on the screen when this message came."""
        for message in reversed(self.said):
            if message.id <= until.id:
                for text, step in QUESTIONS.items():
                    if text in message.text:
                        return step
        return ""
