"""What staff have not opened yet is listed by its kind and day: a name can hold the citizen's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.reviewing import page
from tests.flows.test_every_flow import FLOWS
from tests.flows.test_sharing import SHAREABLE
from tests.town import Town

if TYPE_CHECKING:
    from tests.talk import Talk

SECRET = "tell the boss about my depression"
UNOPENED = "A plan, shown Monday 23 November"


def with_shared_plan() -> Town:
    town = Town()
    shows_plan(town, SECRET)
    return town


def shows_plan(town: Town, what: str) -> None:
    town.taps(town.samir, "Make a small plan")
    for text in (what, "on Friday at 10"):
        town.samir.write(text)
    town.samir.tap("Skip")
    town.samir.tap("Nothing comes to mind")
    town.taps(town.samir, f"Plan: {what}", "Show it to", "Yes, show it")
    town.rings(town.mette)


def read_by(talk: Talk) -> str:
    """Everything that somebody has been shown, buttons too."""
    return "\n".join((page(talk.sent), *(label for each in talk.sent for label in each.labels())))


@pytest.mark.parametrize("name", SHAREABLE)
def test_every_exercise_with_a_name_of_its_own_has_a_kind(name: str) -> None:
    assert FLOWS[name].kind


def test_a_plan_is_listed_neutrally_until_a_look_at_it_is_recorded() -> None:
    town = with_shared_plan()
    town.taps(town.mette, "My citizens", "Samir", "What Samir shows")
    assert town.mette.last.labels() == [UNOPENED, "Back"]
    assert SECRET not in read_by(town.mette)
    town.mette.tap(UNOPENED)
    town.taps(town.mette, "My citizens", "Samir", "What Samir shows")
    assert town.mette.last.labels() == [f"Plan: {SECRET}", "Back"]


def test_in_danish_it_is_an_aftale() -> None:
    town = with_shared_plan()
    town.taps(town.mette, "⚙ Settings", "Language", "Dansk")
    town.taps(town.mette, "Mine borgere", "Samir", "Det viser Samir dig")
    assert town.mette.last.labels()[0] == "En aftale, vist mandag 23. november"


def test_a_reminder_of_it_tells_nothing_before_it_is_opened() -> None:
    town = with_shared_plan()
    town.taps(town.mette, "Send a reminder", "Samir", UNOPENED, "Tomorrow")
    assert UNOPENED in town.mette.last.text
    town.mette.tap("✔ Save")
    town.taps(town.mette, "My reminders", f"Samir: {UNOPENED}")
    assert f"Samir: {UNOPENED}" in town.mette.last.text
    assert SECRET not in read_by(town.mette)
    town.reviews(town.mette)
    town.taps(town.mette, "My reminders")
    assert town.mette.last.labels()[0] == f"Samir: Plan: {SECRET}"
    town.taps(town.mette, "Send a reminder", "Samir", "Plan: tell the boss", "Tomorrow")
    assert f"Plan: {SECRET}" in town.mette.last.text


def test_several_of_one_day_are_told_apart() -> None:
    town = with_shared_plan()
    shows_plan(town, "call Netto")
    town.taps(town.mette, "My citizens", "Samir", "What Samir shows")
    assert town.mette.last.labels() == [f"{UNOPENED} (2)", f"{UNOPENED} (1)", "Back"]
    assert "call Netto" in page(town.mette.tap(f"{UNOPENED} (2)"))


def test_a_new_name_is_not_read_before_the_version_that_has_it() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.taps(town.samir, "✔ Talk: warehouse", "Change something", "✏ The job")
    town.samir.write("kitchen")
    town.samir.tap("Show Mette the new one")
    town.taps(town.mette, "My citizens", "Samir", "What Samir shows")
    assert town.mette.last.labels()[0] == "An elevator pitch, shown Monday 23 November"
    town.mette.tap("An elevator pitch")
    town.taps(town.mette, "My citizens", "Samir", "What Samir shows")
    assert town.mette.last.labels()[0] == "Talk: kitchen"


def test_what_is_called_the_same_in_a_newer_version_keeps_its_name() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.taps(town.samir, "✔ Talk: warehouse", "Change something", "✏ What you love")
    town.samir.write("I like to drive in Norway")
    town.samir.tap("Show Mette the new one")
    town.taps(town.mette, "My citizens", "Samir", "What Samir shows")
    assert town.mette.last.labels()[0] == "Talk: warehouse"
