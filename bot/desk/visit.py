"""One request of somebody who is signed in: who they are, their language, and the database for it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.desk.pages import page
from bot.engine.codes import digest
from bot.state import desk as signed_in
from bot.state.deeds import Doer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from bot.desk.desk import Desk
    from bot.engine.deeds import Deed
    from bot.state.cursor import Cursor
    from bot.state.people import Known
    from bot.words import Language

    T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Visit:
    """`fields` are those of the form that was sent, none for a page that was asked for."""

    desk: Desk
    request: web.Request
    session: int
    known: Known
    now: datetime
    fields: Mapping[str, str]

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
        return moment.astimezone(ZoneInfo(self.known.person.time_zone)).date()

    def number(self, name: str) -> int:
        """The row that an address names, 0 for one that cannot be any."""
        text = self.request.match_info[name]
        return int(text, 36) if len(text) <= 11 and text.isascii() and text.isalnum() else 0

    async def read(self, function: Callable[..., T], *more: Any) -> T:
        """What is there, found in one transaction by `function(cursor, visit, ...)`."""
        return await self.desk.store.read(lambda cursor: function(cursor, self, *more))

    async def write(self, function: Callable[..., T], *more: Any) -> T:
        """The same, where something is noted or changed; whoever is to hear of it does so at once."""
        done = await self.desk.store.write(lambda cursor: function(cursor, self, *more))
        self.desk.on_schedule()
        return done

    def first_time(self, cursor: Cursor) -> bool:
        """Note that the form was sent; False where it was sent before."""
        return signed_in.first_time(cursor, self.session, digest(self.fields.get("form", "")), self.now)

    def do(self, cursor: Cursor, deed: Deed) -> None:
        """A deed of the reader's; NotAllowed or TooOften where it may not be."""
        Doer(cursor, self.desk.store.ids, self.me, self.known.organisation, self.now).do(deed)

    def page(self, template: str, *, status: int = 200, **values: Any) -> web.Response:
        """A page for the reader, with what each one has: their name, and what its forms need."""
        person = self.known.person
        form = partial(secrets.token_urlsafe, 12)
        shown = {
            "me": person.name,
            "sign": self.desk.signer.form(self.session),
            "form": form,
            "today": self.today,
        }
        return page(template, self.language, status=status, **shown, **values)


def sent_on(address: str) -> web.Response:
    """Whoever has sent a form is sent to a page, so that going back and forth sends nothing again."""
    return web.Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})
