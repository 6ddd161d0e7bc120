"""Ways through the bot that several tests begin with."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from tests.end_to_end.phones import CITIZEN
from tests.end_to_end.words import PITCH, question

if TYPE_CHECKING:
    from tests.end_to_end.harness import World
    from tests.end_to_end.phones import Citizen, Message

FIRST: Final = question(PITCH, "who")
SECOND: Final = question(PITCH, "burn")

numbers = itertools.count(CITIZEN + 1000)


async def first_contact(citizen: Citizen) -> None:
    """From START to the first question of a pitch, in Danish."""
    await citizen.start()
    await citizen.choose("da")
    await citizen.choose("yes")
    await citizen.reads(question("first_contact", "name"))
    await citizen.write("Samir")
    await citizen.choose("all")
    await citizen.reads(FIRST)


async def at_a_question(here: World) -> Citizen:
    """Somebody new who stands at the first question of a pitch."""
    citizen = here.citizen(next(numbers))
    await first_contact(citizen)
    return citizen


async def goes_on(citizen: Citizen) -> None:
    """The conversation goes on as if nothing had happened: an answer is taken, and the next question comes."""
    sent = await citizen.write("Jeg er rolig")

    def asked() -> Message | None:
        return next((message for message in citizen.said if message.id > sent and message.buttons), None)

    await citizen.until(asked, f"the next question after {sent}")
