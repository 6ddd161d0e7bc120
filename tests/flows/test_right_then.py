"""The last yes of a deletion counts right after it was asked, and only if nothing else was done since."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.engine.effects import NUDGE
from bot.engine.lapsing import RIGHT_THEN
from bot.state import timers
from tests.flows.company import data
from tests.talk import Citizen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.talk import Talk

REALLY = "Ja, slet det nu"
FIRST = "Skal jeg slette alt om dig?"
LAST = "Er du helt sikker?"
MEANWHILE: dict[str, Callable[[Talk], object]] = {
    "the menu": lambda talk: talk.command("menu"),
    "stop": lambda talk: talk.command("stop"),
    "my data": lambda talk: talk.command("mydata"),
    "help": lambda talk: talk.command("help"),
    "a text": lambda talk: talk.write("hej"),
    "words about it": lambda talk: talk.write("hvem kan se det"),
    "a sticker": lambda talk: talk.send("sticker"),
    "a yes too little": lambda talk: talk.write("ja"),
    "a tap elsewhere": lambda talk: talk.tap("Lav en lille aftale"),
    "a tap on what is over": lambda talk: talk.tap("Det er i orden"),
    "a no": lambda talk: talk.tap("Nej, behold det"),
    "a break": lambda talk: talk.wait(minutes=16),
    "a month": lambda talk: talk.wait(days=30),
    "a clock set back": lambda talk: talk.wait(minutes=-3),
}


@pytest.fixture
def talk() -> Talk:
    return Citizen().welcomed()


def asked(talk: Talk) -> str:
    """The button under the last question."""
    talk.command("menu")
    talk.command("mydata")
    talk.tap("Slet det hele")
    talk.tap("Ja, slet det hele")
    assert talk.last.text.startswith(LAST)
    return data(talk, REALLY)


@pytest.mark.parametrize("between", MEANWHILE.values(), ids=MEANWHILE)
def test_after_anything_else_it_begins_at_the_first_question_again(
    talk: Talk, between: Callable[[Talk], object]
) -> None:
    really = asked(talk)
    between(talk)
    said = talk.tap_data(really)
    assert talk.known
    assert FIRST in said[-1].text
    assert said[-1].labels() == ["Nej, behold det", "Giv mig en kopi først", "Ja, slet det hele"]
    talk.tap("Ja, slet det hele")
    talk.tap(REALLY)
    assert not talk.known


def test_within_minutes_it_counts_and_a_double_tap_of_the_first_yes_is_nothing_done(talk: Talk) -> None:
    talk.command("mydata")
    talk.tap("Slet det hele")
    yes = data(talk, "Ja, slet det hele")
    talk.pace = 0.1
    talk.tap_data(yes)
    talk.tap_data(yes)
    talk.wait(seconds=RIGHT_THEN.total_seconds() - 1)
    talk.tap(REALLY)
    assert not talk.known


def test_a_message_of_a_timer_makes_it_begin_again(talk: Talk) -> None:
    really = asked(talk)
    timers.schedule(talk._connection.cursor(), 1, talk.user, NUDGE, 0, talk.now + timedelta(minutes=5))
    assert talk.wait(minutes=6)
    assert FIRST in talk.tap_data(really)[-1].text
    assert talk.known


def test_a_late_no_is_a_no(talk: Talk) -> None:
    asked(talk)
    no = data(talk, "Nej, behold det")
    talk.wait(days=30)
    assert FIRST not in talk.tap_data(no)[-1].text
    assert talk.known


@pytest.mark.parametrize("text", ["ja", "Ja!", "ja tak", "ok", "ja slet", "Ja, slet det hele"])
def test_nothing_but_the_whole_label_is_a_typed_yes(talk: Talk, text: str) -> None:
    asked(talk)
    said = talk.write(text)
    assert talk.known
    assert said[-1].text.endswith("Jeg kan ikke hente det igen.") or FIRST in said[-1].text


def test_a_yes_too_little_hears_how_to_say_it(talk: Talk) -> None:
    asked(talk)
    (said,) = talk.write("ja")
    assert "skriv det, der står på den" in said.text
    talk.write("ja slet det nu")
    assert not talk.known


def test_a_yes_for_each_question_in_quick_succession_deletes_nothing(talk: Talk) -> None:
    talk.command("mydata")
    talk.tap("Slet det hele")
    talk.pace = 0.1
    for _ in range(4):
        talk.write("ja")
    assert talk.known


def test_what_is_typed_a_month_later_begins_at_the_first_question_too(talk: Talk) -> None:
    asked(talk)
    talk.wait(days=30)
    assert FIRST in talk.write("Ja, slet det nu")[-1].text
    assert talk.known


@pytest.mark.parametrize("text", ["hej", "ja", "hvad?"])
def test_whoever_comes_back_later_stands_at_the_first_question(talk: Talk, text: str) -> None:
    asked(talk)
    talk.wait(days=30)
    assert FIRST in talk.write(text)[-1].text
    talk.command("help")
    assert FIRST in talk.tap("Fortsæt")[-1].text
