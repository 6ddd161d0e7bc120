"""Carrying out what the chat says of the desk: a link to it, a yes to who signs in there, and the end of it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.codes import digest
from bot.engine.deeds import CloseDesk, LetIn, OpenDesk
from bot.state import access, desk

if TYPE_CHECKING:
    from bot.state.deeds import Doer


def do(doer: Doer, deed: OpenDesk | LetIn | CloseDesk) -> None:
    """Carry one out; NotAllowed for a link of somebody who has no desk."""
    cursor, me, now = doer.cursor, doer.person, doer.now
    match deed:
        case OpenDesk(code, expires_at):
            access.in_any_role(cursor, "open_desk", me)
            desk.offer(cursor, me, digest(code), now, expires_at)
        case LetIn(session):
            desk.let_in(cursor, me, session, now)
        case CloseDesk():
            desk.sign_out_everywhere(cursor, me, now)
