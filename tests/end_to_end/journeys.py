"""Ways through the bot that several tests begin with."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tests.end_to_end.phones import CITIZEN

if TYPE_CHECKING:
    from tests.end_to_end.harness import World
    from tests.end_to_end.phones import Citizen

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
    await citizen.reads("Hvilket job er den til?")


async def at_a_question(here: World) -> Citizen:
    """Somebody new who is asked for which job their talk is."""
    citizen = here.citizen(next(numbers))
    await first_contact(citizen)
    return citizen


async def goes_on(citizen: Citizen, *, after: int = 0) -> None:
    """The conversation goes on as if nothing had happened: the next question comes."""
    if after:
        await citizen.tap("En, jeg møder")
        await citizen.reads("1 af 4", after=after)
        return
    sent = await citizen.write("lager")
    await citizen.reads("Hvem skal høre den?", after=sent)
