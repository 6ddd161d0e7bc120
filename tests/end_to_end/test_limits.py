"""Many people write at once to a bot whose Telegram limits how fast it may send: it keeps within by itself."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.end_to_end.harness import kept_texts, world
from tests.end_to_end.journeys import at_a_question
from tests.end_to_end.phones import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.phones import Citizen, Message

PEOPLE = 40
ROUNDS = 3


async def test_nothing_is_lost_doubled_or_refused_when_many_write_at_once(tmp_path: Path) -> None:
    async with world(tmp_path, paced=True) as here:
        await here.phone.post("limits")
        people = await asyncio.gather(*(at_a_question(here) for _ in range(PEOPLE)))
        sent: dict[int, list[tuple[int, str]]] = {citizen.user: [] for citizen in people}
        for number in range(ROUNDS):
            written = await asyncio.gather(*(answered(citizen, f"svar {number}") for citizen in people))
            for citizen, message in zip(people, written, strict=True):
                sent[citizen.user].append((message, f"svar {number}"))
        for citizen in people:
            kept = [part for part in kept_texts(here.stored(citizen)) if part[1].startswith("svar")]
            assert sorted(kept) == sent[citizen.user]
            assert not [one for one, two in pairwise(citizen.said) if fingerprint(one) == fingerprint(two)]
        calls = (await here.phone.get("calls"))["calls"]
        sends = [call for call in calls if call["method"] == "sendMessage" and call["ok"]]
        assert len(sends) == sum(len(here.phone.first[citizen.user]) for citizen in people) - own(people)
        assert [call for call in calls if call["error_code"] == 429] == []


async def answered(citizen: Citizen, text: str) -> int:
    """Write, and wait for the next question; the id of what was written."""
    sent = await citizen.write(text)

    def asked() -> Message | None:
        return next((message for message in citizen.said if message.id > sent and message.buttons), None)

    await citizen.until(asked, f"the next question after {sent}")
    return sent


def own(people: list[Citizen]) -> int:
    """How many of the messages on their screens the people wrote themselves."""
    return sum(message.own for citizen in people for message in citizen.phone.first[citizen.user].values())
