"""A tap on the speaker of a message: it is read aloud, and nobody is led away from where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.aloud import SPEAKER
from bot.engine.inputs import Listened, Tapped
from bot.engine.person import Person
from bot.state.commit import manner
from tests.talk import Citizen

if TYPE_CHECKING:
    from bot.engine.person import Aloud
    from bot.policy import Hat


def test_it_reads_what_stands_there_and_the_conversation_goes_on() -> None:
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Lav en lille aftale")
    before = talk.stored()["exercises"]
    talk.listen()
    assert talk.heard[-1][:2] == ("Aftale · 1 af 5", "")
    assert talk.stored()["exercises"] == before
    talk.write("Ringe til Netto")
    assert talk.answers("plan")["what"] == "Ringe til Netto"


def test_the_choices_are_read_and_the_ways_around_are_not() -> None:
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    talk.hear_buttons()
    assert talk.heard[-1][-3:] == ("7 Rigtig godt", "Ved ikke", "Vil ikke svare")


def test_of_two_quick_taps_one_is_heard_and_a_later_one_again() -> None:
    """The first still waits to be sent when the second comes."""
    talk = Citizen().with_pitch()
    before = len(talk.heard)
    for _ in range(2):
        talk._turn(Listened("Hej", ("Farvel",), 1))
    talk.deliver()
    assert len(talk.heard) == before + 1
    talk._do(Listened("Hej", ("Farvel",), 1))
    assert len(talk.heard) == before + 2


def test_another_message_is_heard_though_one_waits_to_be() -> None:
    talk = Citizen().with_pitch()
    talk._turn(Listened("Hej", (), 1))
    talk._turn(Listened("Farvel", (), 2))
    talk.deliver()
    assert [said[0] for said in talk.heard[-2:]] == ["Hej", "Farvel"]


def test_a_message_that_is_too_old_to_show_is_told_so() -> None:
    talk = Citizen().with_pitch()
    assert talk._do(Listened("", (), talk.last.id)) == []
    assert talk.toasts[-1] == "Den besked kan jeg ikke se mere. Tryk på 🔊 under en nyere."


def test_somebody_who_has_deleted_everything_is_told_how_to_begin() -> None:
    talk = Citizen().with_pitch()
    talk.command("stop")
    for label in ("Slet det hele", "Ja, slet det hele", "Ja, slet det nu"):
        talk.tap(label)
    assert not talk.known
    assert talk._do(Listened("Hej", (), 1)) == []
    assert "/start" in talk.toasts[-1]


def test_a_forged_tap_that_says_so_without_its_message_is_a_strange_button() -> None:
    talk = Citizen().with_pitch()
    assert talk._do(Tapped(SPEAKER, talk.last.id))[-1].text.startswith("Den knap er gammel")


def test_what_is_heard_is_masked_like_what_is_written() -> None:
    talk = Citizen().with_pitch()
    talk._do(Listened("Mit nummer er 010190-1234", (), 1))
    assert "010190" not in str(talk.heard[-1])


@pytest.mark.parametrize(
    ("hat", "aloud", "waits"),
    [("", "button", "button"), ("", "off", None), ("contact", "button", None), ("contact", "all", "all")],
)
def test_staff_have_no_speaker_under_their_messages_until_they_want_everything_read(
    hat: Hat, aloud: Aloud, waits: str | None
) -> None:
    person = Person(1, hat=hat, aloud=aloud, speed="slow")
    assert manner(person).get("aloud") == waits
