"""A whole conversation without a network: the real turns over a database in memory, read back between any two turns.

`Talk` is one citizen and the bot. What the bot says is rendered as Telegram would get it. Nothing of a turn but the
database survives to the next one, so every conversation test is a restart test.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.chat import render
from bot.chat.turn import Turns
from bot.chat.updates import Incoming, chosen_between
from bot.coaching.screen import screen
from bot.engine.inputs import Command, Edited, Listened, Other, Spoke, Tapped, Typed
from bot.flows import discover
from bot.flows.content import Content
from bot.state import bots, export, organisations, outbox, people, timers, unheard
from bot.state.errors import TooOften
from bot.state.ids import Ids
from bot.state.transaction import transaction
from bot.words import catalogues
from tests.copies import migrated, once_more, opened
from tests.screen import VOICED, Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.done import Done
    from bot.engine.flow import Flow
    from bot.engine.inputs import Input
    from bot.state.connection import Connection
    from bot.words import Catalogues
    from tests.screen import Message

BOT = 1_000_000_001
CITIZEN = 7_100_000_001
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Ten o'clock in Copenhagen."""


YES_TO_HEALTH = ("Yes, you may", "Ja, det må du")
NOT_NOW = ("Next time", "Næste gang")


@cache
def all_flows() -> dict[str, Flow]:
    return discover()


@cache
def flows_for_years() -> dict[str, Flow]:
    """The same, for tests that wait so long that somebody would be erased meanwhile."""
    return discover(Content(retention_weeks=260))


@cache
def every_language() -> Catalogues:
    """The catalogues with every language on offer: a new exercise can be tried out before it is translated.

    `bot words check` sees to it that nothing stays untranslated.
    """
    return replace(catalogues(), missing=dict.fromkeys(catalogues().missing, 0))


DESK_URL = "http://127.0.0.1"
"""Where staff reach the desk, as far as the chat knows."""


class World:
    """What the phones have in common: the clock, the bot and its database."""

    def __init__(self, flows: Mapping[str, Flow]) -> None:
        self.now = MONDAY
        self.update = 500
        self.talks: list[Talk] = []
        self.drawn: list[int] = []
        ids = Ids(lambda: self.now, bits=self._bits)
        self.connection: Connection = self.begun()
        cursor = self.connection.cursor()
        organisation = organisations.ensure(
            cursor, BOT, "Demoforeningen", "demo@example.org", ids, self.now
        ).id
        bots.remember(cursor, BOT, "practice_phone_bot")
        self.turns = Turns(BOT, organisation, flows, every_language(), ids, desk_url=DESK_URL, voiced=VOICED)

    def listens(self, *languages: str) -> None:
        """From here on voice messages in these languages can be written down."""
        self.turns = replace(self.turns, listens=languages)
        for talk in self.talks:
            talk.turns = self.turns

    def begun(self) -> Connection:
        """A connection to an empty database."""
        return opened(migrated(MONDAY))

    def restart(self) -> None:
        """Close the database and open it anew, as after a crash: only what was committed is left."""
        stored = self.connection.serialize()
        self.connection.close()
        self.connection = opened(stored)

    def _bits(self, _: int) -> int:
        """A person gets the number of their phone; whatever is drawn after that is another number each time."""
        new = next((talk.user for talk in self.talks if talk.user not in self.drawn), 0)
        self.drawn.append(new or self.drawn[-1] + 7_919)
        return self.drawn[-1]


class Talk(Screen):
    """One person's phone.

    `beside` gives a phone of somebody else who talks with the same bot.
    """

    def __init__(
        self,
        language: str = "da",
        *,
        flows: Mapping[str, Flow] | None = None,
        user: int = CITIZEN,
        world: World | None = None,
    ) -> None:
        super().__init__()
        self.world = world or World(flows or all_flows())
        self.user = user
        self.phone_language = language
        self.toasts: list[str] = []
        self.says_yes_to_health = True
        """Whether whoever taps the next thing has said yes to questions about health, where a star asks that."""
        self.pace = 1.0
        """Seconds from one thing that the finger does to the next."""
        self.turns = self.world.turns
        self.world.talks.append(self)

    def beside(self, user: int, language: str = "da") -> Talk:
        """A phone of somebody else."""
        return Talk(language, user=user, world=self.world)

    @property
    def _connection(self) -> Connection:
        return self.world.connection

    @property
    def now(self) -> datetime:
        return self.world.now

    @now.setter
    def now(self, now: datetime) -> None:
        self.world.now = now

    # What a finger does; each returns what the bot said to it ------------------------------------

    def write(self, text: str) -> list[Message]:
        self._message += 1
        return self._do(Typed(text, self._message))

    def speak(self, seconds: int, caption: str = "", size: int = 0) -> list[Message]:
        self._message += 1
        return self._do(Spoke(f"voice-{self._message}", seconds, self._message, caption, size))

    def hear(self, text: str) -> list[Message]:
        """What the listener hears in the recording that waits longest, "" for nothing; both as they come alone."""
        recording = unheard.due(self._connection.cursor(), BOT, self.now)
        assert recording is not None, "no recording waits to be heard"
        with transaction(self._connection):
            self.turns.hear(self._connection.cursor(), recording, text, self.now)
        return self.deliver()

    def command(self, name: str, argument: str = "") -> list[Message]:
        self._message += 1
        return self._do(Command(name, argument, self._message))

    def send(self, kind: str, caption: str = "") -> list[Message]:
        """Send something that is neither text nor voice."""
        self._message += 1
        return self._do(Other(kind, caption, self._message))

    def edit(self, message: int, text: str) -> list[Message]:
        """Change an own message."""
        return self._do(Edited(text, message))

    def tap(self, label: str) -> list[Message]:
        """Tap the newest button whose label begins like this; say yes first to questions about health, if asked."""
        while self.says_yes_to_health and (yes := self._yes_to_health(but=label)):
            self.tap(yes)
        for message in reversed(self.sent):
            for shown, data in message.buttons:
                if shown.startswith(label):
                    return self.tap_data(data, message.id)
        raise AssertionError(f"expected a button {label!r}, the newest message has {self.last.labels()}")

    def _yes_to_health(self, *, but: str) -> str:
        """The yes to that, or to answering at once; "" where it is not asked, or the label looked for is there too."""
        labels = self.last.labels() if self.sent else []
        if any(each.startswith(but) for each in labels):
            return ""
        asked = next((each for each in labels if each in YES_TO_HEALTH), "")
        return labels[0] if any(each in NOT_NOW for each in labels) else asked

    def tap_data(self, data: str, message: int = 0) -> list[Message]:
        return self._do(Tapped(data, message))

    def listen(self) -> list[Message]:
        """Tap the speaker of the newest message, as Telegram tells of it: with what stands there."""
        shown = self.written
        return self._do(Listened(shown.text, chosen_between(shown.buttons), shown.id))

    def hear_buttons(self) -> list[Message]:
        """Tap the last button of the newest message, which reads the others."""
        return self._do(Listened("", chosen_between(self.written.buttons), self.written.id))

    def burst(self, *texts: str) -> list[Message]:
        """Several texts that were all written before the bot could answer the first."""
        for text in texts:
            self._message += 1
            self._turn(Typed(text, self._message))
        return self.deliver()

    def wait(self, **by: float) -> list[Message]:
        """Let time pass, and every timer ring when it is due."""
        end = self.now + timedelta(**by)
        said: list[Message] = []
        while (due := timers.next_due(self._connection.cursor(), BOT)) is not None and due <= end:
            self.now = max(self.now, due)
            for timer in timers.due(self._connection.cursor(), BOT, self.now, 100):
                with transaction(self._connection):
                    self.turns.wake(self._connection.cursor(), timer, self.now)
            for talk in self.world.talks:
                new = talk.deliver()
                said += new if talk is self else []
        self.now = end
        return said

    # What there is to see -------------------------------------------------------------------------

    @property
    def own_message(self) -> int:
        """The id of the newest message of either side; right after `write` it is before the bot's answer."""
        return self._message

    @property
    def known(self) -> bool:
        """Whether anything is stored about the citizen."""
        return people.find(self._connection.cursor(), BOT, self.user) is not None

    def stored(self) -> dict[str, Any]:
        """Everything that is stored about the citizen, as `export` gives it."""
        return export.everything(self._connection.cursor(), BOT, self.user)

    def answers(self, flow: str) -> dict[str, Any]:
        """The present answers of the newest exercise of a flow, by place."""
        exercise = [each for each in self.stored()["exercises"] if each["flow"] == flow][-1]
        newest = {answer["step"]: answer for answer in exercise["answers"]}
        return {place: answer["content"]["value"] for place, answer in newest.items()}

    def texts(self) -> list[str]:
        """Every text that is kept as (a part of) a present answer, or as unplaced."""
        stored = self.stored()
        present = [
            {answer["step"]: answer for answer in exercise["answers"]}.values()
            for exercise in stored["exercises"]
        ]
        kept = [answer for answers in present for answer in answers] + stored["unplaced"]
        return [text for answer in kept for _, text in answer["content"].get("parts", [])]

    # How it works ---------------------------------------------------------------------------------

    def _do(self, given: Input) -> list[Message]:
        self._turn(given)
        return self.deliver()

    def _turn(self, given: Input) -> Done:
        self.world.update += 1
        self.now += timedelta(seconds=self.pace)
        incoming = Incoming(self.world.update, self.user, self.user, self.phone_language, given)
        try:
            with transaction(self._connection):
                done = self.turns.take(self._connection.cursor(), incoming, self.now)
        except TooOften:
            with transaction(self._connection):
                care = screen(given).signs.care
                done = self.turns.hold_back(self._connection.cursor(), incoming, care, self.now)
        self.toasts += [render.toast(toast.text.to_json(), done.language) for toast in done.toasts]
        return done

    def deliver(self) -> list[Message]:
        """Carry out what waits in the outbox, as delivery does."""
        said = []
        cursor = self._connection.cursor()
        while (row := outbox.next_of(cursor, BOT, self.user)) is not None:
            message = self._show(row.payload, row.language)
            outbox.sent(cursor, row.id, message.id if message else 0, self.now)
            said += [message] if message else []
        return said


class Citizen:
    """Ready-made beginnings of a talk; each is played once, and copied for whoever brings no phone of their own."""

    def __init__(self, talk: Talk | None = None) -> None:
        self._talk = talk

    def welcomed(self, name: str = "Samir", energy: str = "En hel øvelse") -> Talk:
        """After first contact, in Danish."""
        if self._talk is None:
            return once_more(_welcomed(name, energy))
        return welcome(self._talk, name, energy)

    def with_pitch(self) -> Talk:
        """With a finished pitch."""
        return once_more(_with_pitch()) if self._talk is None else make_pitch(self.welcomed())


@cache
def _welcomed(name: str, energy: str) -> Talk:
    return welcome(Talk(), name, energy)


@cache
def _with_pitch() -> Talk:
    return make_pitch(Citizen().welcomed())


def welcome(talk: Talk, name: str, energy: str) -> Talk:
    """First contact, in Danish."""
    talk.command("start")
    talk.tap("Dansk")
    talk.tap("Det er i orden")
    talk.write(name)
    talk.tap(energy)
    return talk


def make_pitch(talk: Talk) -> Talk:
    """Everything that a pitch asks for, in Danish."""
    talk.write("Jeg hedder Samir og har kørt lastbil i otte år.")
    talk.write("Jeg kan godt lide at køre om natten")
    talk.write("lager")
    talk.write("Jeg kan læsse og pakke")
    talk.write("Jeg kommer til tiden")
    talk.tap("En, jeg møder")
    return talk
