"""What a citizen says to a contact person's scores standing beside their star holds for all of them, old and new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state import ledger, observations
from tests.state.places import SCORED, Town

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.store import Store


def scores(town: Town) -> list[tuple[int, bool | None]]:
    """Each of the scores beside the exercise, the newest first: its id, and what the citizen has said to it."""
    found = observations.of_citizen(town.cursor, town.anna.id, "star")
    assert all(each.content == SCORED for each in found)
    return [(each.id, each.shown) for each in found]


async def test_a_no_is_noted_under_the_id_of_each_and_a_yes_after_it_gives_them_others(store: Store) -> None:
    def story(cursor: Cursor) -> None:
        town = Town(cursor, store)
        town.score()
        (newer, also), (older, shown) = scores(town)
        assert also is shown is True, "the yes to the first holds for the second"
        town.allow(shown=False)
        assert scores(town) == [(newer, False), (older, False)]
        pen = ledger.pen(cursor)
        hashes = {pen.hash("observation", row) for row in (newer, older)}
        assert {each.hash for each in ledger.pending(cursor)} == hashes
        town.allow(shown=True)
        again = scores(town)
        assert [shown for _, shown in again] == [True, True]
        assert not {row for row, _ in again} & {newer, older}
        town.allow(shown=True)
        assert scores(town) == again, "what is so already stays as it is"

    await store.write(story)


async def test_it_is_about_nobody_elses_scores(store: Store) -> None:
    def story(cursor: Cursor) -> None:
        town = Town(cursor, store)
        anna, new = town.anna.id, store.ids.next()
        observations.note(cursor, new, anna, town.ida, "star", town.exercise, SCORED, store.clock())
        town.allow(shown=False)
        assert observations.decided(cursor, anna, town.mette, town.exercise) is False
        assert observations.decided(cursor, anna, town.ida, town.exercise) is None

    await store.write(story)
