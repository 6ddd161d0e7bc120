"""A view on a session without a database, for tests of what stands below a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coaching.free_days import is_free
from bot.engine.context import Context
from bot.engine.person import Person
from bot.engine.view import View
from bot.words import catalogues
from tests.talk import MONDAY

if TYPE_CHECKING:
    from typing import Any

    from bot.engine.flow import Flow
    from bot.engine.session import Session


def context_of(language: str = "en", **facts: Any) -> Context:
    """A world in which nothing has happened yet, and these facts are known."""
    return Context(
        now=MONDAY,
        person=Person(1, language=language),
        language=catalogues().language(language),
        sessions={},
        fresh=lambda: 2,
        facts=lambda name, _session, _context: facts[name],
        shown=lambda _session, _prompt: None,
        session_of=lambda _message: 0,
        single=lambda _flow: 0,
        free_day=is_free,
    )


def view_of(flow: Flow, session: Session, place: str = "", context: Context | None = None) -> View:
    context = context or context_of()
    return View(flow, session, context, context.person, place or session.at)
