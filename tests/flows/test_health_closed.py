"""Questions about health whose yes is taken back while somebody stands there: nothing leads to them any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.stars import opened, picture, starred
from tests.flows.test_health import AXIS, YES, begun, finished, stars, take_back

if TYPE_CHECKING:
    from tests.talk import Talk


def took_back_at_the_question() -> Talk:
    """A citizen who stands at the question about their health in a star, and takes the yes back elsewhere."""
    talk = begun()
    for label in (YES, "Ja"):
        talk.tap(label)
    assert "at have kræfter" in talk.last.text
    talk.command("mydata")
    talk.tap("Spørgsmål om helbred")
    talk.tap("Tag mit ja tilbage")
    talk.says_yes_to_health = False
    return talk


def test_whoever_stood_at_the_question_comes_back_to_the_next() -> None:
    talk = took_back_at_the_question()
    talk.command("menu")
    talk.tap("Stjerne, mandag 23. november")
    assert "at have nogen" in talk.last.text
    finished(talk)
    assert AXIS not in picture(talk).text


@pytest.mark.parametrize("how", ["by tapping", "by writing"])
def test_an_answer_to_it_that_comes_after_the_no_is_not_taken(how: str) -> None:
    talk = took_back_at_the_question()
    old = next(
        data
        for message in talk.sent
        for label, data in message.buttons
        if label == "5 Okay" and "at have kræfter" in message.text
    )
    if how == "by tapping":
        talk.tap_data(old)
    else:
        talk.tap("Tilbage")
        talk.write("5")
    assert "'health': 5" not in stars(talk)
    assert talk.answers("star").get("axis_health", "") == ""


def took_back_elsewhere(talk: Talk) -> Talk:
    """The yes is taken back, and the citizen comes back to the star."""
    talk.command("mydata")
    talk.tap("Spørgsmål om helbred")
    talk.tap("Tag mit ja tilbage")
    talk.says_yes_to_health = False
    talk.command("menu")
    talk.tap(talk.last.labels()[0])
    return talk


def test_whoever_stood_at_how_it_was_back_then_comes_to_what_follows() -> None:
    talk = starred()
    talk.command("menu")
    for step in ("Udfyld min stjerne", *"54343456", f"☐ {AXIS}", "✔ Færdig"):
        talk.tap(step)
    assert "dengang" in talk.last.text
    assert "Er der noget, du vil gøre mere ved?" in took_back_elsewhere(talk).last.text


def test_whoever_stood_at_a_goal_for_it_comes_to_what_follows() -> None:
    talk = starred()
    talk.command("menu")
    for step in ("Udfyld min stjerne", *"54343456", "✔ Færdig", "Ja", f"☐ {AXIS}", "✔ Færdig"):
        talk.tap(step)
    assert "Hvordan ser det ud" in talk.last.text
    assert "Din stjerne er gemt." in took_back_elsewhere(talk).sent[-1].text


def test_a_goal_for_it_is_deleted_with_its_steps_and_what_was_ticked() -> None:
    talk = starred()
    talk.command("menu")
    for step in ("Udfyld min stjerne", *"54343456", "✔ Færdig", "Ja", "☐ Hverdag", f"☐ {AXIS}", "✔ Færdig"):
        talk.tap(step)
    for text in ("Stå op", "Vækkeur", "Sove bedre", "Lægge telefonen\nGå en tur"):
        talk.write(text)
    talk.tap("Ikke nu")
    opened(talk)
    for label in ("Mine mål", "Sove bedre", "☐ Gå en tur", "✔ Færdig"):
        talk.tap(label)
    assert "'done': {'health'" in stars(talk)
    take_back(talk)
    assert not any(words in stars(talk) for words in ("Sove bedre", "Lægge telefonen", "{'health'"))
    assert "Vækkeur" in stars(talk)
    opened(talk).tap("Mine mål")
    assert "Stå op" in talk.last.labels()
    assert "Sove bedre" not in talk.last.labels()


def test_an_old_button_and_the_list_of_answers_do_not_lead_to_it_after_a_no() -> None:
    talk = begun()
    for label in (YES, "Ja", "5"):
        talk.tap(label)
    old = next(
        data
        for message in talk.sent
        for label, data in message.buttons
        if label == "4 Både og" and "at have kræfter" in message.text
    )
    talk.command("mydata")
    for label in ("Spørgsmål om helbred", "Tag mit ja tilbage", "Tilbage"):
        talk.tap(label)
    said = talk.tap_data(old)
    assert not any(
        "Vil du ændre dit svar" in message.text or "Vil du svare" in message.text for message in said
    )
    talk.command("help")
    talk.tap("Ret et svar")
    assert "Hverdag" in talk.last.labels()
    assert AXIS not in talk.last.labels()
