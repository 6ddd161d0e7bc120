"""A citizen who has just begun a small flow of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.flow import Flow
from bot.state import people, sessions
from tests.talk import BOT, Talk, all_flows

if TYPE_CHECKING:
    from bot.engine.session import Session
    from bot.engine.steps import Step
    from bot.state.people import Known

WELCOME = {
    "da": ("Dansk", "Det er i orden", "En hel øvelse"),
    "en": ("English", "I agree", "A whole"),
}


def newcomer(*steps: Step, language: str = "da", others: tuple[Flow, ...] = (), **more: Any) -> Talk:
    """A citizen who stands at home, where the flow "mine" of these steps can be begun."""
    mine = Flow(**{"id": "mine", "title": "Mine", "offer": "Mine", "order": 0, "steps": steps, **more})
    flows = {**all_flows(), "mine": mine, **{flow.id: flow for flow in others}}
    talk = Talk(language, flows=flows)
    talk.command("start")
    chosen, agreed, energy = WELCOME[language]
    talk.tap(chosen)
    talk.tap(agreed)
    talk.write("Samir")
    talk.tap(energy)
    talk.command("menu")
    return talk


def begun(*steps: Step, language: str = "da", others: tuple[Flow, ...] = (), **more: Any) -> Talk:
    """A citizen at the first step of the flow "mine"."""
    talk = newcomer(*steps, language=language, others=others, **more)
    talk.tap("Mine")
    return talk


def answers(talk: Talk) -> dict[str, Any]:
    return talk.answers("mine")


def stands_at(talk: Talk) -> tuple[str, str]:
    """The flow and place of the session in focus."""
    session = focus(talk)
    return session.flow, session.at


def focus(talk: Talk) -> Session:
    """The session in focus, as it is stored."""
    return _load(talk, _known(talk).person.focus)


def session_of(talk: Talk, flow: str) -> Session:
    """The newest session of a flow, as it is stored."""
    newest = sessions.single(talk._connection.cursor(), _known(talk).person.id, flow)
    return _load(talk, newest)


def store(talk: Talk, session: Session) -> None:
    """Put a session in the database as if it had been saved so."""
    sessions.save(talk._connection.cursor(), _known(talk).person.id, session, talk.now)


def _known(talk: Talk) -> Known:
    known = people.find(talk._connection.cursor(), BOT, talk.user)
    assert known is not None
    return known


def _load(talk: Talk, number: int) -> Session:
    session = sessions.load(talk._connection.cursor(), _known(talk).person.id, number)
    assert session is not None
    return session
