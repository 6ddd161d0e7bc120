"""What `status` says of each bot that works on a database: whether it lives, and what waits for it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.commands import programs, which_bot
from bot.commands.counting import several
from bot.commands.line import Line
from bot.commands.moments import ago, iso, since
from bot.config import BOT
from bot.state import bots, databases, organisations, watching

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.opening import Database

LIFE_LATE: Final = timedelta(minutes=5)
"""A running bot leaves a sign of life each minute."""
MESSAGE_LATE: Final = timedelta(minutes=10)
TIMER_LATE: Final = timedelta(minutes=5)


def chosen(
    cursor: Cursor, database: Database, given: int | None, environment: Mapping[str, str], moment: datetime
) -> tuple[list[int], list[int]]:
    """The bots to look at, and those that work on the database: all of them, unless one is named."""
    named, here = which_bot.named(cursor, given, environment), which_bot.here(cursor, database.url, moment)
    return (here if named is None else [named]), here


def lines(
    cursor: Cursor, chosen: Collection[int], database: Database, moment: datetime, *, running: bool
) -> Iterator[Line]:
    """The lines of each; of one alone as they are, of several with whose they are. `running`: any program is."""
    if not chosen:
        yield from _of_one(cursor, 0, database, moment, running=running)
    known = {*watching.beats(cursor), *bots.known(cursor), *chosen}
    for bot in chosen:
        found = [_who(cursor, bot)]
        runs_here = running and _runs(cursor, bot, database, alone=len(known) == 1)
        found += _of_one(cursor, bot, database, moment, running=runs_here)
        yield from found if len(chosen) == 1 else (line._replace(bot=bot) for line in found)


def _runs(cursor: Cursor, bot: int, database: Database, *, alone: bool) -> bool:
    """Whether what runs is this bot: the only one there ever was must be; on SQLite its sign of life tells."""
    if alone or not databases.is_postgres(database.url):
        return True
    return bool(databases.programs(cursor, database.url, bot))


def _of_one(
    cursor: Cursor, bot: int, database: Database, moment: datetime, *, running: bool
) -> Iterator[Line]:
    beaten = watching.beats(cursor).get(bot)
    yield runs(database, running=running)
    if running:
        yield life(beaten, moment)
    if running and beaten and databases.is_postgres(database.url):
        yield from programs.lines(databases.programs(cursor, database.url, bot))
    found = watching.queues(cursor, bot, moment)
    yield messages(found, moment, running=running)
    yield timers(found, moment, running=running)
    yield update(watching.last_update(cursor, bot), moment)


def _who(cursor: Cursor, bot: int) -> Line:
    organisation = bots.organisation_of(cursor, bot)
    value = {
        "id": bot,
        "username": bots.known(cursor).get(bot, ""),
        "organisation": organisations.get(cursor, organisation)[0] if organisation else "",
    }
    return Line("bot", value, f"Bot {which_bot.told(cursor, bot)}:")


def runs(database: Database, *, running: bool) -> Line:
    """That it does not wants attention, whichever bot it is."""
    if running:
        return Line("running", value=True, said="The bot runs.")
    several_programs = f", or {BOT} serve and {BOT} work" if databases.is_postgres(database.url) else ""
    return Line(
        "running", value=False, said="The bot does not run.", advice=f"start it: {BOT} run{several_programs}"
    )


def life(beaten: datetime | None, moment: datetime) -> Line:
    if beaten is None or abs(moment - beaten) > LIFE_LATE:
        said = f"Its last sign of life came {ago(beaten, moment)}."
        return Line(
            "last_sign_of_life", iso(beaten), said, "look at its log, and start it again if it does nothing"
        )
    return Line("last_sign_of_life", iso(beaten), f"Its last sign of life came {ago(beaten, moment)}.")


def messages(found: watching.Queues, moment: datetime, *, running: bool) -> Line:
    """That some are late wants attention where the bot runs; where it does not, as before a start, that is why."""
    value = {"waiting": found.waiting, "held": found.held, "oldest": iso(found.oldest)}
    said = f"{waits(found.waiting, 'message')} to be sent"
    said += f", the oldest for {since(found.oldest, moment)}" if found.oldest else ""
    said += (
        f"; {several(found.held, 'more is', 'more are')} held for people who have blocked the bot."
        if found.held
        else "."
    )
    late = running and found.oldest is not None and moment - found.oldest > MESSAGE_LATE
    return Line(
        "messages", value, said, "look for deliver.postponed in the log: Telegram may be away" if late else ""
    )


def waits(count: int, what: str) -> str:
    return several(count, f"{what} waits", f"{what}s wait")


def timers(found: watching.Queues, moment: datetime, *, running: bool) -> Line:
    """The same of timers."""
    value = {"due": found.timers, "first": iso(found.first_timer)}
    if found.first_timer is None:
        return Line("timers", value, "No timer is late.")
    said = f"{several(found.timers, 'timer is', 'timers are')} due, the first for {since(found.first_timer, moment)}."
    late = running and moment - found.first_timer > TIMER_LATE
    return Line(
        "timers",
        value,
        said,
        "look for timers.storage and timers.broke in the log, and start the bot again" if late else "",
    )


def update(last: datetime | None, moment: datetime) -> Line:
    """Nobody writing is no fault, so this asks for no attention. The newest are remembered, however old they are."""
    said = f"The last update came {ago(last, moment)}." if last else "No update has come yet."
    return Line("last_update", iso(last), said)
