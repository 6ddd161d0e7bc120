"""The schema's history: named functions, each applied once, in this order, in one transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.state.bots import own_organisations
from bot.state.comments import answers_beside_remarks
from bot.state.company import company
from bot.state.deliveries import deliveries_by_age
from bot.state.desk import desk, desk_confirmed
from bot.state.errors import NewerSchema
from bot.state.figures import figures
from bot.state.foundation import foundation
from bot.state.growth import fewer_pages_a_turn, found_by_what_is_to_do
from bot.state.hours import hours
from bot.state.invitations import tries_by_address
from bot.state.keeping import kept_and_agreed
from bot.state.ledger import erasure_ledger
from bot.state.left_unsent import left_unsent
from bot.state.looks import looked_where
from bot.state.manner import manners
from bot.state.marks import marks_by_bot
from bot.state.observations import stars_side_by_side
from bot.state.old_codes import codes_as_digests
from bot.state.organisations import kept_elsewhere
from bot.state.outbox_tables import answers_first, held_apart, held_while_blocked, messages_about_others
from bot.state.people import energy_sealed
from bot.state.recordings import spoken_to_others
from bot.state.relations import wish_for_no_reminders
from bot.state.reminder_answers import answers_to_reminders
from bot.state.reminder_tables import reminder_tables
from bot.state.reports import reports
from bot.state.sealed_first import sealed
from bot.state.shares import shared_once
from bot.state.shown_days import shown_days
from bot.state.timers import timers_by_bot
from bot.state.unheard import unheard
from bot.state.values import to_ms
from bot.state.watching import known_keys, watching

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from bot.state.cursor import Cursor

    Migration: TypeAlias = Callable[[Cursor], None]

MIGRATIONS: dict[str, Migration] = {
    "0001 foundation": foundation,
    "0002 marks by bot": marks_by_bot,
    "0003 hours": hours,
    "0004 company": company,
    "0005 reminders": reminder_tables,
    "0008 stars side by side": stars_side_by_side,
    "0011 tries by address": tries_by_address,
    "0012 answers to reminders": answers_to_reminders,
    "0013 deliveries by age": deliveries_by_age,
    "0014 answers beside remarks": answers_beside_remarks,
    "0015 codes as digests": codes_as_digests,
    "0016 messages about others": messages_about_others,
    "0018 shared once": shared_once,
    "0019 wish for no reminders": wish_for_no_reminders,
    "0020 sealed": sealed,
    "0021 erasure ledger": erasure_ledger,
    "0022 kept elsewhere": kept_elsewhere,
    "0023 keeping": kept_and_agreed,
    "0024 watching": watching,
    "0025 known keys": known_keys,
    "0026 energy sealed": energy_sealed,
    "0027 desk": desk,
    "0028 desk confirmed": desk_confirmed,
    "0029 reports": reports,
    "0030 figures": figures,
    "0031 shown days": shown_days,
    "0032 looked where": looked_where,
    "0033 manners": manners,
    "0034 unheard": unheard,
    "0035 spoken to others": spoken_to_others,
    "0036 left unsent": left_unsent,
    "0037 found by what is to do": found_by_what_is_to_do,
    "0038 answers first": answers_first,
    "0039 held while blocked": held_while_blocked,
    "0040 timers by bot": timers_by_bot,
    "0042 fewer pages a turn": fewer_pages_a_turn,
    "0043 held apart": held_apart,
    "0044 own organisations": own_organisations,
}
"""Every migration by its name. Names are saved data: never rename or reorder one, add new ones at the end."""

SEALING = frozenset({"0020 sealed", "0026 energy sealed"})
"""Those after which something stood in the clear that does not stand there any more."""

TABLE = "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)"


def applied(cursor: Cursor) -> set[str]:
    """The names of the migrations that this database has been through; it must have the table."""
    cursor.execute("SELECT name FROM migrations", {})
    return {name for (name,) in cursor.fetchall()}


def missing(done: Collection[str]) -> list[str]:
    """The names still to be applied, in order; NewerSchema where the database knows one that we do not."""
    unknown = sorted(set(done) - set(MIGRATIONS))
    if unknown:
        raise NewerSchema(
            f"the database has the migration {unknown[0]!r}, which this version of the program does not know "
            f"(its newest is {list(MIGRATIONS)[-1]!r}); start the version that wrote it, or a newer one. "
            "Nothing was changed"
        )
    return [name for name in MIGRATIONS if name not in done]


def apply(cursor: Cursor, name: str, now: datetime) -> None:
    """Run one migration and remember its name; the caller's transaction holds both or neither."""
    MIGRATIONS[name](cursor)
    cursor.execute(
        "INSERT INTO migrations (name, applied_at) VALUES (:name, :now)", {"name": name, "now": to_ms(now)}
    )
