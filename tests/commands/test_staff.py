"""`org` and `staff`: organisations, links that let staff in, and roles taken away, also while the bot runs."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.chat.loop import LONGEST_NAP
from bot.commands import staff
from bot.engine.codes import LINKED
from bot.state import (
    bots,
    invitations,
    migrations,
    notices,
    relations,
    roles,
    shares,
    timers,
)
from bot.state.beside import beside
from bot.state.errors import StorageUnavailable
from bot.state.ids import Ids
from bot.state.store import Store
from tests.chat.front import opened
from tests.commands.conftest import clock
from tests.keys import at
from tests.state.company import Office
from tests.state.helpers import BOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.cursor import Cursor

ROOT = Path(__file__).parents[2]
INVITE = ("staff", "invite", "--role", "mentor", "--bot", str(BOT))
LINK = re.compile(r"https://t\.me/jobstjernen_bot\?start=(\S+)")


async def staffed(store: Store) -> None:
    """Sara, who shares something with Mette; Mette, contact person and mentor; another Mette; and a bot with a name."""

    def story(cursor: Cursor) -> None:
        office = Office(cursor, store)
        sara, mette = office.citizen("Sara"), office.staff("Mette", "contact")
        roles.give(cursor, store.ids.next(), mette, office.own, "mentor", store.clock())
        office.staff("Jonas", "mentor")
        relation = office.follow(mette, sara.id)
        new = store.ids.next()
        shares.add(cursor, new, sara.id, mette, sara.session.id, 1, {"text": "secret"}, store.clock())
        assert relation
        bots.remember(cursor, BOT, "jobstjernen_bot")

    await store.write(story)


@pytest.mark.parametrize("empty", [False, True], ids=["nothing there", "an empty file"])
@pytest.mark.parametrize(
    "arguments",
    [
        "org create Fremad --contact hej@example.org",
        "org list",
        "staff invite --role mentor",
        "staff revoke abc",
        "staff list",
        "staff remove Mette",
        "migrate",
        "export 7100000001",
    ],
)
def test_before_the_first_start_nothing_is_made(
    arguments: str, empty: bool, file: Path, refused: Callable[..., str]
) -> None:
    """A mistyped path would look like a new, empty database."""
    if empty:
        file.parent.mkdir()
        file.touch()
    told = refused(*arguments.split())
    assert told.startswith(
        f"DATABASE_URL: expected a database at {file}, found nothing there; correct the path"
    )
    assert "python -m bot run" in told
    assert (file.exists(), file.parent.exists()) == (empty, empty)
    assert not empty or file.stat().st_size == 0


def test_before_the_bot_has_a_name_what_to_write_is_printed(made: Path, said: Callable[..., str]) -> None:
    told = said("staff", "invite", "--role", "coordinator")
    code = re.search(r"^/start (\S+)$", told, re.MULTILINE)
    assert code, "without a name of the bot there is no link, but what to write"
    assert LINKED.fullmatch(code[1])
    with closing(sqlite3.connect(made)) as database:
        assert code[1] not in str(database.execute("SELECT * FROM invitations").fetchall())
    assert "Nobody yet" in said("staff", "list")


@pytest.mark.parametrize(
    "arguments",
    [
        ["invite"],
        ["invite", "--role", "boss"],
        ["invite", "--role", "mentor", "--days", "0"],
        ["invite", "--role", "mentor", "--days", "91"],
        ["invite", "--role", "mentor", "--days", "soon"],
        ["remove"],
        [],
    ],
)
def test_a_wrong_option_is_answered_with_what_there_is(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["staff", *arguments])
    assert ended.value.code == 2
    assert "usage: python -m bot staff" in capsys.readouterr().err


async def test_while_the_bot_runs_a_link_is_made_that_works_once_for_so_many_days(
    file: Path, said: Callable[..., str]
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, clock()) as front:
        await staffed(front.store)
        told = await asyncio.to_thread(said, *INVITE, "--days", "3")
        code = LINK.search(told)
        assert code
        assert LINKED.fullmatch(code[1])
        until = re.search(r"until (\S+) has ended", told)
        assert until
        days = datetime.fromisoformat(until[1]).date() - clock().date()
        assert timedelta(days=2) <= days <= timedelta(days=4), "by the day in Copenhagen"
        found = await front.store.read(lambda cursor: invitations.find(cursor, code[1], clock()))
        assert found is not None
        assert (found.role, found.follower) == ("mentor", None)
        later = clock() + timedelta(days=5)
        assert await front.store.read(lambda cursor: invitations.find(cursor, code[1], later)) is None


def test_no_code_begins_like_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["-x", "--", "x-"])
    monkeypatch.setattr("bot.commands.staff.token_urlsafe", lambda _: next(drawn))
    assert staff.drawn() == "x-"


async def test_while_the_bot_runs_an_invitation_is_taken_back(
    file: Path, said: Callable[..., str], refused: Callable[..., str]
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, clock()) as front:
        await staffed(front.store)
        for how in ("{link}", "{code}", "/start {code}"):
            link = LINK.search(await asyncio.to_thread(said, *INVITE))
            assert link
            given = how.format(link=link[0], code=link[1])
            told = await asyncio.to_thread(said, "staff", "revoke", given)
            assert told == "The invitation of a mentor to Kommunen no longer works.\n"
            code = link[1]
            find = partial(invitations.find, code=code, now=clock())
            assert await front.store.read(find) is None
            assert "unknown, used, taken back or too old" in await asyncio.to_thread(
                refused, "staff", "revoke", given
            )


async def test_while_the_bot_runs_a_role_is_taken_away_and_the_citizen_hears_of_it(
    file: Path, said: Callable[..., str]
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, datetime(2026, 11, 26, 9, tzinfo=UTC)) as front:
        await staffed(front.store)
        listed = await asyncio.to_thread(said, "staff", "list")
        assert re.findall(r"^\w+  (.+), since", listed, re.MULTILINE) == [
            "Jonas, mentor at Kommunen",
            "Mette, contact person at Kommunen",
            "Mette, mentor at Kommunen",
        ]
        told = await asyncio.to_thread(said, "staff", "remove", "mette", "--role", "contact", "--yes")
        assert (
            told
            == "Mette is no contact person at Kommunen any more, and is told. 1 of their citizens is told.\n"
        )
        front.clock.now = clock() + timedelta(seconds=LONGEST_NAP)
        (mette,) = await front.rows("SELECT DISTINCT person FROM roles WHERE ended_at IS NOT NULL")
        (sara,) = await front.rows("SELECT citizen FROM relations")
        assert await front.store.read(lambda cursor: relations.of_citizen(cursor, sara[0])) == []
        assert await front.rows("SELECT snapshot FROM shares") == [("",)]
        (notice,) = await front.store.read(lambda cursor: notices.waiting(cursor, sara[0]))
        assert (notice.kind, notice.about) == ("parted", mette[0])
        (notice,) = await front.store.read(lambda cursor: notices.waiting(cursor, mette[0]))
        assert (notice.kind, notice.about) == ("removed", None)
        due = await front.store.read(lambda cursor: timers.next_due(cursor, BOT))
        assert due is not None
        assert due <= front.clock.now, "at its next look, within a minute"


async def test_who_is_meant_is_clear_or_nothing_happens(
    file: Path, said: Callable[..., str], refused: Callable[..., str]
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, clock()) as front:
        await staffed(front.store)
        several = await asyncio.to_thread(refused, "staff", "remove", "Mette")
        assert "'Mette' can mean several" in several
        ids = re.findall(r"^(\w+)  Mette", several, re.MULTILINE)
        assert len(ids) == 2
        nobody = await asyncio.to_thread(refused, "staff", "remove", "Otto")
        assert "got 'Otto'; nothing was changed" in nobody
        assert await front.rows("SELECT COUNT(*) FROM roles WHERE ended_at IS NULL") == [(3,)]
        told = await asyncio.to_thread(said, "staff", "remove", ids[1], "--yes")
        assert told == "Mette is no mentor at Kommunen any more, and is told. They followed nobody.\n"


class Terminal(StringIO):
    """What an operator types."""

    def isatty(self) -> bool:
        return True


async def test_a_citizen_is_found_by_who_follows_them(
    file: Path, said: Callable[..., str], refused: Callable[..., str]
) -> None:
    """Whoever has lost their phone cannot read their number under /mydata."""
    file.parent.mkdir()
    async with opened(file.parent, clock()) as front:
        await staffed(front.store)
        told = await asyncio.to_thread(said, "staff", "citizens", "Mette", "--role", "contact")
        assert re.search(r"^Followed by \w+  Mette, contact person at Kommunen, since [\d-]+\n", told)
        (number,) = re.findall(r"^(\d+)  Sara, since [\d-]+\n", told, re.MULTILINE)
        assert '"name": "Sara"' in await asyncio.to_thread(said, "export", number)
        assert "Nobody." in await asyncio.to_thread(said, "staff", "citizens", "Jonas")
        assert "can mean several" in await asyncio.to_thread(refused, "staff", "citizens", "Mette")


async def test_nobody_is_removed_before_the_operator_says_yes(
    file: Path,
    said: Callable[..., str],
    refused: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, clock()) as front:
        await staffed(front.store)
        told = await asyncio.to_thread(refused, "staff", "remove", "Jonas")
        assert "--yes: expected it, since nobody can be asked here; nothing was changed" in told
        for typed in ("no\n", "\n", ""):
            monkeypatch.setattr("sys.stdin", Terminal(typed))
            assert main(["staff", "remove", "Mette", "--role", "contact"]) == 3
            shown = capsys.readouterr()
            assert shown.out == "Nothing was changed.\n"
            assert "Mette, contact person at Kommunen" in shown.err
            assert "Citizens followed in this role: 1." in shown.err
        assert await front.rows("SELECT COUNT(*) FROM roles WHERE ended_at IS NULL") == [(3,)]
        monkeypatch.setattr("sys.stdin", Terminal("yes\n"))
        told = await asyncio.to_thread(said, "staff", "remove", "Mette", "--role", "contact")
        assert told.startswith("Mette is no contact person at Kommunen any more")


async def test_whoever_has_another_role_is_shown_with_it(file: Path, refused: Callable[..., str]) -> None:
    file.parent.mkdir()
    async with opened(file.parent, clock()) as front:
        await staffed(front.store)
        told = await asyncio.to_thread(refused, "staff", "remove", "Jonas", "--role", "contact", "--yes")
        assert "--role: 'Jonas' is no contact person. Nothing was changed; there is\n" in told
        assert "Jonas, mentor at Kommunen" in told


@pytest.mark.usefixtures("made")
def test_an_invitation_whose_link_is_lost_is_listed_and_taken_back_by_its_id(
    said: Callable[..., str], refused: Callable[..., str]
) -> None:
    said("staff", "invite", "--role", "mentor")
    listed = re.search(r"yet:\n(\w+)  mentor at Kommunen, works until \S+ has ended\n", said("staff", "list"))
    assert listed
    assert "no longer works" in said("staff", "revoke", listed[1])
    assert "mentor" not in said("staff", "list")
    assert "or an id from `staff list`" in refused("staff", "revoke", listed[1])


async def test_an_older_program_that_runs_is_not_migrated_under_its_feet(
    file: Path, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, clock()):
        monkeypatch.setitem(migrations.MIGRATIONS, "9998 new", lambda _: None)
        said = await asyncio.to_thread(refused, "org", "list")
    assert "older version than this command; stop it, start it again" in said


def test_a_newer_database_is_left_alone(made: Path, refused: Callable[..., str]) -> None:
    with closing(sqlite3.connect(made, isolation_level=None)) as newer:
        newer.execute("INSERT INTO migrations VALUES ('9999 from the future', 1)")
    assert "9999 from the future" in refused("org", "create", "Ny", "--contact", "hej@example.org")


async def test_a_command_is_undone_whole_and_waits_its_turn(file: Path) -> None:
    file.parent.mkdir()
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)) as store:
        await staffed(store)

        def fails() -> None:
            with beside(at(file), clock=clock) as (cursor, ids):
                bots.remember(cursor, ids.next(), "another_bot")
                raise ValueError("changed my mind")

        with pytest.raises(ValueError, match="changed my mind"):
            await asyncio.to_thread(fails)

        def busy(_: Cursor) -> str:
            with (
                pytest.raises(StorageUnavailable, match="cannot be used now"),
                beside(at(file), clock=clock, patience=0.01),
            ):
                pass
            return "refused"

        assert await store.write(busy) == "refused"
        names = await store.read(lambda cursor: bots.link(cursor, "x", BOT))
        assert "jobstjernen_bot" in names


@pytest.mark.parametrize("command", ["org create", "org list", "staff invite", "staff list", "staff remove"])
def test_every_command_is_documented(command: str) -> None:
    """For operators in the guide; the changelog and the readme name them."""
    guide = (ROOT / "docs" / "guides" / "operating.md").read_text("utf-8")
    assert f"python -m bot {command}" in guide
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"`{command.partition(' ')[0]}`" in readme
