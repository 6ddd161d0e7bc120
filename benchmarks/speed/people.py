"""People who fill in the form over and over: all as fast as they are answered, or at a pace that does not wait."""

from __future__ import annotations

import asyncio
from collections import deque
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from benchmarks.reliability.form import QUESTIONS, SUMMARY
from benchmarks.reliability.person import NAME_QUESTION, NEW_FORM

if TYPE_CHECKING:
    from random import Random

    from benchmarks.speed.api import BotApi

FIRST: Final = 7_000_000_001
ANSWER: Final = "I have worked in a kitchen for four years, and people say that I keep calm when it is busy."
"""What is answered each time; the number of the answer stands behind it."""
TAPS: Final = ("en", "yes", "look")
"""Ours only: language, consent, energy."""
LATEST: Final = 0.001
"""Seconds that the pace may be late before it is caught up with."""
FORMS: Final = 7
"""Forms that somebody fills in; then somebody new takes their seat. Nobody fills in hundreds: what they have made would
stand on page after page at home."""
FEWEST: Final = 20
"""Gestures that a measurement has at least, however long a busy machine takes for them: fewer tell nothing."""


class Person:
    """Somebody at a form. `echoes` writes to a bot that only repeats."""

    def __init__(self, user: int, *, at_home: bool, echoes: bool) -> None:
        self.user = user
        self.ready = False
        """Whether what came before the first form is behind them."""
        self.asked_at = 0.0
        self._at_home, self._echoes = at_home, echoes
        self._message = 0
        self._answers = 0

    def start(self) -> dict[str, Any]:
        return self._text("/start")

    def reaction(self, said: dict[str, Any]) -> dict[str, Any] | None:
        """What is done about a message of the bot: the next update; None for one that asks nothing."""
        text = said["text"]
        if self._echoes or any(question in text for question in QUESTIONS.values()):
            self._answers += 1
            return self._text(f"{ANSWER} {self._answers}")
        if not self._at_home:
            return self.start() if SUMMARY in text else None
        if NAME_QUESTION in text:
            return self._text("Robin")
        keys = {data.partition(":")[2]: data for data in _buttons(said)}
        wanted = next((key for key in (*TAPS, NEW_FORM) if key in keys), "")
        return self._tap(said, keys[wanted]) if wanted else None

    def is_through(self, said: dict[str, Any]) -> bool:
        """Whether a message is the last that they wait for."""
        return self._answers == FORMS * len(QUESTIONS) and (self._echoes or SUMMARY in said["text"])

    def is_form(self, said: dict[str, Any]) -> bool:
        """Whether a message belongs to the form, and not to what comes before it."""
        at_form = any(data.endswith(NEW_FORM) for data in _buttons(said))
        return self._echoes or at_form or any(question in said["text"] for question in QUESTIONS.values())

    def _text(self, text: str) -> dict[str, Any]:
        message = self._envelope() | {"text": text}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        return {"message": message}

    def _tap(self, said: dict[str, Any], data: str) -> dict[str, Any]:
        shown = self._envelope() | {"message_id": said["message_id"], "text": said["text"]}
        chat = {"id": f"{self.user}{self._message}", "from": self._who(), "chat_instance": "1"}
        return {"callback_query": chat | {"message": shown, "data": data}}

    def _envelope(self) -> dict[str, Any]:
        self._message += 1
        chat = {"id": self.user, "type": "private", "first_name": "Robin"}
        # Of all people together; it has to grow from one to the next, as at Telegram.
        return {
            "message_id": 1_000_000 + self._message,
            "date": 1_790_000_000,
            "chat": chat,
            "from": self._who(),
        }

    def _who(self) -> dict[str, Any]:
        return {"id": self.user, "is_bot": False, "first_name": "Robin", "language_code": "en"}


class Crowd:
    """Many of them, at one server."""

    def __init__(self, people: int, *, at_home: bool, echoes: bool) -> None:
        self._seats = people
        self._at_home, self._echoes = at_home, echoes
        self._people: dict[int, Person] = {}
        self._ready = 0
        self.turns = 0
        self.latencies: list[float] = []
        """Seconds from each gesture, or from when the pace asked for it, to its answer."""
        self.hurried = True
        """Whether everybody goes on at once; else at the pace of `at_pace`."""
        self._waiting: deque[tuple[Person, dict[str, Any]]] = deque()
        self._api: BotApi | None = None

    def begin(self, api: BotApi) -> None:
        """Everybody presses START."""
        self._api = api
        for _ in range(self._seats):
            person = self._newcomer()
            self._push(person, person.start(), perf_counter())

    def hears(self, said: dict[str, Any]) -> None:
        """A message of the bot has come: it is answered at once, or when the pace comes round."""
        person = self._people[said["chat"]]
        after, gesture = self._next(person, said)
        if gesture is None:
            return
        now = perf_counter()
        self.turns += 1
        self.latencies.append(now - person.asked_at)
        if self.hurried:
            self._push(after, gesture, now)
        else:
            self._waiting.append((after, gesture))

    def _next(self, person: Person, said: dict[str, Any]) -> tuple[Person, dict[str, Any] | None]:
        """Who does something about a message, and what: the same person, or whoever takes their seat."""
        if not person.ready and person.is_form(said):
            person.ready = True
            self._ready += 1
        if not person.is_through(said):
            return person, person.reaction(said)
        newcomer = self._newcomer()
        return newcomer, newcomer.start()

    def _newcomer(self) -> Person:
        user = FIRST + len(self._people)
        self._people[user] = Person(user, at_home=self._at_home, echoes=self._echoes)
        return self._people[user]

    @property
    def ready(self) -> bool:
        """Whether everybody has once been at the form."""
        return self._ready >= self._seats

    @property
    def rests(self) -> bool:
        """Whether everybody has been answered, and waits for the pace."""
        return len(self._waiting) == self._seats

    async def at_pace(self, rate: float, seconds: float, random: Random) -> int:
        """So many gestures a second on average, as they come; each waits from the moment that it was to come.

        How many could not be made since nobody had an answer to react to: the bot does not keep up.
        """
        begun = due = perf_counter()
        gestures = missed = 0
        while due < begun + seconds or gestures < FEWEST:
            gestures += 1
            due += random.expovariate(rate)
            if (wait := due - perf_counter()) > LATEST:
                await asyncio.sleep(wait)
            if self._waiting:
                self._push(*self._waiting.popleft(), due)
            else:
                missed += 1
        return missed

    def go_on(self) -> None:
        """Everybody who waits for the pace goes on at once."""
        self.hurried = True
        while self._waiting:
            self._push(*self._waiting.popleft(), perf_counter())

    def _push(self, person: Person, gesture: dict[str, Any], asked_at: float) -> None:
        assert self._api is not None
        person.asked_at = asked_at
        self._api.push(gesture)


def _buttons(said: dict[str, Any]) -> list[str]:
    rows = (said.get("reply_markup") or {}).get("inline_keyboard", ())
    return [button.get("callback_data", "") for row in rows for button in row]
