"""Updates of every kind and shape, from the parser to the database: nothing raises, nothing of others changes."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat.errors import parse as read
from bot.chat.pace import Pace, Paces
from bot.chat.updates import Incoming, Strange, parse
from bot.coaching.screen import screen, words
from bot.engine.codes import found as code_in
from bot.engine.inputs import Command, Edited, Spoke, Typed
from tests.chat.front import LONE, SAMIR, opened
from tests.chat.helpers import START
from tests.fuzz.schema import PERSON, kinds, updates
from tests.talk import every_language

if TYPE_CHECKING:
    from tests.chat.front import Front

OTHERS = (
    "SELECT p.id, p.language, p.name, p.focus, p.version, p.seen_at FROM people p JOIN addresses a ON a.person = p.id"
    f" WHERE a.user_id = {LONE}",
    f"SELECT COUNT(*), SUM(x.id) FROM answers x JOIN addresses a ON a.person = x.person WHERE a.user_id = {LONE}",
    f"SELECT COUNT(*), SUM(x.id) FROM timers x JOIN addresses a ON a.person = x.person WHERE a.user_id = {LONE}",
    f"SELECT COUNT(*), SUM(x.id) FROM outbox x WHERE x.chat_id = {LONE}",
    f"SELECT session FROM exercises x JOIN addresses a ON a.person = x.person WHERE a.user_id = {LONE} ORDER BY x.id",
)
"""Everything of somebody else's."""


async def others(front: Front) -> list[Any]:
    return [[tuple(row) for row in await front.rows(query)] for query in OTHERS]


async def takes(front: Front, update: dict[str, Any]) -> None:
    """Hand one update on as it would come over the wire, and look what became of it."""
    front.update += 1
    whole = read(json.dumps({**update, "update_id": front.update}).encode())
    assert isinstance(whole, dict)
    before = await others(front)
    assert await front.reception.accept(whole)
    if all(who.user_id != LONE for who in (parse(whole),) if isinstance(who, Incoming)):
        assert await others(front) == before
    (marks,) = await front.rows(
        f"SELECT (SELECT COUNT(*) FROM updates WHERE update_id = {front.update})"
        f" + (SELECT COUNT(*) FROM set_aside WHERE update_id = {front.update})"
    )
    assert marks[0] == 1
    await kept(front, parse(whole))


async def kept(front: Front, parsed: Any) -> None:
    """What our person wrote is there, as the screen lets it through; but for what may be a code, or is a command."""
    if not isinstance(parsed, Incoming) or parsed.user_id != PERSON or parsed.chat_id != PERSON:
        return
    clean = screen(parsed.input).input
    text = words(clean).strip()
    if not isinstance(clean, Typed | Spoke | Edited) or not text or isinstance(clean, Command):
        return
    if code_in(clean, every_language().language("da")):
        return
    assert json.dumps(text)[1:-1] in json.dumps(await front.everything()) or await front.rows(
        "SELECT 1 FROM people WHERE focus = 0"
    )


async def all_of(stream: list[dict[str, Any]]) -> None:
    """Two people in the middle of an exercise, and a stream of updates in the name of one of them."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder), START) as front:
            front.reception._paces = Paces(clock=lambda: front.update * 60.0)
            object.__setattr__(front.turns, "newcomers", Pace())
            await front.welcome(LONE, "Lone")
            await front.welcome(SAMIR, "Samir")
            for update in stream:
                await takes(front, update)
            await front.write("/menu")
            assert await front.said()


@given(st.lists(updates(), min_size=12, max_size=12))
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
def test_any_updates_leave_others_alone_and_lose_no_words(stream: list[dict[str, Any]]) -> None:
    asyncio.run(all_of(stream))


def test_the_same_at_length(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("only with --long")
    at_length = given(st.lists(updates(), min_size=30, max_size=30))(
        lambda stream: asyncio.run(all_of(stream))
    )
    settings(max_examples=400, suppress_health_check=list(HealthCheck))(at_length)()


@given(updates(), st.integers(1, 2**62))
@settings(max_examples=400, suppress_health_check=list(HealthCheck))
def test_the_parser_understands_or_sets_aside_whatever_comes(update: dict[str, Any], number: int) -> None:
    parsed = parse({**update, "update_id": number})
    assert parsed.update_id == number
    if isinstance(parsed, Strange):
        assert len(parsed.kind) <= 40


def test_the_library_describes_every_kind_that_is_drawn() -> None:
    assert len(kinds()) >= 25
    assert {"message", "callback_query", "guest_message", "managed_bot"} <= set(kinds())
