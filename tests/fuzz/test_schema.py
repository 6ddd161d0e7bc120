"""Updates of every kind and shape, from the parser to the database: nothing raises, nothing of others changes."""

from __future__ import annotations

import asyncio
import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.chat.errors import parse as read
from bot.chat.updates import Incoming, Strange, parse
from bot.coaching.screen import screen, words
from bot.engine.codes import found as code_in
from bot.engine.inputs import Edited, Spoke, Typed
from bot.pace import Paces
from tests.chat.front import LONE, SAMIR, opened
from tests.chat.helpers import START
from tests.fuzz.schema import PERSON, kinds, updates
from tests.keys import everything
from tests.talk import every_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.chat.front import Front

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Making a stream of twenty updates small takes many minutes, and one of them is read as easily."""
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


def strings(value: Any) -> Iterator[str]:
    """Every text in what is stored, also in what is stored as JSON."""
    if isinstance(value, str):
        yield value
        if value[:1] in {"{", "["}:
            with suppress(ValueError):
                yield from strings(json.loads(value))
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    ):
        yield from strings(inner)


def _with_ids(update: dict[str, Any], number: int) -> dict[str, Any]:
    """With ids as Telegram gives them: each message of a chat has its own, and an edit names one of the last few.

    Of a message that its edit has overtaken only the words of the edit are kept, as they should be.
    """
    for kind in ("message", "edited_message"):
        message = update.get(kind)
        if isinstance(message, dict) and isinstance(drawn := message.get("message_id"), int):
            own = number if kind == "message" else number - 1 - drawn % 6
            return {**update, kind: {**message, "message_id": own}}
    return update


async def takes(front: Front, update: dict[str, Any]) -> str:
    """Hand one update on as it would come over the wire; the words in it that must be there afterwards."""
    front.update += 1
    whole = read(json.dumps({**_with_ids(update, front.update), "update_id": front.update}).encode())
    assert isinstance(whole, dict)
    assert await front.reception.accept(whole)
    (marks,) = await front.rows(
        f"SELECT (SELECT COUNT(*) FROM updates WHERE update_id = {front.update})"
        f" + (SELECT COUNT(*) FROM set_aside WHERE update_id = {front.update})"
    )
    assert marks[0] == 1
    return to_keep(parse(whole))


def to_keep(parsed: Any) -> str:
    """What our person wrote, as the screen lets it through; "" for what may be a code, or is a command."""
    if not isinstance(parsed, Incoming) or (parsed.user_id, parsed.chat_id) != (PERSON, PERSON):
        return ""
    clean = screen(parsed.input).input
    if not isinstance(clean, Typed | Spoke | Edited) or code_in(clean, every_language().language("da")):
        return ""
    return words(clean).strip()


async def all_of(stream: list[dict[str, Any]]) -> None:
    """Two people in the middle of an exercise, and a stream of updates in the name of one of them."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder), START) as front:
            front.reception._paces = Paces(clock=lambda: front.update * 60.0)
            await front.welcome(LONE, "Lone")
            await front.welcome(SAMIR, "Samir")
            before = await others(front)
            written = [await takes(front, update) for update in stream]
            assert await others(front) == before
            stored = "\n".join(strings(await front.store.read(everything)))
            assert [text for text in written if text not in stored] == []
            await front.write("/menu")
            assert await front.said()


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")  # a stream that fails is long
def test_any_updates_leave_others_alone_and_lose_no_words(request: pytest.FixtureRequest) -> None:
    several = 400 if request.config.getoption("--long") else 5

    @given(st.lists(updates(), min_size=20, max_size=20))
    @settings(max_examples=several, suppress_health_check=list(HealthCheck), phases=QUICK)
    def any_stream(stream: list[dict[str, Any]]) -> None:
        asyncio.run(all_of(stream))

    any_stream()


@given(updates(), st.integers(1, 2**62))
@settings(max_examples=200, suppress_health_check=list(HealthCheck), phases=QUICK)
def test_the_parser_understands_or_sets_aside_whatever_comes(update: dict[str, Any], number: int) -> None:
    parsed = parse({**update, "update_id": number})
    assert parsed.update_id == number
    if isinstance(parsed, Strange):
        assert len(parsed.kind) <= 40


def test_the_library_describes_every_kind_that_is_drawn() -> None:
    assert len(kinds()) >= 25
    assert {"message", "callback_query", "guest_message", "managed_bot"} <= set(kinds())
