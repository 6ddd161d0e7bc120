"""Somebody comes by a link: told at once who has invited them, and as what; a code that works not tells nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.flows.reviewing import page
from tests.town import KAI, TOVE, Town, code_of, invitation

if TYPE_CHECKING:
    from tests.talk import Talk

PLAIN = "I help you practise what is hard about looking for work."
BY_METTE = "Mette, contact person, has invited you."
AS_STAFF = "Demoforeningen has invited you as {role}."


def linked(town: Town) -> str:
    """What the link of Mette's newest code carries."""
    return code_of(town.mette).replace(" ", "")


def newcomer(town: Town, user: int = TOVE) -> Talk:
    return town.samir.beside(user, "en")


def consents(talk: Talk) -> list[str]:
    rows = talk.world.connection.execute(
        "SELECT text_version FROM consents JOIN addresses USING (person) WHERE user_id = ? ORDER BY id",
        (talk.user,),
    )
    return [version for (version,) in rows.fetchall()]


def test_a_citizen_reads_in_the_first_message_who_has_invited_them_and_nothing_more() -> None:
    town = Town()
    (first,) = newcomer(town).command("start", linked(town))
    assert BY_METTE in first.text
    assert PLAIN in first.text
    assert "Demoforeningen" not in first.text


def test_a_link_that_is_pasted_into_the_chat_does_what_opening_it_does() -> None:
    town = Town()
    tove = newcomer(town)
    tove.write(f"https://t.me/Stjernen_bot?start={invitation(tove, 'mentor')}")
    assert AS_STAFF.format(role="mentor") in tove.last.text
    assert "start=" not in str(tove.stored()), "no code is kept"


def test_a_link_that_is_pasted_while_a_question_stands_open_leads_back_to_it() -> None:
    town = Town()
    town.taps(town.samir, "New elevator pitch")
    assert "That code does not work." in page(town.samir.write(f"https://t.me/Stjernen_bot?start={'x' * 22}"))


def test_whoever_was_greeted_already_and_opens_the_link_then_reads_it_too() -> None:
    town = Town()
    tove = newcomer(town)
    assert BY_METTE not in page(tove.command("start"))
    assert BY_METTE in page(tove.command("start", linked(town)))


@pytest.mark.parametrize(
    ("role", "named", "does"),
    [
        ("contact", "contact person", "You follow those who want that."),
        ("mentor", "mentor", "You follow those who want that."),
        ("coordinator", "coordinator", "You let in those who follow them."),
    ],
)
def test_staff_are_not_received_as_somebody_who_looks_for_work(role: str, named: str, does: str) -> None:
    town = Town()
    karen = newcomer(town)
    first = page(karen.command("start", invitation(karen, role)))
    assert AS_STAFF.format(role=named) in first
    assert does in first
    assert PLAIN not in first
    terms = page(karen.tap("English"))
    assert "Citizens read what you write to them" in terms
    assert "If somebody follows you" not in terms
    more = page(karen.tap("Tell me more"))
    assert "so that you can follow citizens" in more
    assert "outside the EU" in more
    assert "datatilsynet.dk" in more
    karen.tap("I agree")
    assert consents(karen) == ["staff-2"]


def wrong(town: Town) -> list[str]:
    """Codes that do not work: none, used, taken back."""
    used, tove = linked(town), newcomer(town)
    tove.command("start", used)
    for label in ("English", "I agree"):
        tove.tap(label)
    tove.write("Tove")
    tove.tap("Yes, that is fine")
    taken = linked(town)
    town.mette.tap("Take a code back")
    town.mette.tap("For a citizen")
    return ["AB123456", "x" * 22, used, taken]


def test_a_code_that_works_not_is_greeted_as_none_at_all() -> None:
    town = Town()
    plain = newcomer(town, KAI).command("start")
    for number, code in enumerate(wrong(town)):
        greeted = newcomer(town, KAI + 100 + number).command("start", code)
        assert [each.text for each in greeted] == [each.text for each in plain]


def test_nobody_learns_at_first_contact_which_codes_work_by_trying_many() -> None:
    town = Town()
    code, kai = linked(town), newcomer(town, KAI)
    for number in range(5):
        assert BY_METTE not in page(kai.command("start", f"AB12345{number}"))
    assert BY_METTE not in page(kai.command("start", code))
    kai.tap("English")
    kai.tap("No, thank you")
    assert BY_METTE not in page(kai.command("start", code)), "also after deleting everything"


def test_a_code_that_is_sent_later_in_first_contact_tells_nothing_before_it_is_counted() -> None:
    town = Town()
    code, kai = linked(town), newcomer(town, KAI)
    kai.command("start")
    kai.tap("English")
    assert "Mette" not in page(kai.command("start", code))
    language = next(message for message in kai.sent if "English" in message.labels())
    assert "Mette" not in page(kai.tap_data(dict(language.buttons)["English"], language.id))


def test_a_wrong_code_counts_once() -> None:
    town = Town()
    code, kai = linked(town), newcomer(town, KAI)
    kai.command("start", "AB123456")
    for label in ("English", "I agree"):
        kai.tap(label)
    assert "That code does not work." in page(kai.write("Kai"))
    kai.tap("Just looking")
    for number in range(3):
        kai.write(f"AB 123 45{number}")
    assert "would like to be your" in page(kai.write(code))


def test_who_declines_a_role_and_stays_reads_what_a_citizen_says_yes_to() -> None:
    town = Town()
    karen = newcomer(town)
    karen.command("start", invitation(karen, "contact"))
    for label in ("English", "I agree"):
        karen.tap(label)
    karen.write("Karen")
    terms = page(karen.tap("No, thank you"))
    assert "A contact person or mentor sees what you write" in terms
    assert "How much can you manage today?" in page(karen.tap("I agree"))
    assert consents(karen) == ["staff-2", "citizen-4"]


def test_in_danish_it_is_said_as_people_say_it() -> None:
    town = Town("da")
    code = re.sub(r"\s", "", code_of(town.mette))
    (first,) = town.samir.beside(TOVE, "da").command("start", code)
    assert "Mette, kontaktperson, har inviteret dig." in first.text
