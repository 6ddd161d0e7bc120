"""Voice messages that a flow sends on: each a message of its own, by the id of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.recording import Recording
from bot.engine.steps import (
    Ask,
    AskDate,
    AskMany,
    AskName,
    AskNumber,
    AskPhone,
    AskTime,
    Choice,
    End,
    Scale,
    Tell,
    Write,
)
from bot.engine.text import literal
from tests.engine.stage import begun

if TYPE_CHECKING:
    from bot.engine.steps import Question
    from bot.engine.view import View

TOLD_ONCE = "I cannot write down what you say."
EITHER_WAY = "Write or speak. Hold the microphone, and talk."


def spoken(view: View) -> tuple[Recording, ...]:
    answer = view.answer("told")
    assert answer is not None
    return (Recording(answer["value"], literal("What you said")),) if answer["kind"] == "voice" else ()


STEPS = (
    Write(id="told", text="Tell me.", short="Told", voice=True),
    Tell(id="heard", recordings=spoken),
    Write(id="next", text="And now?", short="Next"),
    End(id="end"),
)


def test_a_recording_is_sent_on_with_its_words() -> None:
    talk = begun(*STEPS)
    _, recording, question = talk.speak(12)
    file = talk.answers("mine")["told"]
    assert (recording.voice, recording.text) == (file, "What you said")
    assert (question.voice, question.text) == ("", "And now?")


def test_whoever_may_have_spoken_of_distress_reads_that_nobody_hears_it_and_what_to_do() -> None:
    talk = begun(Write(id="one", text="One?"), Write(id="two", text="Two?"), End(id="end"), language="en")
    said = [talk.speak(12)[0].text, talk.speak(12)[0].text]
    told = "Nobody hears it right now. If things are very hard for you, write to me, or call 112."
    assert [told in each for each in said] == [True, False]


def test_a_cpr_number_below_a_recording_takes_the_message_away_and_the_recording_is_kept() -> None:
    """Its file can be sent again although the message is gone: that it is saved is true."""
    talk = begun(*STEPS)
    removed, saved, recording, _ = talk.speak(12, "mit nummer er 010190-1234")
    assert len(talk.removed) == 1
    assert removed.text == (
        "Der stod et CPR-nummer i teksten under din optagelse. Jeg har slettet beskeden, så det ikke ligger her."
    )
    assert "Din optagelse er gemt" in saved.text
    assert recording.voice == talk.answers("mine")["told"]


def test_a_cpr_number_below_a_recording_that_cannot_be_deleted_is_told_as_it_is() -> None:
    talk = begun(*STEPS)
    talk.deletable = False
    kept, *_ = talk.speak(12, "mit nummer er 010190-1234")
    assert kept.text == "Det ligner et CPR-nummer. Jeg har ikke gemt det. Slet selv beskeden her."


def test_where_there_is_none_nothing_is_sent() -> None:
    talk = begun(*STEPS)
    (question,) = talk.write("In words")
    assert question.text.endswith("And now?")


@pytest.mark.parametrize(
    "question",
    [
        Ask(id="which", text="Which?", choices=(Choice(key="one", label="One"),)),
        AskMany(id="which", text="Which?", choices=(Choice(key="one", label="One"),)),
        Scale(id="which", text="Which?"),
        AskDate(id="which", text="Which day?"),
        AskTime(id="which", text="What time?"),
        AskNumber(id="which", text="How many?"),
        AskPhone(id="which", text="Which number?"),
    ],
    ids=lambda question: type(question).__name__,
)
def test_where_words_cannot_be_heard_nobody_is_told_that_they_spoke_badly(question: Question) -> None:
    talk = begun(question, End(id="end"))
    said = talk.speak(5)[-1].text
    asks_in_writing = isinstance(question, AskNumber | AskPhone)
    assert said.startswith(
        "Skriv det her." if asks_in_writing else "Jeg kan desværre ikke høre talebeskeder her."
    )
    assert said.endswith("?")


def test_that_a_recording_is_not_written_down_is_told_once_in_an_exercise() -> None:
    """Also where the first answer was recorded anew."""
    talk = begun(*STEPS, language="en")
    assert TOLD_ONCE in talk.speak(12)[0].text
    talk.tap("⬅ Back")
    assert TOLD_ONCE not in talk.speak(5)[0].text
    assert TOLD_ONCE not in talk.speak(7)[0].text


def test_the_first_question_of_own_words_tells_that_they_may_be_spoken() -> None:
    """Short, below the question; it is not said again, and the others are answered in the same way."""
    day = AskDate(id="day", text="Which day?")
    more = Write(id="more", text="And now?", short="More")
    talk = begun(day, Write(id="told", text="Tell me.", short="Told"), more, End(id="end"), language="en")
    assert talk.last.text == "Which day?"
    assert talk.tap("Today")[-1].text == f"Tell me.\n\n{EITHER_WAY}"
    assert EITHER_WAY not in talk.write("…")[-1].text
    assert EITHER_WAY not in talk.speak(12)[-1].text


@pytest.mark.parametrize(
    "question",
    [
        Write(id="which", text="Tell me.", voice=False),
        AskName(id="which", text="Tell me."),
        Scale(id="which", text="Tell me."),
    ],
    ids=lambda question: type(question).__name__,
)
def test_where_it_has_to_be_written_nobody_is_told_to_speak(question: Question) -> None:
    assert begun(question, End(id="end"), language="en").last.text == "Tell me."


def test_whoever_gives_a_day_by_voice_again_hears_that_it_can_be_skipped() -> None:
    talk = begun(AskDate(id="which", text="Which day?", skippable=True), End(id="end"))
    assert "springe" not in talk.speak(5)[-1].text
    assert "Du kan også springe spørgsmålet over." in talk.speak(5)[-1].text
