"""The desk's door: who is signed in, which forms are ours, and what anybody hears when something cannot be done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

import structlog
from aiohttp import web

from bot.desk.forms import (
    BROKE_OPENING,
    BROKEN,
    BUSY,
    FROM_ELSEWHERE,
    NOT_HERE,
    NOT_NOW,
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
                return await self._waiting(request) or await self.refuse(request, NOT_SIGNED_IN, 401)
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
                return await self.refuse(request, FROM_ELSEWHERE, 403)
            fields = await self.reader.fields(request)
            try:
                visit = await self._visit(request, fields)
            except Exception as error:  # noqa: BLE001 - what somebody wrote is not lost by it
                return await self._again(request, fields, *_trouble(error, request.method))
            if visit is None:
                return await self._again(request, fields, SIGNED_OUT, 401)
            if not self.desk.signer.is_form(visit.session, fields.get("sign", "")):
                return visit.again(STRANGE_FORM, 403)
            if not always and not self.desk.pages.allows(visit.session):
                return visit.again(TOO_FAST, 429)
            return await _run(visit, handler)

        return handle

    async def refuse(self, request: web.Request, message: str, status: int) -> web.Response:
        """A page with one sentence, for anybody."""
        language = await self.language(request)
        return page("told.html", language, status=status, message=message, is_demo=self.desk.is_demo)

    async def _again(
        self, request: web.Request, fields: Mapping[str, str], message: str, status: int
    ) -> web.Response:
        """The words of somebody who is not known just now, to be sent once more."""
        language, is_demo = await self.language(request), self.desk.is_demo
        return again(language, fields, message, status, request.path, is_demo=is_demo)

    async def language(self, request: web.Request) -> Language:
        """The language of whoever is signed in here, or was; of anybody else the one that their browser asks for."""
        cookie, code = request.cookies.get(self.desk.cookie, ""), ""
        if self.desk.signer.is_token(cookie):
            with suppress(StorageUnavailable):
                code = await self.desk.store.read(partial(signed_in.language_of, token=digest(cookie)))
        if code:
            return self.desk.catalogues.language(code)
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
        session, known, held, stale = found
        if stale:
            await self._note(session, now)
        return Visit(self.desk, request, session, known, now, fields, held)

    async def _waiting(self, request: web.Request) -> web.Response | None:
        """What somebody sees who has still to confirm in the chat that it is them; None for anybody else."""
        cookie, now = request.cookies.get(self.desk.cookie, ""), self.desk.store.clock()
        if not self.desk.signer.is_token(cookie):
            return None
        number = await self.desk.store.read(
            partial(signed_in.number_to_confirm, token=digest(cookie), now=now)
        )
        if number is None:
            return None
        return page(
            "waiting.html", await self.language(request), status=202, number=number, is_demo=self.desk.is_demo
        )

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
        return visit.again(*_trouble(error, visit.request.method))


def _trouble(error: Exception, method: str) -> tuple[str, int]:
    """What is said of an error that nobody has brought about, and the status; the log gets no trace of it.

    Who only reads, by the `method`, hears nothing of sending.
    """
    reads = method in ("GET", "HEAD")
    if isinstance(error, StorageUnavailable):
        log.error("storage.unavailable", error=str(error))
        return (NOT_NOW if reads else BUSY), 503
    fault = fault_of(error)
    log.error("desk.broke", error=fault.error, at=fault.place)
    return (BROKE_OPENING if reads else BROKEN), 500


@web.middleware
async def dressed(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every answer has the headers of the desk, also the one that says that there is nothing."""
    door = request.app[DOOR]
    try:
        answer = await handler(request)
    except web.HTTPException as error:
        answer = await door.refuse(request, OF_STATUS.get(error.status, NOT_HERE), error.status)
        if "Allow" in error.headers:
            answer.headers["Allow"] = error.headers["Allow"]
        if request.can_read_body:
            answer.force_close()
    except Exception as error:  # noqa: BLE001 - nobody is shown what a server says by itself
        answer = await door.refuse(request, *_trouble(error, request.method))
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if door.desk.is_encrypted:
        answer.headers["Strict-Transport-Security"] = "max-age=31536000"
    return answer


DOOR: Final = web.AppKey("door", Door)


def _found(
    cursor: Cursor, token: str, now: datetime
) -> tuple[int, people.Known, tuple[Staff, ...], bool] | None:
    """Who is signed in by a token, in which roles, and whether that they are here is to be noted anew."""
    session = signed_in.find(cursor, token, now)
    found = people.by_id(cursor, session.person) if session else None
    if session is None or found is None:
        return None
    held = tuple(each.role for each in roles.of_person(cursor, session.person))
    return session.id, found[0], held, signed_in.is_stale(cursor, session.id, now)
