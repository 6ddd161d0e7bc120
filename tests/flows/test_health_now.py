"""Questions about health: whether to answer now, and how the others are counted where they are left out."""

from __future__ import annotations

from tests.flows.stars import again, picture
from tests.flows.test_health import ASKED, AXIS, YES, begun, consent, counted, finished, refused


def test_after_a_yes_it_is_asked_whether_to_answer_now_and_now_is_the_question() -> None:
    talk = begun()
    talk.tap(YES)
    assert talk.last.text == "Tak. Vil du svare nu?"
    assert talk.last.labels()[:2] == ["Ja", "Næste gang"]
    talk.tap("Ja")
    assert "at have kræfter" in talk.last.text


def test_whoever_answers_next_time_is_asked_then_and_not_for_a_yes_again() -> None:
    talk = begun()
    talk.tap(YES)
    talk.tap("Næste gang")
    assert "at have nogen" in talk.last.text
    given = consent(talk)
    assert given is not None
    assert given.agreed
    finished(talk)
    assert AXIS not in picture(talk).text
    again(talk, "54343556")
    assert sum(ASKED in message.text for message in talk.sent) == 1
    assert sum("Vil du svare nu?" in message.text for message in talk.sent) == 1
    assert f"Nyt: {AXIS} (5)." in picture(talk).text


def test_what_was_left_out_the_last_time_is_not_looked_back_on() -> None:
    talk = begun()
    for label in (YES, "Næste gang"):
        talk.tap(label)
    again(finished(talk), "54343556")
    (asked,) = (message for message in talk.sent if "sidste gang" in message.text)
    assert "☐ Støtte" in asked.labels()
    assert f"☐ {AXIS}" not in asked.labels()


def test_whoever_goes_back_can_answer_it_now_after_all() -> None:
    talk = begun()
    for label in (YES, "Næste gang", "⬅ Tilbage", "Ja"):
        talk.tap(label)
    assert "at have kræfter" in talk.last.text


def test_changing_an_earlier_answer_does_not_ask_it_again() -> None:
    talk = begun()
    for label in (YES, "Næste gang"):
        talk.tap(label)
    talk.command("help")
    for label in ("Ret et svar", "Hverdag", "4"):
        talk.tap(label)
    assert "at have nogen" in talk.last.text


# Counting -----------------------------------------------------------------------------------------


def test_after_a_no_the_numbers_go_on_without_a_gap() -> None:
    assert counted(refused())[-3:] == ["5 af 8", "6 af 7", "7 af 7"]


def test_and_the_next_star_counts_only_what_is_asked() -> None:
    talk = refused()
    talk.says_yes_to_health = False
    again(talk, "5434355")
    assert counted(talk)[-7:] == [f"{number} af 7" for number in range(1, 8)]


def test_so_does_the_list_at_home_and_the_welcome_after_a_pause() -> None:
    talk = refused()
    talk.says_yes_to_health = False
    talk.command("menu")
    for label in ("Udfyld min stjerne", *"543435"):
        talk.tap(label)
    talk.command("menu")
    begun_one = talk.last.labels()[0]
    assert begun_one.endswith(" · 6 af 7 svar")
    talk.tap(begun_one)
    assert "spørgsmål 7 af 7" in talk.last.text
