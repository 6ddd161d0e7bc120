"""How somebody wants to be talked with: what is read aloud to them, and how fast.

It is sealed, since it may tell of trouble with reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from bot.engine.person import USUAL
from bot.state import sealing

if TYPE_CHECKING:
    from bot.engine.person import Aloud, Person, Speed
    from bot.state.cursor import Cursor

COLUMN: Final = "people.manner"
WIDTH: Final = 16
"""As long for one manner as for another: the length of what is sealed shows."""


def manners(cursor: Cursor) -> None:
    """The migration by which it is stored. Until somebody says otherwise there is nothing in it."""
    cursor.execute("ALTER TABLE people ADD COLUMN manner TEXT NOT NULL DEFAULT ''", {})


def sealed(cursor: Cursor, person: Person) -> str:
    """A person's manner as it is stored; "" for the usual one."""
    manner = (person.aloud, person.speed)
    told = "" if manner == (USUAL.aloud, USUAL.speed) else f"{' '.join(manner):<{WIDTH}}"
    return sealing.seal(cursor, COLUMN, person.id, person.id, told)


def opened(cursor: Cursor, person: int, stored: str) -> tuple[Aloud, Speed]:
    """The reverse of `sealed`."""
    told = sealing.unseal(cursor, COLUMN, person, person, stored).split()
    return cast("tuple[Aloud, Speed]", tuple(told)) if told else (USUAL.aloud, USUAL.speed)
