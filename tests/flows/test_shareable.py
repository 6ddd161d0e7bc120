"""Which exercises can be shown, and how each of them is read by whom it is shown to."""

from __future__ import annotations

import re

import pytest

from bot.engine.steps import Keep, Question
from bot.state import shares
from bot.state.sealing import seal_json
from tests.flows.reviewing import page
from tests.flows.test_every_flow import FLOWS
from tests.flows.test_sharing import SHAREABLE
from tests.town import Town


def test_every_exercise_that_keeps_something_can_be_shown() -> None:
    """Of those that keep a version, only the course is no exercise: it holds days."""
    keeping = {flow.id for flow in FLOWS.values() if any(isinstance(step, Keep) for step in flow.all_steps)}
    assert keeping - {"my_course"} == set(SHAREABLE)


@pytest.mark.parametrize("name", SHAREABLE)
def test_whoever_else_reads_it_is_never_called_you_by_a_question(name: str) -> None:
    flow = FLOWS[name]
    named = [step for step in flow.all_steps if isinstance(step, Question) and step.short]
    read = [step.short_of_another or step.short for step in named]
    assert [name for name in read if re.search(r"\byou(rs?)?\b", name, re.IGNORECASE)] == []


def without_names(town: Town) -> None:
    """What was shown and said is as it was before snapshots had other names for their questions."""
    cursor = town.samir.world.connection.cursor()
    for each in shares.of_citizen(cursor, town.samir.user):
        older = {key: part for key, part in each.snapshot.items() if key != "of_another"}
        sealed = seal_json(cursor, shares.SNAPSHOT, each.citizen, each.id, older)
        cursor.execute("UPDATE shares SET snapshot = ? WHERE id = ?", (sealed, each.id))


def test_a_question_is_called_for_others_as_its_flow_says_also_where_something_is_said_of_it() -> None:
    town = Town().with_shared_pitch()
    assert "What Samir can\n" in page(town.reviews(town.mette))
    town.mette.tap("Comment on an answer")
    assert "What Samir can" in town.mette.last.labels()
    town.mette.tap("What Samir can")
    town.mette.write("Say it first")
    text = page(town.reviews(town.mette))
    assert "What Samir can: " in text
    assert "What you can" not in text


def test_what_was_shown_before_questions_had_such_a_name_is_read_as_it_was_and_does_not_look_changed() -> (
    None
):
    town = Town().with_shared_pitch()
    without_names(town)
    assert "What you can\n" in page(town.reviews(town.mette))
    town.taps(town.samir, "✔ Talk: warehouse")
    assert "still sees" not in town.samir.last.text
    town.samir.tap("Change something")
    town.samir.tap("✏ What you love")
    town.samir.write("I like to drive in Norway")
    town.samir.tap("Show Mette the new one")
    assert "Changed since you read it: What Samir loves doing." in page(town.reviews(town.mette))


def shown_to_mette(town: Town) -> str:
    """What Mette reads after Samir has shown her the exercise at whose menu he stands."""
    assert "Show it to Mette" in town.samir.last.labels()
    town.samir.tap("Show it to Mette")
    town.samir.tap("Yes, show it")
    assert "Show it to Mette" not in town.samir.last.labels()
    return page(town.reviews(town.mette))


def test_a_contact_card_is_shown_as_it_is_handed_on() -> None:
    town = Town().with_pitch()
    town.samir.tap("More …")
    town.samir.tap("A contact card")
    for text in ("Samir Aziz", "Driver", "20 12 34 56", "Always on time"):
        town.samir.write(text)
    text = shown_to_mette(town)
    assert "Samir Aziz\nDriver\n☎ +45 20 12 34 56\nAlways on time" in text
    town.samir.tap("Yes, send me my card")


def test_what_covers_a_number_does_not_stand_on_a_contact_card() -> None:
    town = Town().with_pitch()
    town.samir.tap("More …")
    town.samir.tap("A contact card")
    for text in ("Samir Aziz", "Driver", "20 12 34 56", "Always on time, on any day 010190-1234"):
        town.samir.write(text)
    assert "\nAlways on time, on any day\n" in shown_to_mette(town) + "\n"


def test_somebody_who_was_met_is_shown_from_where_it_opens() -> None:
    town = Town()
    town.taps(town.samir, "I have talked with somebody")
    for text in ("A foreman at a warehouse", "At the gym", "He needs drivers", "on Thursday"):
        town.samir.write(text)
    town.taps(town.samir, "✔ Met: A foreman")
    text = shown_to_mette(town)
    assert "Met: A foreman at a warehouse\nSamir showed it to you" in text
    assert "What matters to them\nHe needs drivers" in text
    assert "When to get in touch\nThursday 26 November" in text


def test_another_day_to_get_in_touch_is_another_version() -> None:
    town = Town()
    town.taps(town.samir, "I have talked with somebody")
    for text in ("A foreman", "At the gym", "He needs drivers", "on Thursday"):
        town.samir.write(text)
    town.taps(town.samir, "✔ Met: A foreman")
    shown_to_mette(town)
    town.samir.tap("Not yet")
    town.samir.write("on Friday")
    town.taps(town.samir, "✔ Met: A foreman")
    assert "sees it as you showed it on Monday 23 November" in page(town.samir.tap("👁"))


def interviewed(town: Town) -> None:
    town.taps(town.samir, "Practise for an interview", "I have been to an interview")
    for text in ("Netto", "Can you lift?\nWhy us?", "The lifting", "I was calm", "Ask more"):
        town.samir.write(text)
    town.samir.tap("Skip")


def test_after_an_interview_each_answer_is_read_once() -> None:
    town = Town()
    interviewed(town)
    text = shown_to_mette(town)
    assert "Can you lift?\nWhy us?" in text
    assert text.count("I was calm") == 1
    town.mette.tap("Comment on an answer")
    assert "What went well" in town.mette.last.labels()


def test_an_interview_to_come_is_shown_with_what_is_done_for_it() -> None:
    town = Town()
    town.taps(town.samir, "Practise for an interview", "I am going to an interview")
    for text in ("Netto", "The foreman", "on Thursday at 10"):
        town.samir.write(text)
    town.samir.tap("☐ Read about the workplace")
    town.samir.tap("✔ Done")
    text = shown_to_mette(town)
    assert "Netto\nThursday 26 November at 10:00\nThe foreman" in text
    assert "What is done\nRead about the workplace" in text


def test_a_rejection_is_shown_with_the_words_that_were_chosen() -> None:
    town = Town()
    town.taps(town.samir, "Practise for an interview", "More …", "I was turned down")
    town.samir.write("Warehouse")
    for label in ("Yes, I write", "☐ Thank them", "✔ Done", "Use the suggestion"):
        town.samir.tap(label)
    town.samir.write("To ask sooner")
    town.samir.tap("Skip")
    text = shown_to_mette(town)
    assert "Thank you for taking the time to answer." in text
    assert "What Samir learned\nTo ask sooner" in text
