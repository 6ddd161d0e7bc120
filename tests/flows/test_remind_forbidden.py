"""What cannot be done with reminders: too many at once, to strangers, of what is not shared, by those who have left."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.engine.deeds import Remind, StopReminder
from bot.policy import NotAllowed
from bot.state import people, relations
from bot.state.deeds import Doer
from bot.state.transaction import transaction
from tests.flows.reminding import preview, set_by, town
from tests.keys import opened
from tests.talk import BOT
from tests.town import TOVE, Town, join, settle_citizen

if TYPE_CHECKING:
    from bot.state.relations import Relation
    from tests.talk import Talk


__all__ = ["town"]


def relation(town: Town, staff: Talk) -> Relation:
    mine = relations.of_citizen(town.samir._connection.cursor(), town.samir.user)
    return next(each for each in mine if each.staff == staff.user)


def doer(talk: Talk) -> Doer:
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    return Doer(cursor, talk.turns.ids, talk.user, known.organisation, talk.now)


def test_the_tenth_in_a_minute_waits_and_is_not_lost(town: Town) -> None:
    town.jonas.pace = 0.5
    for _ in range(9):
        preview(town, "Tomorrow")
        town.jonas.tap("✔ Save")
    preview(town, "Tomorrow")
    assert "Wait a moment, then try once more." in town.jonas.tap("✔ Save")[0].text
    assert len(set_by(town.jonas)) == 9
    town.jonas.now += timedelta(minutes=1)
    town.jonas.tap("✔ Save")
    assert len(set_by(town.jonas)) == 10


def test_one_for_many_citizens_counts_once(town: Town) -> None:
    mine = relation(town, town.jonas)
    with transaction(town.jonas._connection):
        work = doer(town.jonas)
        for _ in range(30):
            work.do(Remind(work.ids.next(), mine.id, {}, town.jonas.now, flow="star"))
    assert len(set_by(town.jonas)) == 30


def test_by_a_relation_of_somebody_else_nobody_is_reminded(town: Town) -> None:
    stranger = relation(town, town.mette)
    with pytest.raises(NotAllowed):
        doer(town.jonas).do(Remind(1, stranger.id, {}, town.jonas.now, flow="star"))
    with pytest.raises(NotAllowed):
        doer(town.ida).do(Remind(1, stranger.id, {}, town.jonas.now, flow="star"))


def test_what_is_not_shared_cannot_be_reminded_of(town: Town) -> None:
    town.with_pitch()
    pitch = town.samir.stored()["exercises"][-1]["id"]
    mine = relation(town, town.jonas)
    with pytest.raises(NotAllowed):
        doer(town.jonas).do(Remind(1, mine.id, {}, town.jonas.now, flow="elevator_pitch", exercise=pitch))


def test_only_its_sender_and_the_citizen_can_stop_one(town: Town) -> None:
    preview(town, "Every Monday")
    town.jonas.tap("✔ Save")
    (kept,) = set_by(town.jonas)
    with pytest.raises(NotAllowed):
        doer(town.mette).do(StopReminder(kept.id))


def test_a_coordinator_has_no_button_for_it(town: Town) -> None:
    town.ida.command("menu")
    assert "Send a reminder" not in town.ida.last.labels()
    town.jonas.command("menu")
    assert "Send a reminder" in town.jonas.last.labels()


def test_who_has_lost_the_citizen_in_the_middle_sends_nothing(town: Town) -> None:
    preview(town, "Now")
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas", "Jonas shall", "Yes")
    town.jonas.tap("✔ Send it")
    assert set_by(town.jonas) == []
    assert "It is not here any more, so nothing has happened." in town.jonas.last.text


@pytest.mark.parametrize("leaves", ["erases", "stops"])
def test_a_draft_to_several_goes_with_a_citizen_who_leaves(leaves: str) -> None:
    """It names them by their relation, and may say what is about them."""
    town = Town()
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    join(tove, town.mette)
    town.taps(town.mette, "Send a reminder", "Several")
    for label in ("☐ Samir", "☐ Tove", "✔ Done", "✏ A text"):
        town.mette.tap(label)
    town.mette.write("Samir, bring the giraffe")
    if leaves == "erases":
        town.samir.command("stop")
        town.samir.tap("Delete everything")
        town.samir.tap("Yes, delete everything")
        town.samir.tap("Yes, delete it now")
    else:
        town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette", "Mette shall", "Yes")
    assert "giraffe" not in str(opened(town.mette._connection.cursor(), "answers.content"))
    town.mette.write("hello")
    assert "went wrong" not in "\n".join(message.text for message in town.mette.sent[-2:])
