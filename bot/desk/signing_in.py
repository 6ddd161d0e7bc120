"""Signing in by a link from the chat, and signing out. No password: whoever has the chat has the desk."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.desk.desk import ROOT
from bot.desk.forms import FROM_ELSEWHERE
from bot.desk.navigation import places
from bot.desk.pages import page
from bot.desk.visit import sent_on
from bot.engine.codes import LINKED, digest
from bot.engine.text import N_
from bot.state import desk as signed_in
from bot.state import roles, timers

if TYPE_CHECKING:
    from datetime import datetime

    from aiohttp import web

    from bot.desk.door import Door
    from bot.desk.visit import Visit
    from bot.state.cursor import Cursor
    from bot.state.ids import Ids

USED: Final = N_(
    "This link does not work. It works once, for ten minutes. Get a new one in your chat with Jobstjernen."
)
NUMBERS: Final = range(10, 100)
"""Of which one stands on the page, and in the chat, of whoever signs in."""
OUT: Final = N_("You are signed out.")
OUT_EVERYWHERE: Final = N_("You are signed out everywhere.")


async def opened(door: Door, request: web.Request) -> web.StreamResponse:
    """What the link in the chat leads to: one button.

    The link alone signs nobody in: programs that look at links before people do would use it up.
    """
    code = request.match_info["code"]
    if not LINKED.fullmatch(code):
        return await door.refuse(request, USED, 404)
    return page(
        "open.html", await door.language(request), is_demo=door.desk.is_demo, to=f"{ROOT}/in", code=code
    )


async def entered(door: Door, request: web.Request) -> web.StreamResponse:
    """The button was pressed: whoever it was made for is signed in."""
    if not door.is_ours(request):
        return await door.refuse(request, FROM_ELSEWHERE, 403)
    code, desk = (await door.reader.fields(request)).get("code", ""), door.desk
    token, now = desk.signer.token(), desk.store.clock()
    number = secrets.choice(NUMBERS) if desk.confirms else None
    entering = partial(
        enter, ids=desk.store.ids, code=digest(code), token=digest(token), number=number, now=now
    )
    works = partial(signed_in.works, code=digest(code), now=now)
    # A guess costs a look, and no write: nobody who guesses keeps others from signing in.
    known = bool(LINKED.fullmatch(code)) and await desk.store.read(works)
    home = await desk.store.write(entering) if known else ""
    if not home:
        return await door.refuse(request, USED, 403)
    desk.on_schedule()
    answer = sent_on(home)
    answer.set_cookie(
        desk.cookie, token, path="/", httponly=True, secure=desk.is_encrypted, samesite="Lax", max_age=None
    )
    return answer


def enter(cursor: Cursor, ids: Ids, code: str, token: str, number: int | None, now: datetime) -> str:
    """Sign in whom the code is for; with a number, their chat asks them at once to confirm it.

    The address of the page that they land on, "" where the code does not work.
    """
    person = signed_in.use(cursor, code, now)
    if person is None:
        return ""
    session = ids.next()
    signed_in.sign_in(cursor, session, person, token, now, number=number)
    if number is not None:
        timers.schedule(cursor, ids.next(), person, signed_in.CONFIRM, session, now)
    return places([each.role for each in roles.of_person(cursor, person)])[0].address


async def leave(visit: Visit) -> web.Response:
    """Signed out in this browser, or everywhere."""
    everywhere = visit.fields.get("where") == "everywhere"
    await visit.write(_leave, everywhere)
    answer = sent_on(f"{ROOT}/out?everywhere" if everywhere else f"{ROOT}/out")
    answer.del_cookie(
        visit.desk.cookie, path="/", secure=visit.desk.is_encrypted, httponly=True, samesite="Lax"
    )
    return answer


async def left(door: Door, request: web.Request) -> web.StreamResponse:
    """What stands where somebody has signed out."""
    return await door.refuse(request, OUT_EVERYWHERE if "everywhere" in request.query else OUT, 200)


def _leave(cursor: Cursor, visit: Visit, everywhere: bool) -> None:
    if everywhere:
        signed_in.sign_out_everywhere(cursor, visit.me, visit.now)
    else:
        signed_in.sign_out(cursor, visit.session)
