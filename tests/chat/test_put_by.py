"""Words that answer no question, since their turn did not run: what staff wrote of a citizen goes with the citizen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from bot.chat.updates import Incoming
from bot.engine.inputs import Edited, Typed
from bot.pace import Paces
from tests.keys import everything
from tests.talk import CITIZEN
from tests.town import METTE, Town

if TYPE_CHECKING:
    from bot.chat.done import Done
    from bot.engine.inputs import Input
    from tests.talk import Talk

WORDS: Final = "Samir drikker for meget, tror jeg"
WAYS: Final = ("hold_back", "apologise", "keep", "lay_by")
UPDATE: Final = 900


def put_by(talk: Talk, way: str, given: Input, user: int = METTE, update: int = UPDATE) -> Done:
    """Keep words in one of the ways in which no turn runs for them."""
    incoming = Incoming(update, user, user, "en", given)
    turns, cursor, now = talk.turns, talk._connection.cursor(), talk.now
    match way:
        case "keep":
            return turns.keep(cursor, incoming, Paces(), now)
        case "lay_by":
            return turns.lay_by(cursor, incoming, now)
        case "apologise":
            return turns.apologise(cursor, incoming, (), now)
        case _:
            return turns.hold_back(cursor, incoming, (), now)


def is_kept(town: Town) -> bool:
    return WORDS in str(everything(town.mette._connection.cursor()))


def erase(town: Town) -> None:
    """Samir deletes everything."""
    town.samir.command("stop")
    for label in ("Delete everything", "Yes, delete everything", "Yes, delete it now"):
        town.samir.tap(label)


@pytest.mark.parametrize("way", WAYS)
def test_what_staff_wrote_in_an_errand_about_a_citizen_goes_with_the_citizen(way: str) -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    put_by(town.mette, way, Typed(WORDS, 77))
    assert is_kept(town)
    erase(town)
    assert not is_kept(town)


@pytest.mark.parametrize("way", WAYS)
def test_so_does_what_they_changed_there_when_they_are_somewhere_else_by_then(way: str) -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    put_by(town.mette, way, Typed("Samir kommer for sent", 77))
    town.mette.command("menu")
    put_by(town.mette, way, Edited(WORDS, 77), update=UPDATE + 1)
    assert is_kept(town)
    erase(town)
    assert not is_kept(town)


@pytest.mark.parametrize("way", WAYS)
def test_what_a_citizen_wrote_hangs_on_no_exercise_and_stays_when_that_is_deleted(way: str) -> None:
    town = Town().with_pitch()
    put_by(town.samir, way, Typed(WORDS, 77), CITIZEN)
    assert town.samir.stored()["unplaced"][-1]["content"]["value"] == WORDS
