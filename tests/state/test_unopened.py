"""Whatever ends is ended without opening anything: by whoever leaves, and by a restore."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.callbacks import to_base36
from bot.engine.session import Session
from bot.state import sessions
from bot.state.deeds import SEVERAL, WRITING
from tests import damage
from tests.state.places import Place, Town, as_in
from tests.state.test_restoring import CLOSED
from tests.state.test_restoring_beside import Ill

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.store import Store


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def spoil_all(cursor: Cursor, town: Town, what: str) -> None:
    for person in (town.anna.id, town.mette, town.ida):
        damage.OF_ROWS[what](cursor, person)


@pytest.mark.parametrize("what", ["a flipped bit", "its words", "words that are no text"])
@pytest.mark.parametrize("closed", CLOSED)
def test_what_was_closed_after_a_backup_is_closed_also_where_nothing_in_it_opens(
    place: Place, closed: str, what: str
) -> None:
    town = place.settle()
    whole = place.back_up()
    place.do(lambda cursor: spoil_all(cursor, town, what))
    spoilt = place.back_up()
    place.restore(whole)
    place.do(lambda cursor: CLOSED[closed](as_in(town, cursor)))
    expected = place.restore(whole).again
    assert any(expected.values())
    assert place.restore(spoilt).again == expected


THEIRS = (
    *(
        "people.id",
        "data_keys.owner",
        "exercises.person",
        "answers.person",
        "versions.person",
        "timers.person",
    ),
    *("shares.citizen", "shares.viewer", "reminders.citizen", "reminders.sender", "roles.person"),
)


def count(cursor: Cursor, rows: str) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM {rows}", {})
    return int(cursor.fetchone()[0])


def drafting(town: Town) -> int:
    """Mette writes to several citizens, Anna among them."""
    ids, now = town.store.ids, town.store.clock()
    addressed = {"kind": "choices", "value": [to_base36(town.relation)]}
    draft = Session(id=ids.next(), flow=WRITING, answers={SEVERAL: addressed})
    sessions.save(town.cursor, town.mette, draft, now)
    return draft.id


@pytest.mark.parametrize("whose", ["the citizen's", "the other's"])
@pytest.mark.parametrize("what", damage.OF_ROWS)
@pytest.mark.parametrize("who", ["anna", "mette"])
async def test_whoever_leaves_leaves_nothing_and_all_are_told_whosever_rows_do_not_open(
    store: Store, who: str, what: str, whose: str
) -> None:
    def story(cursor: Cursor) -> None:
        town = Town(cursor, store)
        draft, other = drafting(town), drafting(town)
        left, stays = (town.anna.id, town.mette) if who == "anna" else (town.mette, town.anna.id)
        damage.OF_ROWS[what](cursor, town.anna.id if whose == "the citizen's" else town.mette)
        town.leave(left)
        assert town.waits(stays)[-1] == ("left" if who == "anna" else "parted")
        assert town.noted()["person"] == 1
        for column in THEIRS:
            table, name = column.split(".")
            assert count(cursor, f"{table} WHERE {name} = {left}") == 0, column
        kept = {number for number, _ in sessions.flows(cursor, town.mette)}
        assert not kept & {draft, other}

    await store.write(story)


async def test_a_draft_to_others_stays(store: Store) -> None:
    def story(cursor: Cursor) -> None:
        town = Town(cursor, store)
        bo = town.citizen("Bo").id
        town.follow(town.mette, bo)
        draft = drafting(town)
        town.leave(bo)
        assert (draft, WRITING) in sessions.flows(cursor, town.mette)

    await store.write(story)


@pytest.mark.parametrize("what", ["a flipped bit", "its words", "words that are no text"])
def test_whose_answers_about_health_do_not_open_is_named_after_a_restore_and_shown_to_nobody(
    place: Place, what: str
) -> None:
    ill = Ill(place)
    anna = ill.town.anna.id
    whole = place.back_up()
    place.do(lambda cursor: damage.OF_ROWS[what](cursor, anna))
    spoilt = place.back_up()
    place.restore(whole)
    assert ill.left()[1] == [{"health": 3, "work": 4}]
    ill.take_back()
    assert place.restore(whole).about_health == ()
    assert ill.left()[1] == [{"work": 4}]
    done = place.restore(spoilt)
    assert done.about_health == (anna,)
    assert done.unopened == (anna,)
    assert place.do(lambda cursor: count(cursor, "shares WHERE withdrawn_at IS NULL")) == 0
    assert place.do(lambda cursor: count(cursor, "exercises WHERE flow = 'star'")) == 1, "nothing is lost"
