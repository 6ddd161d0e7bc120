"""The desk's door: who is signed in, which forms are ours, and what anybody hears when something cannot be done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

import structlog
from aiohttp import web

from bot.desk.forms import (
    BROKEN,
    BUSY,
    FROM_ELSEWHERE,
    NOT_HERE,
    NOT_SIGNED_IN,
    OF_STATUS,
    SIGNED_OUT,
    STRANGE_FORM,
    TOO_FAST,
    TOO_OFTEN,
    Reader,
    Unfit,
    again,
)
from bot.desk.pages import HEADERS, page
from bot.desk.visit import Visit
from bot.engine.codes import digest
from bot.policy import NotAllowed
from bot.state import desk as signed_in
from bot.state import people, roles
from bot.state.broken import fault_of
from bot.state.errors import StorageUnavailable, TooOften

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.desk.desk import Desk
    from bot.policy import Staff
    from bot.state.cursor import Cursor
    from bot.words import Language

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
Page: TypeAlias = Callable[[Visit], Awaitable[web.Response]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Door:
    """Lets in whoever is signed in."""

    desk: Desk
    reader: Reader = field(default_factory=Reader)

    def page(self, handler: Page) -> Handler:
        """A page for somebody who is signed in."""

        async def handle(request: web.Request) -> web.StreamResponse:
            visit = await self._visit(request, {})
            if visit is None:
                return self.refuse(request, NOT_SIGNED_IN, 401)
            if not self.desk.pages.allows(visit.session):
                return visit.again(TOO_FAST, 429)
            return await _run(visit, handler)

        return handle

    def form(self, handler: Page, *, always: bool = False) -> Handler:
        """A form of somebody who is signed in, taken once; whatever keeps it from being taken, its words are kept.

        With `always` it is taken however many pages were asked for.
        """

        async def handle(request: web.Request) -> web.StreamResponse:
            if not self.is_ours(request):
                return self.refuse(request, FROM_ELSEWHERE, 403)
            fields = await self.reader.fields(request)
            try:
                visit = await self._visit(request, fields)
            except Exception as error:  # noqa: BLE001 - what somebody wrote is not lost by it
                return again(self.language(request), fields, *_trouble(error), request.path)
            if visit is None:
                return again(self.language(request), fields, SIGNED_OUT, 401, request.path)
            if not self.desk.signer.is_form(visit.session, fields.get("sign", "")):
                return visit.again(STRANGE_FORM, 403)
            if not always and not self.desk.pages.allows(visit.session):
                return visit.again(TOO_FAST, 429)
            return await _run(visit, handler)

        return handle

    def refuse(self, request: web.Request, message: str, status: int) -> web.Response:
        """A page with one sentence, for anybody."""
        return page("told.html", self.language(request), status=status, message=message)

    def language(self, request: web.Request) -> Language:
        return self.desk.preferred(request.headers.get("Accept-Language", ""))

    def is_ours(self, request: web.Request) -> bool:
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
        session, known, stale, held = found
        if stale:
            await self._note(session, now)
        return Visit(self.desk, request, session, known, now, fields, held)

    async def _note(self, session: int, now: datetime) -> None:
        """That somebody is here is noted as well as can be: where it cannot, they read on all the same."""
        try:
            await self.desk.store.write(partial(signed_in.seen, session=session, now=now))
        except StorageUnavailable as error:
            log.error("storage.unavailable", error=str(error))  # noqa: TRY400 - no trace


async def _run(visit: Visit, handler: Page) -> web.StreamResponse:
    try:
        return await handler(visit)
    except web.HTTPException:
        raise
    except NotAllowed:
        return visit.again(NOT_HERE, 404, to="")
    except TooOften:
        return visit.again(TOO_OFTEN, 429)
    except Unfit as unfit:
        return visit.again(unfit.message, unfit.status, read=unfit.read)
    except Exception as error:  # noqa: BLE001 - whatever it is, what somebody wrote is not lost by it
        return visit.again(*_trouble(error))


def _trouble(error: Exception) -> tuple[str, int]:
    """What is said of an error that nobody has brought about, and the status; the log gets no trace of it."""
    if isinstance(error, StorageUnavailable):
        log.error("storage.unavailable", error=str(error))
        return BUSY, 503
    fault = fault_of(error)
    log.error("desk.broke", error=fault.error, at=fault.place)
    return BROKEN, 500


@web.middleware
async def dressed(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every answer has the headers of the desk, also the one that says that there is nothing."""
    door = request.app[DOOR]
    try:
        answer = await handler(request)
    except web.HTTPException as error:
        answer = door.refuse(request, OF_STATUS.get(error.status, NOT_HERE), error.status)
        if "Allow" in error.headers:
            answer.headers["Allow"] = error.headers["Allow"]
        if request.can_read_body:
            answer.force_close()
    except Exception as error:  # noqa: BLE001 - nobody is shown what a server says by itself
        answer = door.refuse(request, *_trouble(error))
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if door.desk.is_encrypted:
        answer.headers["Strict-Transport-Security"] = "max-age=31536000"
    return answer


DOOR: Final = web.AppKey("door", Door)


def _found(
    cursor: Cursor, token: str, now: datetime
) -> tuple[int, people.Known, bool, tuple[Staff, ...]] | None:
    """Who is signed in by a token, whether that they are here is to be noted anew, and the roles that they have."""
    session = signed_in.find(cursor, token, now)
    found = people.by_id(cursor, session.person) if session else None
    if session is None or found is None:
        return None
    held = tuple(each.role for each in roles.of_person(cursor, session.person))
    return session.id, found[0], signed_in.is_stale(cursor, session.id, now), held
