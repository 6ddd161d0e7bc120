"""The bots that work on a database: what each is called at Telegram, and for which organisation it works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state.reaching import address_of

if TYPE_CHECKING:
    from bot.state.cursor import Cursor


def own_organisations(cursor: Cursor) -> None:
    """The migration by which each bot has an organisation of its own; until then a database had one for all of them.

    Whoever has left a trace works for that one. A bot that is set to another takes its own people there when it starts.
    """
    for statement in (
        "ALTER TABLE bots ADD COLUMN organisation BIGINT REFERENCES organisations (id)",
        "INSERT INTO bots (bot, username) SELECT bot, '' FROM addresses UNION SELECT bot, '' FROM pulses"
        " WHERE 1 = 1 ON CONFLICT (bot) DO NOTHING",
        "UPDATE bots SET organisation = (SELECT MAX(id) FROM organisations WHERE own = 1)",
        "CREATE INDEX bots_organisation ON bots (organisation)",
        "ALTER TABLE organisations DROP COLUMN own",
    ):
        cursor.execute(statement, {})


def remember(cursor: Cursor, bot: int, username: str) -> None:
    """Keep the name of a bot."""
    cursor.execute(
        "INSERT INTO bots (bot, username) VALUES (:bot, :username)"
        " ON CONFLICT (bot) DO UPDATE SET username = excluded.username",
        {"bot": bot, "username": username},
    )


def meet(cursor: Cursor, bot: int) -> None:
    """Let a bot be known, whose name may not be yet; no other program of it gets further until this one is done."""
    cursor.execute(
        "INSERT INTO bots (bot, username) VALUES (:bot, '')"
        " ON CONFLICT (bot) DO UPDATE SET username = bots.username",
        {"bot": bot},
    )


def known(cursor: Cursor) -> dict[int, str]:
    """The names of the bots that have ever worked here, "" where one is not known yet."""
    cursor.execute("SELECT bot, username FROM bots ORDER BY bot", {})
    return dict(cursor.fetchall())


def organisation_of(cursor: Cursor, bot: int) -> int | None:
    """The id of a bot's own organisation; None where it has not worked here yet."""
    cursor.execute("SELECT organisation FROM bots WHERE bot = :bot", {"bot": bot})
    row = cursor.fetchone()
    return None if row is None else row[0]


def work_for(cursor: Cursor, bot: int, organisation: int) -> None:
    """From now on this is a bot's own organisation."""
    cursor.execute(
        "UPDATE bots SET organisation = :organisation WHERE bot = :bot",
        {"bot": bot, "organisation": organisation},
    )


def is_anybodys(cursor: Cursor, organisation: int) -> bool:
    """Whether any bot works for an organisation."""
    cursor.execute(
        "SELECT COUNT(*) FROM bots WHERE organisation = :organisation", {"organisation": organisation}
    )
    return bool(cursor.fetchone()[0])


def organisations_of_others(cursor: Cursor, bot: int) -> set[int]:
    """The organisations that other bots work for, and this one does not."""
    own = organisation_of(cursor, bot)
    cursor.execute("SELECT organisation FROM bots WHERE bot <> :bot", {"bot": bot})
    return {organisation for (organisation,) in cursor.fetchall()} - {own}


def link(cursor: Cursor, code: str, bot: int) -> str:
    """The address that begins a chat with a bot, with a code; "" where its name is not known."""
    cursor.execute("SELECT username FROM bots WHERE bot = :bot", {"bot": bot})
    return _link(cursor.fetchone(), code)


def link_of(cursor: Cursor, code: str, person: int) -> str:
    """The same of the bot by which somebody is reached: whom they invite comes to the same one."""
    cursor.execute(
        f"SELECT username FROM bots WHERE bot = (SELECT a.bot{address_of(':person')})",  # noqa: S608 - constants
        {"person": person},
    )
    return _link(cursor.fetchone(), code)


def _link(row: tuple[str] | None, code: str) -> str:
    return f"https://t.me/{row[0]}?start={code}" if row and row[0] else ""
