"""`erase`: an operator deletes everything about a person, as they could themselves, also while the bot runs."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.commands import erase
from bot.commands.terminal import DECLINED
from bot.state import export, notices, people, shares
from tests import damage
from tests.chat.front import SAMIR, opened
from tests.commands.conftest import clock
from tests.commands.test_staff import Terminal
from tests.state.company import Office
from tests.state.helpers import BOT, files

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.cursor import Cursor
    from bot.state.store import Store

NOON = datetime(2026, 11, 26, 11, tzinfo=UTC)


async def staffed(store: Store) -> tuple[int, int]:
    """Sara, who shows something to Mette; her user id, and who Mette is."""

    def story(cursor: Cursor) -> tuple[int, int]:
        office = Office(cursor, store)
        sara, mette = office.citizen("Sara"), office.staff("Mette", "contact")
        office.follow(mette, sara.id)
        new = store.ids.next()
        shares.add(cursor, new, sara.id, mette, sara.session.id, 1, {"text": "secret"}, store.clock())
        return sara.user, mette

    return await store.write(story)


def run(*arguments: str) -> int:
    return main(["erase", *arguments])


async def test_while_the_bot_runs_somebody_is_erased_and_all_are_told(
    file: Path, said: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, NOON) as front:
        user, mette = await staffed(front.store)
        ((wrapped,),) = await front.rows(
            f"SELECT wrapped FROM data_keys JOIN addresses ON person = owner WHERE user_id = {user}"
        )
        assert wrapped.encode() in files(file.parent)
        told = await asyncio.to_thread(said, "erase", str(user), "--confirm", str(user))
        number = re.search(r"They get a receipt with the number (\w{8})\.\n$", told)
        assert number
        assert await front.store.read(lambda cursor: export.everything(cursor, BOT, user)) == {}
        assert wrapped.encode() not in files(file.parent), "no trace of the key is left in the files"
        (waiting,) = await front.store.read(lambda cursor: notices.waiting(cursor, mette))
        assert (waiting.kind, waiting.about) == ("left", None)
        waiting_for_them = f"SELECT person, status FROM outbox WHERE chat_id = {user} ORDER BY id"
        assert await front.rows(waiting_for_them) == [(None, "waiting")] * 2, (
            "the receipt, and the menu of everybody"
        )
        (receipt,) = [
            each for each in await front.opened("outbox.payload") if "Everything I had saved" in each
        ]
        assert number[1] in receipt
        code = await asyncio.to_thread(run, str(user), "--confirm", str(user))
        assert code == erase.NOTHING_STORED
        assert capsys.readouterr().err == (
            f"Nothing is stored about Telegram user {user}: the number is another one, or everything is deleted "
            "already. People find their number under /mydata. Nothing was changed.\n"
        )
        assert len(await front.rows(waiting_for_them)) == 2, "no second receipt"


@pytest.mark.parametrize("who", ["Sara", "Mette"])
@pytest.mark.parametrize("what", damage.OF_ROWS)
async def test_somebody_whose_rows_do_not_open_is_erased_and_others_are_told(
    file: Path, said: Callable[..., str], what: str, who: str
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, NOON) as front:
        user, mette = await staffed(front.store)
        sara = await front.store.read(lambda cursor: people.id_of(cursor, BOT, user))
        assert sara is not None
        person, other = (sara, mette) if who == "Sara" else (mette, sara)
        ((user,),) = await front.rows(f"SELECT user_id FROM addresses WHERE person = {person}")
        await front.store.write(lambda cursor: damage.OF_ROWS[what](cursor, person))
        told = await asyncio.to_thread(said, "erase", str(user), "--bot", str(BOT), "--confirm", str(user))
        number = re.search(r"They get a receipt with the number (\w{8})\.\n$", told)
        assert number
        for rows in (f"people WHERE id = {person}", f"data_keys WHERE owner = {person}", "shares"):
            assert await front.rows(f"SELECT COUNT(*) FROM {rows}") == [(0,)], rows
        (waiting,) = await front.store.read(lambda cursor: notices.waiting(cursor, other))
        assert (waiting.kind, waiting.about) == ("left" if who == "Sara" else "parted", None)
        (receipt,) = [
            each for each in await front.opened("outbox.payload") if "Everything I had saved" in each
        ]
        assert number[1] in receipt
        assert number[1] in file.with_name(f"{file.name}.erasures").read_text(), "a restore knows it"


async def test_an_operator_is_asked_twice_and_told_no_word_of_theirs(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, NOON) as front:
        await front.welcome()
        await front.write("Jeg kan køre lastbil")
        for typed in ("no\n", "\n", "", f"{SAMIR}\n", "yes\nyes\n", f"yes\n{SAMIR + 1}\n", "yes\n"):
            monkeypatch.setattr("sys.stdin", Terminal(typed))
            assert await asyncio.to_thread(run, str(SAMIR)) == DECLINED
            shown = capsys.readouterr()
            assert shown.out == "Nothing was deleted.\n"
            assert (
                f"Telegram user {SAMIR}: here since 2026-11-26, last here 2026-11-26\nExercises: 1."
                in shown.err
            )
            assert "Samir" not in shown.err
            assert "lastbil" not in shown.err
        assert await front.rows("SELECT COUNT(*) FROM people") == [(1,)]
        monkeypatch.setattr("sys.stdin", Terminal(f"yes\n{SAMIR}\n"))
        assert await asyncio.to_thread(run, str(SAMIR)) == 0
        assert "Are you sure? Write the id again: " in capsys.readouterr().err
        assert await front.rows("SELECT COUNT(*) FROM people") == [(0,)]


@pytest.mark.parametrize("confirm", [[], ["--confirm", "7100000002"]], ids=["nothing", "another id"])
async def test_a_script_confirms_by_the_same_id_or_nothing_is_deleted(
    file: Path, refused: Callable[..., str], confirm: list[str]
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, NOON) as front:
        await front.welcome()
        told = await asyncio.to_thread(refused, "erase", str(SAMIR), *confirm)
        assert told.startswith(f"--confirm: expected {SAMIR} once more")
        assert "nothing was deleted" in told
        assert await front.rows("SELECT COUNT(*) FROM people") == [(1,)]


async def test_whoever_deletes_everything_while_the_operator_thinks_gets_one_receipt(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, NOON) as front:
        await front.welcome()
        ((person,),) = await front.rows("SELECT id FROM people")
        loop = asyncio.get_running_loop()

        def answers(_: str) -> str:
            erased = front.store.write(lambda cursor: people.erase(cursor, person))
            asyncio.run_coroutine_threadsafe(erased, loop).result(10)
            return next(typed)

        typed = iter(("yes", str(SAMIR)))
        monkeypatch.setattr("sys.stdin", Terminal(""))
        monkeypatch.setattr(erase, "_answer", answers)
        assert await asyncio.to_thread(run, str(SAMIR)) == erase.NOTHING_STORED
        assert await front.said() == []


async def test_the_bot_is_named_where_several_know_that_user(
    file: Path, refused: Callable[..., str], said: Callable[..., str]
) -> None:
    file.parent.mkdir()
    async with opened(file.parent, clock() + timedelta()) as front:
        await front.welcome()
        await front.welcome(SAMIR + 1, "Lone")
        await front.store.write(
            lambda cursor: cursor.execute(
                "UPDATE addresses SET bot = 77, user_id = :user WHERE user_id <> :user", {"user": SAMIR}
            )
        )
        assert "name the bot (--bot ID)" in await asyncio.to_thread(refused, "erase", str(SAMIR))
        exported = await asyncio.to_thread(said, "export", str(SAMIR), "--bot", "77")
        assert '"name": "Lone"' in exported
        await asyncio.to_thread(said, "erase", str(SAMIR), "--bot", "77", "--confirm", str(SAMIR))
        assert await front.rows("SELECT COUNT(*) FROM people") == [(1,)]


def test_its_codes_are_documented() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "operating.md").read_text("utf-8")
    told = " ".join(guide.partition("python -m bot erase USER_ID`")[2].split())
    assert f"{erase.NOTHING_STORED} when nothing is stored" in told
    assert f"and {DECLINED} when you said no" in told
