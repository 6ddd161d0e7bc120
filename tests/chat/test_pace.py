"""A flood slows only whom it comes from: the rest is kept, memory stays bounded, and others hardly notice."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import bounds
from bot.bounds import Bound
from bot.chat.hearing import Hearing
from bot.chat.poll import Poller
from bot.pace import FORGET_ABOVE, Pace, Paces
from bot.state.errors import StorageUnavailable
from tests.chat.front import LONE, SAMIR, opened
from tests.chat.helpers import START, FakeApi, virtually

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.chat.front import Front

QUICK = "Du skriver hurtigere, end jeg kan svare."
AT_ONCE = bounds.TURNS[0].count


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, START) as front:
        front.reception._paces = Paces(clock=front.clock.seconds)
        yield front


async def comes(front: Front, user: int = SAMIR, **update: Any) -> bool:
    """One update as polling or the webhook hands it on; whether it was taken in."""
    front.update += 1
    whole = {"update_id": front.update, **update}
    if front.reception.overflows(whole):
        return await front.reception.keep(whole)
    return await front.reception.accept(whole)


async def flood(front: Front, count: int, user: int = SAMIR) -> list[str]:
    texts = [f"ord nummer {number}" for number in range(count)]
    for text in texts:
        assert await comes(front, message=front.message_of(user, text=text))
    return texts


async def kept(front: Front) -> str:
    return " ".join(await front.opened("answers.content"))


@given(
    st.lists(st.floats(0, 30), max_size=120),
    st.tuples(st.integers(1, 10), st.floats(1, 60)),
)
def test_no_window_holds_more_than_twice_the_bound(gaps: list[float], bound: tuple[int, float]) -> None:
    """At once a full count, and the same again over the time: what is allowed in any window is bounded by both."""

    now, allowed = 0.0, list[float]()
    pace = Pace(Bound(*bound), clock=lambda: now)
    for gap in gaps:
        now += gap
        if pace.allows(1):
            allowed.append(now)
    for start in allowed:
        assert sum(start <= at < start + bound[1] for at in allowed) <= 2 * bound[0]


def test_who_waits_is_never_refused_and_who_floods_gets_the_even_pace() -> None:
    now = 0.0
    pace = Pace(Bound(3, 30.0), clock=lambda: now)
    assert [pace.allows(1) for _ in range(5)] == [True] * 3 + [False] * 2
    assert pace.allows(2)
    now = 10.0
    assert [pace.allows(1) for _ in range(2)] == [True, False]
    now = 40.0
    assert [pace.allows(1) for _ in range(4)] == [True] * 3 + [False]


def test_who_has_been_quiet_takes_no_memory() -> None:
    now = 0.0
    pace = Pace(Bound(3, 30.0), clock=lambda: now)
    for key in range(20 * FORGET_ABOVE):
        now += 1
        pace.allows(key)
    assert len(pace) <= FORGET_ABOVE


async def test_what_somebody_writes_too_quickly_is_kept_and_they_are_told_once(front: Front) -> None:
    await front.welcome()
    texts = await flood(front, 3 * AT_ONCE)
    said = await front.said()
    assert sum(text.startswith(QUICK) for text in said) == 1
    stored = await kept(front)
    assert [text for text in texts if text not in stored] == []


async def test_a_minute_later_they_are_answered_again(front: Front) -> None:
    await front.welcome()
    await flood(front, 3 * AT_ONCE)
    await front.said()
    front.clock.now += bounds.WITHIN
    assert await comes(front, message=front.message_of(SAMIR, text="/menu"))
    assert "Hvad har du lyst til" in (await front.said())[-1]


async def test_taps_beyond_the_pace_do_nothing_and_the_update_is_done(front: Front) -> None:
    await front.welcome()
    await flood(front, AT_ONCE + 1)
    await front.said()
    before = await front.rows("SELECT session FROM exercises")
    for _ in range(AT_ONCE):
        assert await comes(front, callback_query=front.query(front.pressed["En hel øvelse"]))
    assert await front.rows("SELECT session FROM exercises") == before
    assert await front.said() == []
    assert await front.rows(f"SELECT COUNT(*) FROM updates WHERE update_id = {front.update}") == [(1,)]


async def test_who_is_in_distress_reads_the_numbers_however_quick_they_write(front: Front) -> None:
    await front.welcome()
    await flood(front, AT_ONCE + 1)
    await front.said()
    for _ in range(3):
        await comes(front, message=front.message_of(SAMIR, text="Jeg vil ikke leve mere"))
    said = await front.said()
    assert sum("70 201 201" in text for text in said) == 1


async def test_a_cpr_number_is_masked_and_deleted_in_a_flood_too(front: Front) -> None:
    await front.welcome()
    await flood(front, AT_ONCE + 1)
    await comes(front, message=front.message_of(SAMIR, text="Mit nummer er 010190-1234"))
    assert "010190" not in await front.everything()
    assert [each for each in await front.opened("outbox.payload") if '"remove"' in each]


async def test_beyond_a_day_full_of_words_nothing_more_is_kept_and_it_is_said(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "KEPT", Bound(5, bounds.DAY))
    front.reception._paces = Paces(clock=front.clock.seconds)
    await front.welcome()
    await flood(front, AT_ONCE)
    before = await front.rows("SELECT COUNT(*) FROM answers")
    await flood(front, 20)
    ((after,),) = await front.rows("SELECT COUNT(*) FROM answers")
    assert after == before[0][0] + 5
    front.clock.advance(61)
    for _ in range(100):
        await comes(front, message=front.message_of(SAMIR, text="mere endnu"))
    assert any("mere fra dig i dag, end jeg kan gemme" in text for text in await front.said())


async def test_a_group_full_of_people_is_answered_once_and_costs_a_mark(front: Front) -> None:
    for _ in range(2 * AT_ONCE):
        group = {"message_id": 1, "chat": {"id": -100, "type": "group"}, "from": {"id": 99}, "text": "hej"}
        assert await comes(front, message=group)
    assert len(await front.said(-100)) == 1
    assert await front.rows("SELECT COUNT(*) FROM people") == [(0,)]


async def test_that_somebody_has_blocked_the_bot_is_noted_whatever_they_sent_before(front: Front) -> None:
    await front.welcome()
    await flood(front, 2 * AT_ONCE)
    membership = {
        "chat": {"id": SAMIR, "type": "private"},
        "from": {"id": SAMIR},
        "new_chat_member": {"status": "kicked"},
    }
    assert await comes(front, my_chat_member=membership)
    ((blocked,),) = await front.rows("SELECT blocked_at FROM addresses")
    assert blocked is not None


async def test_a_full_disk_refuses_what_overflows_and_it_comes_again(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    await front.welcome()
    await flood(front, AT_ONCE + 1)

    async def full(_: object) -> None:
        raise StorageUnavailable("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(front.store, "write", full)
        assert not await comes(front, message=front.message_of(SAMIR, text="ord"))


async def test_what_overflows_and_comes_again_is_kept_once(front: Front) -> None:
    await front.welcome()
    await flood(front, AT_ONCE + 1)
    update = {"update_id": 77_000, "message": front.message_of(SAMIR, text="kun en gang")}
    assert await front.reception.keep(update)
    assert await front.reception.keep(update)
    assert (await kept(front)).count('"value":"kun en gang"') == 1


COST = 0.02
"""Seconds of model time that a transaction takes, on a slow disk."""


class Model:
    """An intake whose transactions take time, one after the other, and are shared by whoever waits together."""

    def __init__(self, *, paced: bool) -> None:
        loop = asyncio.get_running_loop()
        self.paces = Paces(clock=loop.time)
        self.paced = paced
        self.taken: dict[int, float] = {}
        self.most_waiting = 0
        self._waiting: list[asyncio.Future[None]] = []
        self._committing: asyncio.Task[None] | None = None

    def overflows(self, update: dict[str, Any]) -> bool:
        return self.paced and not self.paces.answers(update["message"]["from"]["id"], update["update_id"])

    async def accept(self, update: dict[str, Any]) -> bool:
        done = asyncio.get_running_loop().create_future()
        self._waiting.append(done)
        self.most_waiting = max(self.most_waiting, len(self._waiting))
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit())
        await done
        self.taken[update["update_id"]] = asyncio.get_running_loop().time()
        return True

    keep = accept

    async def _commit(self) -> None:
        while batch := self._waiting:
            self._waiting = []
            await asyncio.sleep(COST)
            for each in batch:
                each.set_result(None)


class Waiting:
    """Telegram, at which a flood waits, and behind it one text of somebody else; a poll takes a moment."""

    def __init__(self, flood: int) -> None:
        self.updates = [self._from(SAMIR, number) for number in range(1, flood + 1)]
        self.other = flood + 1
        self.updates.append(self._from(LONE, self.other))
        self.quiet = asyncio.Event()

    def _from(self, user: int, number: int) -> dict[str, Any]:
        return {"update_id": number, "message": {"from": {"id": user}}}

    async def answer(self, _: str, params: dict[str, Any]) -> list[dict[str, Any]]:
        await asyncio.sleep(0.05)
        self.updates = [each for each in self.updates if each["update_id"] >= params.get("offset", 0)]
        if not self.updates:
            self.quiet.set()
            await asyncio.Event().wait()
        return self.updates[: params["limit"]]


def waits(flood: int, *, paced: bool) -> tuple[float, int]:
    """How long somebody else waits behind a flood, and how many updates waited at most to be written."""

    async def main() -> tuple[float, int]:
        server, model = Waiting(flood), Model(paced=paced)
        poller = asyncio.create_task(Poller(FakeApi(server.answer), model, Hearing()).run())
        await server.quiet.wait()
        poller.cancel()
        await asyncio.gather(poller, return_exceptions=True)
        assert sorted(model.taken) == list(range(1, flood + 2))
        return model.taken[server.other], model.most_waiting

    return virtually(main)


def test_behind_a_flood_somebody_else_waits_about_as_long_as_behind_nobody() -> None:
    """A model of time with a slow disk: two thousand messages of one person were waiting before theirs."""
    alone, _ = waits(0, paced=True)
    behind, most = waits(2_000, paced=True)
    assert behind - alone < 4.0
    assert most <= 100


def test_the_same_without_a_pace_would_be_felt() -> None:
    """What the model says of the intake as it would be: it can tell the difference."""
    behind, _ = waits(2_000, paced=False)
    assert behind > 30.0


def test_a_flood_that_goes_on_does_not_make_others_wait() -> None:
    behind, _ = waits(30, paced=True)
    assert behind < 1.0
