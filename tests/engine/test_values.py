"""Questions answered with a day, a number or a phone number, in Danish and English."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.engine.steps import AskDate, AskNumber, AskPhone, End, Tell, Wake, Write
from bot.engine.steps.values import last_year
from tests.engine.stage import answers, begun, stands_at

if TYPE_CHECKING:
    from tests.talk import Talk

END = End(id="end", text="Done.")
NEXT = Write(id="next", text="And now?")
DAY = AskDate(id="day", text="Which day?", short="Day", skippable=True)
PAST_DAY = AskDate(id="day", text="Which day?", short="Day", past=True)
NUMBER = AskNumber(id="many", text="How many?", short="Number", low=1, high=20)
PHONE = AskPhone(id="phone", text="Which number?", short="Phone")


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("da", "i dag", "2026-11-23"),
        ("da", "I morgen!", "2026-11-24"),
        ("da", "på torsdag kl. 10", "2026-11-26"),
        ("da", "26. november", "2026-11-26"),
        ("da", "26/11", "2026-11-26"),
        ("da", "om to uger", "2026-12-07"),
        ("en", "today", "2026-11-23"),
        ("en", "tomorrow", "2026-11-24"),
        ("en", "on Thursday", "2026-11-26"),
        ("en", "November 26", "2026-11-26"),
        ("en", "in two weeks", "2026-12-07"),
        ("en", "2026-11-26", "2026-11-26"),
    ],
)
def test_a_day_in_words_is_stored_as_iso(language: str, text: str, day: str) -> None:
    talk = begun(DAY, NEXT, END, language=language)
    talk.write(text)
    assert answers(talk) == {"day": day}


@pytest.mark.parametrize(("label", "day"), [("Today", "23"), ("Tomorrow", "24"), ("In a week", "30")])
def test_a_day_can_be_tapped(label: str, day: str) -> None:
    talk = begun(DAY, NEXT, END, language="en")
    talk.tap(label)
    assert answers(talk) == {"day": f"2026-11-{day}"}


def test_tomorrow_is_counted_on_the_persons_own_clock() -> None:
    talk = begun(DAY, NEXT, END, language="en")
    talk.now = talk.now.replace(hour=23, minute=30)  # half past midnight in Copenhagen
    talk.tap("Today")
    assert answers(talk) == {"day": "2026-11-24"}


@pytest.mark.parametrize(("number", "said"), [("1", "1 apple."), ("2", "2 apples."), ("", "– apples.")])
def test_a_text_counts_what_was_answered(number: str, said: str) -> None:
    many = AskNumber(id="many", text="How many?", skippable=True)
    counted = Tell(id="counted", text="{n} apple.", plural="{n} apples.", count="many")
    talk = begun(many, counted, NEXT, END, language="en")
    talk.write(number) if number else talk.tap("Skip")
    assert talk.last.text.startswith(said)


@pytest.mark.parametrize("text", ["soon", "30. februar", "32/12", "26. november 1926", "9" * 50])
def test_what_is_no_day_is_kept_and_asked_for_again_with_an_example(text: str) -> None:
    talk = begun(DAY, NEXT, END)
    talk.write(text)
    assert stands_at(talk) == ("mine", "day")
    assert text in talk.texts()
    assert "26. november" in talk.last.text


def test_a_day_that_has_been_is_asked_for_again_where_it_must_lie_ahead() -> None:
    talk = begun(DAY, NEXT, END, language="en")
    talk.write("2026-11-20")
    assert "has been. Which day do you want?" in talk.last.text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("1 October", "2026-10-01"),
        ("today", "2026-11-23"),
        ("yesterday", "2026-11-22"),
    ],
)
def test_a_day_that_has_been_is_the_last_one_of_that_name(text: str, day: str) -> None:
    talk = begun(PAST_DAY, NEXT, END, language="en")
    assert talk.last.labels()[0] == "Today"
    talk.write(text)
    assert answers(talk) == {"day": day}


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "2027-01-01",
        "on Thursday",
        "on Thursday at 10",
        "Thursday 10:00",
        "in 3 days",
        "in three weeks",
    ],
)
def test_a_day_still_to_come_is_asked_for_again_where_it_has_to_have_been(text: str) -> None:
    talk = begun(PAST_DAY, NEXT, END, language="en")
    talk.write(text)
    assert "is still to come. Which day was it?" in talk.last.text


def test_a_leap_day_a_year_before_is_the_twenty_eighth() -> None:
    assert last_year(date(2028, 2, 29)) == date(2027, 2, 28)


def test_a_day_is_shown_in_the_persons_language() -> None:
    talk = begun(DAY, NEXT, END)
    talk.write("26/11")
    talk.tap("⬅")
    assert "Dit svar nu: torsdag 26. november" in talk.last.text


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [("da", "12", 12), ("da", "tolv", 12), ("da", "ca. 3", 3), ("en", "twelve", 12), ("en", "about 3", 3)],
)
def test_a_number_in_digits_or_words_is_stored_as_a_number(language: str, text: str, number: int) -> None:
    talk = begun(NUMBER, NEXT, END, language=language)
    talk.write(text)
    assert answers(talk) == {"many": number}


@pytest.mark.parametrize("text", ["0", "21", "2,5", "-3", "many", "1" * 400, "½"])
def test_what_is_no_whole_number_in_between_is_kept_and_asked_for_again(text: str) -> None:
    talk = begun(NUMBER, NEXT, END)
    talk.write(text)
    assert stands_at(talk) == ("mine", "many")
    assert text in talk.texts()
    assert "fra 1 til 20" in talk.last.text


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("20 12 34 56", "+4520123456"),
        ("20123456", "+4520123456"),
        ("+45 20 12 34 56", "+4520123456"),
        ("0045 20123456", "+4520123456"),
        ("+46 8 123 456 78", "+46812345678"),
        ("+380 44 123 4567", "+380441234567"),
        ("+45 20 20 20 20 ext 99", "tel:+45-20-20-20-20;ext=99"),
        ("20 20 20 20 x99", "tel:+45-20-20-20-20;ext=99"),
        ("20202020 lok. 99", "tel:+45-20-20-20-20;ext=99"),
        ("20202020, lokal 99", "tel:+45-20-20-20-20;ext=99"),
        ("20202020 (Lokalnummer: 99)", "tel:+45-20-20-20-20;ext=99"),
    ],
)
def test_a_phone_number_is_stored_in_one_form(text: str, stored: str) -> None:
    talk = begun(PHONE, NEXT, END)
    talk.write(text)
    assert answers(talk) == {"phone": stored}


@pytest.mark.parametrize(
    "text", ["123", "call me", "+45", "9" * 40, "<20123456>x", "00 00 00 00", "10 00 00 00"]
)
def test_what_is_no_phone_number_is_kept_and_asked_for_again(text: str) -> None:
    talk = begun(PHONE, NEXT, END, language="en")
    talk.write(text)
    assert stands_at(talk) == ("mine", "phone")
    assert talk.last.text.startswith("That does not look like a phone number.")
    assert text in talk.texts()


@pytest.mark.parametrize(
    ("text", "shown"), [("20202020", "+45 20 20 20 20"), ("20202020 ext 99", "+45 20 20 20 20, lokal 99")]
)
def test_a_number_is_shown_with_its_extension(text: str, shown: str) -> None:
    talk = begun(PHONE, NEXT, END)
    talk.write(text)
    talk.tap("⬅")
    assert f"Dit svar nu: {shown}" in talk.last.text


# A timer for the day ------------------------------------------------------------------------------

WAKE = Wake(id="wake", kind="follow_up", on="day")


def timers(talk: Talk) -> list[str]:
    return [each["due_at"] for each in talk.stored()["timers"] if each["kind"] == "follow_up"]


def test_a_timer_rings_on_the_morning_of_the_day() -> None:
    talk = begun(DAY, WAKE, NEXT, END, language="en")
    talk.write("on Thursday")
    assert timers(talk) == ["2026-11-26T08:00:00+00:00"]
    said = talk.wait(days=3)
    assert [message.text.split(".")[0] for message in said][-1] == "Hi Samir"


def test_no_day_sets_no_timer_and_takes_an_earlier_one_away() -> None:
    talk = begun(DAY, WAKE, NEXT, END, language="en")
    talk.tap("Skip")
    assert timers(talk) == []


def test_a_timer_for_today_does_not_ring_at_once() -> None:
    talk = begun(DAY, WAKE, NEXT, END, language="en")
    talk.tap("Today")
    assert talk.wait(minutes=30) == []
    assert len(talk.wait(hours=12)) == 1


def test_a_day_that_has_been_meanwhile_rings_no_more_when_another_answer_is_changed() -> None:
    talk = begun(DAY, WAKE, NEXT, Write(id="last", text="Last?"), END, language="en")
    talk.tap("Tomorrow")
    talk.write("now this")
    talk.wait(days=5)
    talk.command("help")
    talk.tap("Change an answer")
    talk.tap("And now?")
    talk.tap("⬅ Back")
    talk.tap("Keep my answer")
    assert timers(talk) == []
    assert stands_at(talk)[1] == "last"
