"""What was heard in a recording counts after a yes, and is in the way of nothing that is done meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.engine.dictated import DAY, END, NAME, OWN, TOLD, WAY, WORDS, listening, newest
from tests.engine.stage import begun, stands_at
from tests.talk import Citizen

if TYPE_CHECKING:
    from bot.engine.steps import Step


def test_until_somebody_says_yes_the_recording_is_the_answer() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    assert stands_at(talk) == ("mine", "name")
    (offer,) = talk.hear("I like to cook")
    assert offer.labels() == ["Yes, use it", "I will write it", "Keep only the recording"]
    file = newest(talk, "told")["value"]
    assert newest(talk, "told")["kind"] == "voice"
    talk.tap("Yes, use it")
    answer = newest(talk, "told")
    assert (answer["kind"], answer["value"]) == ("text", "I like to cook")
    assert answer["recording"] == {"file": file, "seconds": 12}
    assert stands_at(talk) == ("mine", "name")
    assert talk.last.text.endswith("Which name?")


def test_what_was_written_below_the_recording_is_part_of_the_text_and_can_be_edited() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12, caption="every day")
    spoken = 1 + max(message.id for message in talk.sent[:-1])
    talk.hear("I like to cook")
    talk.tap("Yes, use it")
    assert newest(talk, "told")["value"] == "I like to cook\nevery day"
    talk.edit(spoken, "now and then")
    assert newest(talk, "told")["value"] == "I like to cook\nnow and then"
    assert newest(talk, "told")["recording"]["seconds"] == 12


def test_of_a_recording_that_is_kept_alone_nothing_knows_any_more_what_was_heard() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12, caption="every day")
    spoken = 1 + max(message.id for message in talk.sent[:-1])
    talk.hear("I like to look")
    talk.edit(spoken, "now and then")
    mine = talk.stored()["exercises"][-1]
    assert ["to look" in str(each["content"]) for each in mine["answers"]] == [False, True, True]
    talk.tap("Keep only the recording")
    assert "to look" not in str(talk.stored())
    kept = [each["content"]["parts"][0][1] for each in talk.stored()["exercises"][-1]["answers"]]
    assert kept == ["every day", "every day", "now and then"], "what was written stays, as it ever was"
    assert newest(talk, "told").keys() == {"kind", "value", "seconds", "parts"}
    talk.tap("Yes, use it")
    assert newest(talk, "told")["kind"] == "voice", "what was dropped cannot be used any more"


def test_one_that_was_written_over_meanwhile_is_told_and_not_offered() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    talk.tap("⬅ Back")
    talk.write("I like to bake")
    (told,) = talk.hear("I like to cook")
    assert told.text.endswith("so I have not used it.")
    assert told.labels() == []
    assert newest(talk, "told")["value"] == "I like to bake"


def test_an_offer_for_another_exercise_takes_nobody_away_from_where_they_are() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    talk.command("menu")
    before = stands_at(talk)
    talk.hear("I like to cook")
    assert stands_at(talk) == before
    talk.tap("Yes, use it")
    assert newest(talk, "told")["value"] == "I like to cook"


@pytest.mark.parametrize(
    ("step", "said", "value"), [(NAME, "Lone", "Lone"), (DAY, "on Thursday", "2026-11-26")]
)
def test_where_the_words_are_needed_they_are_asked_about_first(step: Step, said: str, value: str) -> None:
    talk = listening(step, TOLD)
    (waits,) = talk.speak(2)
    assert waits.text == "I am listening to what you said. It takes a moment."
    talk.world.restart()
    (offer,) = talk.hear(said)
    assert stands_at(talk) == ("mine", step.id)
    assert offer.labels() == ["Yes, use it", "I will write it"]
    talk.tap("Yes, use it")
    assert newest(talk, step.id)["value"] == value
    assert stands_at(talk) == ("mine", "told")


@pytest.mark.parametrize(("step", "said"), [(NAME, "Lone"), (DAY, "on Thursday")])
def test_where_the_words_are_needed_the_recording_stays_beside_them(step: Step, said: str) -> None:
    talk = listening(step, TOLD)
    talk.speak(2)
    (kept,) = talk.stored()["unplaced"]
    talk.hear(said)
    talk.tap("Yes, use it")
    assert newest(talk, step.id)["recording"] == {"file": kept["content"]["value"], "seconds": 2}
    assert talk.stored()["unplaced"] == [], "it is part of the answer now"


def test_own_words_at_the_buttons_keep_their_recording() -> None:
    talk = listening(OWN, WORDS)
    talk.speak(3)
    (kept,) = talk.stored()["unplaced"]
    talk.hear("My mother is in hospital")
    talk.tap("Yes, use it")
    assert newest(talk, "words")["recording"] == {"file": kept["content"]["value"], "seconds": 3}
    assert "recording" not in newest(talk, "own")


def test_what_was_written_below_a_recording_where_the_words_are_needed_is_part_of_the_answer() -> None:
    talk = listening(NAME, TOLD)
    spoken = talk._message + 1
    talk.speak(3, caption="Hansen")
    talk.hear("Lone")
    talk.tap("Yes, use it")
    assert newest(talk, "name")["value"] == "Lone\nHansen"
    talk.edit(spoken, "Jensen")
    assert newest(talk, "name")["value"] == "Lone\nJensen"
    assert newest(talk, "name")["recording"]["seconds"] == 3


def test_what_is_no_day_leaves_the_recording_in_the_copy_that_somebody_takes_along() -> None:
    talk = listening(DAY, TOLD)
    talk.speak(2)
    talk.hear("when the moon is blue")
    talk.tap("Yes, use it")
    (kept,) = talk.stored()["unplaced"]
    assert (kept["text"], kept["content"]["recording"]["seconds"]) == ("when the moon is blue", 2)


def test_what_is_no_day_is_asked_for_again() -> None:
    talk = listening(DAY, TOLD)
    talk.speak(2)
    talk.hear("when the moon is blue")
    talk.tap("Yes, use it")
    assert stands_at(talk) == ("mine", "day")
    assert talk.last.text.endswith("Which day?")


def test_a_choice_is_made_by_saying_it() -> None:
    talk = listening(WAY, TOLD)
    talk.speak(2)
    (offer,) = talk.hear("I call.")
    assert offer.text == "I heard this:\nI call.\n\nIs that right?"
    assert stands_at(talk) == ("mine", "way"), "it counts after a yes alone"
    talk.tap("Yes, use it")
    assert newest(talk, "way")["value"] == "call"
    assert stands_at(talk) == ("mine", "told")


def test_what_is_written_below_a_recording_is_no_part_of_a_choice() -> None:
    talk = listening(WAY, TOLD)
    talk.speak(2, caption="that is easier for me")
    talk.hear("I call.")
    talk.tap("Yes, use it")
    assert newest(talk, "way")["value"] == "call"


def test_a_yes_that_is_only_heard_is_none() -> None:
    talk = Citizen().with_pitch()
    talk.world.listens("da")
    talk.says_yes_to_health = False
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    asked = stands_at(talk)
    talk.speak(1)
    (offer,) = talk.hear("Ja.")
    assert "Ja." in offer.text
    assert stands_at(talk) == asked
    talk.tap(offer.labels()[0])
    assert stands_at(talk) == asked, "it is no step of the scale, however it was given"
    talk.speak(1)
    (offer,) = talk.hear("5")
    assert stands_at(talk) == asked
    talk.tap(offer.labels()[0])
    assert stands_at(talk) != asked


def test_who_says_that_everything_is_to_be_deleted_is_asked_and_loses_nothing_by_it() -> None:
    talk = Citizen().with_pitch()
    talk.world.listens("da")
    talk.command("stop")
    talk.tap("Slet det hele")
    talk.speak(1)
    (offer,) = talk.hear("Ja, slet det hele.")
    assert talk.known
    talk.tap(offer.labels()[0])
    assert talk.known, "it was understood, and is to be tapped once more"


def test_own_words_beside_the_buttons_are_asked_about_and_where_nothing_is_heard_the_recording_answers() -> (
    None
):
    talk = listening(OWN, WORDS)
    talk.speak(3)
    talk.hear("My mother is in hospital")
    talk.tap("Yes, use it")
    assert newest(talk, "words")["value"] == "My mother is in hospital"
    talk = listening(OWN, WORDS)
    talk.speak(3)
    talk.hear("")
    assert newest(talk, "words")["kind"] == "voice"


def test_where_nothing_is_heard_the_question_is_asked_again_and_the_recording_is_kept() -> None:
    talk = listening(NAME, TOLD)
    talk.speak(3)
    (again,) = talk.hear("")
    assert again.text.startswith("I could not hear what you said.")
    assert again.text.endswith("Which name?")
    assert [each["content"]["seconds"] for each in talk.stored()["unplaced"]] == [3]


def test_two_recordings_that_come_at_once_are_one_answer() -> None:
    talk = listening(NAME, TOLD)
    talk.speak(3)
    talk.speak(4)
    assert talk.hear("Lone") == [], "the next one is being listened to"
    (offer,) = talk.hear("Hansen")
    assert offer.text == "I heard this:\nLone\nHansen\n\nIs that right?"
    talk.tap("Yes, use it")
    assert newest(talk, "name")["value"] == "Lone\nHansen"
    recording = newest(talk, "name")["recording"]
    assert (recording["seconds"], [each["seconds"] for each in recording["before"]]) == (4, [3])
    assert talk.stored()["unplaced"] == [], "both are part of the answer now"


def test_all_recordings_of_an_answer_are_heard_where_it_is() -> None:
    talk = listening(NAME, TOLD)
    for seconds in (2, 3, 4):
        talk.speak(seconds)
        talk.world.restart()
    for heard in ("Lone", "Marie", "Hansen"):
        talk.hear(heard)
    talk.tap("Yes, use it")
    recording = newest(talk, "name")["recording"]
    files = [*(each["file"] for each in recording["before"]), recording["file"]]
    talk.command("menu")
    talk.tap("📁")
    talk.tap("Mine")
    played = [(each.voice, each.text) for each in talk.tap("🎙 Hear my recordings") if each.voice]
    assert played == [(file, "Your answer · Name") for file in files]


def test_where_nothing_is_heard_the_question_is_asked_again_as_briefly_as_it_can_be() -> None:
    talk = listening(replace(DAY, briefly="Which one?"), TOLD)
    talk.speak(2)
    (again,) = talk.hear("")
    assert again.text.endswith("Say it again, or write it.\n\nWhich one?")


def test_where_nothing_is_heard_in_the_second_of_two_the_first_is_offered() -> None:
    talk = listening(NAME, TOLD)
    talk.speak(3)
    talk.speak(4)
    talk.hear("Lone")
    (offer,) = talk.hear("")
    assert offer.text == "I heard this:\nLone\n\nIs that right?"


def test_who_says_it_anew_after_the_offer_has_said_that_alone() -> None:
    talk = listening(NAME, TOLD)
    talk.speak(3)
    talk.hear("Lona")
    talk.tap("I will write it")
    talk.speak(4)
    (offer,) = talk.hear("Lone")
    assert offer.text == "I heard this:\nLone\n\nIs that right?"


def test_after_the_yes_nobody_is_told_that_the_recording_stands() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    talk.hear("I like to cook")
    talk.tap("Yes, use it")
    (said,) = talk.tap("Keep only the recording")
    assert "Your recording stands" not in said.text
    assert newest(talk, "told")["value"] == "I like to cook"


def test_without_a_listener_nothing_is_said_of_one() -> None:
    talk = begun(TOLD, NAME, END, language="en")
    assert "I cannot write down what you say." in talk.speak(12)[0].text
    assert talk.speak(3)[0].text.startswith("Please write this one.")


@pytest.mark.parametrize(
    ("step", "said", "value"), [(TOLD, "I cook", "I cook"), (DAY, "on Thursday", "2026-11-26")]
)
def test_a_yes_can_be_written(step: Step, said: str, value: str) -> None:
    talk = listening(step, NAME)
    talk.speak(3)
    talk.hear(said)
    talk.write("yes")
    assert newest(talk, step.id)["value"] == value
    assert stands_at(talk) == ("mine", "name")


def test_who_would_rather_write_it_has_the_recording_beside_what_is_written() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    file = newest(talk, "told")["value"]
    talk.hear("I like to look")
    talk.tap("I will write it")
    talk.world.restart()
    talk.write("I like to cook")
    answer = newest(talk, "told")
    assert (answer["value"], answer["recording"]) == ("I like to cook", {"file": file, "seconds": 12})
    assert "heard" not in answer
    assert stands_at(talk) == ("mine", "name")


def test_where_nothing_is_heard_it_can_be_written_beside_the_recording() -> None:
    talk = listening(TOLD, NAME)
    talk.speak(12)
    talk.hear("")
    talk.tap("✏ Write: Told")
    talk.write("I like to cook")
    assert newest(talk, "told")["recording"]["seconds"] == 12


def test_without_a_listener_what_is_written_as_well_stands_beside_the_recording() -> None:
    talk = begun(TOLD, NAME, END, language="en")
    talk.speak(12)
    talk.tap("✏ Write: Told")
    talk.write("I like to cook")
    assert newest(talk, "told")["recording"]["seconds"] == 12
    assert stands_at(talk) == ("mine", "name")


def test_what_is_written_in_place_of_a_recording_stands_alone() -> None:
    talk = begun(TOLD, NAME, END, language="en")
    talk.speak(12)
    talk.tap("⬅ Back")
    talk.write("I like to bake")
    assert "recording" not in newest(talk, "told")
