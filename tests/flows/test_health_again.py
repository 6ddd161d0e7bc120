"""Questions about health after a no: what was said before is told, and what was left out can be answered at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.flows import discover
from bot.flows._health import VERSION
from bot.flows.content import Content
from bot.flows.content.star import packaged
from bot.state import consents
from tests.flows.stars import again, opened, picture, starred
from tests.flows.test_health import ASKED, AXIS, NO, YES, begun, finished, refused, take_back
from tests.talk import Citizen, Talk

SAID_NO = "Du har sagt nej til det før"
NOW = "Vil du svare nu?"
LATER = "Jeg spørger om det, næste gang det passer."


def decisions(talk: Talk) -> list[bool]:
    """All that was said to questions about health, yes or no, the oldest first."""
    return [
        each.agreed
        for each in consents.of_person(talk._connection.cursor(), talk.user)
        if (each.kind, each.text_version) == ("health", VERSION)
    ]


def looking(talk: Talk) -> Talk:
    """Somebody who looks at what they have said, out of their star."""
    talk.says_yes_to_health = False
    opened(talk).tap("Spørgsmål om helbred")
    return talk


def test_whoever_has_said_no_is_told_so_and_whoever_was_never_asked_is_not() -> None:
    assert SAID_NO not in begun().last.text
    said = looking(refused()).last.text
    assert said.startswith(SAID_NO)
    assert ASKED in said


def test_who_only_looks_goes_back_and_the_no_stands() -> None:
    talk = looking(refused())
    assert talk.last.labels() == [YES, NO, "Tilbage"]
    talk.tap("Tilbage")
    assert "Hvad vil du med din stjerne?" in talk.last.text
    assert decisions(talk) == [False]


def test_what_the_star_left_out_can_be_answered_at_once() -> None:
    talk = looking(refused())
    talk.tap(YES)
    assert talk.last.text == "Tak. Vil du svare nu?"
    talk.tap("Ja")
    assert "at have kræfter" in talk.last.text
    talk.tap("6")
    assert f"{AXIS}: 6 Godt" in picture(talk).text
    talk.tap("Ikke nu")
    assert "Din stjerne er gemt." in talk.last.text
    kept = [each["content"] for each in talk.stored()["versions"] if "scores" in each["content"]][-1]
    assert (kept["scores"]["health"], kept["day"]) == (6, "2026-11-23")


def test_or_the_next_time() -> None:
    talk = looking(refused())
    talk.tap(YES)
    talk.tap("Næste gang")
    assert LATER in talk.last.text
    assert "Hvad vil du med din stjerne?" in talk.last.text
    again(talk, "54343556")
    assert f"Nyt: {AXIS} (5)." in picture(talk).text


def test_so_it_is_from_my_data() -> None:
    talk = refused()
    talk.says_yes_to_health = False
    talk.command("mydata")
    for label in ("Spørgsmål om helbred", YES, "Ja", "6"):
        talk.tap(label)
    assert talk.answers("star")["axis_health"] == 6


def test_after_a_yes_that_was_taken_back_the_deleted_answer_can_be_given_anew() -> None:
    talk = begun()
    for label in (YES, "Næste gang"):
        talk.tap(label)
    finished(talk)
    take_back(talk)
    looking(talk)
    for label in (YES, "Ja", "6"):
        talk.tap(label)
    assert talk.answers("star")["axis_health"] == 6


def test_of_several_axes_each_is_asked() -> None:
    axes = tuple(replace(axis, health=axis.id in {"everyday", "health"}) for axis in packaged().axes)
    talk = Citizen(Talk(flows=discover(Content(star=replace(packaged(), axes=axes))))).welcomed()
    talk.says_yes_to_health = False
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    for step in (*"4434", NO, "5", "6", "Ikke nu"):
        talk.tap(step)
    talk.write("i dag")
    for label in (YES, "Ja", "2", "3"):
        if label == YES:
            looking(talk)
        talk.tap(label)
    given = talk.answers("star")
    assert (given["axis_everyday"], given["axis_health"]) == (2, 3)


def test_a_star_of_a_while_ago_is_left_as_it_was() -> None:
    """What is felt today is no answer to how it was then."""
    talk = refused()
    talk.wait(days=15)
    looking(talk).tap(YES)
    assert NOW not in talk.last.text
    assert LATER in talk.last.text


def test_where_nothing_was_left_out_nothing_is_offered() -> None:
    talk = starred()
    take_back(talk)
    looking(talk).tap(YES)
    talk.tap("Ja")
    talk.tap("Vil ikke svare")
    opened(talk).tap("Spørgsmål om helbred")
    talk.tap("Tag mit ja tilbage")
    assert decisions(talk) == [True, False, True, False]


def test_an_old_button_decides_nothing_twice_and_no_yes() -> None:
    talk = looking(refused())
    asked = talk.last
    buttons = dict(asked.buttons)
    for label in (YES, YES, NO, NO, YES):
        talk.tap_data(buttons[label], asked.id)
    assert decisions(talk) == [False, True, False]


def test_nor_does_one_under_the_question_in_the_star() -> None:
    talk = begun()
    talk.says_yes_to_health = False
    asked = talk.last
    for _ in range(2):
        talk.tap_data(dict(asked.buttons)[YES], asked.id)
        talk.tap("Ja")
        talk.tap("5")
    assert decisions(talk) == [True]


def test_where_nothing_was_chosen_there_is_no_empty_answer_above_the_list() -> None:
    talk = looking(refused())
    for label in (YES, "Ja", "6"):
        talk.tap(label)
    assert "Er der noget, du vil gøre mere ved?" in talk.last.text
    assert "Dit svar nu" not in talk.last.text


@pytest.mark.parametrize("meanwhile", ["a while passes", "it is taken back"])
def test_an_old_yes_to_answering_now_does_no_harm(meanwhile: str) -> None:
    talk = looking(refused())
    talk.tap(YES)
    asked = talk.last
    talk.tap("Næste gang")
    if meanwhile == "a while passes":
        talk.wait(days=15)
        opened(talk).tap("Spørgsmål om helbred")
        talk.tap("Tag mit ja tilbage")
        looking(talk).tap(YES)
    else:
        take_back(talk)
    talk.tap_data(dict(asked.buttons)["Ja"], asked.id)
    assert "at have kræfter" not in talk.last.text
    assert "axis_health" not in {place for place, value in talk.answers("star").items() if value}
    assert talk.last.buttons
