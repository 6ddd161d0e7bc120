"""Sealing: what people wrote or were told is stored so that nobody reads it who has only the files.

Each person has a key of their own, made when something of theirs is first stored, and wrapped by a master key. A value
is bound to its column, its owner and its row: moved to another one it does not open. Whoever is erased takes their key
along, and with it whatever of theirs is left in a copy that nobody tidied.
"""

from __future__ import annotations

import binascii
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.state import keys
from bot.state.errors import MissingKey, Tampered
from bot.state.values import from_json, narrowed, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from bot.state.cursor import Cursor
    from bot.state.keys import Key, Keys

    Opener: TypeAlias = Callable[[str, int, str], str]

NOBODY: Final = 0
"""Who owns what is told to somebody who has just been erased, and the key that the erasure ledger's is made of."""
UNREAD: Final = "…"
"""What others read of somebody whose own does not open."""
AT_ONCE: Final = 1_000
"""Rows that are asked for at once."""
AT_HAND: Final = 4_096
"""Keys of people that are in memory, opened: those who were active last. As many names."""
_names: Final[dict[int, tuple[str, str]]] = {}
"""Names that are at hand, by whose they are: how they are stored, and what they say."""
SEALED_FIRST: Final = (
    ("people", "name", "id"),
    ("exercises", "session", "person"),
    ("answers", "content", "person"),
    ("versions", "content", "person"),
    ("outbox", "payload", "COALESCE(person, 0)"),
    ("shares", "snapshot", "citizen"),
    ("comments", "text", "citizen"),
    ("comments", "about", "citizen"),
    ("observations", "content", "citizen"),
    ("reminders", "text", "citizen"),
    ("reminder_answers", "text", "(SELECT r.citizen FROM reminders r WHERE r.id = reminder)"),
)
"""What the migration seals that sealed first. Saved data: what is sealed since is added below."""
SEALED: Final = (
    *SEALED_FIRST,
    ("people", "energy_today", "id"),
    ("people", "manner", "id"),
    ("comments", "recording", "citizen"),
    ("reminder_answers", "recording", "(SELECT r.citizen FROM reminders r WHERE r.id = reminder)"),
    ("report_versions", "content", "(SELECT r.citizen FROM reports r WHERE r.id = report)"),
)
"""Every column that is sealed, and who owns a row of it: what is told of a citizen, the citizen owns."""


class Wrapped(NamedTuple):
    """What became of some people's keys: how many are wrapped anew, whose do not open, and who was the last of them.

    `last` None: there were no more.
    """

    times: int
    unopened: tuple[int, ...]
    last: int | None


def seal(cursor: Cursor, column: str, owner: int, row: int, text: str) -> str:
    """A text as it is stored in a column ("answers.content") of a row; nothing stays nothing."""
    if not text:
        return ""
    sealed = _key_of(cursor, owner).seal(text.encode(), _bound(column, owner, row))
    return binascii.b2a_base64(sealed, newline=False).decode()


def unseal(cursor: Cursor, column: str, owner: int, row: int, stored: str) -> str:
    """The reverse of `seal`. Tampered where it was stored as something else; MissingKey where its key is not here."""
    return _unseal(_stored_key(cursor, owner), column, owner, row, stored) if stored else ""


def _unseal(key: Key | None, column: str, owner: int, row: int, stored: str) -> str:
    clear = None if key is None else _opened(key, stored, _bound(column, owner, row))
    if clear is None:
        raise Tampered(
            f"expected {column} of row {row} to be sealed for its owner, found something else; "
            "somebody has changed or moved it: restore it from a backup"
        )
    return clear.decode()


def opener(cursor: Cursor, owner: int) -> Opener:
    """`unseal` for much that one person owns, as (column, row, stored): their key is looked up once."""
    key = _stored_key(cursor, owner)
    return lambda column, row, stored: _unseal(key, column, owner, row, stored) if stored else ""


def unseal_for_others(cursor: Cursor, column: str, owner: int, row: int, stored: str) -> str:
    """The same for others than its owner, whose trouble alone it is where it does not open: then it is `UNREAD`."""
    try:
        return unseal(cursor, column, owner, row, stored)
    except Tampered:
        return UNREAD


def unseal_beside(
    cursor: Cursor, column: str, owner: int, row: int, stored: str, key: tuple[str | None, str | None]
) -> str:
    """The same where the owner's key was read beside it, as for a list of many people: its master's id, and wrapped."""
    master, wrapped = key
    if not stored:
        return ""
    if master is None or wrapped is None:
        return UNREAD
    try:
        return _unseal(_opened_key(_master(cursor, master), owner, wrapped), column, owner, row, stored)
    except Tampered:
        return UNREAD


def unseal_names(cursor: Cursor, column: str, stored: Mapping[int, str]) -> dict[int, str]:
    """The same for what many people are called, by whom they are: whole lists are sorted and searched by it.

    It is kept at hand, as the keys are that open it. Only what is not there yet takes a key.
    """
    found, closed = dict[int, str](), list[int]()
    for owner, sealed in stored.items():
        at_hand = _names.get(owner)
        if at_hand is not None and at_hand[0] == sealed:
            found[owner] = at_hand[1]
        else:
            closed.append(owner)
    keys_of = _wrapped_keys(cursor, closed)
    opened = {
        owner: unseal_beside(cursor, column, owner, owner, stored[owner], keys_of.get(owner, (None, None)))
        for owner in closed
    }
    if len(_names) + len(opened) > AT_HAND:
        _names.clear()
    _names.update({owner: (stored[owner], name) for owner, name in opened.items() if name != UNREAD})
    return (
        {owner: opened[owner] if owner in opened else found[owner] for owner in stored} if opened else found
    )


def _wrapped_keys(cursor: Cursor, owners: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The id of the master key that has wrapped each one's key, and the wrapped key."""
    found = {}
    for first in range(0, len(owners), AT_ONCE):
        condition, values = narrowed("owner", owners[first : first + AT_ONCE])
        cursor.execute(f"SELECT owner, master, wrapped FROM data_keys WHERE 1 = 1{condition}", values)  # noqa: S608 - constants
        found.update({owner: (master, wrapped) for owner, master, wrapped in cursor.fetchall()})
    return found


def seal_json(cursor: Cursor, column: str, owner: int, row: int, content: Any) -> str:
    """The same for what is stored as JSON."""
    return seal(cursor, column, owner, row, to_json(content))


def unseal_json(cursor: Cursor, column: str, owner: int, row: int, stored: str) -> Any:
    """The reverse of `seal_json`."""
    return from_json(unseal(cursor, column, owner, row, stored))


def make_key(cursor: Cursor, owner: int) -> None:
    """Draw a key for somebody who has none yet."""
    _key_of(cursor, owner)


def derived(cursor: Cursor, owner: int, purpose: str) -> bytes:
    """A key for something else, made of somebody's own: whoever has one of the two cannot find the other."""
    secret = _secret(cursor, owner)
    if secret is None:
        raise Tampered(f"expected a key of {owner}, found none; restore it from a backup")
    return HKDF(SHA256(), keys.BYTES, salt=None, info=purpose.encode()).derive(secret)


def forget(cursor: Cursor, owner: int) -> None:
    """Destroy the key of somebody who is erased; in memory too, and with it whatever else is at hand, of anybody."""
    _opened_key.cache_clear()
    _names.clear()
    cursor.wrapped.pop(owner, None)
    cursor.execute("DELETE FROM data_keys WHERE owner = :owner", {"owner": owner})


def rewrap(cursor: Cursor, most: int, after: int = NOBODY - 1) -> Wrapped:
    """Wrap the next keys that another master key has wrapped, of so many people after this one, by the first.

    One that does not open stays as it is. Nobody's comes first; errors as `see_nobodys`.
    """
    see_nobodys(cursor)
    first = cursor.keys.first
    cursor.execute(
        "SELECT owner, master, wrapped FROM data_keys WHERE owner > :after AND master <> :first"
        " ORDER BY owner LIMIT :most",
        {"after": after, "first": first.id, "most": most},
    )
    found, unopened = cursor.fetchall(), []
    for owner, master, wrapped in found:
        secret = _unwrapped_or_none(cursor, owner, master, wrapped)
        if secret is None:
            unopened.append(owner)
            continue
        cursor.wrapped.pop(owner, None)
        cursor.execute(
            "UPDATE data_keys SET master = :master, wrapped = :wrapped WHERE owner = :owner",
            {"owner": owner, "master": first.id, "wrapped": _wrapped(first, owner, secret)},
        )
    return Wrapped(len(found) - len(unopened), tuple(unopened), found[-1][0] if found else None)


def masters(cursor: Cursor) -> list[str]:
    """The ids of the master keys that are in use; one step along the index for each, however many people there are.

    Each step begins at a row, not at the id that was read: one that a disk has changed may read as another one.
    """
    found: list[str] = []
    last: int | None = None
    while True:
        cursor.execute(
            "SELECT master, owner FROM data_keys"
            " WHERE master > COALESCE((SELECT master FROM data_keys WHERE owner = :last), '')"
            " ORDER BY master LIMIT 1",
            {"last": last},
        )
        row = cursor.fetchone()
        if row is None:
            return found
        master, last = row
        found.append(master)


def wrapped_by(cursor: Cursor, master: str) -> int:
    """How many people's keys a master key has wrapped."""
    cursor.execute(
        "SELECT COUNT(*) FROM data_keys WHERE master = :master AND owner <> :nobody",
        {"master": master, "nobody": NOBODY},
    )
    return int(cursor.fetchone()[0])


def unopened(cursor: Cursor) -> tuple[int, ...]:
    """Whose key does not open, or is gone although something of theirs is sealed: somebody, or a disk, has changed it.

    MissingKey where it is a master key that is lost; else errors as `see_nobodys`.
    """
    see_nobodys(cursor)
    cursor.execute("SELECT owner, master, wrapped FROM data_keys", {})
    damaged = [row[0] for row in cursor.fetchall() if _unwrapped_or_none(cursor, *row) is None]
    cursor.execute(
        "SELECT p.id FROM people p WHERE NOT EXISTS (SELECT 1 FROM data_keys k WHERE k.owner = p.id)"
        " AND (p.name <> '' OR EXISTS (SELECT 1 FROM exercises e WHERE e.person = p.id))",
        {},
    )
    return tuple(sorted((*damaged, *(person for (person,) in cursor.fetchall()))))


def see_nobodys(cursor: Cursor) -> None:
    """Tampered or MissingKey where the key of nobody does not open.

    As long as it opens the master key is the right one, and whatever else does not open was damaged. It is also what
    the erasure ledger's key is made of: without it nothing can be restored.
    """
    if _secret(cursor, NOBODY) is None:
        raise Tampered(
            "expected a key of nobody, by which a damaged row is told from a wrong master key, found none; "
            "restore a backup"
        )


def check(cursor: Cursor, in_use: Iterable[str], *, noted: bool = True) -> None:
    """Refuse a database that was sealed with a key that is not here; MissingKey names it.

    `noted` says that the database is of a version that notes which keys there have been.
    """
    for master in in_use:
        if cursor.keys.get(master) is None and not (noted and _is_invented(cursor, master)):
            raise _missing(cursor.keys, master)


def _bound(column: str, owner: int, row: int) -> bytes:
    return f"{column} {owner} {row}".encode()


def _key_of(cursor: Cursor, owner: int) -> Key:
    """The key of somebody, made where they have none yet."""
    found = _stored_key(cursor, owner)
    if found is not None:
        return found
    secret, first = os.urandom(keys.BYTES), cursor.keys.first
    cursor.execute(
        "INSERT INTO data_keys (owner, master, wrapped) VALUES (:owner, :master, :wrapped)",
        {"owner": owner, "master": first.id, "wrapped": _wrapped(first, owner, secret)},
    )
    return keys.key(secret)


def _stored_key(cursor: Cursor, owner: int) -> Key | None:
    """The key of somebody as it is stored now: none that is only remembered outlives a rollback, or its owner."""
    row = _row_of(cursor, owner)
    return None if row is None else _opened_key(_master(cursor, row[0]), owner, row[1])


@lru_cache(maxsize=AT_HAND)
def _opened_key(master: Key, owner: int, wrapped: str) -> Key:
    """The key that was stored like this, kept at hand: a turn opens and seals dozens of values with it."""
    return keys.key(_unwrapped_by(master, owner, wrapped))


def _secret(cursor: Cursor, owner: int) -> bytes | None:
    """What the key of somebody is made of; None where they have none."""
    row = _row_of(cursor, owner)
    return None if row is None else _unwrapped(cursor, owner, *row)


def _row_of(cursor: Cursor, owner: int) -> tuple[str, str] | None:
    """The id of the master key that has wrapped somebody's key, and the wrapped key."""
    if owner not in cursor.wrapped:
        cursor.execute("SELECT master, wrapped FROM data_keys WHERE owner = :owner", {"owner": owner})
        if (row := cursor.fetchone()) is None:
            return None
        cursor.wrapped[owner] = row
    return cursor.wrapped[owner]


def _wrapped(master: Key, owner: int, secret: bytes) -> str:
    return binascii.b2a_base64(master.seal(secret, _bound("data_keys", owner, owner)), newline=False).decode()


def _unwrapped(cursor: Cursor, owner: int, master: str, wrapped: str) -> bytes:
    return _unwrapped_by(_master(cursor, master), owner, wrapped)


def _unwrapped_by(master: Key, owner: int, wrapped: str) -> bytes:
    secret = _opened(master, wrapped, _bound("data_keys", owner, owner))
    if secret is None:
        raise Tampered(
            f"expected the key of {owner} to be wrapped by {master.id}, found something else; restore it from a backup"
        )
    return secret


def _unwrapped_or_none(cursor: Cursor, owner: int, master: str, wrapped: str) -> bytes | None:
    """The same; None where it does not open because it was changed."""
    try:
        return _unwrapped(cursor, owner, master, wrapped)
    except Tampered:
        return None


def _master(cursor: Cursor, id_: str) -> Key:
    """The master key of this id; MissingKey where it is not here, Tampered where there never was one."""
    found = cursor.keys.get(id_)
    if found is not None:
        return found
    if _is_invented(cursor, id_):
        raise Tampered(
            f"expected a key to be wrapped by one that this database has been sealed with, found {id_!a}; somebody has "
            "changed it: restore it from a backup"
        )
    raise _missing(cursor.keys, id_)


def _missing(known: Keys, id_: str) -> MissingKey:
    return MissingKey(
        f"{known.where}: expected the key {id_}, with which this database is sealed, got {known.first.id}; "
        "set the key that you have kept, or add it behind the new one. Nothing was changed"
    )


def _is_invented(cursor: Cursor, id_: str) -> bool:
    """Whether there has never been a master key that is not here: then a row was changed, and no key is lost.

    Each key that has wrapped anything while it was at hand is noted. Nobody's key has to open, which a change of keys
    wraps first: where it does not, the key that is missing may be too new to be noted.
    """
    cursor.execute("SELECT master FROM data_keys WHERE owner = :nobody", {"nobody": NOBODY})
    nobodys = cursor.fetchone()
    if nobodys is None or cursor.keys.get(nobodys[0]) is None:
        return False
    cursor.execute("SELECT 1 FROM master_keys WHERE id = :id", {"id": id_})
    return cursor.fetchone() is None


def _opened(key: Key, stored: str, bound_to: bytes) -> bytes | None:
    """What was sealed; None where it was not sealed like this."""
    try:
        return key.open(binascii.a2b_base64(stored, strict_mode=True), bound_to)
    except (InvalidTag, ValueError):
        return None
