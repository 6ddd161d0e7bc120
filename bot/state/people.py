"""People and their Telegram addresses; the person's version is what decides between two turns at once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from bot.engine.person import Person
from bot.state import ledger, manner, outbox, sealing, timers
from bot.state.errors import Conflict, Tampered
from bot.state.reaching import address_of
from bot.state.values import from_ms, narrowed, to_ms

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.state.cursor import Cursor

NAME: Final = "people.name"
ENERGY: Final = "people.energy_today"
NO_LIMIT: Final = -1
ENERGY_WIDTH: Final = 4


@dataclass(frozen=True, slots=True)
class Known:
    """A stored person, the version of their row, and the address at which they were found.

    Where they are not `opened`, their name is "", and nothing of theirs is to be opened.
    """

    person: Person
    version: int
    chat: int
    organisation: int
    blocked: bool
    opened: bool = True


def find(cursor: Cursor, bot: int, user_id: int, *, opened: bool = True) -> Known | None:
    """Whom a bot's Telegram user is."""
    cursor.execute(
        "SELECT p.id, p.language, p.name, p.time_zone, p.focus, p.agreed, p.energy_today, p.quiet,"
        " p.awake_from, p.awake_to, p.weekends, p.manner, p.hat, p.version, a.chat_id, p.organisation, a.blocked_at,"
        " k.master, k.wrapped FROM addresses a JOIN people p ON p.id = a.person"
        " LEFT JOIN data_keys k ON k.owner = p.id"
        " WHERE a.bot = :bot AND a.user_id = :user_id",
        {"bot": bot, "user_id": user_id},
    )
    row = cursor.fetchone()
    if row is None:
        return None
    *known, master, wrapped = row
    if master is not None:
        cursor.wrapped[known[0]] = master, wrapped
    return _known(cursor, known, opened=opened)


def by_id(cursor: Cursor, person_id: int, *, opened: bool = True) -> tuple[Known, int, int] | None:
    """A person, and the bot and Telegram user to reach them by: one that is not blocked, if any."""
    address = _address(cursor, person_id)
    if address is None:
        return None
    bot, user_id = address
    known = find(cursor, bot, user_id, opened=opened)
    return None if known is None else (known, bot, user_id)


def id_of(cursor: Cursor, bot: int, user_id: int) -> int | None:
    """Who a bot's Telegram user is; nothing of theirs is opened."""
    cursor.execute(
        "SELECT person FROM addresses WHERE bot = :bot AND user_id = :user_id",
        {"bot": bot, "user_id": user_id},
    )
    row = cursor.fetchone()
    return None if row is None else int(row[0])


def user_of(cursor: Cursor, person_id: int) -> int:
    """The Telegram user to reach a person by, as `by_id`; 0 for nobody. Nothing of theirs is opened."""
    address = _address(cursor, person_id)
    return address[1] if address else 0


def create(
    cursor: Cursor, bot: int, user_id: int, chat_id: int, person: Person, organisation: int, now: datetime
) -> Known:
    """Store a new person with their first address."""
    cursor.execute(
        "INSERT INTO people (id, organisation, language, name, time_zone, focus, agreed, energy_today,"
        " quiet, awake_from, awake_to, weekends, manner, hat, version, created_at, seen_at) VALUES (:id, :organisation,"
        " :language, :name, :time_zone, :focus, :agreed, :energy_today, :quiet, :awake_from, :awake_to,"
        " :weekends, :manner, :hat, 1, :now, :now)",
        _columns(cursor, person) | {"organisation": organisation, "now": to_ms(now)},
    )
    cursor.execute(
        "INSERT INTO addresses (bot, user_id, chat_id, person) VALUES (:bot, :user_id, :chat_id, :person)",
        {"bot": bot, "user_id": user_id, "chat_id": chat_id, "person": person.id},
    )
    return Known(person, version=1, chat=chat_id, organisation=organisation, blocked=False)


def save(
    cursor: Cursor, person: Person, version: int, now: datetime, *, seen: bool, before: Person | None = None
) -> None:
    """Store a person who was loaded at this version, and move the version on.

    `seen` says that they wrote or tapped just now. Conflict when the row has moved on, or is gone, meanwhile. `before`
    is the person as they were loaded, where that is known: mostly it is only the focus that has moved.
    """
    moved = {"id": person.id, "version": version, "now": to_ms(now), "seen": int(seen), "focus": person.focus}
    if before is not None and replace(before, focus=person.focus) == person:
        cursor.execute(f"UPDATE people SET {_MOVED}", moved)  # noqa: S608 - constants
    else:
        cursor.execute(
            "UPDATE people SET language = :language, name = :name, time_zone = :time_zone, agreed = :agreed,"  # noqa: S608 - constants
            " energy_today = :energy_today, quiet = :quiet, awake_from = :awake_from, awake_to = :awake_to,"
            f" weekends = :weekends, manner = :manner, hat = :hat, {_MOVED}",
            _columns(cursor, person) | moved,
        )
    if cursor.rowcount != 1:
        raise Conflict(f"expected person {person.id} at version {version}, found another; load and run again")


_MOVED: Final = (
    "focus = :focus, version = version + 1, seen_at = CASE WHEN :seen = 1 THEN :now ELSE seen_at END"
    " WHERE id = :id AND version = :version"
)


def touch(cursor: Cursor, *those: int) -> None:
    """What the turns of these people go by is about to be changed.

    Where one of them is in a turn elsewhere it is waited for, if it has saved them, so that all is seen which it has
    stored; if it has not, it becomes a Conflict and runs again. So this comes before that is read, or deleted.
    """
    for each in sorted({*those}):  # in one order, or two would more often wait crosswise
        cursor.execute("UPDATE people SET version = version + 1 WHERE id = :id", {"id": each})


def hold(cursor: Cursor, person_id: int) -> None:
    """What somebody may do has to stay as it is until this is stored: whoever changes it waits, or is waited for.

    Nothing of them is changed; a row that is written is held, on every database.
    """
    cursor.execute("UPDATE people SET version = version WHERE id = :id", {"id": person_id})


def seen(cursor: Cursor, person_id: int, now: datetime) -> None:
    """Somebody has written or tapped whose row cannot be loaded, and so is not saved."""
    cursor.execute(
        "UPDATE people SET seen_at = :now, version = version + 1 WHERE id = :person",
        {"person": person_id, "now": to_ms(now)},
    )


def move(cursor: Cursor, person_id: int, organisation: int) -> None:
    """Another organisation is responsible for what is stored about a person from now on."""
    cursor.execute(
        "UPDATE people SET organisation = :organisation WHERE id = :person",
        {"organisation": organisation, "person": person_id},
    )


def name_of(cursor: Cursor, person_id: int) -> str:
    """What a person is called to others; "" where they are not here any more, or have not said it.

    A name that does not open is its owner's trouble alone: whoever follows them, or is followed, goes on.
    """
    cursor.execute("SELECT name FROM people WHERE id = :person", {"person": person_id})
    row = cursor.fetchone()
    return "" if row is None else sealing.unseal_for_others(cursor, NAME, person_id, person_id, row[0])


def names_of(cursor: Cursor, those: Collection[int]) -> dict[int, str]:
    """The same of many at once; whoever is not here any more is not in it."""
    condition, values = narrowed("id", those)
    cursor.execute(f"SELECT id, name FROM people WHERE 1 = 1{condition}", values)  # noqa: S608 - constants
    return sealing.unseal_names(cursor, NAME, dict(cursor.fetchall()))


def zone_of(cursor: Cursor, person_id: int) -> ZoneInfo:
    """The clock that a person's days are told by."""
    cursor.execute("SELECT time_zone FROM people WHERE id = :person", {"person": person_id})
    return ZoneInfo(cursor.fetchone()[0])


def energy_of(cursor: Cursor, person_id: int, stored: str) -> tuple[int, str]:
    """How many questions are left of what somebody wanted on a day (-1: no limit), and that day, "" for none."""
    left, _, day = sealing.unseal(cursor, ENERGY, person_id, person_id, stored).strip().partition(" ")
    return int(left or NO_LIMIT), day


def energy_sealed(cursor: Cursor) -> None:
    """The migration by which it is sealed how much somebody can manage today.

    Where the key of its owner does not open it is dropped: it counts for a day, and holds nobody else up.
    """
    cursor.execute("ALTER TABLE people ADD COLUMN energy_today TEXT NOT NULL DEFAULT ''", {})
    cursor.execute(
        "SELECT p.id, p.energy, p.energy_day FROM people p JOIN data_keys k ON k.owner = p.id"
        " WHERE p.energy <> :none OR p.energy_day <> ''",
        {"none": NO_LIMIT},
    )
    for person_id, energy, day in cursor.fetchall():
        with suppress(Tampered):
            cursor.execute(
                "UPDATE people SET energy_today = :energy WHERE id = :person",
                {"person": person_id, "energy": _seal_energy(cursor, person_id, energy, day)},
            )
    for column in ("energy", "energy_day"):
        cursor.execute(f"ALTER TABLE people DROP COLUMN {column}", {})


def seen_at(cursor: Cursor, person_id: int) -> datetime | None:
    """When a person last wrote or tapped; None where they are not here any more."""
    cursor.execute("SELECT seen_at FROM people WHERE id = :person", {"person": person_id})
    row = cursor.fetchone()
    return None if row is None else from_ms(row[0])


def here(cursor: Cursor, person_id: int) -> tuple[datetime, datetime]:
    """When a person first wrote, and when they last wrote or tapped."""
    cursor.execute("SELECT created_at, seen_at FROM people WHERE id = :person", {"person": person_id})
    first, last = cursor.fetchone()
    return from_ms(first), from_ms(last)


def erase(cursor: Cursor, person_id: int) -> None:
    """Delete a person and, by the schema's cascades, everything that is theirs, unsent messages included.

    Their key is destroyed too: what of theirs is left in an old copy opens no more.
    """
    ledger.note(cursor, "person", person_id)
    cursor.execute("SELECT bot, chat_id FROM addresses WHERE person = :person", {"person": person_id})
    for bot, chat_id in cursor.fetchall():
        outbox.release(cursor, bot, chat_id)  # what stays there is nobody's, and may go or be refused
    cursor.execute("DELETE FROM people WHERE id = :person", {"person": person_id})
    sealing.forget(cursor, person_id)


def block(cursor: Cursor, bot: int, chat_id: int, now: datetime) -> bool:
    """Remember that a chat takes no messages; False where nobody has this address (they were erased)."""
    cursor.execute(
        "UPDATE addresses SET blocked_at = COALESCE(blocked_at, :now) WHERE bot = :bot AND chat_id = :chat",
        {"bot": bot, "chat": chat_id, "now": to_ms(now)},
    )
    known = cursor.rowcount > 0
    if known:
        outbox.hold(cursor, bot, chat_id)
        timers.follow(cursor, bot, chat_id)
    return known


def unblock(cursor: Cursor, bot: int, chat_id: int) -> None:
    """A chat takes messages again: its person has written, or let the bot in. Their version moves on by one."""
    cursor.execute(
        "UPDATE people SET version = version + 1 WHERE id IN"
        " (SELECT person FROM addresses WHERE bot = :bot AND chat_id = :chat)",
        {"bot": bot, "chat": chat_id},
    )
    cursor.execute(
        "UPDATE addresses SET blocked_at = NULL WHERE bot = :bot AND chat_id = :chat",
        {"bot": bot, "chat": chat_id},
    )
    outbox.release(cursor, bot, chat_id)
    timers.follow(cursor, bot, chat_id)


def _address(cursor: Cursor, person_id: int) -> tuple[int, int] | None:
    """The bot and Telegram user to reach a person by: one that is not blocked, if any."""
    cursor.execute(
        f"SELECT a.bot, a.user_id{address_of(':person')}",
        {"person": person_id},
    )
    row = cursor.fetchone()
    return None if row is None else (row[0], row[1])


def _seal_energy(cursor: Cursor, person_id: int, energy: int, day: str) -> str:
    """As long for one number as for another: the length of what is sealed shows."""
    told = "" if (energy, day) == (NO_LIMIT, "") else f"{energy:>{ENERGY_WIDTH}} {day}"
    return sealing.seal(cursor, ENERGY, person_id, person_id, told)


def _columns(cursor: Cursor, person: Person) -> dict[str, Any]:
    flags = {name: int(getattr(person, name)) for name in ("agreed", "quiet", "weekends")}
    name = sealing.seal(cursor, NAME, person.id, person.id, person.name)
    energy = _seal_energy(cursor, person.id, person.energy, person.energy_day)
    told = manner.sealed(cursor, person)
    return person.to_json() | flags | {"name": name, "energy_today": energy, "manner": told}


def _known(cursor: Cursor, row: Sequence[Any], *, opened: bool) -> Known:
    (
        id_,
        language,
        name,
        time_zone,
        focus,
        agreed,
        energy_today,
        quiet,
        awake_from,
        awake_to,
        weekends,
        manner_stored,
        hat,
        version,
        chat,
        organisation,
        blocked,
    ) = row
    aloud, speed, beneath, detail = manner.opened(cursor, id_, manner_stored if opened else "")
    person = Person(
        id_,
        language,
        sealing.unseal(cursor, NAME, id_, id_, name) if opened else "",
        time_zone,
        focus,
        bool(agreed),
        *energy_of(cursor, id_, energy_today if opened else ""),
        bool(quiet),
        awake_from,
        awake_to,
        bool(weekends),
        aloud,
        speed,
        beneath,
        detail,
        hat,
    )
    return Known(person, version, chat, organisation, blocked is not None, opened)
