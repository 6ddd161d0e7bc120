"""What the citizen reads in the chat of a report, and what it says of a time with more stars than it has room for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.engine.deeds import Unshare
from bot.engine.report_deeds import ApproveReport, AskApproval
from bot.engine.text import Words
from bot.flows._report_paper import HINDSIGHT, stars
from bot.policy import NotAllowed
from tests.desk.journey import with_first_star
from tests.keys import everything
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


def test_the_steps_of_a_goal_stand_in_the_order_in_which_they_were_written() -> None:
    said = read_by_samir(with_first_star(), 1)
    assert "☑ Set the alarm\n☐ Go for a walk" in said


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
    does(town.mette, AskApproval(report, 3))
    assert versions(town.samir.world, report)[-1].content["facts"]["more_stars"] == []


def test_of_four_stars_it_is_told_how_the_first_is_seen_since_though_there_is_no_room_for_the_second() -> (
    None
):
    script = SCRIPTS["en"]
    course = Course(Town(), script)
    for count in range(4):
        course.star("44454344", back={script.taps["back_1"]: "3"} if count else None)
        course.samir.wait(days=40)
    report = begun(course.town, course.town.mette.now.date() - timedelta(days=200))
    does(course.town.mette, *written(report, ASSESSMENT, ""))
    facts = versions(course.samir.world, report)[-1].content["facts"]
    (left_out,) = facts["more_stars"]
    assert left_out["before"] == facts["stars"][0]["day"]
    (block,) = stars(facts)
    of_the_first = [cell for _, cell, *_ in block.table[1:] if isinstance(cell, Words)]
    assert [cell.values["then"] for cell in of_the_first if cell.id == HINDSIGHT] == [3]
    looks = course.samir.world.connection.execute(
        "SELECT COUNT(*) FROM looks WHERE exercise = ?", (left_out["exercise"],)
    )
    assert looks.fetchone() == (1,), "who reads how a star looks back has looked at it"


def test_what_was_taken_back_while_it_is_read_is_not_said_yes_to() -> None:
    """A report is handed on as the citizen has read it, or not at all."""
    town = Town().with_shared_pitch().with_shared_star()
    report = begun(town)
    does(town.mette, *written(report, ASSESSMENT, ""))
    town.rings(town.samir)
    town.samir.tap("Continue")
    star = versions(town.samir.world, report)[-1].content["facts"]["stars"][0]["exercise"]
    does(town.samir, Unshare(relation_of(town.mette), star))
    with pytest.raises(NotAllowed, match=r"version 2 of the report \d+ is overtaken by 3"):
        does(town.samir, ApproveReport(report, 2))
    every = versions(town.samir.world, report)
    assert [(each.state, each.content["assessment"]) for each in every[1:]] == [
        ("asked", ASSESSMENT),
        ("draft", ASSESSMENT),
    ]
    assert every[1].content["facts"]["stars"] == []
    said = town.samir.tap("Yes, this is me")
    assert said[0].text.startswith("Mette is writing a new one. You get it to read when it is done.")
    does(town.mette, AskApproval(report, 3))
    town.rings(town.samir)
    said = town.samir.tap("Continue")
    assert not any(each.drawing for each in said)
    town.samir.tap("Yes, this is me")
    town.samir.tap("Yes, it may be handed on")
    assert versions(town.samir.world, report)[-1].state == "approved"


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ("I want to say something myself", "This stands on paper, and paper cannot speak."),
        ("Something is to be different", "Mette reads it beside the report and writes a new one."),
    ],
)
def test_what_is_said_to_a_report_is_written_and_whoever_speaks_hears_why(way: str, why: str) -> None:
    town = Town().with_shared_pitch()
    read_by_samir(town)
    town.samir.tap(way)
    assert why in town.samir.speak(4)[0].text


@pytest.mark.parametrize("way", ["I want to say something myself", "Something is to be different"])
def test_what_was_written_to_a_version_that_is_overtaken_is_not_sent_to_the_next(way: str) -> None:
    town = Town().with_shared_pitch().with_shared_star()
    report = begun(town)
    does(town.mette, *written(report, ASSESSMENT, ""))
    town.rings(town.samir)
    town.samir.tap("Continue")
    town.samir.tap(way)
    star = versions(town.samir.world, report)[-1].content["facts"]["stars"][0]["exercise"]
    does(town.samir, Unshare(relation_of(town.mette), star))
    said = town.samir.write("Zebra is what I wrote")
    assert said[0].text.startswith("Mette is writing a new one.")
    assert "Zebra" not in str(everything(town.samir.world.connection.cursor()))
    does(town.mette, AskApproval(report, 3))
    town.rings(town.samir)
    town.samir.tap("Continue")
    town.samir.tap(way)
    town.samir.tap("Cancel")
    assert versions(town.samir.world, report)[-1].state == "asked"
    assert "Zebra" not in str(everything(town.samir.world.connection.cursor()))
