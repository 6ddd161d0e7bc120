"""One review of an exercise is open at a time, and a button means the answer that it was made for."""

from __future__ import annotations

from bot.engine.callbacks import MAX_CHOICE
from bot.flows._review import key_of
from tests.flows.reviewing import said
from tests.town import Town


def test_the_button_of_an_answer_names_its_place_and_fits_however_long_that_is() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Comment on an answer")
    assert dict(town.mette.last.buttons)["What Samir loves doing"].endswith(":of_burn")
    place = "answers/question_with_a_long_name/what_they_said"
    assert len(key_of(place)) <= MAX_CHOICE
    assert key_of(place) == key_of(place) != key_of(f"{place}_too")


def test_one_review_of_an_exercise_is_open_and_an_old_button_of_another_comments_on_nothing() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Comment on an answer")
    old = dict(town.mette.last.buttons)["What Samir loves doing"], town.mette.last.id
    town.reviews(town.mette)
    town.mette.tap_data(*old)
    town.mette.write("Fine")
    assert said(town) == []
    assert [each["flow"] for each in town.mette.stored()["exercises"]].count("review") <= 1


def test_a_review_of_another_exercise_stays_open() -> None:
    town = Town().with_shared_pitch().with_shared_star()
    for title in ("A star", "An elevator pitch"):
        town.taps(town.mette, "My citizens", "Samir", "What Samir", title)
    assert [each["flow"] for each in town.mette.stored()["exercises"]].count("review") == 2
