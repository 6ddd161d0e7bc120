"""One citizen as the program leaves them: what the others are copies of. All of it comes by real turns."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.desk.office import CODE, LINK, Multiplied
from bot import config
from bot.commands import demo
from bot.commands.invented.organisation import Organisation
from bot.commands.storage import database_of
from bot.engine.codes import digest
from bot.state import deliveries, desk, notices, opening, outbox_sweep, relations, reminders
from bot.state.keys import new_key
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.config import Config
    from bot.state.cursor import Cursor
    from bot.state.ids import Ids


KEY: Final = "data.key"
DATABASE: Final = "bot.db"


def settings(folder: Path) -> Config:
    """A bot that has a desk, with its database and its key in a folder; the key is made where there is none."""
    key = folder / KEY
    if not key.exists():
        key.write_text(new_key(), "ascii")
    read = demo.settings(8081, 8082, folder, {})
    own = {
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "DATA_KEY_FILE": "",
        "DATA_KEY": key.read_text("ascii"),
    }
    return config.read({**read, **own})


class Template(NamedTuple):
    """Who the citizen is, who follows them, where, and the citizen's number at Telegram."""

    citizen: int
    staff: int
    organisation: int
    user: int


def build(settings: Config, now: datetime) -> Template:
    """Make the database, with one citizen in it who stands at an open question of a second exercise.

    They have shown the first one to their contact person, who has looked at it and said something, and who has set a
    reminder.
    """
    database = database_of(settings)
    path = opening.path_of(database.url)
    opening.bring_up_to_date(path, keys=database.keys, clock=lambda: now, busy_timeout=1.0)
    writer = opening.connect_writer(path, database.keys, 1.0, lambda: None)
    with closing(writer) as connection, transaction(connection):
        cursor = connection.cursor()
        organisation = Organisation(cursor, settings, now)
        first, contact = organisation.courses[0].citizen, organisation.courses[0].contact
        first.joins(contact.invites(LINK))
        first.pitch(shows=True)
        contact.works()
        first.phone.command("menu")
        first.phone.tap("New elevator pitch")
        first.phone.tap("No, begin afresh")
        first.phone.write(first.told.who)
        world = organisation.half_year.world
        world.clock.now = now
        person = world.person(first.phone.user)
        (relation,) = relations.of_citizen(cursor, person)
        Multiplied(cursor, world.turns.ids, settings.bot, relation, 0).remind(relation)
        _ring(cursor, world.turns.ids, person, now)
        outbox_sweep.purge(cursor, now)  # of all that was said long ago only what the program keeps
        notices.purge(cursor, now)
        desk.offer(cursor, relation.staff, digest(CODE), now, now.replace(year=now.year + 1))
        # Months that are over are counted at a start: that is once for each, and no part of what is measured here.
        cursor.execute("UPDATE organisations SET created_at = :now", {"now": int(now.timestamp() * 1_000)})
        return Template(person, relation.staff, relation.organisation, first.phone.user)


def _ring(cursor: Cursor, ids: Ids, citizen: int, now: datetime) -> None:
    """The reminder has come in each of the last weeks: as much of that as is kept."""
    (reminder,) = reminders.of_citizen(cursor, citizen)
    for weeks in range(deliveries.SHOWN, 0, -1):
        due = now - weeks * timedelta(weeks=1)
        deliveries.note(cursor, ids.next(), reminder.id, due, 0, -1, "done", "", due)
