"""What is said of an exercise can be spoken: it goes on as it is, is heard by the other, and is shown as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import comments
from tests.flows.reviewing import ASKED, SEND, page, said, told
from tests.town import Town

if TYPE_CHECKING:
    from bot.state.comments import Said
    from tests.screen import Message

SAMIRS = "Samir to you · Monday 23 November · What Samir loves doing"
METTES = "Mette · Monday 23 November"


def newest(town: Town) -> Said:
    """What was said last of the talk; read after a restart."""
    town.samir.world.restart()
    cursor = town.samir.world.connection.cursor()
    cursor.execute("SELECT MAX(exercise) FROM comments", {})
    return comments.of_exercise(cursor, cursor.fetchone()[0])[-1]


def voices(messages: list[Message]) -> list[tuple[str, str]]:
    return [(each.voice, each.text) for each in messages if each.voice]


def test_a_spoken_answer_is_sent_after_a_yes_and_heard_by_whom_it_answers() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    assert ASKED.format("Mette") in page(town.samir.speak(7))
    told_of_it = page(town.samir.tap(SEND))
    assert "Mette finds your answer here." in told_of_it
    assert "recording" not in told_of_it, "the program says once that it is sent"
    one = newest(town)
    assert (one.kind, one.place, one.text) == ("reply", "burn", "")
    assert one.recording == {"file": one.recording["file"], "seconds": 7}
    read = town.reviews(town.mette)
    assert "Samir answered on Monday 23 November:" in page(read)
    assert "Voice message, 7 seconds" in page(read)
    assert voices(read) == [(one.recording["file"], SAMIRS)]


def test_a_spoken_comment_is_heard_by_the_citizen_and_stands_in_what_is_saved_about_them() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.speak(9, caption="about the night")
    town.mette.tap(SEND)
    (file,) = [newest(town).recording["file"]]
    town.rings(town.samir)
    read = town.samir.tap("Continue")
    assert "Mette said on Monday 23 November:\nVoice message, 9 seconds\nabout the night" in page(read)
    assert voices(read) == [(file, METTES)]
    assert read[-1].labels()[0] == "Answer Mette"
    stored = page(town.samir.command("mydata"))
    assert 'of "Talk: warehouse": 🎙 Voice message, 9 seconds\nabout the night' in stored


def test_a_spoken_suggestion_begins_a_plan_without_its_words() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Suggest")
    town.mette.tap("The whole")
    town.mette.speak(5)
    town.mette.tap(SEND)
    assert said(town)[-1] == ("suggestion", "", "")
    town.rings(town.samir)
    town.samir.tap("Continue")
    assert "What will you do?" in page(town.samir.tap("Make a small plan"))


def test_what_is_spoken_below_a_remark_goes_to_who_spoke_last_once_somebody_says_so() -> None:
    town = told()
    assert town.samir.speak(4)[-1].text == ASKED.format("Mette")
    assert "Mette finds your answer here." in page(town.samir.tap(SEND))
    assert newest(town).recording["seconds"] == 4


def test_what_is_spoken_below_what_is_shown_is_a_comment_once_somebody_says_so() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    assert town.mette.speak(4)[-1].text == ASKED.format("Samir")
    town.mette.tap("No, do not send it")
    assert said(town) == []
    town.mette.speak(4)
    town.mette.tap(SEND)
    assert newest(town).recording["seconds"] == 4


def test_a_silent_recording_is_sent_to_nobody() -> None:
    town = told()
    before = said(town)
    assert "There is nothing to hear in that recording." in page(town.samir.speak(0))
    town.samir.tap("Answer Mette")
    assert "There is nothing to hear in that recording." in page(town.samir.speak(0))
    assert said(town) == before


def test_the_spoken_answer_that_is_spoken_of_is_heard_beside_what_was_said_of_it() -> None:
    town = Town().with_shared_pitch()
    town.taps(town.samir, "✔ Talk: warehouse", "Change something", "✏ What you love")
    town.samir.speak(12)
    town.samir.tap("Show Mette the new one")
    own = town.samir.answers("elevator_pitch")["burn"]
    town.reviews(town.mette)
    town.mette.tap("Comment on")
    town.mette.tap("What Samir loves")
    town.mette.speak(9)
    town.mette.tap(SEND)
    theirs = newest(town).recording["file"]
    town.rings(town.samir)
    read = town.samir.tap("Continue")
    question = "What you love doing"
    heard = [(own, f"Your answer · {question}"), (theirs, f"{METTES} · {question}")]
    assert voices(read) == heard
    assert f"said on Monday 23 November:\n{question}\nVoice message, 9 seconds" in page(read)
    town.samir.tap("Answer Mette")
    town.samir.speak(7)
    town.samir.tap(SEND)
    reply = newest(town).recording["file"]
    assert voices(town.reviews(town.mette)) == [(reply, SAMIRS)], "and not the old ones again"
    town.mette.tap("Write a comment")
    town.mette.write("Yes")
    town.rings(town.samir)
    mine = (reply, f"Your answer to Mette · Monday 23 November · {question}")
    assert voices(town.samir.tap("Continue")) == [*heard, mine]
    assert own in str(town.samir.stored()["people"]["said_to_them"])


def test_what_was_said_earlier_can_be_heard_again() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    town.samir.speak(7)
    town.samir.tap(SEND)
    file = newest(town).recording["file"]
    town.reviews(town.mette)
    for text in ("a " * 200, "b " * 200, "c " * 200):
        town.mette.tap("Write a comment")
        town.mette.write(text)
    assert voices(town.reviews(town.mette)) == []
    assert voices(town.mette.tap("What was said earlier")) == [(file, SAMIRS)]


def test_where_it_can_be_heard_the_words_are_shown_before_they_are_sent() -> None:
    town = told()
    town.samir.world.listens(town.samir.phone_language)
    before = said(town)
    town.samir.tap("Answer Mette")
    town.samir.speak(7)
    (offer,) = town.samir.hear("Eight years")
    assert offer.labels() == ["Yes, use it", "I will write it", "Keep only the recording"]
    assert said(town) == before
    assert town.samir.tap("Yes, use it")[-1].text == ASKED.format("Mette")
    assert said(town) == before
    town.samir.tap(SEND)
    one = newest(town)
    assert (one.text, one.recording["seconds"]) == ("Eight years", 7)
    assert "\nVoice message, 7 seconds\nEight years" in page(town.reviews(town.mette))


def test_of_what_was_heard_the_recording_can_be_sent_alone() -> None:
    town = told()
    town.samir.world.listens(town.samir.phone_language)
    town.samir.tap("Answer Mette")
    town.samir.speak(7)
    town.samir.hear("Hate ears")
    assert town.samir.tap("Keep only the recording")[-1].text == ASKED.format("Mette")
    assert "Mette finds your answer here." in page(town.samir.tap(SEND))
    one = newest(town)
    assert (one.text, one.recording["seconds"]) == ("", 7)
    count = len(said(town))
    town.samir.tap("Keep only the recording")
    assert len(said(town)) == count, "once"


def test_a_recording_in_which_nothing_is_heard_goes_as_it_is() -> None:
    town = told()
    town.samir.world.listens(town.samir.phone_language)
    town.samir.tap("Answer Mette")
    town.samir.speak(7)
    assert town.samir.hear("")[-1].text == ASKED.format("Mette")
    assert "Mette finds your answer here." in page(town.samir.tap(SEND))
    assert newest(town).recording["seconds"] == 7


def gone_on_unheard() -> tuple[Town, list[tuple[str, str, str]]]:
    """Samir has gone on to a plan before his spoken answer is heard; and what was said until then."""
    town = told()
    town.samir.world.listens(town.samir.phone_language)
    before = said(town)
    town.samir.tap("Answer Mette")
    town.samir.speak(7)
    town.taps(town.samir, "Make a small plan")
    return town, before


def test_what_is_heard_once_somebody_has_gone_on_is_kept_aside_and_sent_to_nobody() -> None:
    town, before = gone_on_unheard()
    (told_of_it,) = town.samir.hear("Call Netto at nine")
    assert told_of_it.text.endswith(
        "Call Netto at nine\n\nWe have gone on since then, so I have not used it."
    )
    assert told_of_it.labels() == []
    (aside,) = town.samir.stored()["unplaced"]
    assert (aside["text"], aside["content"]["recording"]["seconds"]) == ("Call Netto at nine", 7)
    town.samir.write("Call Netto at nine")
    assert "2 of 5" in town.samir.last.text, "the plan has it once it is written there"
    assert said(town) == before


def test_a_recording_in_which_nothing_is_heard_goes_to_nobody_once_somebody_has_gone_on() -> None:
    town, before = gone_on_unheard()
    (told_of_it,) = town.samir.hear("")
    assert told_of_it.text.endswith(
        "It is saved as it is.\n\nWe have gone on since then, so I have not used it."
    )
    assert [each["content"]["seconds"] for each in town.samir.stored()["unplaced"]] == [7]
    assert said(town) == before


LEFT = "What you were writing before has not been sent."


@pytest.mark.parametrize("heard", ["", "Good"])
def test_a_recording_that_waits_to_be_heard_is_not_let_go_silently(heard: str) -> None:
    town = Town().with_shared_pitch()
    town.mette.world.listens(town.mette.phone_language)
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.speak(9)
    if heard:
        town.mette.hear(heard)
    town.reviews(town.mette)
    assert LEFT in page(town.mette.sent)
    assert said(town) == []


def test_a_spoken_comment_that_waits_for_a_yes_is_not_let_go_silently() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    assert town.mette.speak(4)[-1].text == ASKED.format("Samir")
    town.reviews(town.mette)
    assert LEFT in page(town.mette.sent)


def test_a_comment_that_was_sent_leaves_nothing_to_tell_of() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.speak(9)
    town.mette.tap(SEND)
    town.reviews(town.mette)
    assert LEFT not in page(town.mette.sent)


def test_what_is_offered_to_be_sent_names_whom_it_goes_to() -> None:
    town = told()
    town.samir.world.listens(town.samir.phone_language)
    town.samir.tap("Answer Mette")
    town.samir.speak(7)
    (offer,) = town.samir.hear("Eight years")
    assert offer.text.startswith(
        "What do you want to say to Mette? Write it, or record it.\n\nI heard this:\nEight years"
    )
