"""The world of the invented: the real turns in a time that is set, and phones that take whatever is sent to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.chat.updates import Incoming
from bot.engine.inputs import Command, Tapped, Typed
from bot.engine.text import Words
from bot.state import outbox, people, timers
from bot.state.deeds import Doer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.turn import Turns
    from bot.engine.deeds import Deed
    from bot.engine.inputs import Input
    from bot.state.cursor import Cursor

SPOKEN: Final = "en"
"""The language in which scripts name buttons, whatever language the phone speaks."""
READING: Final = timedelta(seconds=20)
"""How long somebody takes from one thing that they do to the next."""
AT_ONCE: Final = 100


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class World:
    """One bot over one open transaction, and the clock that everything goes by."""

    cursor: Cursor
    turns: Turns
    clock: Clock
    updates: int = 0
    messages: int = 0
    phones: dict[int, Phone] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.clock.now

    def phone(self, user: int, language: str) -> Phone:
        """Somebody's phone, from now on."""
        self.phones[user] = Phone(self, user, language)
        return self.phones[user]

    def person(self, user: int) -> int:
        """Who has the phone of this number; Lost where nobody does yet."""
        found = people.id_of(self.cursor, self.turns.bot, user)
        if found is None:
            raise Lost(f"expected somebody with the phone {user}, found nobody")
        return found

    def pass_to(self, moment: datetime) -> None:
        """Let time pass, and every timer ring when it is due; what is said then stands on the phones at once."""
        while (due := timers.next_due(self.cursor, self.turns.bot)) is not None and due <= moment:
            self.clock.now = max(self.now, due)
            for timer in timers.due(self.cursor, self.turns.bot, self.now, AT_ONCE):
                done = self.turns.wake(self.cursor, timer, self.now)
                if done.chat:
                    self.phones[done.chat].ring()
        self.clock.now = max(self.now, moment)

    def do(self, person: int, organisation: int, deed: Deed) -> None:
        """What one of the staff does at the desk."""
        self.clock.now += READING
        Doer(self.cursor, self.turns.ids, person, organisation, self.now).do(deed)


class Lost(Exception):
    """A script does not find what it expects on a phone, or who has it: the exercises have changed, and it has not."""


@dataclass
class Phone:
    """The phone of one person. It holds no words, only the buttons of what came last."""

    world: World
    user: int
    language: str
    heard: Callable[[], None] = lambda: None
    """What is done when something comes that nobody on this phone has asked for."""
    _unread: list[dict[str, Any]] = field(default_factory=list)
    _buttons: dict[str, str] = field(default_factory=dict)

    def write(self, text: str) -> None:
        self._do(lambda message: Typed(text, message))

    def command(self, name: str, argument: str = "") -> None:
        self._do(lambda message: Command(name, argument, message))

    def tap(self, *labels: str) -> None:
        """Tap the newest button whose label begins like this, one after the other; Lost where there is none."""
        for label in labels:
            self._take(Tapped(self._button(label), self.world.messages))

    def offers(self, label: str) -> bool:
        """Whether a button with a label that begins like this is on the phone."""
        return any(each.startswith(label) for each in self._labels())

    def ring(self) -> None:
        """Something comes by itself."""
        self.receive()
        self.heard()

    def receive(self) -> None:
        """What waits in the outbox arrives."""
        cursor, world = self.world.cursor, self.world
        while (row := outbox.next_of(cursor, world.turns.bot, self.user)) is not None:
            world.messages += 1
            outbox.sent(cursor, row.id, world.messages, world.now)
            if buttons := row.payload.get("buttons"):
                self._unread = buttons

    def _button(self, label: str) -> str:
        """The data of a button."""
        found = (data for each, data in self._labels().items() if each.startswith(label))
        data = next(found, None)
        if data is None:
            raise Lost(f"expected a button {label!r}, got {', '.join(self._labels())}")
        return data

    def _labels(self) -> dict[str, str]:
        """The buttons that came last, each with its data; read only where somebody looks."""
        if self._unread:
            say = self.world.turns.catalogues.language(SPOKEN).say
            self._buttons = {say(Words.from_json(each["label"])): each["data"] for each in self._unread}
            self._unread = []
        return self._buttons

    def _do(self, given: Callable[[int], Input]) -> None:
        self.world.messages += 1
        self._take(given(self.world.messages))

    def _take(self, given: Input) -> None:
        world = self.world
        world.updates += 1
        world.clock.now += READING
        world.turns.take(
            world.cursor, Incoming(world.updates, self.user, self.user, self.language, given), world.now
        )
        self.receive()
