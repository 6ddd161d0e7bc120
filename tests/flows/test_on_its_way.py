"""What waits to be delivered to one of the staff goes no further than what they may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.updates import Incoming
from bot.engine.inputs import Tapped
from bot.state import reapplying
from tests import keys
from tests.flows.company import data, lose_role
from tests.town import OTTO, Town

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.ledger import Kind
    from tests.talk import Talk


def tap_unread(talk: Talk, label: str) -> None:
    """Somebody taps, and what they get still waits."""
    world = talk.world
    world.update += 1
    tapped = Incoming(world.update, talk.user, talk.user, "en", Tapped(data(talk, label)))
    talk.turns.take(talk._connection.cursor(), tapped, world.now)


def waiting(talk: Talk) -> str:
    """What waits for somebody."""
    where = f"person = {talk.user} AND status = 'waiting'"
    return "\n".join(keys.opened(talk._connection.cursor(), "outbox.payload", where))


def opened(town: Town) -> Town:
    """Mette has opened what Samir shows, and it is on its way to her."""
    town.taps(town.mette, "My citizens", "Samir", "What Samir shows")
    tap_unread(town.mette, next(label for label in town.mette.last.labels() if label != "Back"))
    assert "truck" in waiting(town.mette)
    return town


def take_back(town: Town) -> None:
    for label in ("👁", "Take it back", "Mette"):
        town.samir.tap(label)


def delete_it(town: Town) -> None:
    town.taps(town.samir, "📁 My work", "✔ Talk: warehouse", "Delete", "Yes, delete it")


def delete_all(town: Town) -> None:
    town.samir.command("mydata")
    for label in ("Delete everything", "Yes, delete everything", "Yes, delete it now"):
        town.samir.tap(label)


def send_away(town: Town) -> None:
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette", "Mette shall not", "Yes")


WAYS: dict[str, Callable[[Town], object]] = {
    "taken back": take_back,
    "deleted": delete_it,
    "erased": delete_all,
    "sent away": send_away,
    "role taken away": lambda town: lose_role(town.mette, "contact"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_on_its_way_is_taken_back_too(way: str) -> None:
    town = opened(Town().with_shared_pitch())
    WAYS[way](town)
    assert "truck" not in waiting(town.mette)
    assert "truck" not in "\n".join(message.text for message in town.mette.deliver())


def test_what_is_on_its_way_to_somebody_else_goes_on() -> None:
    town = Town().with_others().with_shared_pitch()
    for label in ("Show it to Jonas", "Yes, show it"):
        town.samir.tap(label)
    opened(town)
    for label in ("👁", "Take it back", "Jonas"):
        town.samir.tap(label)
    assert "truck" in waiting(town.mette)


@pytest.mark.parametrize("way", WAYS)
def test_the_rest_of_a_long_message_that_has_begun_to_go_out_is_taken_back(way: str) -> None:
    town = opened(Town().with_shared_pitch())
    town.mette._connection.execute("UPDATE outbox SET parts = 1 WHERE status = 'waiting'")
    WAYS[way](town)
    assert "truck" not in waiting(town.mette)


LISTS = {"my citizens": ("My citizens", "Samir"), "queue": ("What waits for me", "something new to see")}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("listed", LISTS)
def test_a_list_that_names_a_citizen_is_taken_back_too(listed: str, way: str) -> None:
    town = Town().with_shared_pitch()
    button, shown = LISTS[listed]
    town.mette.command("menu")
    tap_unread(town.mette, next(label for label in town.mette.last.labels() if label.startswith(button)))
    assert "Samir" in waiting(town.mette)
    assert shown in waiting(town.mette)
    WAYS[way](town)
    assert waiting(town.mette) == ""


ROWS: dict[Kind, str] = {
    "person": "SELECT citizen FROM relations",
    "relation": "SELECT id FROM relations",
    "share": "SELECT id FROM shares",
    "exercise": "SELECT exercise FROM shares",
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_list_in_a_backup_goes_when_what_was_erased_is_erased_again(kind: Kind) -> None:
    town = Town().with_shared_pitch()
    cursor, world = town.mette._connection.cursor(), town.mette.world
    town.mette.command("menu")
    tap_unread(town.mette, "My citizens")
    cursor.execute(ROWS[kind], {})
    row = cursor.fetchone()[0]
    assert reapplying.DO[kind](cursor, world.turns.ids, row, world.now)
    assert waiting(town.mette) == ""


def test_a_list_of_one_who_has_parted_goes_when_they_are_erased() -> None:
    town = Town().with_shared_pitch()
    send_away(town)
    town.mette.command("menu")
    tap_unread(
        town.mette, next(label for label in town.mette.last.labels() if label.startswith("What waits for me"))
    )
    assert "Samir" in waiting(town.mette)
    delete_all(town)
    assert waiting(town.mette) == ""


def test_a_list_of_somebody_else_and_what_is_ones_own_go_on() -> None:
    town = Town().with_others().with_shared_pitch()
    town.samir.tap("Mette")
    town.jonas.command("menu")
    tap_unread(town.jonas, "My citizens")
    take_back(town)
    assert "Samir" in waiting(town.jonas)


def test_a_hand_over_takes_back_what_is_on_its_way_to_the_one_before() -> None:
    town = Town()
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.with_shared_pitch()
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto", "Yes, ask")
    town.rings(town.samir)
    town.samir.tap("Continue")
    opened(town)
    town.samir.tap("Yes, and")
    assert "truck" not in waiting(town.mette)
