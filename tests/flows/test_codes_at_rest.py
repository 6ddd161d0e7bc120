"""The code of an invitation is never stored as people read it, neither by whoever makes it nor by whoever has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.chat.updates import Incoming
from bot.engine.inputs import Tapped
from tests.flows.company import data
from tests.keys import everything, opened
from tests.town import KAI, TOVE, Town, code_of, invitation, settle_citizen

if TYPE_CHECKING:
    from tests.talk import Talk


def tables_with(talk: Talk, code: str) -> list[str]:
    """The tables in which a code stands, in either way of writing it."""
    written = {code, code.replace(" ", "")}
    stored = everything(talk._connection.cursor())
    return [table for table, rows in stored.items() if any(each in str(rows) for each in written)]


def test_a_code_for_a_citizen_stands_nowhere_once_it_is_sent() -> None:
    town = Town()
    code = code_of(town.mette)
    assert "when the code has been used" in town.mette.last.text
    assert tables_with(town.mette, code) == []
    town.mette.tap("One more code")
    town.mette.tap("Back")
    assert tables_with(town.mette, code) == []
    assert "I am" not in town.samir.last.text
    town.samir.write(code)
    assert "You are already connected with" in "\n".join(each.text for each in town.samir.sent[-2:])


def test_until_it_is_sent_a_code_waits_in_the_outbox_alone() -> None:
    town = Town()
    mette, world = town.mette, town.mette.world
    mette.command("menu")
    world.update += 1
    tapped = Incoming(world.update, mette.user, mette.user, "en", Tapped(data(mette, "Invite a citizen")))
    mette.turns.take(world.connection.cursor(), tapped, world.now)
    waiting = str(opened(world.connection.cursor(), "outbox.payload"))
    found = re.search(r"start=([A-Z]{2}\d{6})", waiting)
    assert found
    assert tables_with(mette, found[1]) == ["outbox"]
    mette.deliver()
    assert tables_with(mette, found[1]) == []


def test_a_link_for_staff_stands_nowhere_once_it_is_sent() -> None:
    town = Town().with_others()
    said = town.taps(town.ida, "Invite a colleague", "Mentor")
    found = re.search(r"start=(\S+)", "\n".join(message.text for message in said))
    assert found
    assert tables_with(town.ida, found[1]) == []
    town.samir.command("start", found[1])
    assert tables_with(town.ida, found[1]) == []
    town.samir.tap("I agree")
    assert "You are mentor at" in town.samir.last.text
    assert tables_with(town.ida, found[1]) == []


@pytest.mark.parametrize("answer", ["Yes, that is fine", "No, thank you", ""])
def test_a_code_that_somebody_writes_is_not_kept_whatever_they_answer(answer: str) -> None:
    town = Town()
    code = code_of(town.staff(KAI, "Kai", "mentor"))
    town.with_pitch()
    town.samir.write(code)
    assert "would like to be your mentor" in town.samir.last.text
    assert tables_with(town.samir, code) == []
    if answer:
        town.samir.tap(answer)
    else:
        town.samir.command("menu")
    assert tables_with(town.samir, code) == []


def test_a_code_that_works_is_not_kept_while_it_is_refused_for_guessing() -> None:
    """Nor is any other text that looks so: whoever guesses cannot learn from what is kept which codes there are."""
    town = Town()
    code = code_of(town.staff(KAI, "Kai", "mentor"))
    for number in range(5):
        town.samir.write(f"AB 123 45{number}")
    for text in (code, "AB 123 459"):
        assert "Please wait an hour" in town.samir.write(text)[0].text
        assert tables_with(town.samir, text) == []


@pytest.mark.parametrize("way", ["link", "text"])
def test_somebody_new_comes_with_a_code_that_is_not_kept(way: str) -> None:
    town = Town()
    code = code_of(town.mette)
    tove = town.samir.beside(TOVE, "en")
    tove.command("start", code.replace(" ", "")) if way == "link" else tove.write(code)
    assert tables_with(tove, code) == []
    for step in ("English", "I agree"):
        tove.tap(step)
    tove.write("Tove")
    assert "would like to be your contact person" in tove.last.text
    assert tables_with(tove, code) == []
    tove.tap("Yes, that is fine")
    assert "can follow you here now" in "\n".join(each.text for each in tove.sent[-2:])
    assert tables_with(tove, code) == []


def test_a_link_of_an_operator_is_not_kept() -> None:
    town = Town()
    code = invitation(town.mette, "mentor")
    settle_citizen(town.samir.beside(TOVE, "en"), "Tove").command("start", code)
    assert tables_with(town.samir, code) == []
