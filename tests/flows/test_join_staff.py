"""Staff join by a link: once, into one role in one organisation, and a coordinator makes such links."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.engine.codes import LINKED, digest
from bot.engine.deeds import Join
from bot.policy import NotAllowed
from bot.state import roles
from tests.flows.company import doer_of, remove
from tests.flows.reviewing import page
from tests.talk import Talk
from tests.town import IDA, JONAS, Town, invitation, settle_citizen

DOES_NOT_WORK = "That code does not work."


def test_a_role_one_has_already_is_not_given_twice() -> None:
    town = Town()
    assert "You have that role already" in page(
        town.mette.command("start", invitation(town.mette, "contact"))
    )
    held = roles.of_person(town.mette._connection.cursor(), town.mette.user)
    assert len(held) == 1


def test_the_same_role_in_two_organisations_is_refused_kindly() -> None:
    town = Town()
    code = invitation(town.mette, "contact")
    town.mette._connection.execute(
        "INSERT INTO organisations (id, name, contact, created_at) VALUES (5, 'Fremad', 'fremad.dk', 1)"
    )
    town.mette._connection.execute("UPDATE invitations SET organisation = 5 WHERE used_at IS NULL")
    said = page(town.mette.command("start", code))
    assert "You are contact person at Demoforeningen already" in said
    assert "Give that role up first" in said
    cursor = town.mette._connection.cursor()
    assert [each.organisation for each in roles.of_person(cursor, town.mette.user)] != [5]
    with pytest.raises(NotAllowed, match="contact"):
        doer_of(town.mette).do(Join(digest(code)))
    remove(town.mette)
    town.mette.command("start", code)
    town.mette.tap("I agree")
    assert "You are contact person at Fremad" in town.mette.last.text


def test_a_coordinator_is_not_told_to_see_anything() -> None:
    town = Town()
    said = page(town.mette.command("start", invitation(town.mette, "coordinator")))
    assert "You see nothing of any citizen" in said
    assert "You see only what citizens share" not in said


def test_who_only_coordinates_hears_nothing_of_citizens_of_their_own() -> None:
    town = Town()
    ida = town.samir.beside(IDA, "en")
    ida.command("start", invitation(ida, "coordinator"))
    ida.tap("English")
    ida.tap("I agree")
    ida.write("Ida")
    said = page(ida.tap("I agree"))
    assert "Here you invite colleagues, and see the figures of all of you." in said
    link = page(town.taps(ida, "💻 Open the desk"))
    assert "your figures, so send it to nobody" in link
    for text in (said, link):
        assert "your citizens" not in text


def test_who_follows_citizens_too_hears_of_them_in_either_role() -> None:
    town = Town()
    assert "find your citizens" in page(town.mette.sent)
    town.mette.command("start", invitation(town.mette, "coordinator"))
    town.mette.tap("I agree")
    assert "what your citizens show you, so send it to nobody" in page(
        town.taps(town.mette, "💻 Open the desk")
    )


def test_where_there_is_no_desk_a_coordinator_is_promised_no_figures() -> None:
    town = Town()
    town.mette.turns = replace(town.mette.turns, desk_url="")
    town.mette.command("start", invitation(town.mette, "coordinator"))
    assert "Welcome. Here you invite colleagues.\n" in f"{page(town.mette.tap('I agree'))}\n"


def test_a_coordinator_invites_staff_by_a_link_that_nobody_can_guess() -> None:
    town = Town().with_others()
    said = page(town.taps(town.ida, "Invite a colleague", "Mentor"))
    found = re.search(r"start=(\S+)", said)
    assert found
    assert LINKED.fullmatch(found[1])
    assert "write this code" not in said
    town.samir.command("start", found[1])
    town.samir.tap("I agree")
    assert "You are mentor at" in town.samir.last.text


def test_without_a_name_of_the_bot_staff_are_told_what_to_write() -> None:
    town = Town().with_others()
    town.ida._connection.execute("DELETE FROM bots")
    said = page(town.taps(town.ida, "Invite a colleague", "Mentor"))
    found = re.search(r"/start ([A-Za-z0-9_-]{22})$", said, re.MULTILINE)
    assert found
    assert "finds this chat in Telegram" in said
    town.samir.command("start", found[1])
    assert "invites you as mentor" in town.samir.last.text


@pytest.mark.parametrize("role", ["contact", "mentor", "coordinator"])
def test_a_link_for_staff_lets_one_person_in(role: str) -> None:
    talk = Talk("en")
    code = invitation(talk, role)
    staff = talk.beside(JONAS, "en")
    staff.command("start", code)
    staff.tap("English")
    staff.tap("I agree")
    staff.write("Jonas")
    staff.tap("I agree")
    assert f"You are {'contact person' if role == 'contact' else role} at" in staff.last.text
    settle_citizen(talk, "Samir")
    assert DOES_NOT_WORK in page(talk.command("start", code))
