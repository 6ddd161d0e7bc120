"""How somebody wants to be talked with: what is read aloud, how fast, in which language as well, and how much is said.

It is sealed, since it may tell of trouble with reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from bot.engine.person import USUAL
from bot.state import sealing

if TYPE_CHECKING:
    from typing import TypeAlias

    from bot.engine.person import Aloud, Detail, Person, Speed
    from bot.state.cursor import Cursor

    Manner: TypeAlias = tuple[Aloud, Speed, str, Detail]

COLUMN: Final = "people.manner"
WIDTH: Final = 24
"""As long for one manner as for another: the length of what is sealed shows."""
NONE: Final = "-"
"""Stands for no language beneath, where something follows it."""
AS_USUAL: Final = (USUAL.aloud, USUAL.speed, USUAL.beneath, USUAL.detail)


def manners(cursor: Cursor) -> None:
    """The migration by which it is stored. Until somebody says otherwise there is nothing in it."""
    cursor.execute("ALTER TABLE people ADD COLUMN manner TEXT NOT NULL DEFAULT ''", {})


def of(person: Person) -> Manner:
    """How this person wants to be talked with."""
    return person.aloud, person.speed, person.beneath, person.detail


def sealed(cursor: Cursor, person: Person) -> str:
    """A person's manner as it is stored; "" for the usual one."""
    manner = of(person)
    told = "" if manner == AS_USUAL else f"{' '.join(each or NONE for each in manner):<{WIDTH}}"
    return sealing.seal(cursor, COLUMN, person.id, person.id, told)


def opened(cursor: Cursor, person: int, stored: str) -> Manner:
    """The reverse of `sealed`. What was stored before there was so much to choose is as usual."""
    return _read(sealing.unseal(cursor, COLUMN, person, person, stored))


def beneath(cursor: Cursor, person: int, stored: str, key: tuple[str | None, str | None]) -> str:
    """The language alone, of a person whose key was read beside it; "" for none, and where it does not open."""
    told = sealing.unseal_beside(cursor, COLUMN, person, person, stored, key)
    return "" if told == sealing.UNREAD else _read(told)[2]


def _read(told: str) -> Manner:
    parts = told.split()
    known = ("" if each == NONE else each for each in parts)
    return cast("Manner", (*known, *AS_USUAL[len(parts) :]))
