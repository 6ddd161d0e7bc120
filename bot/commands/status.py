"""`python -m bot status`: how the bot is, line by line, and what to do where something is wrong."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from bot import config
from bot.commands import asking, durable, each_bot, storage, unopened, which_bot
from bot.commands.clock import now
from bot.commands.counting import people, several
from bot.commands.each_bot import runs
from bot.commands.letters import minute
from bot.commands.line import Line
from bot.commands.moments import ago, iso
from bot.config import BOT
from bot.state import broken, databases, ledger, letters, migrations, opening, watching

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.opening import Database

BACKUP_LATE: Final = timedelta(days=3)
"""Whoever backs up each night, or but for weekends, is not disturbed."""
UNLOOKED: Final = timedelta(days=1)
"""Whoever has only just changed to another bot, or tries one, is not disturbed."""
BROKEN_WITHIN: Final = timedelta(days=1)
COPIES: Final = 3
"""Tidying up after an erasure needs room for two more copies of the database beside it, and so does a backup."""
LEAST_ROOM: Final = 50 * 2**20


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for a program that reads it")
    which_bot.add_option(parser, "every one that works on the database")


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print it; code 1 where something wants attention. Works whether or not the bot runs, and changes nothing."""
    lines = list(looked_at(options.bot, environment))
    sys.stdout.write(as_json(lines) if options.json else as_text(lines))
    return int(any(line.advice for line in lines))


def as_text(lines: list[Line]) -> str:
    """A line each, with what to do below it."""
    told = (f"{'!' if each.advice else ' '} {each.said}\n{_advice(each)}" for each in lines)
    return "".join(told) + _end(lines)


def _end(lines: list[Line]) -> str:
    """What was not asked of the bot itself is not called well: in the database silence looks like deafness."""
    if any(line.advice for line in lines):
        return "Something wants attention.\n"
    if any(line.name == "asked" for line in lines):
        return "All is well, as far as the database tells.\n"
    return "All is well.\n"


def _advice(line: Line) -> str:
    return f"    → {line.advice}\n" if line.advice else ""


def as_json(lines: list[Line]) -> str:
    """The same as one object: what was found, and what wants attention; of several bots each has its own in `bots`."""
    attention = {
        line.name if line.bot is None else f"{line.name} of bot {line.bot}": line.advice
        for line in lines
        if line.advice
    }
    found: dict[str, Any] = {line.name: line.value for line in lines if line.bot is None}
    for line in lines:
        if line.bot is not None:
            found.setdefault("bots", {}).setdefault(str(line.bot), {})[line.name] = line.value
    return json.dumps({"well": not attention, "attention": attention, **found}, indent=2) + "\n"


def looked_at(given: int | None, environment: Mapping[str, str]) -> Iterator[Line]:
    """Every line there is. What is asked of the database comes first, what is asked of the running bot last."""
    database, moment = storage.database(environment), now()
    running = databases.is_running(database)
    with databases.looking(database) as cursor:
        missing = migrations.missing(migrations.applied(cursor))
        if missing:
            yield runs(database, running=running)
        else:
            chosen, here = each_bot.chosen(cursor, database, given, environment, moment)
            yield from each_bot.lines(cursor, chosen, database, moment, running=running)
        yield schema(missing)
        if not missing:
            yield from stored(cursor, moment, database)
            over = moment - timedelta(weeks=config.retention_weeks(environment))
            yield left_behind(cursor, {*chosen, *here}, over, moment)
        yield room(cursor, database)
        yield from durable.lines(cursor, database)
    yield from asking.live(config.health_host(environment), config.health_port(environment), running=running)


def schema(missing: list[str]) -> Line:
    newest = next(reversed(migrations.MIGRATIONS))
    if missing:
        said = f"The database lacks {several(len(missing), 'migration')}."
        return Line(
            "schema", missing, said, "start the bot in this version; nothing more can be looked at before"
        )
    return Line("schema", newest, f"The database is up to date ({newest}).")


def stored(cursor: Cursor, moment: datetime, database: Database) -> Iterator[Line]:
    """What the database says, whichever bots work on it."""
    yield keys(cursor, moment)
    yield unopened.line(cursor)
    yield refused(letters.count(cursor))
    ledger_at = databases.ledger_of(database.url, database.ledger)
    if ledger_at is None:
        yield unledgered(ledger.waiting(cursor))
    else:
        yield from erasures(ledger.waiting(cursor), ledger.trouble(cursor, ledger_at))
    yield backup(watching.last_backup(cursor), moment)
    yield faults(broken.since(cursor, moment - BROKEN_WITHIN))


def keys(cursor: Cursor, moment: datetime) -> Line:
    """Which master keys are in use, and since when: a key is as old as its first use that is known of."""
    found = watching.keys_in_use(cursor)
    value = [{"id": each.id, "people": each.people, "since": iso(each.since)} for each in found]
    told = (f"{each.id} ({people(each.people)}, in use since {day(each.since, moment)})" for each in found)
    said = f"Key: {', '.join(told) or 'nobody has one yet'}."
    lost = [each.id for each in found if cursor.keys.get(each.id) is None]
    if lost:
        advice = (
            f"nobody has ever seen {', '.join(lost)}: somebody has changed rows in the file; restore a backup"
        )
    else:
        advice = f"a change of keys is not done: {BOT} key rotate" if len(found) > 1 else ""
    return Line("keys", value, said, advice)


def left_behind(cursor: Cursor, here: Collection[int], over: datetime, moment: datetime) -> Line:
    """Whom another bot knows that does not run any more: its timers ring for nobody else."""
    found = watching.left_behind(cursor, here, over, moment - UNLOOKED) if here else []
    value = [{"bot": bot, "user": user} for bot, user in found]
    if not found:
        return Line("left_behind", value, "Nobody of another bot is kept too long.")
    said = f"{people(len(found))} of another bot may be kept too long: only their own bot erases them."
    advice = f"delete what is stored of each: {BOT} erase USER_ID --bot ID; {BOT} status --json lists them"
    return Line("left_behind", value, said, advice)


def refused(count: int) -> Line:
    said = (
        f"Telegram has refused {several(count, 'message')}." if count else "Telegram has refused no message."
    )
    return Line("dead_letters", count, said, f"see what: {BOT} letters" if count else "")


def erasures(waiting: int, trouble: str) -> Iterator[Line]:
    """What waits for its line, and the ledger's file itself: an erasure may be long ago."""
    if waiting:
        said = f"{several(waiting, 'erasure has', 'erasures have')} no line in the erasure ledger."
        advice = "look for ledger.unwritable in the log: it says what to do"
        yield Line("erasures_waiting", waiting, said, advice)
    elif trouble:
        yield Line("erasures_waiting", waiting, "No erasure waits for its line in the erasure ledger.")
    else:
        yield Line("erasures_waiting", waiting, "Every erasure has its line in the erasure ledger.")
    if trouble:
        yield Line("erasure_ledger", value=False, said="The erasure ledger takes no lines.", advice=trouble)
    else:
        yield Line("erasure_ledger", value=True, said="The erasure ledger is at its place, and takes lines.")


def unledgered(waiting: int) -> Line:
    """On PostgreSQL nobody need have a ledger's file; then an older copy brings back who was erased after it."""
    said = f"There is no erasure ledger; {several(waiting, 'erasure waits', 'erasures wait')} for one in the database."
    advice = "set ERASURE_LEDGER to a file that no restore of the database touches" if waiting else ""
    return Line("erasures_waiting", waiting, said, advice)


def backup(last: datetime | None, moment: datetime) -> Line:
    if last is None:
        return Line("last_backup", None, "No backup was made.", f"make one: {BOT} backup --to FOLDER")
    late = moment - last > BACKUP_LATE
    said = f"The last backup was made {ago(last, moment)}."
    return Line("last_backup", iso(last), said, f"look why: {BOT} backup --to FOLDER" if late else "")


def faults(found: list[broken.Broken]) -> Line:
    value = [{"what": each.what, **each.fault._asdict(), "at": iso(each.at)} for each in found]
    if not found:
        return Line("broken", value, "No turn broke since yesterday.")
    places = ", ".join(sorted({f"{each.fault.error} at {each.fault.place}" for each in found}))
    advice = f"a bug: report these places; {BOT} letters lists them"
    return Line("broken", value, f"{several(len(found), 'turn')} broke since yesterday: {places}.", advice)


def room(cursor: Cursor, database: Database) -> Line:
    size = databases.bytes_of(cursor, database.url)
    if databases.is_postgres(database.url):  # its disk is the server's
        return Line("disk", {"bytes": size}, f"The database takes {size / 2**20:.1f} MB.")
    free = shutil.disk_usage(opening.path_of(database.url).parent).free
    said = f"The database takes {size / 2**20:.1f} MB; {free / 2**20:.0f} MB are free on its disk."
    short = free < max(COPIES * size, LEAST_ROOM)
    return Line("disk", {"bytes": size, "free": free}, said, "make room on this disk" if short else "")


def day(moment: datetime | None, present: datetime) -> str:
    return (
        "not noted yet"
        if moment is None
        else f"{minute(moment)[:10]}, {several((present - moment).days, 'day')}"
    )
