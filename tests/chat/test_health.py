"""What is said of a bot's health: what fails is named, alone, and no more once it is well."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from bot.chat.figures import COUNTED, Figures
from bot.chat.health import CHECKS, INTAKE_LATE, SENDER_LATE, STANDS, TIMERS_LATE, Health, metrics, probes
from bot.state import ledger, outbox, timers, watching
from bot.state.crew import KINDS, PLACES
from bot.state.errors import BadKey, MissingKey, StorageUnavailable
from bot.state.roll import ALONE
from tests.chat.helpers import Clock
from tests.keys import at
from tests.state.helpers import ANNA, BOT, anna, open_sqlite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.state.roll import Program
    from bot.state.store import Store


LONG = 60.0
"""Seconds that a database on a busy machine may take, where it is not the one that fails."""


class Bot:
    """A bot as far as its health goes: figures, a store, and a clock for both."""

    def __init__(self, store: Store, clock: Clock, ledger_at: Path) -> None:
        self.programs: Sequence[Program] = ALONE
        self.free_for: float | None = None
        self.store = store
        self.ledger_at = ledger_at
        self.clock = clock
        self.figures = Figures(clock=clock.seconds)
        self.health = Health(
            store,
            self.figures,
            bot=BOT,
            size=lambda _: 4096,
            ledger_at=ledger_at,
            programs=lambda _: self.programs,
            free_for=lambda: self.free_for,
            clock=clock.seconds,
            patience=LONG,
        )

    def works(self) -> None:
        self.figures.poll("good")
        self.figures.timers_ran()

    async def failing(self) -> tuple[str, ...]:
        """What fails now: what was found before stands no more."""
        self.health._looked = None
        return await self.health.failing()

    @asynccontextmanager
    async def served(self) -> AsyncIterator[TestClient[Any, Any]]:
        app = web.Application()
        app.add_routes((*probes(self.health), *metrics(self.health)))
        async with TestClient(TestServer(app)) as client:
            yield client


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    clock = Clock()
    async with await open_sqlite(tmp_path, clock) as store:  # type: ignore[arg-type]
        yield Bot(store, clock, at(tmp_path / "test.db").ledger_file)


async def say(bot: Bot) -> int:
    """Somebody to whom something is to be said."""
    someone, row = await anna(bot.store), bot.store.ids.next()
    payload = {"kind": "say", "paragraphs": []}
    await bot.store.write(
        lambda c: outbox.add(c, row, BOT, ANNA, someone.id, "da", payload, 0, -1, bot.clock())
    )
    return row


async def test_a_bot_that_has_not_begun_is_not_ready_and_one_that_works_is(bot: Bot) -> None:
    assert await bot.failing() == ("updates", "timers")
    bot.works()
    assert await bot.failing() == ()


async def test_updates_fail_after_three_polls_in_vain_or_when_none_ends(bot: Bot) -> None:
    bot.works()
    bot.figures.poll("failed")
    bot.figures.poll("conflict")
    assert await bot.failing() == ()
    bot.figures.poll("failed")
    assert await bot.failing() == ("updates",)
    bot.figures.poll("good")
    assert await bot.failing() == ()
    bot.clock.advance(INTAKE_LATE + 1)
    bot.figures.timers_ran()
    assert await bot.failing() == ("updates",)
    bot.figures.webhook_stands()
    assert await bot.failing() == ()


async def test_timers_fail_when_their_loop_stands_still(bot: Bot) -> None:
    bot.works()
    bot.clock.advance(TIMERS_LATE + 1)
    bot.figures.poll("good")
    assert await bot.failing() == ("timers",)
    bot.figures.timers_ran()
    assert await bot.failing() == ()


async def test_the_sender_fails_when_something_waits_and_nothing_goes(bot: Bot) -> None:
    row = await say(bot)
    bot.clock.advance(SENDER_LATE + 1)
    bot.works()
    assert await bot.failing() == ("sender",)
    bot.figures.message("sent")
    assert await bot.failing() == (), "to somebody else: one chat that cannot be reached is no stuck sender"
    bot.clock.advance(SENDER_LATE + 1)
    bot.works()
    bot.figures.message("postponed")
    assert await bot.failing() == ("sender",)
    await bot.store.write(lambda cursor: outbox.sent(cursor, row, 1, bot.clock()))
    assert await bot.failing() == (), "nothing to send is no stuck sender"


@pytest.mark.parametrize(
    ("error", "name"),
    [(StorageUnavailable("x"), "database"), (BadKey("x"), "key"), (MissingKey("x"), "key")],
)
async def test_what_the_database_fails_at_is_named(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, error: Exception, name: str
) -> None:
    bot.works()

    def fails(*_: Any, **__: Any) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr("bot.state.watching.check_key", fails)
        assert await bot.failing() == (name,)
    assert await bot.failing() == ()


async def test_what_begins_to_fail_is_logged_once_with_its_reason_and_so_is_its_end(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.works()
    await bot.failing()

    def fails(*_: Any, **__: Any) -> None:
        raise BadKey("DATA_KEY_FILE: expected a file with keys")

    with capture_logs() as logs:
        with monkeypatch.context() as patched:
            patched.setattr("bot.state.watching.check_key", fails)
            await bot.failing()
            await bot.failing()
        assert [(each["event"], each["kind"], each["reason"]) for each in logs] == [
            ("health.failing", "key", "DATA_KEY_FILE: expected a file with keys")
        ]
        await bot.failing()
        assert [(each["event"], each["kind"]) for each in logs[1:]] == [("health.mended", "key")]


async def test_what_is_done_too_late_is_logged_with_its_reason(bot: Bot) -> None:
    """An operator who reads only this line knows where to look."""
    bot.works()
    for _ in range(3):
        bot.figures.poll("failed")
    await say(bot)
    bot.clock.advance(TIMERS_LATE + 1)
    with capture_logs() as logs:
        assert await bot.failing() == ("updates", "sender", "timers")
    reasons = {each["kind"]: each["reason"] for each in logs}
    assert reasons == {
        "updates": "the last 3 polls failed: poll.failed or poll.conflict says why",
        "sender": "a message waits for 181 seconds, and none went out meanwhile: deliver.postponed says why",
        "timers": "the timers' loop has not gone round for 181 seconds",
    }


async def test_why_no_update_comes_is_told_as_far_as_it_is_known(bot: Bot) -> None:
    with capture_logs() as logs:
        await bot.failing()
        bot.works()
        await bot.failing()
        bot.clock.advance(INTAKE_LATE + 1)
        bot.figures.timers_ran()
        await bot.failing()
        bot.works()
        await bot.failing()
        bot.figures.webhook_gone("another program has taken the webhook away")
        bot.clock.advance(INTAKE_LATE + 1)
        bot.figures.timers_ran()
        await bot.failing()
    told = [
        each["reason"] for each in logs if each["event"] == "health.failing" and each["kind"] == "updates"
    ]
    assert told == [
        "no poll has gone well, and no webhook was found to stand, since the start",
        "no poll has gone well, and no webhook was found to stand, for 151 seconds",
        "another program has taken the webhook away",
    ]


async def test_a_ledger_that_is_gone_is_counted_and_logged_and_nobody_is_turned_away_for_it(bot: Bot) -> None:
    await bot.store.write(lambda cursor: ledger.note(cursor, "person", 42))
    bot.works()
    away = bot.ledger_at.rename(bot.ledger_at.with_name("away"))
    with capture_logs() as logs:
        assert await bot.failing() == ()
        (told,) = logs
        assert (told["event"], told["kind"]) == ("health.failing", "ledger")
        assert "ERASURE_LEDGER: expected" in told["reason"]
        assert "\njobstjernen_ledger_unwritable 1.0\n" in (await bot.health.page()).decode()
        away.rename(bot.ledger_at)
        await bot.failing()
        assert [(each["event"], each["kind"]) for each in logs[1:]] == [("health.mended", "ledger")]
        assert "\njobstjernen_ledger_unwritable 0.0\n" in (await bot.health.page()).decode()


async def test_a_database_that_does_not_answer_is_not_waited_for(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.works()

    async def never(_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(bot.store, "write", never)
    monkeypatch.setattr(bot.health, "_patience", 0.2)
    assert await bot.failing() == ("database",)


async def test_an_answer_stands_for_some_seconds_however_many_ask(bot: Bot) -> None:
    """Each look writes to the disk, and the webhook's port is open to everybody."""
    bot.works()
    looks = 0
    write = bot.store.write

    async def counting(function: Any) -> Any:
        nonlocal looks
        looks += 1
        return await write(function)

    bot.store.write = counting  # type: ignore[method-assign]
    await asyncio.gather(*(bot.health.failing() for _ in range(50)))
    assert looks == 1
    bot.clock.advance(STANDS)
    await bot.health.failing()
    assert looks == 2


async def test_what_is_asked_for_over_http(bot: Bot) -> None:
    async with bot.served() as client:
        live = await client.get("/healthz")
        assert (live.status, await live.json()) == (200, {"alive": True})
        ready = await client.get("/readyz")
        assert (ready.status, await ready.json()) == (503, {"ready": False, "failing": ["updates", "timers"]})
        bot.works()
        bot.clock.advance(STANDS)
        ready = await client.get("/readyz")
        assert (ready.status, await ready.json()) == (200, {"ready": True, "failing": []})
        assert (await client.post("/readyz")).status == 405


async def test_the_page_of_figures_is_as_prometheus_reads_it_and_names_nobody(bot: Bot) -> None:
    someone, new = await anna(bot.store), bot.store.ids.next()
    await say_more(bot, someone.id)
    await bot.store.write(lambda c: timers.schedule(c, new, someone.id, "nudge", 0, bot.clock()))
    await bot.store.write(lambda c: watching.backed_up(c, bot.clock()))
    bot.works()
    bot.figures.update("taken")
    bot.clock.advance(90)
    async with bot.served() as client:
        answer = await client.get("/metrics")
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        page = await answer.text()
    found = {
        sample.name.removeprefix("jobstjernen_"): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if not sample.labels
    }
    expected = {
        "messages_waiting": 1,
        "messages_held": 0,
        "oldest_waiting_seconds": 90,
        "timers_due": 1,
        "timers_late_seconds": 90,
        "dead_letters": 0,
        "erasures_waiting": 0,
        "ledger_unwritable": 0,
        "last_backup_seconds": 90,
        "database_bytes": 4096,
        "last_update_seconds": 90,
        "last_intake_seconds": 90,
    }
    assert {name: found[name] for name in expected} == expected
    assert [name for name in CHECKS if f'check="{name}"' not in page] == []
    labels = {
        value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        for name, value in sample.labels.items()
        if name != "le"
    }
    assert labels == {
        *CHECKS,
        *KINDS,
        *PLACES,
        *(value for _, _, values in COUNTED.values() for value in values),
        "timer",
    }
    assert not [word for word in (str(someone.id), "Anna", "Kommunen", "hemmeligt") if word in page]


async def test_the_guide_names_every_check_and_only_figures_that_there_are(bot: Bot) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "operating.md").read_text("utf-8")
    await bot.store.write(lambda c: watching.backed_up(c, bot.clock()))
    page = (await bot.health.page()).decode()
    assert [name for name in set(re.findall(r"\bjobstjernen_\w+", guide)) if f"\n{name}" not in page] == []
    section = guide.partition("| `/readyz` names |")[2].partition("###")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == CHECKS


async def test_every_rule_of_the_guide_rings_too_where_its_figure_has_never_appeared(bot: Bot) -> None:
    """A rule about a figure that is not there is silent for ever; `up` is Prometheus' own."""
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "operating.md").read_text("utf-8")
    rules = dict(re.findall(r"\{alert: (\w+), expr: '([^']+)'", guide))
    assert len(rules) > 8
    bot.works()
    page = (await bot.health.page()).decode()
    for alert, rule in rules.items():
        for figure in set(re.findall(r"\b(?:jobstjernen_\w+|up)\b", rule)):
            assert f"absent({figure}" in rule or f"\n{figure}" in page, alert


async def say_more(bot: Bot, person: int) -> None:
    row = bot.store.ids.next()
    payload = json.loads('{"kind": "say", "paragraphs": [], "text": "hemmeligt"}')
    await bot.store.write(lambda c: outbox.add(c, row, BOT, ANNA, person, "da", payload, 0, -1, bot.clock()))


async def test_the_page_is_there_when_the_database_is_not(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not known is left out, and what fails is said."""

    def fails(*_: Any, **__: Any) -> None:
        raise StorageUnavailable("x")

    bot.works()
    monkeypatch.setattr("bot.state.watching.beat", fails)
    page = (await bot.health.page()).decode()
    assert 'jobstjernen_failing{check="database"} 1.0' in page
    assert "jobstjernen_updates_total" in page
    assert "messages_waiting" not in page
