"""Who neither agrees nor declines is forgotten after a day."""

from __future__ import annotations

from tests.talk import Citizen, Talk


def test_nothing_stays_of_somebody_who_never_says_yes() -> None:
    talk = Talk()
    talk.write("hej")
    talk.tap("Dansk")
    assert talk.wait(hours=23) == []
    assert talk.stored()
    assert talk.wait(hours=2) == []
    assert talk.stored() == {}


def test_every_sign_of_life_gives_another_day() -> None:
    talk = Talk()
    talk.command("start")
    talk.wait(hours=23)
    talk.tap("Dansk")
    talk.wait(hours=23)
    assert talk.stored()


def test_whoever_has_agreed_is_kept() -> None:
    talk = Citizen().welcomed()
    talk.wait(days=30)
    assert talk.stored()["person"]["name"] == "Samir"


def test_the_forgotten_can_begin_again() -> None:
    talk = Talk()
    talk.command("start")
    talk.wait(days=2)
    said = talk.command("start")
    assert "Dansk" in said[-1].labels()
