"""What the desk is made of: the store it reads, the words it says, and the key by which it knows its own forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot import bounds
from bot.coaching.course import WEEKS
from bot.flows.content import Content
from bot.pace import Pace
from bot.state import sealing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.desk.signing import Signer
    from bot.engine.flow import Flow
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from bot.words import Catalogues, Language

PURPOSE: Final = "jobstjernen desk"
ROOT: Final = "/desk"
"""Where the desk's addresses begin."""


@dataclass(slots=True)
class Desk:
    """One desk. `url` is where browsers reach it; `on_schedule` is called once a timer may have been set.

    A course is planned to last for `course_weeks`. In a demo everybody is invented, and each page says so.
    """

    store: Store
    catalogues: Catalogues
    flows: Mapping[str, Flow]
    url: str
    signer: Signer
    on_schedule: Callable[[], None]
    course_weeks: int = WEEKS
    confirms: bool = False
    """Whether whoever signs in has to say so in the chat too."""
    fetch: Callable[[str], Awaitable[bytes]] | None = None
    """Brings a recording, b"" where that cannot be; without it they are heard in the chat alone."""
    content: Content = field(default_factory=Content)
    is_demo: bool = False
    pages: Pace = field(default_factory=lambda: Pace(bounds.PAGES))

    @property
    def is_encrypted(self) -> bool:
        return self.url.startswith("https:")

    @property
    def cookie(self) -> str:
        """The cookie's name; by its beginning browsers keep it to this host, and to encrypted connections."""
        return "__Host-desk" if self.is_encrypted else "desk"

    def preferred(self, accepted: str) -> Language:
        """The language of somebody who is not signed in, by what their browser asks for ("da,en-GB;q=0.8")."""
        codes = [part.partition(";")[0].strip().partition("-")[0].lower() for part in accepted.split(",")]
        return self.catalogues.language(
            next((each for each in codes if each in self.catalogues.languages), "da")
        )


def signing_key(cursor: Cursor) -> bytes:
    """The key by which a database's desk knows what it has given out itself."""
    return sealing.derived(cursor, sealing.NOBODY, PURPOSE)
