"""What is spoken to somebody else is heard first: nothing goes before a yes, and what is not sent is forgotten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.engine.inputs import Spoke
from tests.flows.reminding import seen_by_sender, town, written
from tests.flows.reviewing import ASKED, OVERTAKEN, SEND, TAKEN_BACK, change, page, said, take_back, told
from tests.keys import everything
from tests.town import Town

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screen import Message
    from tests.talk import Talk

__all__ = ["town"]

AGAIN, NOT = "🎙 Record it again", "No, do not send it"
FORGOTTEN = "That is fine. I have not sent it, and I have not kept it."


def reviewed() -> Town:
    """Mette reads Samir's talk, and has said nothing of it."""
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    return town


def voice(messages: list[Message]) -> tuple[str, str]:
    """The only recording among some messages: its file, and what stands below it."""
    ((file, words),) = [(each.voice, each.text) for each in messages if each.voice]
    return file, words


def is_stored(talk: Talk, file: str) -> bool:
    """Whether a recording is kept anywhere in what is stored, sealed or not."""
    talk.world.restart()
    return bool(re.search(rf"\b{file}\b", str(everything(talk.world.connection.cursor()))))


def opened(town: Town) -> None:
    """Samir opens a text of Jonas's."""
    written(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Start now")


def test_a_spoken_answer_is_heard_and_named_before_it_goes() -> None:
    town = told()
    before = said(town)
    town.samir.tap("Answer Mette")
    heard = town.samir.speak(7)
    assert voice(heard)[1] == "Your answer to Mette · What you love doing"
    assert heard[-1].text == ASKED.format("Mette")
    assert heard[-1].labels() == [SEND, AGAIN, NOT]
    assert said(town) == before
    town.samir.world.restart()
    assert said(town) == before
    assert "Mette finds your answer here." in page(town.samir.tap(SEND))
    assert len(said(town)) == len(before) + 1


def test_a_recording_that_is_not_sent_is_forgotten() -> None:
    town = told()
    before = said(town)
    town.samir.tap("Answer Mette")
    file, _ = voice(town.samir.speak(7))
    assert is_stored(town.samir, file)
    assert FORGOTTEN in page(town.samir.tap(NOT))
    assert not is_stored(town.samir, file)
    assert said(town) == before
    assert "Answer Mette" in town.samir.last.labels()


def test_whoever_records_it_again_sends_the_new_one_alone() -> None:
    town = told()
    before = said(town)
    town.samir.tap("Answer Mette")
    first, _ = voice(town.samir.speak(7))
    assert "What do you want to say to Mette? Write it, or record it." in page(town.samir.tap(AGAIN))
    assert not is_stored(town.samir, first)
    second, _ = voice(town.samir.speak(3))
    assert second != first
    town.samir.tap(SEND)
    assert len(said(town)) == len(before) + 1
    assert voice(town.reviews(town.mette))[0] == second


def test_whoever_would_rather_write_after_all_sends_only_that() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    file, _ = voice(town.samir.speak(7))
    town.samir.tap(AGAIN)
    assert "Mette finds your answer here." in page(town.samir.write("Eight years"))
    assert said(town)[-1] == ("reply", "burn", "Eight years")
    assert not is_stored(town.samir, file)


def test_one_more_recording_is_heard_after_the_one_that_waits_and_both_are_sent() -> None:
    town = told()
    before = said(town)
    town.samir.tap("Answer Mette")
    first, called = voice(town.samir.speak(7, caption="It is short"))
    heard = town.samir.speak(3, caption="and this is more")
    files = [each.voice for each in heard if each.voice]
    assert (files[0], len(set(files))) == (first, 2)
    assert {each.text for each in heard if each.voice} == {called}
    assert heard[-1].text == ASKED.format("Mette")
    town.samir.world.restart()
    town.samir.tap(SEND)
    assert said(town)[len(before) :] == [
        ("reply", "burn", ""),
        ("reply", "burn", "It is short\nand this is more"),
    ]
    assert [each.voice for each in town.reviews(town.mette) if each.voice] == files


def test_of_two_recordings_that_wait_none_is_kept_that_is_not_sent() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    town.samir.speak(7)
    files = [each.voice for each in town.samir.speak(3) if each.voice]
    assert [is_stored(town.samir, file) for file in files] == [True, True]
    town.samir.tap(AGAIN)
    assert [is_stored(town.samir, file) for file in files] == [False, False]


def test_words_below_a_recording_that_waits_can_still_be_changed() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    town.samir.speak(7, caption="It is shrot")
    spoken = town.samir.own_message - 2
    town.samir.edit(spoken, "It is short")
    town.samir.tap(SEND)
    assert said(town)[-1] == ("reply", "burn", "It is short")


def test_a_silent_one_takes_no_place() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    file, _ = voice(town.samir.speak(7))
    assert "There is nothing to hear in that recording." in page(town.samir.speak(0))
    town.samir.tap(SEND)
    assert voice(town.reviews(town.mette))[0] == file


def test_a_yes_counts_once() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    town.samir.speak(7)
    town.samir.tap(SEND)
    count = len(said(town))
    town.samir.tap(SEND)
    assert len(said(town)) == count


def test_whoever_leaves_it_can_send_it_by_the_button_that_still_stands_there() -> None:
    town = told()
    count = len(said(town))
    town.samir.tap("Answer Mette")
    town.samir.speak(7)
    town.samir.command("menu")
    town.samir.wait(days=1)
    assert "Mette finds your answer here." in page(town.samir.tap(SEND))
    assert len(said(town)) == count + 1


def test_whoever_comes_back_by_another_way_hears_that_it_was_not_sent() -> None:
    town = told()
    count = len(said(town))
    town.samir.tap("Answer Mette")
    file, _ = voice(town.samir.speak(7))
    town.samir.command("menu")
    town.taps(town.samir, "✔ Talk", "💬")
    assert "What you were writing before has not been sent." in page(town.samir.sent)
    assert not is_stored(town.samir, file)
    assert len(said(town)) == count
    town.taps(town.samir, "Back", "💬")
    assert "has not been sent" not in page(town.samir.sent[-2:])


def test_who_sees_it_no_more_gets_nothing_and_it_is_forgotten() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    file, _ = voice(town.samir.speak(7))
    (offer,) = [each for each in town.samir.sent if each.text == ASKED.format("Mette")]
    town.taps(town.samir, "✔ Talk")
    take_back(town)
    count = len(said(town))
    town.samir.tap_data(dict(offer.buttons)[SEND], offer.id)
    assert "gets no answer" in page(town.samir.sent)
    assert len(said(town)) == count
    assert not is_stored(town.samir, file)


@pytest.mark.parametrize(
    ("taps", "called", "kind"),
    [
        (("Write a comment",), "Your comment · The whole", ("comment", "", "")),
        (("Suggest", "The whole"), "Your suggestion · The whole", ("suggestion", "", "")),
        (
            ("Comment on", "What Samir loves"),
            "Your comment · What Samir loves doing",
            ("comment", "burn", ""),
        ),
        ((), "Your comment · The whole", ("comment", "", "")),
        (("Suggest",), "Your suggestion · The whole", ("suggestion", "", "")),
    ],
)
def test_whatever_is_spoken_to_a_citizen_is_heard_first(
    taps: tuple[str, ...], called: str, kind: tuple[str, str, str]
) -> None:
    town = reviewed()
    for label in taps:
        town.mette.tap(label)
    heard = town.mette.speak(9)
    assert voice(heard)[1] == called
    assert (heard[-1].text, heard[-1].labels()) == (ASKED.format("Samir"), [SEND, AGAIN, NOT])
    assert said(town) == []
    assert "It is sent. Samir can hear it here, and can see that you have read it." in page(
        town.mette.tap(SEND)
    )
    assert said(town)[-1] == kind


def test_after_a_written_comment_it_is_read() -> None:
    town = reviewed()
    town.mette.tap("Write a comment")
    town.mette.speak(9)
    town.mette.tap(SEND)
    town.mette.tap("Write a comment")
    assert "It is saved. Samir finds it here" in page(town.mette.write("Well done"))


def test_a_comment_that_is_not_sent_is_forgotten_and_can_be_recorded_again() -> None:
    town = reviewed()
    town.mette.tap("Write a comment")
    first, _ = voice(town.mette.speak(9))
    town.mette.tap(AGAIN)
    assert not is_stored(town.mette, first)
    second, _ = voice(town.mette.speak(8))
    assert FORGOTTEN in page(town.mette.tap(NOT))
    assert not is_stored(town.mette, second)
    assert said(town) == []


@pytest.mark.parametrize(("happens", "told_of_it"), [(take_back, TAKEN_BACK), (change, OVERTAKEN)])
def test_what_is_shown_no_more_or_newer_by_then_gets_no_comment(
    happens: Callable[[Town], None], told_of_it: str
) -> None:
    town = reviewed()
    town.mette.tap("Write a comment")
    town.mette.speak(9)
    happens(town)
    assert told_of_it in page(town.mette.tap(SEND))
    assert said(town) == []


def test_a_second_recording_before_the_question_is_on_the_phone_is_not_sent_unheard() -> None:
    town = told()
    count = len(said(town))
    town.samir.tap("Answer Mette")
    for number in (1, 2):
        town.samir._turn(Spoke(f"quick-{number}", 5, town.samir.own_message + number))
    town.samir.deliver()
    assert len(said(town)) == count
    assert "I was still writing when your message came, so I have not used it." in page(town.samir.sent)
    assert town.samir.last.labels() == [SEND, AGAIN, NOT]


def test_a_recording_at_an_opened_reminder_is_heard_first_and_can_be_taken_back(town: Town) -> None:
    opened(town)
    file, called = voice(town.samir.speak(6))
    assert called == "Your answer to Jonas · Remember to bring your CV on Thursday."
    assert FORGOTTEN in page(town.samir.tap(NOT))
    assert not is_stored(town.samir, file)
    assert "✔ Done" in town.samir.last.labels()
    town.samir.tap("✏ Answer Jonas")
    town.samir.speak(5)
    assert "It is sent. Jonas gets your answer." in page(town.samir.tap(SEND))


def test_a_number_that_runs_over_two_recordings_is_covered(town: Town) -> None:
    opened(town)
    town.samir.world.listens(town.samir.phone_language)
    for heard in ("It is 0, 1, 0, 1", "9, 0, 1, 2, 3, 4"):
        town.samir.speak(6)
        town.samir.hear(heard)
        town.samir.tap("Yes, use it")
    town.samir.tap(SEND)
    assert "9, 0, 1, 2, 3, 4" not in seen_by_sender(town)


def test_with_a_listener_one_more_recording_is_shown_heard_and_sent(town: Town) -> None:
    opened(town)
    town.samir.world.listens(town.samir.phone_language)
    town.samir.speak(6)
    town.samir.hear("A giraffe")
    first, _ = voice(town.samir.tap("Yes, use it"))
    town.samir.speak(4)
    offer = town.samir.hear("Two giraffes")
    assert offer[-1].labels() == ["Yes, use it", "I will write it", "Keep only the recording"]
    both = [each.voice for each in town.samir.tap("Yes, use it") if each.voice]
    assert (both[0], len(set(both))) == (first, 2)
    assert "It is sent. Jonas gets your answer." in page(town.samir.tap(SEND))
    assert "Voice message, 4 seconds\nA giraffe\nTwo giraffes" in seen_by_sender(town)


@pytest.mark.parametrize("sent", [True, False])
def test_several_that_come_at_once_are_all_heard_and_all_sent_or_forgotten(town: Town, sent: bool) -> None:
    opened(town)
    town.samir.world.listens(town.samir.phone_language)
    town.samir.speak(6)
    town.samir.speak(4)
    town.samir.hear("A giraffe")
    town.samir.hear("and a zebra")
    heard = town.samir.tap("Yes, use it")
    files = [each.voice for each in heard if each.voice]
    assert len(set(files)) == 2
    assert heard[-1].text == ASKED.format("Jonas")
    town.samir.tap(SEND if sent else NOT)
    assert [is_stored(town.samir, file) for file in files] == [sent, sent]
    if sent:
        again = town.samir.tap("🎙 Hear my recordings")
        assert [each.voice for each in again if each.voice] == files
        town.taps(town.jonas, "My reminders", "Samir")
        assert [each.voice for each in town.jonas.sent if each.voice] == files


def test_what_was_left_and_gives_way_to_another_one_is_forgotten(town: Town) -> None:
    opened(town)
    first, _ = voice(town.samir.speak(6))
    town.samir.tap("Start now")
    second, _ = voice(town.samir.speak(5))
    assert not is_stored(town.samir, first)
    town.samir.tap(SEND)
    assert is_stored(town.samir, second)
