"""What was refused, or could not be sent, goes to nobody by a way round, and is forgotten; so is what was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.company import doer_of
from tests.flows.reminding import set_by, town, until
from tests.flows.reviewing import MENU, OVERTAKEN, SEND, TAKEN_BACK, change, page, said, take_back, told
from tests.flows.test_heard_first import FORGOTTEN, NOT, is_stored, opened, reviewed, voice
from tests.keys import everything

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.talk import Talk
    from tests.town import Town

__all__ = ["town"]

WORDS = "Zebra is what I wrote"
LEFT = "What you were writing before has not been sent."
TEXTS = {"jonas": "Remember your CV", "mette": "Call the warehouse"}


def is_kept(talk: Talk) -> bool:
    """Whether the words are kept anywhere in what is stored."""
    talk.world.restart()
    return "Zebra" in str(everything(talk.world.connection.cursor()))


def taps(talk: Talk, *labels: str) -> None:
    for label in labels:
        talk.tap(label)


ASKED_AGAIN = [
    ((), ("Write a comment",)),
    ((), ("Comment on", "Who Samir is")),
    (("Comment on",), ("Comment on", "Who Samir is")),
    (("Comment on",), ("Write a comment",)),
    (("Suggest",), ("Write a comment",)),
    (("Suggest",), ("Suggest", "The whole")),
]
"""Where something is written and refused, and by which way a question is come to that can be left by "Cancel"."""


@pytest.mark.parametrize(("first", "then"), ASKED_AGAIN)
def test_a_comment_that_was_refused_is_not_sent_by_cancel(
    first: tuple[str, ...], then: tuple[str, ...]
) -> None:
    town = reviewed()
    taps(town.mette, *first)
    town.mette.write(WORDS)
    assert page(town.mette.tap(NOT)) == f"{FORGOTTEN}\n\n{MENU}"
    assert not is_kept(town.mette)
    taps(town.mette, *then)
    assert page(town.mette.tap("Cancel")) == MENU
    assert said(town) == []


def test_an_answer_that_was_refused_is_not_sent_by_cancel() -> None:
    town = told()
    before = said(town)
    town.samir.write(WORDS)
    assert FORGOTTEN in page(town.samir.tap(NOT))
    assert not is_kept(town.samir)
    taps(town.samir, "Answer Mette", "Cancel")
    assert said(town) == before


@pytest.mark.parametrize(
    "way", [("Write a comment",), ("Suggest", "The whole"), ("Comment on", "Who Samir is")]
)
def test_what_was_written_to_an_older_version_is_not_sent_to_the_newer_one_by_cancel(
    way: tuple[str, ...],
) -> None:
    town = reviewed()
    taps(town.mette, *way)
    change(town)
    assert OVERTAKEN in page(town.mette.write(WORDS))
    assert not is_kept(town.mette)
    taps(town.mette, *way)
    assert page(town.mette.tap("Cancel")) == MENU
    assert said(town) == []


@pytest.mark.parametrize("way", [("Write a comment",), ("Suggest", "The whole")])
@pytest.mark.parametrize(("happens", "told_of_it"), [(take_back, TAKEN_BACK), (change, OVERTAKEN)])
def test_a_recording_that_came_too_late_is_forgotten(
    happens: Callable[[Town], None], told_of_it: str, way: tuple[str, ...]
) -> None:
    town = reviewed()
    taps(town.mette, *way)
    file, _ = voice(town.mette.speak(9))
    happens(town)
    assert is_stored(town.mette, file)
    assert told_of_it in page(town.mette.tap(SEND))
    assert not is_stored(town.mette, file)


def test_whoever_goes_back_to_the_question_and_cancels_has_sent_nothing() -> None:
    """The button of the question stands above the recording still, and what waits there is no answer to keep."""
    town = reviewed()
    asked = town.mette.tap("Write a comment")[-1]
    file, _ = voice(town.mette.speak(9))
    town.mette.wait(minutes=1)
    town.mette.tap_data(dict(asked.buttons)["Cancel"], asked.id)
    town.mette.tap("Cancel")
    assert said(town) == []
    assert not is_stored(town.mette, file)


def two_reminders(town: Town) -> Callable[[str], None]:
    """Jonas and Mette have written, and one message leads to both: what taps one of its buttons."""
    for name, text in TEXTS.items():
        who = town.phones[name]
        town.taps(who, "Send a reminder", "Samir", "✏ A text of my own")
        who.write(text)
        who.tap("✏ I write it myself")
        who.write("today at 12")
        taps(who, "No, only once", "✔")
    until(town.samir, "2026-11-23T12:05")
    greeting = [each for each in town.samir.sent if each.buttons][-1]

    def tap(label: str) -> None:
        town.samir.wait(minutes=1)
        town.samir.tap_data(dict(greeting.buttons)[label], greeting.id)

    return tap


def answers(town: Town) -> int:
    rows = town.samir.world.connection.execute("SELECT COUNT(*) FROM reminder_answers").fetchone()
    return int(rows[0])


def test_what_was_recorded_for_one_is_never_the_answer_to_another(town: Town) -> None:
    tap = two_reminders(town)
    tap("Start now")
    town.samir.tap("✏ Answer Jonas")
    file, _ = voice(town.samir.speak(6))
    tap("Start now")
    assert town.samir.last.text.startswith(f"{LEFT}\n\nFrom Mette")
    assert not is_stored(town.samir, file)
    town.samir.tap("✏ Answer Mette")
    assert [each.voice for each in town.samir.tap("Cancel") if each.voice] == []
    assert "✏ Answer Mette" in town.samir.last.labels()
    assert answers(town) == 0


def test_an_old_yes_sends_nothing_to_whom_it_was_not_asked_about(town: Town) -> None:
    tap = two_reminders(town)
    tap("Start now")
    town.samir.tap("✏ Answer Jonas")
    asked = town.samir.speak(6)[-1]
    tap("Start now")
    town.samir.wait(minutes=1)
    town.samir.tap_data(dict(asked.buttons)[SEND], asked.id)
    assert answers(town) == 0


@pytest.mark.parametrize("ends", ["Not today", "Later today"])
def test_what_was_recorded_is_forgotten_with_the_end_of_its_errand(town: Town, ends: str) -> None:
    tap = two_reminders(town)
    tap("Start now")
    town.samir.tap("✏ Answer Jonas")
    file, _ = voice(town.samir.speak(6))
    assert is_stored(town.samir, file)
    tap(ends)
    assert not is_stored(town.samir, file)


def test_what_can_go_to_nobody_any_more_is_forgotten_and_said_of_once(town: Town) -> None:
    tap = two_reminders(town)
    tap("Start now")
    town.samir.tap("✏ Answer Jonas")
    file, _ = voice(town.samir.speak(6))
    (relation,) = (each.relation for each in set_by(town.jonas))
    doer_of(town.jonas)._separate(relation)
    heard = page(town.samir.tap(SEND))
    assert "does not follow you any more. So nothing has been sent." in heard
    assert "From Mette" in heard
    assert LEFT not in heard
    assert not is_stored(town.samir, file)


def test_a_recording_that_was_left_can_be_sent_for_a_week_and_is_forgotten_then(town: Town) -> None:
    opened(town)
    file, _ = voice(town.samir.speak(4))
    town.samir.command("menu")
    town.samir.wait(days=6)
    assert is_stored(town.samir, file)
    town.samir.wait(days=2)
    assert not is_stored(town.samir, file)
    assert LEFT in page(town.samir.tap(SEND))
    assert answers(town) == 0
    assert "✏ Answer Jonas" in town.samir.last.labels()


def test_whoever_speaks_where_it_was_forgotten_hears_only_that(town: Town) -> None:
    opened(town)
    town.samir.speak(4)
    town.samir.wait(days=8)
    assert len([each for each in town.samir.speak(5) if each.voice]) == 1
    assert "It is sent. Jonas gets your answer." in page(town.samir.tap(SEND))
    assert answers(town) == 1


def test_a_recording_that_was_being_listened_to_is_forgotten_too(town: Town) -> None:
    opened(town)
    town.samir.world.listens(town.samir.phone_language)
    file = f"voice-{town.samir.own_message + 1}"
    town.samir.speak(4)
    town.samir.hear("A giraffe")
    assert is_stored(town.samir, file)
    assert "giraffe" in str(everything(town.samir.world.connection.cursor()))
    town.samir.wait(days=8)
    assert not is_stored(town.samir, file)
    assert "giraffe" not in str(everything(town.samir.world.connection.cursor()))


@pytest.mark.parametrize("spoken", [True, False])
def test_a_comment_that_was_left_at_the_question_is_forgotten_after_a_week(spoken: bool) -> None:
    town = reviewed()
    file = voice(town.mette.speak(9))[0] if spoken else ""
    if not spoken:
        town.mette.write(WORDS)
    town.mette.command("menu")
    town.mette.wait(days=8)
    assert not is_kept(town.mette)
    assert not file or not is_stored(town.mette, file)
    assert f"{LEFT}\n\n{MENU}" in page(town.mette.tap(SEND))
    assert said(town) == []


def timers_set(town: Town) -> int:
    (count,) = town.samir.world.connection.execute(
        "SELECT COUNT(*) FROM timers WHERE kind = 'unsent'"
    ).fetchone()
    return int(count)


def test_what_was_sent_or_refused_leaves_no_timer(town: Town) -> None:
    opened(town)
    for decides in (NOT, SEND):
        town.samir.tap("✏ Answer Jonas")
        town.samir.speak(4)
        assert timers_set(town) == 1
        town.samir.tap(decides)
        assert timers_set(town) == 0
