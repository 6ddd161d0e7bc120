"""How somebody wants to be talked with: it comes back as it was, also what was stored when there was less to choose."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.engine.person import Person
from bot.state import manner, people, sealing
from tests.state.contract.test_people import found
from tests.state.helpers import anna

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.store import Store

MANNERS = {
    "less": {"detail": "less"},
    "more, aloud, slowly": {"aloud": "all", "speed": "slow", "detail": "more"},
    "with a language beneath": {"beneath": "ar", "detail": "less"},
    "a language beneath alone": {"beneath": "uk"},
}
EARLIER = {
    "nothing": ("", ("button", "normal", "", "usual")),
    "two words": ("all slow", ("all", "slow", "", "usual")),
    "a language beneath": ("off fast ar", ("off", "fast", "ar", "usual")),
}


@pytest.mark.parametrize("changed", MANNERS.values(), ids=MANNERS)
async def test_it_comes_back_as_it_was(store: Store, changed: dict[str, str]) -> None:
    someone = await anna(store)
    person = replace(someone.person, **changed)  # type: ignore[arg-type]
    await store.write(lambda cursor: people.save(cursor, person, 1, store.clock(), seen=True))
    assert (await found(store)).person == person


@pytest.mark.parametrize(("stored", "known"), EARLIER.values(), ids=EARLIER)
async def test_what_was_stored_before_is_as_usual(
    store: Store, stored: str, known: tuple[str, str, str, str]
) -> None:
    someone = await anna(store)

    def opened(cursor: Cursor) -> manner.Manner:
        told = f"{stored:<{manner.WIDTH}}" if stored else ""
        sealed = sealing.seal(cursor, manner.COLUMN, someone.id, someone.id, told)
        return manner.opened(cursor, someone.id, sealed)

    assert await store.write(opened) == known


async def test_one_is_as_long_as_another(store: Store) -> None:
    someone = await anna(store)
    longest = Person(someone.id, aloud="button", speed="normal", beneath="ckb", detail="usual")
    shortest = Person(someone.id, aloud="off", speed="slow", detail="less")
    lengths = [len(await store.write(partial(manner.sealed, person=each))) for each in (longest, shortest)]
    assert lengths[0] == lengths[1]
