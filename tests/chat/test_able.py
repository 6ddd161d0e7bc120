"""Whether whoever sends still can: what counts as a failure, since when, and what ends it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, TimedOut

from bot.chat.able import LACKS, UNABLE, Able
from bot.chat.errors import Flood
from bot.chat.figures import Figures
from bot.chat.insistent import Insistent
from bot.chat.seated import Seated
from bot.state.crew import Seat
from bot.state.errors import StorageUnavailable
from tests.chat.helpers import Clock, FakeApi

if TYPE_CHECKING:
    from bot.chat.able import Power


class Here:
    def __init__(self) -> None:
        self.clock = Clock()
        self.able = Able(clock=self.clock.seconds)

    def tries(self, power: Power, error: Exception | None = None, *, takes: float = 0) -> None:
        with suppress(Exception), self.able.trying(power):
            self.clock.advance(takes)
            if error is not None:
                raise error


@pytest.mark.parametrize("error", [NetworkError("away"), TimedOut()])
def test_telegram_that_does_not_answer_for_long_is_told_of(error: Exception) -> None:
    here = Here()
    here.tries("send", error)
    here.clock.advance(UNABLE - 1)
    here.tries("send", error)
    assert here.able.lacks() is None
    here.clock.advance(1)
    assert here.able.lacks() == "send"
    here.tries("send")
    assert here.able.lacks() is None


@pytest.mark.parametrize(
    "answer",
    [Flood(timedelta(seconds=9)), Forbidden("no"), BadRequest("no"), Conflict("no"), InvalidToken("no")],
)
def test_a_refusal_is_an_answer(answer: Exception) -> None:
    here = Here()
    here.tries("send", NetworkError("away"))
    here.clock.advance(UNABLE)
    here.tries("send", answer)
    assert here.able.lacks() is None


def test_a_call_that_was_never_answered_counts_from_its_beginning() -> None:
    here = Here()
    here.tries("send", TimedOut(), takes=UNABLE)
    assert here.able.lacks() == "send"


def test_but_not_the_time_in_which_others_were_answered() -> None:
    here = Here()
    with suppress(TimedOut), here.able.trying("send"):
        here.clock.advance(UNABLE - 1)
        here.tries("send")
        here.clock.advance(1)
        raise TimedOut
    assert here.able.lacks() is None


def test_what_takes_long_and_goes_well_is_no_failure() -> None:
    here = Here()
    here.tries("send", takes=10 * UNABLE)
    assert here.able.lacks() is None


@pytest.mark.parametrize("lacks", list(LACKS))
def test_what_works_hides_nothing_else_that_fails(lacks: Power) -> None:
    here = Here()
    for _ in range(2):
        for power in LACKS:
            here.tries(power, StorageUnavailable("away") if power == lacks else None)
        here.clock.advance(UNABLE)
    assert here.able.lacks() == lacks
    here.able.anew()
    assert here.able.lacks() is None


def test_a_fault_of_our_own_says_nothing_of_telegram() -> None:
    here = Here()
    here.tries("send", MemoryError())
    here.clock.advance(UNABLE)
    assert here.able.lacks() is None
    here.tries("send", NetworkError("away"))
    here.clock.advance(UNABLE)
    here.tries("send", MemoryError())
    assert here.able.lacks() == "send"


async def test_calls_from_the_place_are_tries() -> None:
    here, seat = Here(), Seat(1, clock=lambda: 0.0)
    seat.set(held=True)
    seat.confirm(1.0)
    answers: list[Any] = [NetworkError("away"), {"message_id": 7}]

    def answer(*_: object) -> Any:
        found = answers.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    seated = Seated(FakeApi(answer), seat, here.able)
    with pytest.raises(NetworkError):
        await seated.call("sendMessage", {})
    here.clock.advance(UNABLE)
    assert here.able.lacks() == "send"
    await seated.call("sendMessage", {})
    assert here.able.lacks() is None


@pytest.mark.parametrize("power", ["read", "write"])
async def test_what_is_stored_again_and_again_in_vain_is_told_of(power: Power) -> None:
    here, told = Here(), []

    class Store:
        async def read(self, _: object) -> str:
            if here.able.lacks() is None:
                raise StorageUnavailable("away")
            told.append(here.able.lacks())
            return "done"

        write = read

    async def sleep(seconds: float) -> None:
        here.clock.advance(seconds)
        await asyncio.sleep(0)

    insistent = Insistent(Store(), Figures(), here.able, sleep)  # type: ignore[arg-type]
    assert await getattr(insistent, power)(lambda _: None) == "done"
    assert told == [power]
    assert here.able.lacks() is None
