"""One request of somebody who is signed in: who they are, their language, and the database for it."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from aiohttp import web

from bot import policy
from bot.desk.forms import SIGNED_OUT, Unfit, again
from bot.desk.navigation import places
from bot.desk.pages import page
from bot.engine.codes import digest
from bot.state import desk as signed_in
from bot.state import people
from bot.state.deeds import Doer
from bot.state.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from bot.desk.desk import Desk
    from bot.engine.deeds import Deed
    from bot.policy import Action, Staff
    from bot.state.cursor import Cursor
    from bot.state.people import Known
    from bot.words import Language

    T = TypeVar("T")

TRIES: Final = 5
"""How often something is done where what it is about changes meanwhile; each time one of the two goes through."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`fields` are those of the form that was sent, none for a page that was asked for; `roles` are the reader's."""

    desk: Desk
    request: web.Request
    session: int
    known: Known
    now: datetime
    fields: Mapping[str, str]
    roles: tuple[Staff, ...]
    """Those that the reader has now."""

    @property
    def me(self) -> int:
        return self.known.person.id

    @property
    def language(self) -> Language:
        return self.desk.catalogues.language(self.known.person.language)

    @property
    def today(self) -> date:
        return self.day(self.now)

    def day(self, moment: datetime) -> date:
        """The day of a moment by the reader's own clock."""
        return self.local(moment).date()

    def local(self, moment: datetime) -> datetime:
        """A moment by the reader's own clock."""
        return moment.astimezone(ZoneInfo(self.known.person.time_zone))

    def follows_to(self, action: Action) -> bool:
        """Whether the reader has a role in which they may do this about whom they follow."""
        return any(policy.may(action, role=each, relation="follows") for each in self.roles)

    def number(self, name: str) -> int:
        """The row that an address names, 0 for one that cannot be any."""
        text = self.request.match_info[name]
        return int(text, 36) if len(text) <= 11 and text.isascii() and text.isalnum() else 0

    async def read(self, function: Callable[..., T], *more: Any) -> T:
        """What is there, found in one transaction by `function(cursor, visit, ...)`."""
        return await self.desk.store.read(lambda cursor: function(cursor, self, *more))

    async def write(self, function: Callable[..., T], *more: Any) -> T:
        """The same, where something is noted or changed; whoever is to hear of it does so at once.

        It runs again where another program was faster, and finds what that has stored. Unfit where the reader has been
        signed out meanwhile.
        """

        def still_here(cursor: Cursor) -> T:
            self.begin(cursor)
            return function(cursor, self, *more)

        for _ in range(TRIES - 1):
            with suppress(Conflict):
                return await self._written(still_here)
        return await self._written(still_here)

    async def _written(self, function: Callable[[Cursor], T]) -> T:
        done = await self.desk.store.write(function)
        self.desk.on_schedule()
        return done

    def begin(self, cursor: Cursor) -> None:
        """Wait for what is stored just now that changes what the reader may do; what comes later waits for them.

        Their own turns have loaded a version by which they run again; a page has none. Unfit as `write`.
        """
        people.hold(cursor, self.me)
        if not signed_in.is_there(cursor, self.session):
            raise Unfit(SIGNED_OUT, 401)

    def first_time(self, cursor: Cursor) -> bool:
        """Note that the form was sent; False where it was sent before with the same in every field.

        Whoever goes back, and writes or chooses something else in it, sends something new.
        """
        sent = json.dumps(sorted((name, value) for name, value in self.fields.items() if name != "sign"))
        return signed_in.first_time(cursor, self.session, digest(sent), self.now)

    def do(self, cursor: Cursor, deed: Deed) -> None:
        """A deed of the reader's; NotAllowed or TooOften where it may not be."""
        Doer(cursor, self.desk.store.ids, self.me, self.known.organisation, self.now).do(deed)

    def page(self, template: str, *, status: int = 200, **values: Any) -> web.Response:
        """A page for the reader, with what each one has: their name, and what its forms need."""
        return page(template, self.language, status=status, **self._shown(), **values)

    def again(self, message: str, status: int, *, to: str | None = None, read: str = "") -> web.Response:
        """A page that says why a form was not taken, with what the reader wrote; it can be sent once more."""
        place = read or (self.request.path if to is None else to)
        return again(self.language, self.fields, message, status, place, read=read, **self._shown())

    def _shown(self) -> dict[str, Any]:
        form = partial(secrets.token_urlsafe, 12)
        sign = self.desk.signer.form(self.session)
        return {
            "me": self.known.person.name,
            "places": places(self.roles),
            "sign": sign,
            "form": form,
            "today": self.today,
            "is_demo": self.desk.is_demo,
        }


def sent_on(address: str) -> web.Response:
    """Whoever has sent a form is sent to a page, so that going back and forth sends nothing again."""
    return web.Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})
