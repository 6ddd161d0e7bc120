"""Goals go along from star to star, and what is ticked is ticked whatever becomes of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.flows._goals import in_order
from bot.flows._written import key_of
from tests.flows.stars import FIRST, opened, picture, scored, with_goal
from tests.pictures.drawn import groups, words

if TYPE_CHECKING:
    from tests.talk import Talk

GOAL = "Jeg står op kl. 8"
PARTS = (("Sætte vækkeur", True), ("Gå en tur", False), ("Stå op", False))


def looked(talk: Talk) -> Talk:
    """Look at the goal."""
    opened(talk)
    talk.tap("Mine mål")
    talk.tap(GOAL)
    return talk


def ticked() -> Talk:
    """A star with a goal of two small steps, the second of which is done."""
    talk = looked(with_goal())
    talk.tap("☐ Gå en tur")
    talk.tap("✔ Færdig")
    return talk


def next_star(talk: Talk, *focus: str) -> Talk:
    """A further star with the focus of the one before, but for these: what was so is ticked already."""
    talk.wait(weeks=5)
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    if "overskue i dag" in talk.last.text:
        talk.tap("En hel øvelse")
    scored(talk, FIRST)
    for label in ("Ja", *focus, "✔ Færdig") if focus else ("Ikke nu",):
        talk.tap(label)
    return talk


def test_goals_and_what_is_ticked_go_along_to_the_next_star() -> None:
    talk = next_star(ticked())
    assert "Hvordan ser det ud" not in "".join(message.text for message in talk.sent[-2:])
    looked(talk)
    assert picture(talk).text.splitlines() == [GOAL, "☐ Sætte vækkeur", "☑ Gå en tur"]
    talk.tap("☐ Sætte vækkeur")
    talk.tap("✔ Færdig")
    looked(next_star(talk))
    assert groups(picture(talk).drawing, "goal done")


def test_a_goal_that_was_left_out_once_is_still_there() -> None:
    talk = next_star(ticked(), "☑ Hverdag")
    opened(talk).tap("Mine mål")
    assert "Du har ingen mål her endnu" in talk.sent[-1].text
    looked(next_star(talk, "☐ Hverdag"))
    assert picture(talk).text.splitlines() == [GOAL, "☐ Sætte vækkeur", "☑ Gå en tur"]


def test_a_goal_that_went_along_can_be_changed() -> None:
    talk = opened(next_star(ticked()))
    talk.tap("Det, jeg vil gøre mere ved")
    talk.tap("✔ Færdig")
    assert f"Dit svar nu: {GOAL}" in talk.last.text
    talk.write("Jeg står op kl. 7")
    talk.tap("Behold mit svar")
    opened(talk).tap("Mine mål")
    assert "Jeg står op kl. 7" in talk.last.labels()


def test_a_star_that_is_only_begun_hides_nothing() -> None:
    talk = ticked()
    talk.tap("Færdig for i dag")
    talk.tap("Udfyld min stjerne")
    talk.tap("4")
    assert "Mine mål" in opened(talk).last.labels()
    looked(talk)
    assert "☑ Gå en tur" in talk.last.labels()


def test_the_goals_are_in_the_job_folder_of_the_next_star() -> None:
    talk = next_star(ticked())
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    talk.tap("📄 Min jobmappe")
    page = next(message.page for message in reversed(talk.sent) if message.page)
    (goals,) = [block for block in page.blocks if block.heading == "Mine mål"]
    assert goals.paragraphs[0].splitlines() == [GOAL, "☐ Sætte vækkeur", "☑ Gå en tur"]


@pytest.mark.parametrize("shown", [PARTS, PARTS[::-1]])
def test_the_steps_of_a_goal_that_was_shown_are_in_the_order_in_which_they_were_written(
    shown: tuple[tuple[str, bool], ...],
) -> None:
    """An earlier version showed them the other way round: what was shown then reads as what is shown now."""
    assert in_order(shown, "1. Sætte vækkeur\n2. Gå en tur\n3. Stå op") == [*PARTS]
    assert in_order(shown, "") == [*shown]


def test_a_tick_stays_with_its_step_when_the_list_is_edited() -> None:
    talk = ticked()
    star = next(each for each in talk.stored()["exercises"] if each["flow"] == "star")
    written = next(each for each in star["answers"] if each["step"] == "goals/everyday/parts")
    talk.edit(written["content"]["parts"][0][0], "Købe et vækkeur\nGå en tur!\nSætte vækkeur")
    looked(talk)
    assert [words(each) for each in groups(picture(talk).drawing, "step done")] == [["Gå en tur!"]]
    assert talk.last.labels()[:3] == ["☐ Købe et vækkeur", "☑ Gå en tur!", "☐ Sætte vækkeur"]


def test_two_small_steps_with_the_same_words_are_one() -> None:
    assert key_of("Gå en tur") == key_of("gå en tur.") != key_of("Gå to ture")


def test_of_many_small_steps_the_picture_shows_those_around_the_next_one() -> None:
    talk = with_goal()
    star = next(each for each in talk.stored()["exercises"] if each["flow"] == "star")
    written = next(each for each in star["answers"] if each["step"] == "goals/everyday/parts")
    talk.edit(written["content"]["parts"][0][0], "\n".join(f"skridt {number}" for number in range(60)))
    looked(talk)
    assert len(groups(picture(talk).drawing, "step")) == 12
    assert "skridt 59" in picture(talk).text
