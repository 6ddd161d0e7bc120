"""Ways through the bot that several tests begin with, and its words that they wait for."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from tests.end_to_end.phones import CITIZEN

if TYPE_CHECKING:
    from tests.end_to_end.harness import World
    from tests.end_to_end.phones import Citizen

FIRST: Final = "Hvem er du?"
SECOND: Final = "Hvad brænder du for?"
"""The first two questions of a pitch."""

numbers = itertools.count(CITIZEN + 1000)


async def first_contact(citizen: Citizen) -> None:
    """From START to the first question of a pitch, in Danish."""
    await citizen.start()
    await citizen.tap("Dansk")
    await citizen.reads("Prøveforeningen")
    await citizen.tap("Det er i orden")
    await citizen.reads("Hvad skal jeg kalde dig?")
    await citizen.write("Samir")
    await citizen.reads("Hej Samir")
    await citizen.tap("En hel øvelse")
    await citizen.reads(FIRST)


async def at_a_question(here: World) -> Citizen:
    """Somebody new who stands at the first question of a pitch."""
    citizen = here.citizen(next(numbers))
    await first_contact(citizen)
    return citizen


async def goes_on(citizen: Citizen) -> None:
    """The conversation goes on as if nothing had happened: an answer is saved, and the next question comes."""
    sent = await citizen.write("Jeg er rolig")
    await citizen.reads("Tak. Det er gemt.", after=sent)
