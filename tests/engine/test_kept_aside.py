"""What is sent after a pause, or too early, is kept aside and offered to every question that can take it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine.inputs import Spoke, Tapped, Typed
from bot.engine.steps import Ask, AskDate, Choice, End, Speak, Write
from tests.engine.stage import answers, begun

if TYPE_CHECKING:
    from tests.talk import Talk

USE = "Brug mine ord som mit svar"
DAY = AskDate(id="day", text="Which day?")
CHOICES = (Choice(key="one", label="One"), Choice(key="two", label="Two"))
VOICE = Speak(id="say_it", text="Say it.", choices=CHOICES)
END = End(id="end")


def test_a_day_written_after_a_pause_can_become_the_answer() -> None:
    talk = begun(DAY, END)
    talk.tap("⏸ Pause")
    talk.write("på torsdag")
    assert answers(talk) == {}
    talk.tap(USE)
    assert answers(talk) == {"day": "2026-11-26"}
    assert talk.stored()["unplaced"] == []


def test_a_greeting_after_a_pause_is_not_offered_as_a_day() -> None:
    talk = begun(DAY, END)
    talk.tap("⏸ Pause")
    talk.write("hej")
    assert USE not in talk.last.labels()
    assert talk.texts().count("hej") == 1


def test_a_recording_after_a_pause_can_become_the_answer() -> None:
    talk = begun(VOICE, END)
    talk.tap("⏸ Pause")
    talk.speak(12)
    talk.tap(USE)
    assert answers(talk)["say_it"].startswith("voice-")
    assert talk.stored()["unplaced"] == []


def test_a_recording_is_not_offered_to_a_question_that_is_written() -> None:
    talk = begun(Write(id="who", text="Who?", voice=False), END)
    talk.tap("⏸ Pause")
    talk.speak(12)
    assert USE not in talk.last.labels()


def test_words_after_a_pause_are_not_offered_to_a_question_of_buttons() -> None:
    talk = begun(Ask(id="which", text="Which?", choices=CHOICES), END)
    talk.tap("⏸ Pause")
    talk.write("ved ikke")
    assert USE not in talk.last.labels()


def early_recording() -> Talk:
    """Someone whose recording was sent before the question that takes it could be seen."""
    talk = begun(Ask(id="which", text="Which?", choices=CHOICES), VOICE, END)
    data = next(data for label, data in talk.last.buttons if label == "One")
    return sent_together(talk, data)


def sent_together(talk: Talk, data: str) -> Talk:
    talk._message += 1
    early = Spoke("voice-early", 9, talk.own_message)
    talk._turn(Tapped(data, talk.last.id))
    talk._turn(early)
    talk.deliver()
    return talk


def test_an_early_recording_can_become_the_answer() -> None:
    talk = early_recording()
    assert "say_it" not in answers(talk)
    talk.tap(USE)
    assert answers(talk)["say_it"] == "voice-early"
    assert talk.stored()["unplaced"] == []


def together(*given: Typed | Spoke) -> Talk:
    """Someone who has sent all of these before the question after the first could be seen."""
    told, after, last = (Write(id=name, text=f"{name}?", short=name) for name in ("told", "after", "last"))
    talk = begun(told, after, last, END)
    for each in given:
        talk._message += 1
        talk._turn(replace(each, message=talk.own_message))
    talk.deliver()
    return talk


def voices(*seconds: int) -> tuple[Spoke, ...]:
    return tuple(Spoke(f"voice-{each}", each, 0) for each in seconds)


def kept(talk: Talk) -> list[str]:
    return [each["content"]["value"] for each in talk.stored()["unplaced"]]


def test_each_of_several_early_recordings_is_named_and_the_newest_can_become_the_answer() -> None:
    talk = together(*voices(3, 4, 5, 6))
    assert talk.last.text.split("\n\n") == [
        "🎙 Talebesked, 4 sekunder",
        "🎙 Talebesked, 5 sekunder",
        "Tak. Det er gemt.",
        "🎙 Talebesked, 6 sekunder",
        "Din besked kom før mit spørgsmål. Jeg har gemt den.",
    ]
    assert kept(talk) == ["voice-4", "voice-5", "voice-6"]
    talk.world.restart()
    talk.tap(USE)
    assert answers(talk) == {"told": "voice-3", "after": "voice-6"}
    assert kept(talk) == ["voice-4", "voice-5"]


def test_one_early_recording_is_told_of_alone() -> None:
    talk = together(*voices(3, 4))
    assert talk.last.text == "Din besked kom før mit spørgsmål. Jeg har gemt den."


def test_a_recording_among_texts_that_are_put_together_is_told_of_too() -> None:
    talk = together(Typed("Jeg kan lave mad", 0), Typed("og bage", 0), *voices(7), Typed("hver dag", 0))
    first, saved, joined = talk.last.text.split("\n\n")
    assert (first, saved) == ("🎙 Talebesked, 7 sekunder", "Tak. Det er gemt.")
    assert "dine 2 beskeder" in joined
    assert kept(talk) == ["voice-7"]
