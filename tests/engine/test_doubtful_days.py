"""A day that can be mistaken is shown with its year, and is used only after a yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.steps import Ask, AskDate, AskMany, AskTime, Choice, End, Repeat, Wake, Write
from tests.engine.stage import answers, begun, stands_at

if TYPE_CHECKING:
    from tests.talk import Talk

DAY = AskDate(id="day", text="Which day?", short="Day", time="at")
TIME = AskTime(id="at", text="At what time?", short="Time", skippable=True)
WAKE = Wake(id="wake", kind="follow_up", on="day", time="at")
MORE = Write(id="more", text="More?", voice=False)
END = End(id="end", text="Done.")
STEPS = (DAY, TIME, WAKE, MORE, END)
DOUBT = "Mener du mandag 22. november 2027?"


def due(talk: Talk) -> list[str]:
    return [each["due_at"][:16] for each in talk.stored()["timers"] if each["kind"] == "follow_up"]


def asked() -> Talk:
    """Somebody who has written yesterday's date."""
    talk = begun(*STEPS)
    talk.write("22/11")
    assert talk.last.text == DOUBT
    return talk


def test_a_day_that_only_fits_next_year_is_shown_and_sets_nothing() -> None:
    talk = asked()
    assert talk.last.labels()[:2] == ["Ja", "Nej, en anden dag"]
    assert stands_at(talk) == ("mine", "day")
    assert answers(talk) == {}
    assert due(talk) == []


@pytest.mark.parametrize("way", ["tap", "ja", "Ja tak", "JA!"])
def test_a_yes_takes_it(way: str) -> None:
    talk = asked()
    talk.tap("Ja") if way == "tap" else talk.write(way)
    assert answers(talk) == {"day": "2027-11-22"}
    assert talk.last.text.startswith("At what time?")


@pytest.mark.parametrize("way", ["tap", "nej", "Nej, en anden dag"])
def test_a_no_asks_again(way: str) -> None:
    talk = asked()
    talk.tap("Nej") if way == "tap" else talk.write(way)
    assert talk.last.text == "Which day?"
    assert talk.last.labels()[:2] == ["I dag", "I morgen"]
    talk.tap("I morgen")
    assert answers(talk) == {"day": "2026-11-24"}


def test_another_day_can_be_written_at_once() -> None:
    talk = asked()
    talk.write("på torsdag")
    assert answers(talk) == {"day": "2026-11-26"}


def test_an_earlier_yes_does_not_take_a_later_reading() -> None:
    talk = asked()
    earlier = dict(talk.last.buttons)["Ja"]
    talk.write("1. juli")
    assert talk.last.text == "Mener du torsdag 1. juli 2027?"
    talk.tap_data(earlier)
    assert answers(talk) == {}
    assert talk.last.text == "Mener du torsdag 1. juli 2027?"


def test_an_earlier_yes_takes_nothing_once_the_person_has_said_no() -> None:
    talk = asked()
    earlier = dict(talk.last.buttons)["Ja"]
    talk.tap("Nej")
    talk.tap_data(earlier)
    assert answers(talk) == {}
    assert stands_at(talk) == ("mine", "day")


@pytest.mark.parametrize("words", ["hm", "min hund hedder Fido"])
def test_what_is_neither_yes_nor_no_nor_a_day_is_asked_again(words: str) -> None:
    talk = asked()
    talk.write(words)
    assert "Tryk på en af knapperne" in talk.last.text
    assert DOUBT in talk.last.text
    assert words in talk.texts()


def test_a_voice_message_is_kept_and_the_day_is_asked_for_again() -> None:
    talk = asked()
    talk.speak(4)
    assert DOUBT in talk.last.text
    assert answers(talk) == {}


def test_a_time_that_was_written_with_it_waits_too() -> None:
    talk = begun(*STEPS)
    talk.write("22/11 kl. 10")
    assert answers(talk) == {}
    talk.tap("Ja")
    assert answers(talk) == {"day": "2027-11-22", "at": "10:00"}
    assert due(talk) == ["2027-11-22T09:00"]


def test_the_words_are_kept_once_and_belong_to_the_answer() -> None:
    talk = asked()
    assert "22/11" in talk.texts()
    message = talk.own_message - 1
    talk.tap("Ja")
    assert talk.texts().count("22/11") == 1
    talk.edit(message, "på torsdag")
    assert answers(talk) == {"day": "2026-11-26"}


def test_an_edit_while_it_waits_is_read_instead() -> None:
    talk = asked()
    talk.edit(talk.own_message - 1, "24/11")
    assert answers(talk) == {"day": "2026-11-24"}


def test_an_answer_that_is_edited_to_a_far_day_is_confirmed_and_stands_until_then() -> None:
    talk = begun(*STEPS)
    talk.write("26/11")
    message = talk.own_message - 1
    talk.write("kl. 10")
    talk.edit(message, "22/11")
    assert talk.last.text == DOUBT
    assert due(talk) == ["2026-11-26T09:00"]
    assert answers(talk)["day"] == "2026-11-26"
    talk.tap("Ja")
    assert due(talk) == ["2027-11-22T09:00"]
    assert talk.last.text == "More?"


def test_a_no_to_an_edited_day_leaves_the_answer_to_be_kept() -> None:
    talk = begun(*STEPS)
    talk.write("26/11 kl. 10")
    talk.edit(talk.own_message - 1, "22/11")
    talk.tap("Nej")
    talk.tap("Behold mit svar")
    assert due(talk) == ["2026-11-26T09:00"]
    assert talk.last.text == "More?"


def test_every_item_of_a_repeat_has_its_own() -> None:
    ticks = AskMany(
        id="ticks",
        text="Which?",
        choices=(Choice(key="one", label="One"), Choice(key="two", label="Two")),
    )
    each = Repeat(id="each", over="ticks", steps=(AskDate(id="day", text="{item}?", short="Day"),))
    talk = begun(ticks, each, END)
    for label in ("☐ One", "☐ Two", "✔ Færdig"):
        talk.tap(label)
    talk.write("22/11")
    talk.tap("Ja")
    assert talk.last.text == "Two?"
    talk.write("24/11")
    assert answers(talk)["each/one/day"] == "2027-11-22"
    assert answers(talk)["each/two/day"] == "2026-11-24"


@pytest.mark.parametrize("text", ["24/11", "15. januar", "om fire uger", "på fredag"])
def test_a_clear_day_is_not_asked_about(text: str) -> None:
    talk = begun(*STEPS)
    talk.write(text)
    assert "day" in answers(talk)


@pytest.mark.parametrize("text", ["25/11/2099", "1. december 2028"])
def test_a_day_more_than_two_years_away_is_asked_for_again(text: str) -> None:
    talk = begun(*STEPS)
    talk.write(text)
    assert "ligger mere end to år væk. Vælg en dag, der er tættere på." in talk.last.text
    assert talk.last.labels()[0] == "I dag"


def test_a_day_that_has_been_of_another_year_is_confirmed() -> None:
    past = AskDate(id="day", text="Which day?", short="Day", past=True)
    talk = begun(past, MORE, END)
    talk.write("24. november")
    assert talk.last.text == "Mener du mandag 24. november 2025?"
    talk.tap("Ja")
    assert answers(talk) == {"day": "2025-11-24"}


def test_whoever_comes_back_to_it_when_the_day_has_been_is_asked_again() -> None:
    talk = begun(*STEPS)
    talk.write("1. februar")
    talk.command("pause")
    talk.wait(days=80)
    talk.tap("Fortsæt")
    assert "Mener du mandag 1. februar 2027?" in talk.last.text
    talk.tap("Ja")
    assert answers(talk) == {}
    assert "er gået. Vælg en anden dag." in talk.last.text


def test_the_way_back_and_skipping_leave_the_doubt_behind() -> None:
    first = Ask(id="first", text="First?", choices=(Choice(key="on", label="On"),))
    day = AskDate(id="day", text="Which day?", short="Day", skippable=True)
    talk = begun(first, day, MORE, END)
    talk.tap("On")
    talk.write("22/11")
    talk.tap("⬅")
    talk.tap("On")
    assert talk.last.text == "Which day?"
    talk.write("22/11")
    talk.tap("Spring over")
    assert talk.last.text == "More?"


def test_an_edit_from_elsewhere_asks_without_taking_the_words_that_follow() -> None:
    talk = begun(*STEPS)
    talk.write("26/11 kl. 10")
    message = talk.own_message - 1
    talk.command("menu")
    talk.edit(message, "22/11")
    assert talk.last.text == DOUBT
    assert stands_at(talk)[0] == "home"
    talk.tap("Ja")
    assert answers(talk)["day"] == "2027-11-22"
    assert due(talk) == ["2027-11-22T09:00"]


def test_a_day_that_came_too_early_and_can_be_mistaken_is_not_offered_as_the_answer() -> None:
    for day, offered in (("26/11", True), ("22/11", False)):
        talk = begun(Write(id="first", text="First?"), DAY, MORE, END)
        talk.burst("noget", day)
        assert answers(talk) == {"first": f"noget\n{day}"}
        labels = [label for message in talk.sent for label in message.labels()]
        assert ("Det er to svar" in labels) is offered
