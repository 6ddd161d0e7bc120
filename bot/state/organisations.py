"""Who is responsible for the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import normalize

from bot.state import bots, renaming
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids

_IN_USE_FIRST: Final = "ORDER BY CASE WHEN id IN (SELECT organisation FROM bots) THEN 0 ELSE 1 END, id DESC"


def kept_elsewhere(cursor: Cursor) -> None:
    """The migration by which an organisation says what the law makes it keep outside of this program."""
    cursor.execute("ALTER TABLE organisations ADD COLUMN keeps TEXT NOT NULL DEFAULT ''", {})


class Own(NamedTuple):
    """The organisation of a bot; and how many people have come along to it, None where it was its own before."""

    id: int
    moved: int | None = None


def ensure(
    cursor: Cursor, bot: int, name: str, contact: str, ids: Ids, now: datetime, keeps: str = ""
) -> Own:
    """A bot's own organisation, made where the one before had another name.

    Whoever belonged to that one belongs to the new one. Whom somebody agreed with is kept with their consent, so an
    earlier one stays. One of this name that an operator has made already becomes it, as does another bot's.
    """
    bots.meet(cursor, bot)
    before = bots.organisation_of(cursor, bot)
    if before is None or get(cursor, before)[0] != name:
        _wait_for_others(cursor)
        before = bots.organisation_of(cursor, bot)
    if before is not None and get(cursor, before)[0] == name:
        own = Own(before)
    else:
        made = named(cursor, name) or create(cursor, ids.next(), name, contact, now)
        bots.work_for(cursor, bot, made)
        own = Own(made, None if before is None else renaming.move(cursor, bot, before, made))
    cursor.execute(
        "UPDATE organisations SET contact = :contact, keeps = :keeps WHERE id = :id",
        {"id": own.id, "contact": contact, "keeps": keeps},
    )
    return own


def _wait_for_others(cursor: Cursor) -> None:
    """Of programs that start together one makes the organisation; the others wait here, at a row that is there."""
    cursor.execute("UPDATE migrations SET name = name WHERE name = (SELECT MIN(name) FROM migrations)", {})


def create(cursor: Cursor, new_id: int, name: str, contact: str, now: datetime, keeps: str = "") -> int:
    """Store one more organisation, and give its id."""
    cursor.execute(
        "INSERT INTO organisations (id, name, contact, keeps, created_at)"
        " VALUES (:id, :name, :contact, :keeps, :now)",
        {"id": new_id, "name": name, "contact": contact, "keeps": keeps, "now": to_ms(now)},
    )
    return new_id


def named(cursor: Cursor, name: str) -> int | None:
    """The id of the organisation of this name, None where there is none; of several, one that a bot works for."""
    cursor.execute(f"SELECT id FROM organisations WHERE name = :name {_IN_USE_FIRST} LIMIT 1", {"name": name})  # noqa: S608 - constants
    row = cursor.fetchone()
    return None if row is None else row[0]


def alike(cursor: Cursor, name: str) -> int | None:
    """The id of the organisation whose name reads like this one, in small or capital letters; None for none."""
    cursor.execute(f"SELECT id, name FROM organisations {_IN_USE_FIRST}", {})  # noqa: S608 - constants
    found = {_read(known): number for number, known in reversed(cursor.fetchall())}
    return found.get(_read(name))


def _read(name: str) -> str:
    """What tells names apart for somebody who reads them."""
    return " ".join(normalize("NFKC", name).casefold().split())


def all_of(cursor: Cursor) -> list[tuple[str, str]]:
    """The name and the contact of every organisation, the first made first."""
    cursor.execute("SELECT name, contact FROM organisations ORDER BY id", {})
    return cursor.fetchall()


def made(cursor: Cursor) -> list[tuple[int, datetime]]:
    """The id of every organisation, and since when it is here."""
    cursor.execute("SELECT id, created_at FROM organisations ORDER BY id", {})
    return [(number, from_ms(created)) for number, created in cursor.fetchall()]


def get(cursor: Cursor, organisation: int) -> tuple[str, str]:
    """The name and the contact of an organisation; KeyError where there is none of this id."""
    cursor.execute("SELECT name, contact FROM organisations WHERE id = :id", {"id": organisation})
    row: tuple[str, str] | None = cursor.fetchone()
    if row is None:
        raise KeyError(f"expected the id of an organisation, got {organisation}")
    return row


def keeps(cursor: Cursor, organisation: int) -> str:
    """What the law makes an organisation keep outside of this program, "" where it has not said so."""
    cursor.execute("SELECT keeps FROM organisations WHERE id = :id", {"id": organisation})
    row = cursor.fetchone()
    return "" if row is None else row[0]
