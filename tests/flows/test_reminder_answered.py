"""A citizen answers a text that somebody has written to them: it goes to whoever wrote it, and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import policy
from bot.engine.deeds import AnswerReminder
from bot.policy import NotAllowed
from bot.state import export, people
from tests.flows.company import doer_of
from tests.flows.reminding import TEXT, pitch, seen_by_sender, set_by, town, written
from tests.flows.reviewing import page
from tests.keys import everything
from tests.talk import BOT
from tests.town import forget_notices

if TYPE_CHECKING:
    from tests.screen import Message
    from tests.town import Town

__all__ = ["town"]

ANSWER = "I have no CV, only a giraffe."


@pytest.fixture
def calm(town: Town) -> Town:
    """Nothing waits for anybody."""
    forget_notices(town.samir)
    return town


def opened(town: Town) -> Message:
    """Samir opens a text of Jonas's."""
    written(town, "Now")
    town.samir.wait(seconds=1)
    return town.samir.tap("Start now")[-1]


def stored(town: Town) -> str:
    return str(everything(town.samir._connection.cursor()))


def test_words_at_an_opened_text_are_an_answer(calm: Town) -> None:
    town = calm
    assert "✏ Answer Jonas" in opened(town).labels()
    said = town.samir.write(ANSWER)
    assert "It is sent. Jonas gets your answer." in said[0].text
    assert "✔ Done" in town.samir.last.labels()
    told = town.jonas.wait(days=2)
    assert told
    assert not any("giraffe" in each.text or "Samir" in each.text for each in told)
    town.taps(town.jonas, "What waits for me (1)", "Samir: an answer to you")
    assert town.jonas.last.text == f"You wrote: {TEXT}\n\nSamir has answered:\n• {ANSWER}"
    town.jonas.tap("All right")
    assert f"Monday 23 November at 10:05, Samir: {ANSWER}" in seen_by_sender(town)


def test_the_button_asks_for_the_words_and_they_can_be_none(town: Town) -> None:
    opened(town)
    assert (
        "What do you want to say to Jonas? Write it, or record it."
        in town.samir.tap("✏ Answer Jonas")[-1].text
    )
    assert "✔ Done" in town.samir.tap("Cancel")[-1].labels()
    assert "💬" not in seen_by_sender(town)
    town.samir.tap("✏ Answer Jonas")
    assert "It is sent." in town.samir.write("yes")[0].text
    assert ", Samir: yes" in seen_by_sender(town)


@pytest.mark.parametrize("text", ["ok", "thanks", "no", "I do not understand", "Can we talk later today?"])
def test_few_words_are_an_answer_too(town: Town, text: str) -> None:
    opened(town)
    assert "It is sent." in town.samir.write(text)[0].text
    assert f", Samir: {text}" in seen_by_sender(town)


def test_what_a_button_says_is_still_a_tap(town: Town) -> None:
    opened(town)
    assert "Jonas can see that it is done." in town.samir.write("done")[0].text
    assert "💬" not in seen_by_sender(town)


@pytest.mark.parametrize("by_button", [True, False])
def test_an_answer_can_be_spoken_and_its_sender_hears_it(calm: Town, by_button: bool) -> None:
    town = calm
    opened(town)
    if by_button:
        town.samir.tap("✏ Answer Jonas")
    assert town.samir.speak(6)[-1].text == "You can hear it first. Shall I send it to Jonas?"
    assert "It is sent. Jonas gets your answer." in town.samir.tap("Yes, send it")[0].text
    town.jonas.wait(days=2)
    heard, told = town.taps(town.jonas, "What waits for me (1)", "Samir: an answer to you")
    assert (heard.voice[:6], heard.text) == ("voice-", f"Samir to you · Monday 23 November · {TEXT}")
    assert told.text == f"You wrote: {TEXT}\n\nSamir has answered:\n• 🎙 Voice message, 6 seconds"
    town.jonas.tap("All right")
    assert "Monday 23 November at 10:05, Samir: 🎙 Voice message, 6 seconds" in seen_by_sender(town)
    assert "To Jonas, Monday 23 November: 🎙 Voice message, 6 seconds" in town.samir.command("mydata")[0].text
    assert heard.voice not in str(town.jonas._connection.execute("SELECT * FROM reminder_answers").fetchall())


def test_whoever_has_answered_by_voice_can_hear_that_again(town: Town) -> None:
    assert "🎙 Hear my recordings" not in opened(town).labels()
    town.samir.speak(6)
    said = town.samir.tap("Yes, send it")
    assert "🎙 Hear my recordings" in said[-1].labels()
    heard, menu = town.samir.tap("🎙 Hear my recordings")
    assert (heard.voice[:6], heard.text) == ("voice-", f"Your answer to Jonas · Monday 23 November · {TEXT}")
    assert "✔ Done" in menu.labels()


def test_whoever_is_answered_writes_back_where_they_read_it(calm: Town) -> None:
    town = calm
    opened(town)
    town.samir.speak(6)
    town.samir.tap("Yes, send it")
    town.taps(town.jonas, "What waits for me (1)", "Samir: an answer to you")
    assert town.jonas.last.labels() == ["✏ Answer Samir", "All right"]
    assert "What do you want to write?" in town.jonas.tap("✏ Answer Samir")[-1].text
    preview = town.jonas.write("Good, see you there.")[-1]
    assert "Samir gets it now." in preview.text
    assert "What waits for me" not in town.jonas.tap("✔ Send it")[-1].text
    town.samir.wait(seconds=1)
    assert "Good, see you there." in town.samir.tap("Start now")[-1].text
    town.jonas.command("menu")
    assert "There is nothing new." in town.jonas.last.text


def test_whoever_would_rather_not_write_back_leaves_it(calm: Town) -> None:
    town = calm
    opened(town)
    town.samir.write(ANSWER)
    town.taps(town.jonas, "What waits for me (1)", "Samir: an answer to you", "✏ Answer Samir")
    assert town.jonas.last.labels() == ["Cancel"]
    assert "There is nothing new." in town.jonas.tap("Cancel")[-1].text
    assert len(set_by(town.jonas)) == 1


def test_whoever_cannot_be_written_to_any_more_is_not_answered(calm: Town) -> None:
    town = calm
    opened(town)
    town.samir.write(ANSWER)
    town.taps(town.jonas, "What waits for me (1)", "Samir: an answer to you")
    (relation,) = (each.relation for each in set_by(town.jonas))
    doer_of(town.jonas)._separate(relation)
    assert "It is not here any more." in page(town.jonas.tap("✏ Answer Samir"))


def test_a_silent_recording_answers_nobody(town: Town) -> None:
    opened(town)
    assert "There is nothing to hear in that recording." in town.samir.speak(0)[0].text
    assert "💬" not in seen_by_sender(town)


def test_what_is_heard_in_an_answer_is_shown_before_it_is_sent(town: Town) -> None:
    opened(town)
    town.samir.world.listens(town.samir.phone_language)
    town.samir.speak(6)
    (offer,) = town.samir.hear("A giraffe")
    assert offer.labels() == ["Yes, use it", "I will write it", "Keep only the recording"]
    assert "💬" not in seen_by_sender(town)
    assert town.samir.tap("Yes, use it")[-1].text == "You can hear it first. Shall I send it to Jonas?"
    assert "💬" not in seen_by_sender(town)
    assert "It is sent." in town.samir.tap("Yes, send it")[0].text
    assert "Samir: 🎙 Voice message, 6 seconds\nA giraffe" in seen_by_sender(town)


def test_a_cpr_number_does_not_go_along(town: Town) -> None:
    opened(town)
    town.samir.write("My number is 010190-1234, is that enough?")
    assert "010190" not in seen_by_sender(town)
    assert "010190" not in stored(town)


def test_what_is_read_under_my_reminders_waits_no_more(calm: Town) -> None:
    town = calm
    opened(town)
    town.samir.write(ANSWER)
    assert ANSWER in seen_by_sender(town)
    town.jonas.command("menu")
    assert "There is nothing new." in town.jonas.last.text


def test_answers_to_two_reminders_both_wait(calm: Town) -> None:
    town = calm
    for text in (ANSWER, "And a zebra."):
        opened(town)
        town.samir.write(text)
    town.jonas.command("menu")
    assert "What waits for me (2)" in town.jonas.last.labels()


def test_of_a_reminder_of_an_exercise_words_are_no_answer(town: Town) -> None:
    pitch(town, "Now")
    town.samir.wait(seconds=1)
    assert not any("Answer" in label for label in town.samir.tap("Start now")[-1].labels())
    assert "Tap one of the buttons" in town.samir.write("blue giraffe")[0].text
    assert "💬" not in seen_by_sender(town)


def test_whoever_does_not_follow_any_more_gets_nothing_and_that_is_said(calm: Town) -> None:
    town = calm
    opened(town)
    doer = doer_of(town.jonas)
    (relation,) = (each.relation for each in set_by(town.jonas))
    doer._separate(relation)
    town.samir.write(ANSWER)
    said = "\n".join(message.text for message in town.samir.sent[-2:])
    assert "Whoever wrote this does not follow you any more. So nothing has been sent." in said
    assert town.samir._connection.execute("SELECT COUNT(*) FROM reminder_answers").fetchone() == (0,)
    town.jonas.command("menu")
    assert "There is nothing new." in town.jonas.last.text


def test_nobody_else_reads_or_writes_one(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(town)
    (reminder,) = set_by(town.jonas)
    for foreign in (town.mette, town.jonas, town.ida):
        with pytest.raises(NotAllowed):
            doer_of(foreign).do(AnswerReminder(reminder.id, "Forged"))
    town.samir.write(ANSWER)
    for foreign in (town.mette, town.ida):
        everything = export.everything(foreign._connection.cursor(), BOT, foreign.user)
        assert "giraffe" not in str(everything)
        foreign.wait(minutes=5)
        foreign.command("menu")
        assert "giraffe" not in " ".join(message.text for message in foreign.sent)
    monkeypatch.setattr(policy, "OWN", frozenset())
    with pytest.raises(NotAllowed):
        doer_of(town.samir).do(AnswerReminder(reminder.id, "Not allowed"))


def test_the_citizen_can_take_it_along_and_it_is_erased_with_them(town: Town) -> None:
    opened(town)
    town.samir.write(ANSWER)
    (kept,) = town.samir.stored()["people"]["answered_to_reminders"]
    assert (kept["to_whom"], kept["text"]) == ("Jonas", ANSWER)
    told = "\n".join(message.text for message in town.samir.command("mydata"))
    assert f"To Jonas, Monday 23 November: {ANSWER}" in told
    people.erase(town.samir._connection.cursor(), town.samir.user)
    assert "giraffe" not in stored(town)


def test_it_goes_with_the_relation(town: Town) -> None:
    opened(town)
    town.samir.write(ANSWER)
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas", "Jonas shall", "Yes")
    assert town.samir._connection.execute("SELECT COUNT(*) FROM reminder_answers").fetchone() == (0,)


@pytest.mark.parametrize("by_button", [True, False])
def test_what_is_heard_once_somebody_has_gone_on_is_no_answer(town: Town, by_button: bool) -> None:
    opened(town)
    town.samir.world.listens(town.samir.phone_language)
    if by_button:
        town.samir.tap("✏ Answer Jonas")
    town.samir.speak(6)
    town.taps(town.samir, "Make a small plan")
    (told,) = town.samir.hear("A giraffe")
    assert told.text.endswith("We have gone on since then, so I have not used it.")
    assert told.labels() == []
    assert "💬" not in seen_by_sender(town)


@pytest.mark.parametrize("by_button", [True, False])
def test_what_is_offered_to_be_sent_names_whom_it_goes_to(town: Town, by_button: bool) -> None:
    opened(town)
    town.samir.world.listens(town.samir.phone_language)
    if by_button:
        town.samir.tap("✏ Answer Jonas")
    town.samir.speak(6)
    (offer,) = town.samir.hear("A giraffe")
    assert "Jonas" in offer.text.partition("I heard this:")[0]
