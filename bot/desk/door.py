"""The desk's door: who is signed in, which forms are ours, and what anybody hears when something cannot be done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import parse_qsl

import structlog
from aiohttp import web

from bot.desk.pages import HEADERS, page
from bot.desk.visit import Visit
from bot.engine.codes import digest
from bot.engine.text import N_
from bot.policy import NotAllowed
from bot.state import desk as signed_in
from bot.state import people
from bot.state.broken import fault_of
from bot.state.errors import StorageUnavailable, TooOften

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.desk.desk import Desk
    from bot.state.cursor import Cursor

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
Page: TypeAlias = Callable[[Visit], Awaitable[web.Response]]

MOST_FIELDS: Final = 20
"""Fields of one form; those of ours have fewer."""
TECHNICAL: Final = ("sign", "form")
"""Fields that a form has for the program's own sake."""

NOT_HERE = N_(
    "There is nothing here that you can see. It can have been taken back, or never have been there."
)
NOT_SIGNED_IN = N_("You are not signed in. Open the desk from your chat with Jobstjernen.")
SIGNED_OUT = N_(
    "You have been signed out, and what you wrote has not been sent. It stands here still. Get a new link in the chat, "
    "open it in this browser, come back to this page, and send it."
)
STRANGE_FORM = N_("This page is from before you signed in. Look at what you wrote, and send it once more.")
FROM_ELSEWHERE = N_("Another page has asked for that. Nothing was done.")
TOO_MUCH = N_("That is too much at once. Nothing was sent. Please make it shorter.")
TOO_OFTEN = N_("You have done that very often this hour. Nothing was sent. Please try again in an hour.")
TOO_FAST = N_("That was very many pages in a short time. Please wait a minute.")
BUSY = N_("It cannot be saved just now. Nothing was sent. Please try again in a moment.")
BROKEN = N_("Something went wrong on our side. Nothing was sent. Please try again.")

log = structlog.get_logger(__name__)


class Unfit(Exception):
    """A form that cannot be taken as it is: `message` says why, `status` is the answer's."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class Door:
    """Lets in whoever is signed in."""

    desk: Desk

    def page(self, handler: Page) -> Handler:
        """A page for somebody who is signed in."""

        async def handle(request: web.Request) -> web.StreamResponse:
            visit = await self._visit(request, {})
            if visit is None:
                return self.refuse(request, NOT_SIGNED_IN, 401)
            return await self._run(visit, handler)

        return handle

    def form(self, handler: Page) -> Handler:
        """A form of somebody who is signed in, taken once; whatever keeps it from being taken, its words are kept."""

        async def handle(request: web.Request) -> web.StreamResponse:
            if not self._is_ours(request):
                return self.refuse(request, FROM_ELSEWHERE, 403)
            fields = await fields_of(request)
            visit = await self._visit(request, fields)
            if visit is None:
                return again(self.language(request), request, fields, SIGNED_OUT, 401)
            if not self.desk.signer.is_form(visit.session, fields.get("sign", "")):
                return _again_for(visit, STRANGE_FORM, 403)
            return await self._run(visit, handler)

        return handle

    def refuse(self, request: web.Request, message: str, status: int) -> web.Response:
        """A page with one sentence, for anybody."""
        return page("told.html", self.language(request), status=status, message=message)

    def language(self, request: web.Request) -> Any:
        return self.desk.preferred(request.headers.get("Accept-Language", ""))

    def _is_ours(self, request: web.Request) -> bool:
        """Whether a form was sent from a page of the desk; older browsers may not say so, and have the signature."""
        origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site", "same-origin")
        return origin in (None, self.desk.url) and site == "same-origin"

    async def _visit(self, request: web.Request, fields: Mapping[str, str]) -> Visit | None:
        cookie, now = request.cookies.get(self.desk.cookie, ""), self.desk.store.clock()
        if not self.desk.signer.is_token(cookie):
            return None
        found = await self.desk.store.read(partial(_found, token=digest(cookie), now=now))
        if found is None:
            return None
        session, known, stale = found
        if stale:
            await self.desk.store.write(partial(signed_in.seen, session=session, now=now))
        return Visit(self.desk, request, session, known, now, fields)

    async def _run(self, visit: Visit, handler: Page) -> web.StreamResponse:
        if not self.desk.pages.allows(visit.session):
            return _again_for(visit, TOO_FAST, 429)
        try:
            return await handler(visit)
        except web.HTTPException:
            raise
        except NotAllowed:
            return visit.page("told.html", status=404, message=NOT_HERE)
        except TooOften:
            return _again_for(visit, TOO_OFTEN, 429)
        except Unfit as unfit:
            return _again_for(visit, unfit.message, unfit.status)
        except StorageUnavailable as error:
            log.error("storage.unavailable", error=str(error))  # noqa: TRY400 - no trace
            return _again_for(visit, BUSY, 503)
        except Exception as error:  # noqa: BLE001 - whatever it is, what somebody wrote is not lost by it
            fault = fault_of(error)
            log.error("desk.broke", error=fault.error, at=fault.place)  # noqa: TRY400 - a trace can hold a person's text
            return _again_for(visit, BROKEN, 500)


def again(
    language: Any, request: web.Request, fields: Mapping[str, str], message: str, status: int
) -> web.Response:
    """A page that says why a form was not taken, with what was written in it, to be sent once more."""
    kept = {name: value for name, value in fields.items() if name not in TECHNICAL}
    return page(
        "again.html", language, status=status, message=message, kept=kept, to=request.path, sign="", form=str
    )


def _again_for(visit: Visit, message: str, status: int) -> web.Response:
    """The same for somebody who is signed in; where nothing was written, only the sentence."""
    kept = {name: value for name, value in visit.fields.items() if name not in TECHNICAL}
    if visit.request.method != "POST":
        return visit.page("told.html", status=status, message=message)
    return visit.page("again.html", status=status, message=message, kept=kept, to=visit.request.path)


async def fields_of(request: web.Request) -> dict[str, str]:
    """What stands in a form; a file, or anything else that no form of ours sends, is not looked at."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    body = (await request.read()).decode("utf-8", "replace")
    try:
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise web.HTTPUnprocessableEntity from error


@web.middleware
async def dressed(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every answer has the headers of the desk, also the one that says that there is nothing."""
    door = request.app[DOOR]
    try:
        answer = await handler(request)
    except web.HTTPRequestEntityTooLarge:
        answer = door.refuse(request, TOO_MUCH, 413)
        answer.force_close()
    except web.HTTPException as error:
        answer = door.refuse(request, NOT_HERE, error.status)
        if "Allow" in error.headers:
            answer.headers["Allow"] = error.headers["Allow"]
    except StorageUnavailable as error:
        log.error("storage.unavailable", error=str(error))  # noqa: TRY400 - no trace
        answer = door.refuse(request, BUSY, 503)
    except Exception as error:  # noqa: BLE001 - nobody is shown what a server says by itself
        fault = fault_of(error)
        log.error("desk.broke", error=fault.error, at=fault.place)  # noqa: TRY400 - a trace can hold a person's text
        answer = door.refuse(request, BROKEN, 500)
    answer.headers.update(HEADERS)
    if door.desk.is_encrypted:
        answer.headers["Strict-Transport-Security"] = "max-age=31536000"
    return answer


DOOR: Final = web.AppKey("door", Door)


def _found(cursor: Cursor, token: str, now: datetime) -> tuple[int, people.Known, bool] | None:
    """Who is signed in by a token, and whether that they are here is to be noted anew."""
    session = signed_in.find(cursor, token, now)
    found = people.by_id(cursor, session.person) if session else None
    return (session.id, found[0], signed_in.is_stale(cursor, session.id, now)) if session and found else None
