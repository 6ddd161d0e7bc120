"""One answer of a star is corrected: the star stays what it was otherwise, with its day, focus and goals."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.stars import again, opened, picture, scored, starred
from tests.talk import Citizen, Talk


def kept(talk: Talk) -> dict[str, Any]:
    """What the newest version of the newest star holds."""
    star = [each for each in talk.stored()["exercises"] if each["flow"] == "star"][-1]
    newest = [each["content"] for each in talk.stored()["versions"] if each["exercise"] == star["id"]][-1]
    return dict(newest)


def with_ticked_goal() -> Talk:
    """A star whose first answer was written, with a goal of which a step is ticked, three weeks ago."""
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    talk.write("4")
    scored(talk, "4343556")
    for label in ("Ja", "☐ Hverdag", "✔ Færdig"):
        talk.tap(label)
    talk.write("Jeg står op kl. 8")
    talk.write("Sætte vækkeur\nGå en tur")
    talk.write("2. november")
    talk.tap("Ikke nu")
    opened(talk)
    for label in ("Mine mål", "Jeg står op kl. 8", "☐ Gå en tur", "✔ Færdig"):
        talk.tap(label)
    talk.wait(weeks=3)
    return talk


def by_editing(talk: Talk) -> None:
    star = [each for each in talk.stored()["exercises"] if each["flow"] == "star"][-1]
    first = next(each for each in star["answers"] if each["step"] == "axis_job_goal")
    talk.edit(first["content"]["parts"][0][0], "6")


def by_button(talk: Talk) -> None:
    talk.command("help")
    for label in ("Ret et svar", "Jobmål", "6 Godt"):
        talk.tap(label)


@pytest.mark.parametrize("correct", [by_editing, by_button])
def test_only_the_answer_changes(correct: Any) -> None:
    talk = opened(with_ticked_goal())
    before = kept(talk)
    correct(talk)
    after = kept(talk)
    assert after["scores"]["job_goal"] == 6
    assert {name: what for name, what in after.items() if name != "scores"} == {
        name: what for name, what in before.items() if name != "scores"
    }
    assert (after["day"], after["focus"]) == ("2026-11-23", ["everyday"])


def test_a_star_without_a_step_is_not_the_one_before() -> None:
    talk = again(starred("44343556"), "????????")
    talk.command("menu")
    assert "Det hele er som før" not in picture(talk).text
    assert "Jobmål: ved ikke" in picture(talk).text
    again(talk, "54343556")
    assert "Frem: Jobmål (4 → 5)." in picture(talk).text
