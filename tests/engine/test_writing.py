"""Questions answered in one's own words: text with a least and a most, voice, beginnings of a sentence."""

from __future__ import annotations

import pytest

from bot.engine.steps import Choice, End, Speak, Suggest, Tell, Write
from bot.engine.steps.writing import count_visible
from tests.engine.stage import answers, begun, stands_at

END = End(id="end", text="Done.")
NEXT = Write(id="next", text="And now?")
LONG = "That is long."


def write(**more: bool | int | str) -> Write:
    return Write(**{"id": "w", "text": "Say it.", "short": "It", **more})  # type: ignore[arg-type] # a mix of fields


def test_a_text_is_stored_whole() -> None:
    text = "  Hej.\n<b>Jeg</b> & {name}  " + "æ" * 4000
    talk = begun(write(), NEXT, END)
    talk.write(text)
    assert answers(talk) == {"w": text}


def test_too_little_is_kept_and_asked_for_again() -> None:
    talk = begun(write(at_least=3), NEXT, END, language="en")
    talk.write("ab")
    assert stands_at(talk) == ("mine", "w")
    assert talk.last.text.startswith("That was very short.")
    assert "ab" in talk.texts()
    talk.write("abc")
    assert answers(talk) == {"w": "abc"}


@pytest.mark.parametrize("text", ["", " ", "\u200b\u200f", "\u00a0\n\t"])
def test_a_text_in_which_nothing_can_be_seen_is_no_answer(text: str) -> None:
    talk = begun(write(), NEXT, END)
    talk.write(text)
    assert stands_at(talk) == ("mine", "w")


@pytest.mark.parametrize("text", ["👩‍👩‍👧‍👦", "…", "-"])
def test_a_text_without_words_is_kept_and_asked_for_in_words(text: str) -> None:
    talk = begun(write(), NEXT, END, language="en")
    talk.write(text)
    assert stands_at(talk) == ("mine", "w")
    assert talk.last.text.startswith("Please write it in words")
    assert text in talk.texts()


@pytest.mark.parametrize("text", ["مرحبا", "я", "8", "to 👍"])
def test_a_word_or_figure_in_any_script_is_an_answer(text: str) -> None:
    talk = begun(write(), NEXT, END)
    talk.write(text)
    assert answers(talk) == {"w": text}


def test_too_much_is_stored_whole_and_remarked_on_with_a_way_to_shorten_it() -> None:
    talk = begun(write(at_most=5, long=LONG), NEXT, END, language="en")
    talk.write("abc def")
    assert answers(talk) == {"w": "abc def"}
    assert talk.last.text == f"{LONG}\n\nAnd now?"
    talk.tap("Shorten it now")
    assert stands_at(talk) == ("mine", "w")
    talk.write("abc")
    assert answers(talk) == {"w": "abc"}
    assert stands_at(talk) == ("mine", "next")


def test_a_text_at_its_most_is_not_remarked_on() -> None:
    talk = begun(write(at_most=5, long=LONG), NEXT, END)
    talk.write("ab cde")
    assert LONG not in talk.last.text


def test_visible_characters_are_counted() -> None:
    assert count_visible(" a\u200b b\n") == 2


def test_a_voice_message_answers_where_it_may() -> None:
    talk = begun(write(voice=True), NEXT, END)
    talk.speak(12)
    (answer,) = talk.stored()["exercises"][-1]["answers"]
    assert (answer["content"]["kind"], answer["content"]["seconds"]) == ("voice", 12)
    assert stands_at(talk) == ("mine", "next")


@pytest.mark.parametrize(
    ("seconds", "size", "why"),
    [
        (0, 900, "There is nothing to hear in that recording."),
        (5000, 20 * 1024 * 1024 + 1, "That recording is too big:"),
    ],
)
def test_a_recording_that_nobody_can_hear_is_kept_aside_and_asked_for_again(
    seconds: int, size: int, why: str
) -> None:
    talk = begun(write(voice=True), NEXT, END, language="en")
    talk.speak(seconds, size=size)
    assert talk.last.text.startswith(why)
    assert stands_at(talk) == ("mine", "w")
    assert [each["content"]["kind"] for each in talk.stored()["unplaced"]] == ["voice"]


def test_a_long_recording_is_kept_whole_and_remarked_on() -> None:
    talk = begun(write(voice=True), NEXT, END, language="en")
    talk.speak(301, size=900_000)
    assert talk.last.text.startswith("Your recording is saved, all of it. It is more than five minutes long.")
    assert "Shorten it now" in talk.last.labels()
    assert answers(talk)["w"]


def test_a_voice_message_is_kept_and_explained_where_it_may_not() -> None:
    talk = begun(write(voice=False), NEXT, END, language="en")
    talk.speak(12)
    assert talk.last.text.startswith("Please write this one. Few words are enough.")
    assert [each["content"]["seconds"] for each in talk.stored()["unplaced"]] == [12]


def test_a_sentence_goes_on_with_what_stands_in_for_a_recording_and_else_as_if_it_was_skipped() -> None:
    called, skipped = (
        Tell(id="t", text="You go to {w}.", apart=True),
        Tell(id="u", text="At {v}.", apart=True),
    )
    talk = begun(write(stand_in="the place"), write(id="v", skippable=True), called, skipped, NEXT, END)
    talk.speak(12)
    first, second, _ = talk.speak(13)[-3:]
    assert (first.text, second.text) == ("You go to the place.", "At –.")


def test_a_sentence_goes_on_with_the_words_of_whoever_wrote_them() -> None:
    talk = begun(write(stand_in="the place"), Tell(id="t", text="You go to {w}.", apart=True), NEXT, END)
    assert talk.write("Netto")[-2].text == "You go to Netto."


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"skippable": True, "example": "E"}, "You can also skip this question."),
        ({"example": "E"}, "Tap Show an example. It shows how little is enough."),
        # A menu is left by another button, which does not skip anything.
        (
            {"skippable": True, "asks_again": True, "example": "E"},
            "Tap Show an example. It shows how little is enough.",
        ),
    ],
)
def test_whoever_speaks_again_where_it_has_to_be_written_is_shown_a_way_on(
    more: dict[str, bool | str], said: str
) -> None:
    talk = begun(write(voice=False, **more), NEXT, END, language="en")
    assert said not in talk.speak(12)[-1].text
    assert said in talk.speak(12)[-1].text


def test_whoever_speaks_again_where_there_is_no_other_way_is_asked_as_before() -> None:
    talk = begun(write(voice=False), NEXT, END, language="en")
    assert talk.speak(12)[-1].text == talk.speak(12)[-1].text


SPEAK = Speak(id="aloud", text="Say it aloud.", choices=(Choice(key="said", label="I said it", goto="end"),))


def test_speaking_takes_a_recording_a_tap_or_the_label_but_no_other_text() -> None:
    talk = begun(SPEAK, NEXT, END)
    talk.write("I will say it now")
    assert stands_at(talk) == ("mine", "aloud")
    talk.speak(48)
    assert stands_at(talk) == ("mine", "next")
    typed = begun(SPEAK, NEXT, END)
    typed.write("i said it")
    assert answers(typed) == {"aloud": "said"}


SUGGEST = Suggest(
    id="suggestion",
    text="An example helps. When was that?",
    choices=(Choice(key="yes", label="I will try"), Choice(key="no", label="It is good", goto="next")),
    taking="yes",
    at_once=lambda text, _: "w" if "2019" in text else "",
    asks_again=True,
)


def test_a_suggestion_is_taken_or_left_by_a_tap() -> None:
    taken, left = begun(SUGGEST, write(), NEXT, END), begun(SUGGEST, write(), NEXT, END)
    taken.tap("I will try")
    assert stands_at(taken) == ("mine", "w")
    left.tap("It is good")
    assert stands_at(left) == ("mine", "next")


def test_what_a_suggestion_asks_for_may_be_written_at_once() -> None:
    talk = begun(SUGGEST, write(), NEXT, END)
    talk.write("that was in 2019")
    message = talk.own_message - 1
    assert stands_at(talk) == ("mine", "next")
    assert answers(talk) == {"suggestion": "yes", "w": "that was in 2019"}
    talk.edit(message, "in 2020")
    assert answers(talk)["w"] == "in 2020"


def test_other_words_to_a_suggestion_are_kept_and_it_stands() -> None:
    talk = begun(SUGGEST, write(), NEXT, END)
    talk.write("why would I")
    assert stands_at(talk) == ("mine", "suggestion")
    assert "why would I" in talk.texts()


# Beginnings of a sentence -------------------------------------------------------------------------

STARTED = Write(id="w", text="Say it.", short="It", starters=("I am happy when I …", "I like …"))


def test_the_rest_of_a_sentence_is_put_behind_its_beginning() -> None:
    talk = begun(STARTED, NEXT, END, language="en")
    talk.tap("Help me get started")
    assert talk.last.labels()[:2] == ["I am happy when I …", "I like …"]
    talk.tap("I am happy when I")
    talk.write("drive at night")
    assert answers(talk) == {"w": "I am happy when I drive at night"}


def test_a_beginning_that_was_written_again_is_not_doubled() -> None:
    talk = begun(STARTED, NEXT, END, language="en")
    talk.tap("Help me get started")
    talk.tap("I like")
    talk.write("i like dogs")
    assert answers(talk) == {"w": "i like dogs"}


def test_a_beginning_can_be_put_away() -> None:
    talk = begun(STARTED, NEXT, END, language="en")
    talk.tap("Help me get started")
    talk.tap("I like")
    talk.tap("Back to the question")
    talk.write("dogs")
    assert answers(talk) == {"w": "dogs"}


def test_a_beginning_stays_when_the_rest_is_edited() -> None:
    talk = begun(STARTED, NEXT, END, language="en")
    talk.tap("Help me get started")
    talk.tap("I like")
    own = talk.own_message + 1
    talk.write("dogs")
    talk.edit(own, "dogs and cats")
    assert answers(talk) == {"w": "I like dogs and cats"}
    assert talk.texts() == ["Samir", "dogs and cats"]


def test_a_beginning_stays_when_more_is_joined_to_the_answer() -> None:
    talk = begun(STARTED, NEXT, END, language="en")
    talk.tap("Help me get started")
    talk.tap("I like")
    talk.burst("dogs", "and cats")
    assert answers(talk) == {"w": "I like dogs\nand cats"}
    talk.tap("Split them")
    assert answers(talk) == {"w": "I like dogs", "next": "and cats"}


def test_what_was_typed_is_kept_as_it_was_typed() -> None:
    talk = begun(STARTED, NEXT, END, language="en")
    talk.tap("Help me get started")
    talk.tap("I like")
    talk.write("dogs")
    assert talk.texts() == ["Samir", "dogs"]
