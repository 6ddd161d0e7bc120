"""Everybody who talks with the bot in a scenario: who they are, and how they come to know each other."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from functools import partial
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Final

from bot.engine.effects import REMINDER
from bot.state.notices import NEWS, QUEUE
from tests.end_to_end.phones import CITIZEN
from tests.end_to_end.programs import outcome
from tests.end_to_end.scripted import ScriptedCitizen
from tests.end_to_end.words import question
from tests.faults import errands
from tests.faults.model import Held, compared
from tests.faults.players import Player

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from tests.end_to_end.harness import World
    from tests.faults.model import Found
    from tests.faults.players import Errand

PATIENCE: Final = 300.0
"""Seconds until somebody who waits fails the test. While kill follows kill, others are answered first; and what could
not be posted to a webhook is posted again after longer and longer times, up to a minute, which a kill may hit again."""
NAME: Final = question("first_contact", "name")
CODE: Final = re.compile(r"\b[A-Z]{2} \d{3} \d{3}\b")


class Cast:
    """Citizens who make pitches, calm or hasty; two with other errands, and a contact person who reviews."""

    def __init__(self, here: World, seed: int, *, calm: int = 3, hasty: int = 2, secret: str = "") -> None:
        """`secret` stands in everything that anybody writes, and is the name of one of them."""
        self.here = here
        here.phone.patience = PATIENCE
        self.random = Random(seed)
        numbers = count(1)

        def words(about: str) -> str:
            return f"{about} som ord nummer {next(numbers)} {secret}".strip()

        def drawn() -> Random:
            return Random(self.random.random())

        self.pitching = [
            ScriptedCitizen(here.phone, CITIZEN + number, drawn(), hasty=number >= calm, secret=secret)
            for number in range(calm + hasty)
        ]

        def player(
            name: str, user: int, comes: Errand, *does: Errand, told_by: Collection[str] = ()
        ) -> Player:
            return Player(
                here.phone, user, name, random=drawn(), words=words, comes=comes, does=does, told_by=told_by
            )

        followed = (NEWS, REMINDER)
        self.ane = player(
            "Ane", CITIZEN + 100, self._followed_comes, errands.star, errands.plan, told_by=followed
        )
        self.bo = player(
            secret.partition(" ")[0] or "Bo", CITIZEN + 101, self._citizen_comes, errands.call, errands.plan
        )
        reviewing, reminding = errands.reviewing(self.ane), errands.reminding(self.ane)
        self.mette = player("Mette", CITIZEN + 500, self._staff_comes, reminding, reviewing, told_by=(QUEUE,))
        self.players = (self.ane, self.bo, self.mette)
        self.stranger = player("Vera", CITIZEN + 900, self._citizen_comes)
        """Somebody whom the model knows nothing about: a test can let them do what it likes."""
        self.ida = player("Ida", CITIZEN + 901, self._coordinator_comes)
        """A coordinator, of whom the same is true: she comes when she is let."""
        self._payload = ""
        self._code: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    @property
    def everybody(self) -> tuple[ScriptedCitizen | Player, ...]:
        return (*self.pitching, *self.players)

    async def invite(self) -> None:
        """Make the link by which the contact person comes in; the bot has to have been started."""
        self._payload = await self._invitation("contact")

    async def _invitation(self, role: str) -> str:
        _, printed = await outcome("staff", "invite", "--role", role, environment=self.here.environment)
        found = re.search(r"start[= ](\S+)", printed)
        assert found, printed
        return found[1]

    async def _citizen_comes(self, player: Player) -> None:
        await player.start()
        await _introduce(player)
        await player.press("look")

    async def _followed_comes(self, player: Player) -> None:
        """A citizen who writes the code that the contact person has got for them."""
        await self._citizen_comes(player)
        await player.write(await self._code)
        await player.press("yes")
        await player.next(lambda message: self.mette.name in message.text, "a welcome")
        player.joined = 1

    async def _staff_comes(self, player: Player) -> None:
        await self._hired(player, self._payload)
        await player.menu("invite")
        found = CODE.search((await player.next(lambda message: CODE.search(message.text), "a code")).text)
        assert found
        self._code.set_result(found[0])

    async def _coordinator_comes(self, player: Player) -> None:
        await self._hired(player, await self._invitation("coordinator"))

    async def _hired(self, player: Player, payload: str) -> None:
        """Somebody comes in by a link that is for staff."""
        await self.here.phone.post(f"{player.user}/start", payload=payload, language_code="da")
        await _introduce(player)
        await player.press("yes")

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Everybody does what they do until the block ends; then all that was begun is finished and answered."""
        async with asyncio.TaskGroup() as living:
            for person in self.everybody:
                living.create_task(person.run())
            yield
            for person in self.everybody:
                person.finishing = True
            async with self.here.phone.changed:
                self.here.phone.changed.notify_all()

    async def everybody_has_come(self) -> None:
        """Wait until all have been through first contact."""
        for citizen in self.pitching:
            await citizen.until(partial(len, citizen.sent), "a name that was given")
        for player in self.players:
            await player.until(lambda: player.has_come, "the end of first contact")  # noqa: B023

    async def staff_have_written(self) -> None:
        """Wait until there is a reminder and a comment."""
        await self.mette.until(lambda: self.mette.reminders and self.mette.comments, "something from staff")

    def compared(self, borders: list[int]) -> Found:
        """What is stored and shown, against what everybody did."""
        held = ((each, Held(self.here.stored(each), self.here.taken_back(each))) for each in self.everybody)
        return compared(held, borders)

    def screens(self, found: Found) -> str:
        """What stands on the phones of those with whom something is not as it must be."""
        about = [each for each in self.everybody if str(each.user) in found.report]
        return "\n\n".join(
            "\n".join(f"{each.id} {each.text!r} {[*each.choices]}" for each in person.screen)
            for person in about
        )


async def _introduce(player: Player) -> None:
    await player.press("da", "yes")
    await player.next(lambda message: NAME in message.text, "the question for a name")
    player.sent[await player.write(player.name)] = player.name
