"""What staff have read stands in their own chat: the citizen is told so, and they are told to delete it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.deeds import Look
from bot.state import shares
from tests.flows.company import also_mentor, doer_of, text
from tests.flows.reviewing import page
from tests.town import LONE, Town, join, settle_citizen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.talk import Talk

SEEN = (
    "• What your contact person or mentor has seen already. It may still stand in their chat. I ask them to"
)
SEEN_BEFORE = "• What others have seen already. It may still stand in their chat."
TAKEN = "Samir: has taken something back"
DELETE = "Please delete the rest in your chat too."


def erased(talk: Talk) -> str:
    """Somebody deletes everything; the receipt."""
    talk.command("stop")
    for label in ("Delete everything", "Yes, delete everything", "Yes, delete it now"):
        talk.tap(label)
    return talk.last.text


def waiting(town: Town) -> list[str]:
    """What waits for Mette."""
    town.mette.command("menu")
    if "What waits for me" not in "".join(town.mette.last.labels()):
        return []
    town.mette.tap("What waits for me")
    known = ("Back", "Samir: is with you now", "Lone: is with you now")
    return [label for label in town.mette.last.labels() if label not in known]


def take_back(town: Town) -> None:
    town.taps(town.samir, "✔ Talk: warehouse", "👁", "Take it back", "Mette")


def delete_the_talk(town: Town) -> None:
    town.taps(town.samir, "📁 My work", "✔ Talk: warehouse", "Delete", "Yes, delete it")


def delete_health(town: Town) -> None:
    town.taps(town.samir, "✔ Star", "Health questions", "Take my yes back")


def test_the_receipt_says_what_still_stands_with_whoever_follows() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    said = erased(town.samir)
    assert SEEN in said
    assert SEEN_BEFORE not in said


def test_whom_nobody_follows_any_more_hears_that_it_may_stand_with_others() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette", "Mette shall not", "Yes, stop it")
    said = erased(town.samir)
    assert SEEN_BEFORE in said
    assert SEEN not in said


def test_whom_nobody_has_ever_followed_hears_nothing_of_it() -> None:
    town = Town()
    alone = settle_citizen(town.samir.beside(LONE, "en"), "Lone")
    assert "in their chat" not in erased(alone)


@pytest.mark.parametrize(
    ("begun", "away"),
    [
        (Town.with_shared_pitch, take_back),
        (Town.with_shared_pitch, delete_the_talk),
        (Town.with_shared_star, delete_health),
    ],
    ids=["taken back", "deleted", "health"],
)
def test_whoever_has_read_what_is_taken_back_or_deleted_is_told_to_delete_it(
    begun: Callable[[Town], Town], away: Callable[[Town], None]
) -> None:
    town = begun(Town())
    town.reviews(town.mette)
    away(town)
    assert waiting(town) == [TAKEN]
    said = page(town.mette.tap(TAKEN))
    assert DELETE in said
    assert "warehouse" not in said, "not even its name"
    town.mette.tap("All right")
    assert waiting(town) == []


@pytest.mark.parametrize("away", [take_back, delete_the_talk])
def test_whoever_has_not_read_it_is_told_nothing(away: Callable[[Town], None]) -> None:
    town = Town().with_shared_pitch()
    away(town)
    assert waiting(town) == []


def test_several_things_that_are_taken_back_make_one_notice() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.with_shared_star().reviews(town.mette)
    delete_the_talk(town)
    delete_health(town)
    assert waiting(town) == [TAKEN]


@pytest.mark.parametrize(
    ("away", "asked"),
    [
        (take_back, "I ask Mette to delete it there."),
        (delete_the_talk, "I ask them to delete it in their chat."),
    ],
    ids=["taken back", "deleted"],
)
def test_the_citizen_hears_that_it_is_asked_for_where_it_was_read(
    away: Callable[[Town], None], asked: str
) -> None:
    town = Town().with_shared_pitch()
    away(town)
    assert asked not in text(town.samir)
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    away(town)
    assert asked in text(town.samir)


@pytest.mark.parametrize("also_in_chat", [False, True])
def test_what_was_read_at_the_desk_alone_is_not_said_to_stand_in_a_chat(also_in_chat: bool) -> None:
    town = Town().with_shared_pitch()
    doer = doer_of(town.mette)
    (share,) = shares.seen_by(doer.cursor, town.mette.user, town.samir.user)
    doer.do(Look((share.id,), at_desk=True))
    if also_in_chat:
        town.reviews(town.mette)
    take_back(town)
    said = text(town.samir)
    assert "It is taken back. Mette cannot open it any more." in said
    assert ("in their chat" in said) == also_in_chat
    assert waiting(town) == [TAKEN], "who has read it hears of it all the same"


def test_of_whoever_has_deleted_everything_no_name_is_said() -> None:
    town = Town()
    erased(town.samir)
    town.rings(town.mette)
    assert waiting(town) == ["A citizen has deleted everything"]
    said = page(town.mette.tap("A citizen has deleted everything"))
    assert "please delete it there too" in said
    assert "Samir" not in said


def test_two_who_have_deleted_everything_are_two_buttons() -> None:
    town = Town()
    other = settle_citizen(town.samir.beside(LONE, "en"), "Lone")
    join(other, town.mette)
    town.mette.command("menu")
    erased(town.samir)
    erased(other)
    found = [label for label in waiting(town) if label.startswith("A citizen has")]
    assert found == ["A citizen has deleted everything (1)", "A citizen has deleted everything (2)"]


def test_whoever_stops_or_is_stopped_is_told_to_delete_it() -> None:
    town = Town()
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette", "Mette shall not", "Yes, stop it")
    town.rings(town.mette)
    waiting(town)
    assert "Please delete what you have from Samir in your chat too." in page(
        town.mette.tap("Samir: has stopped")
    )
    town = Town()
    town.taps(town.mette, "My citizens", "Samir", "I do not follow Samir", "Yes, stop it")
    assert "Please delete what you have from that citizen in your chat too." in text(town.mette)


def test_whoever_is_stopped_in_one_of_two_roles_is_told_too() -> None:
    town = Town()
    also_mentor(town)
    town.taps(
        town.samir, "⚙ Settings", "People who follow me", "Mette, mentor", "Mette shall not", "Yes, stop it"
    )
    town.rings(town.mette)
    waiting(town)
    assert "Please delete it in your chat too." in page(town.mette.tap("Samir: has stopped"))
