"""A person's own copy of all that is stored about them: read and made when it is sent, and kept nowhere."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.chat.mydata import MyData
from bot.chat.printing import file_name
from bot.engine.document import Document
from bot.engine.text import N_, WithYear, Words
from bot.engine.years import dated
from bot.pictures.document import pdf
from bot.pictures.printing import page
from bot.state import export, people

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import TypeAlias

    from bot.chat.turn import Turns
    from bot.state.cursor import Cursor
    from bot.state.outbox import Row
    from bot.state.store import Store

    File: TypeAlias = tuple[str, bytes]

# Translators: what the file is called with everything that is stored about a person; somebody else may see the name.
NAME = N_("My copy")


@dataclass(frozen=True, slots=True)
class Copies:
    """Makes them for the rows of the outbox."""

    store: Store
    turns: Turns

    async def make(self, row: Row, kind: str) -> File | None:
        """The file's name and content; None where its person has been erased since it was asked for."""
        made = await self.store.read(
            lambda cursor: self.read(cursor, row.person or 0, kind, self.store.clock())
        )
        return None if made is None else await asyncio.to_thread(made)

    def read(self, cursor: Cursor, person: int, kind: str, now: datetime) -> Callable[[], File] | None:
        """What makes the file of what is stored now."""
        found = people.by_id(cursor, person)
        if found is None:
            return None
        known, _, _ = found
        language = self.turns.catalogues.language(known.person.language)
        beneath = known.person.beneath
        other = self.turns.catalogues.language(beneath) if beneath else None
        if kind == "json":
            stored = export.of_person(cursor, person)
            return lambda: (f"{language.say(Words(NAME))}.json", as_json(stored).encode())
        context = self.turns.context(cursor, known, now)
        paper = document(MyData(cursor, known, self.turns.flows, context, whole=True))
        return lambda: (file_name(paper, language), pdf(page(paper, language, other)))


def document(told: MyData) -> Document:
    """All of it as a document."""
    today = told.context.now.astimezone(ZoneInfo(told.context.person.time_zone)).date()
    copy = Document(
        file=Words(NAME),
        title=Words(N_("What I have saved about you")),
        byline=Words("{name} · {day}", {"name": told.known.person.name or "–", "day": WithYear(today)}),
        blocks=tuple(part.block() for part in told.parts()),
    )
    return dated(copy)


def as_json(stored: dict[str, Any]) -> str:
    """An export as it is written, for people and programs."""
    return json.dumps(stored, ensure_ascii=False, indent=2) + "\n"
