"""A restore beside commands, and what it does again about health; the other stories are in `test_restoring`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.effects import HEALTH
from bot.engine.session import Session
from bot.state import answers, consents, copying, exercises, health, notices, people, sessions
from bot.state.beside import beside
from bot.state.errors import BeingRestored, CannotRestore
from bot.state.restoring import Wish
from tests.state.places import Place, as_in

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.cursor import Cursor


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


class Ill:
    """Anna, who has scored the axis "health" after a yes."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.town = place.settle()
        place.do(lambda cursor: self._say(cursor, agreed=True))
        place.do(self._score)

    def take_back(self) -> None:
        self.place.do(lambda cursor: self._say(cursor, agreed=False))

    def _say(self, cursor: Cursor, *, agreed: bool) -> None:
        here, place = as_in(self.town, cursor), self.place
        doer = here.doer(here.anna.id)
        new, organisation = here.store.ids.next(), doer.organisation
        consents.give(cursor, new, here.anna.id, organisation, "1", place.clock(), HEALTH, agreed=agreed)
        if not agreed:
            health.forget(doer, ("health",))

    def _score(self, cursor: Cursor) -> None:
        anna, ids, now = self.town.anna.id, self.town.store.ids, self.place.clock()
        scored = {
            "axis_health": {"value": "3", "kind": "choice"},
            "axis_work": {"value": "4", "kind": "choice"},
        }
        kept = {"scores": {"health": 3, "work": 4}}
        star = Session(id=ids.next(), flow="star", answers=scored, kept=kept)
        sessions.save(cursor, anna, star, now)
        for at, answer in scored.items():
            new = ids.next()
            answers.record(cursor, new, anna, star.id, at, answer, new, now)

    def left(self) -> tuple[bool, list[dict[str, int]], list[str]]:
        """Whether she has said yes, and her stars as they are kept and answered."""

        def look(cursor: Cursor) -> tuple[bool, list[dict[str, int]], list[str]]:
            said = consents.current(cursor, self.town.anna.id, HEALTH)
            stars = sessions.overview(cursor, self.town.anna.id, "star")
            scored = [
                each.place for each in answers.all_of(cursor, self.town.anna.id) if "axis" in each.place
            ]
            return said is not None and said.agreed, [each.kept["scores"] for each in stars], scored

        found: tuple[bool, list[dict[str, int]], list[str]] = self.place.do(look)
        return found


@pytest.mark.parametrize("named", [("health",), (), ("another",)], ids=["right", "none", "of others"])
def test_a_yes_to_questions_about_health_that_was_taken_back_stays_so_with_what_was_answered(
    place: Place, named: tuple[str, ...]
) -> None:
    """Also where the content files name other axes by now, or the operator has forgotten which they are."""
    ill = Ill(place)
    assert ill.left() == (True, [{"health": 3, "work": 4}], ["axis_health", "axis_work"])
    file = place.back_up()
    ill.take_back()
    done = place.restore(file, Wish(overwrite=True, about_health=named))
    assert ill.left() == (False, [{"work": 4}], ["axis_work"])
    assert done.again["consent"] == 1
    assert place.restore(place.back_up()).again["consent"] == 0, "it is said already"


def test_a_restore_repairs_what_an_earlier_one_has_left_of_somebody_who_said_no(place: Place) -> None:
    """The no is in the backup already, and the content files of then did not name the axis."""
    ill = Ill(place)

    def no(cursor: Cursor) -> None:
        doer = as_in(ill.town, cursor).doer(ill.town.anna.id)
        new = ill.town.store.ids.next()
        consents.give(cursor, new, doer.person, doer.organisation, "1", place.clock(), HEALTH, agreed=False)

    place.do(no)
    assert ill.left()[1] == [{"health": 3, "work": 4}]
    place.restore(place.back_up(), Wish(overwrite=True, about_health=("health",)))
    assert ill.left() == (False, [{"work": 4}], ["axis_work"])


@pytest.mark.parametrize("command", ["erase", "back up"])
def test_a_command_beside_a_restore_is_refused_and_not_undone(
    place: Place, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """It comes in the last moment, when what it would erase has been copied already."""
    town = place.settle()
    file, replace, refused = place.back_up(), copying.replace, list[bool]()

    def erase() -> None:
        place.do(lambda cursor: as_in(town, cursor).leave(town.anna.id))

    run = erase if command == "erase" else place.back_up

    def meanwhile(*arguments: Any) -> None:
        with pytest.raises(BeingRestored, match="wait for it to end"):
            run()
        refused.append(True)
        replace(*arguments)

    monkeypatch.setattr(copying, "replace", meanwhile)
    place.restore(file)
    assert refused
    erase()
    assert place.do(lambda cursor: people.by_id(cursor, town.anna.id)) is None


def test_a_restore_beside_a_command_is_refused(place: Place) -> None:
    town = place.settle()
    file = place.back_up()
    with beside(place.database, clock=place.clock) as (cursor, _):
        with pytest.raises(CannotRestore, match="a command, like"):
            place.restore(file)
        as_in(town, cursor).leave(town.anna.id)
    assert place.do(lambda cursor: people.by_id(cursor, town.anna.id)) is None
    place.restore(file)
    assert place.do(lambda cursor: people.by_id(cursor, town.anna.id)) is None


def test_a_no_of_whoever_had_answered_before_anybody_asked_stays_one(place: Place) -> None:
    """The backup holds no yes that could be taken back; the lines of the deleted answers say it."""
    ill = Ill(place)
    place.do(lambda cursor: cursor.execute("DELETE FROM consents WHERE kind = :kind", {"kind": HEALTH}))
    file = place.back_up()
    ill.take_back()
    place.restore(file)
    assert ill.left() == (False, [{"work": 4}], ["axis_work"])


def test_a_star_that_was_deleted_whole_says_nothing_of_the_others(place: Place) -> None:
    ill = Ill(place)
    place.do(ill._score)
    file = place.back_up()

    def discard(cursor: Cursor) -> None:
        newest = sessions.overview(cursor, ill.town.anna.id, "star")[0]
        exercises.discard(cursor, ill.town.anna.id, newest.id)

    place.do(discard)
    left = ill.left()
    assert left == (True, [{"health": 3, "work": 4}], ["axis_health", "axis_work"])
    place.restore(file)
    assert ill.left() == left


def test_nobody_is_asked_once_more_about_scores_that_they_have_said_no_to(place: Place) -> None:
    town = place.settle()
    anna, mette, exercise = town.anna.id, town.mette, town.exercise

    def not_yet_asked(cursor: Cursor) -> None:
        cursor.execute("UPDATE observations SET shown = NULL", {})
        for kind in ("scored", "commented"):
            new, now = town.store.ids.next(), place.clock()
            notices.add(cursor, new, anna, mette, kind, exercise, 0, now)

    def waits(cursor: Cursor) -> list[str]:
        return [each.kind for each in notices.waiting(cursor, anna)]

    place.do(not_yet_asked)
    file = place.back_up()
    place.do(lambda cursor: as_in(town, cursor).allow(shown=False))
    place.restore(file)
    assert place.do(waits) == ["commented"]
