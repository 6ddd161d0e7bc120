"""Making plans and being followed up, for the tests of plans."""

from __future__ import annotations

from typing import Any

from tests.talk import Citizen, Talk

GREETING = "Hej Samir. Der ligger noget klar til dig, når du har tid."


def due(talk: Talk) -> list[str]:
    """When plans are followed up, in UTC."""
    return sorted(each["due_at"][:16] for each in talk.stored()["timers"] if each["kind"] == "plan")


def kept(talk: Talk) -> dict[str, Any]:
    """The newest version of the newest plan."""
    versions = (each["content"] for each in talk.stored()["versions"])
    newest: dict[str, Any] = [content for content in versions if "rung" in content][-1]
    return newest


def begun(talk: Talk | None = None) -> Talk:
    talk = talk or Citizen().welcomed()
    talk.command("menu")
    talk.tap("Lav en lille aftale")
    return talk


def planned(
    when: str = "på torsdag kl. 10", talk: Talk | None = None, *, what: str = "Ringe til Netto"
) -> Talk:
    """A citizen who will call Netto (or do something else) then, as they say on a Monday at ten."""
    talk = begun(talk)
    talk.write(what)
    talk.write(when)
    if "Hvornår" in talk.last.text:
        talk.tap("Spring over")
    talk.tap("Spring over")
    talk.tap("Jeg kan ikke komme på noget")
    return talk


def rung(talk: Talk, **by: float) -> Talk:
    """After the follow-up, which says neither what nor that there is anything to be looked for."""
    (said,) = talk.wait(**by)
    assert said.text == GREETING
    talk.tap("Fortsæt")
    return talk
