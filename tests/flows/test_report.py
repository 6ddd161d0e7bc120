"""What the citizen reads in the chat of a report, and what it says of a time with more stars than it has room for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.engine.deeds import Unshare
from tests.reported_course import SCRIPTS, Course
from tests.reporting import ASSESSMENT, begun, does, relation_of, versions, written
from tests.town import Town


def read_by_samir(town: Town, days: int = 0) -> str:
    """What Samir reads of a report about so many days until today, in the chat."""
    report = begun(town, town.mette.now.date() - timedelta(days=days))
    does(town.mette, *written(report, ASSESSMENT, ""))
    town.samir.wait(days=1)
    return "\n".join(each.text for each in town.samir.tap({"da": "Fortsæt", "en": "Continue"}[town.language]))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "about your time here, for 23 November 2026. You read it first."),
        (1, "about your time here, from 22 November 2026 to 23 November 2026."),
    ],
)
def test_the_days_of_a_report_are_said_as_somebody_would(days: int, said: str) -> None:
    assert said in read_by_samir(Town(), days)


def test_what_the_paper_says_of_the_citizen_is_said_to_them_in_the_chat() -> None:
    said = read_by_samir(Town().with_shared_pitch().with_shared_star())
    for mine, of_samir in (
        ("What you have done", "What Samir has done"),
        ("You have scored each point from 1 to 7.", "Samir has scored"),
    ):
        assert mine in said
        assert of_samir not in said


def test_a_report_with_room_for_three_stars_says_so_of_four_until_one_is_taken_back() -> None:
    script = SCRIPTS["en"]
    course = Course(Town(), script)
    town = course.town
    for count in range(4):
        course.star("44454344", back={script.taps["back_1"]: "3"} if count else None)
        course.samir.wait(days=40)
    said = read_by_samir(town, 200)
    days = "23 November 2026, 11 February 2027 and 23 March 2027"
    assert f"The star shows 3 of the 4 scorings of this time: those of {days}." in said
    cursor = town.samir.world.connection.cursor()
    (report,) = cursor.execute("SELECT id FROM reports").fetchone()
    (left_out,) = versions(town.samir.world, report)[-1].content["facts"]["more_stars"]
    does(town.samir, Unshare(relation_of(town.mette), left_out["exercise"]))
    assert versions(town.samir.world, report)[-1].content["facts"]["more_stars"] == []
