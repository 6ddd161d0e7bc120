"""A contact person's belief that a citizen gets a job: asked with its reason, and seen by those two alone."""

from __future__ import annotations

from tests.flows.reviewing import page
from tests.town import Town

OFFERED = "What I believe"


def test_it_is_asked_with_its_reason_and_words_on_every_step() -> None:
    town = Town()
    asked = town.taps(town.mette, "My citizens", "Samir", OFFERED)[-1]
    assert asked.text.startswith("How much do you believe that Samir gets a job?")
    assert "your belief is among what best foretells it" in asked.text
    assert "Samir can see it under What you have saved about me" in asked.text
    assert [label for label in asked.labels() if label[0].isdecimal()] == [
        "1 Not at all",
        "2 Very little",
        "3 A little",
        "4 Half and half",
        "5 Quite a lot",
        "6 A lot",
        "7 I am sure of it",
    ]
    assert asked.labels()[-2:] == ["I do not know", "Back"]


def test_what_was_noted_before_is_shown_with_its_day() -> None:
    town = Town()
    town.taps(town.mette, "My citizens", "Samir", OFFERED, "3")
    town.samir.wait(days=7)
    town.taps(town.mette, "My citizens", "Samir", OFFERED, "I do not know")
    text = page(town.taps(town.mette, "My citizens", "Samir", OFFERED))
    assert "Monday 23 November: 3 A little\nMonday 30 November: I do not know" in text


def test_a_mentor_is_not_asked() -> None:
    town = Town().with_others()
    assert OFFERED not in town.taps(town.jonas, "My citizens", "Samir")[-1].labels()


def test_both_find_it_in_what_is_saved_about_them_and_nobody_else() -> None:
    town = Town().with_others()
    town.taps(town.mette, "My citizens", "Samir", OFFERED, "5")
    citizen = page(town.samir.command("mydata"))
    assert "how much they believe that you get a job: 5 Quite a lot" in citizen
    assert "how much you believe in a job: 5 Quite a lot" in page(town.mette.command("mydata"))
    assert "Quite a lot" not in page(town.jonas.command("mydata"))
    assert "Quite a lot" not in page(town.jonas.sent)
