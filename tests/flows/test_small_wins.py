"""Won plans: a row of small wins, on the goal's stair too, and beneath it."""

from __future__ import annotations

import pytest

from tests.flows.plans import planned
from tests.flows.stars import opened, picture, with_goal
from tests.pictures.drawn import groups, words
from tests.talk import Citizen, Talk


def won(talk: Talk, plan: str = "Ringe til Netto") -> Talk:
    """The plan is carried out before its time."""
    talk.command("menu")
    talk.tap(f"Aftale: {plan}")
    if "overskue i dag" in talk.last.text:
        talk.tap("En hel øvelse")
    talk.tap("Jeg har allerede gjort det")
    return talk


def stair(talk: Talk) -> list[str]:
    """The text version of the stair."""
    opened(talk)
    talk.tap("Mine mål")
    talk.tap("Jeg står op kl. 8")
    return picture(talk).text.splitlines()


def step_planned(talk: Talk, step: str = "Sætte vækkeur") -> Talk:
    """A plan for a step of the goal."""
    opened(talk)
    talk.tap("Vælg et lille skridt")
    talk.tap(step)
    talk.write("i morgen kl. 8")
    talk.tap("Spring over")
    talk.tap("Jeg kan ikke komme på noget")
    return talk


def test_the_first_one_and_those_after_it_stand_in_a_row() -> None:
    talk = won(planned())
    assert "★ Dit første lille skridt." in talk.last.text
    talk.wait(days=40)
    talk = won(planned("på torsdag kl. 10", tired(talk)))
    assert "★★ 2 små skridt siden november 2026." in talk.last.text


def tired(talk: Talk) -> Talk:
    """After the question about energy, on another day."""
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    talk.tap("En hel øvelse")
    return talk


def test_the_row_stands_in_my_work_and_not_before_there_is_one() -> None:
    talk = planned()
    assert "★" not in talk.tap("📁 Mine øvelser")[-1].text
    won(talk)
    talk.command("menu")
    assert talk.tap("📁 Mine øvelser")[-1].text.startswith("★ Dit første lille skridt.")


def test_more_than_ten_are_told_by_their_number() -> None:
    talk = Citizen().welcomed()
    for _ in range(12):
        won(planned(talk=talk))
    assert f"{'★' * 10} 12 små skridt siden november." in talk.last.text


def test_a_step_of_a_goal_is_done_on_the_stair_when_its_plan_is_won() -> None:
    talk = won(step_planned(with_goal()), "Sætte vækkeur")
    assert stair(talk) == ["Jeg står op kl. 8", "☑ Sætte vækkeur", "☐ Gå en tur"]
    assert talk.last.labels()[0] == "☑ Sætte vækkeur"


def test_a_step_that_was_unticked_after_its_plan_was_won_stays_unticked() -> None:
    talk = won(step_planned(with_goal()), "Sætte vækkeur")
    stair(talk)
    talk.tap("☑ Sætte vækkeur")
    talk.tap("✔ Færdig")
    assert stair(talk) == ["Jeg står op kl. 8", "☐ Sætte vækkeur", "☐ Gå en tur"]
    won(step_planned(talk, "Gå en tur"), "Gå en tur")
    assert stair(talk) == ["Jeg står op kl. 8", "☐ Sætte vækkeur", "☑ Gå en tur"]


def test_a_step_with_a_plan_is_not_offered_a_second_time() -> None:
    talk = opened(step_planned(with_goal()))
    assert talk.tap("Vælg et lille skridt")[-1].labels() == ["Gå en tur", "Noget andet", "Ikke nu"]


def test_a_smaller_step_of_the_same_goal_stands_beneath_it() -> None:
    talk = step_planned(with_goal())
    talk.command("menu")
    for step in ("Aftale: Sætte vækkeur", "Ret noget", "✏ Det, du vil gøre"):
        talk.tap(step)
    talk.write("Finde vækkeuret")
    won(talk, "Finde vækkeuret")
    assert stair(talk) == ["Jeg står op kl. 8", "☐ Sætte vækkeur", "☐ Gå en tur", "★ Finde vækkeuret"]


def test_other_wins_stand_beneath_the_stair_the_newest_first_and_never_too_many() -> None:
    talk = with_goal()
    for number in range(7):
        won(planned(talk=talk, what=f"Trin {number}"), f"Trin {number}")
    assert stair(talk)[3:] == [*(f"★ Trin {number}" for number in (6, 5, 4, 3, 2)), "… og 2 mere"]
    drawn = [words(each)[-1] for each in groups(picture(talk).drawing, "win")]
    assert drawn == ["Trin 6", "Trin 5", "Trin 4", "Trin 3", "Trin 2", "… og 2 mere"]
    assert [words(each) for each in groups(picture(talk).drawing, "below")] == [["Små sejre"]]


@pytest.mark.parametrize("label", ["Lad den ligge", "Færdig for i dag"])
def test_what_is_not_won_is_no_win(label: str) -> None:
    talk = with_goal()
    planned(talk=talk)
    talk.tap("Aftale: Ringe til Netto")
    talk.tap(label)
    assert [line for line in stair(talk) if "★" in line] == []


def test_the_next_small_step_begins_at_once() -> None:
    talk = won(planned())
    assert "Hvad vil du gøre?" in talk.tap("Ja, det næste lille skridt")[-1].text


def test_a_plan_for_something_in_focus_without_steps_begins_under_its_name() -> None:
    talk = won(step_planned(with_goal()), "Sætte vækkeur")
    won(step_planned(talk, "Gå en tur"), "Gå en tur")
    opened(talk)
    talk.tap("Vælg et lille skridt")
    assert talk.tap("Hverdag")[-1].text.splitlines()[2] == "Hverdag"


def test_a_plan_waits_at_home_without_a_tick_and_is_in_my_work_afterwards() -> None:
    talk = planned()
    assert talk.last.labels()[0] == "Aftale: Ringe til Netto"
    won(talk)
    talk.tap("Ikke i dag")
    assert not [label for label in talk.last.labels() if "Netto" in label]
    assert "✔ Aftale: Ringe til Netto" in talk.tap("📁 Mine øvelser")[-1].labels()


def test_the_job_folder_leaves_plans_out() -> None:
    talk = won(planned())
    talk.tap("Ikke i dag")
    for step in ("📁 Mine øvelser", "📄 Min jobmappe"):
        said = talk.tap(step)
    assert "ikke noget færdigt" in said[-1].text or not said[-1].file
