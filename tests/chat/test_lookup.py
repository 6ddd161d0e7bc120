"""Where a server is found: one question for all who wait, and none to the threads of others."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from socket import AF_INET, AF_INET6, SOCK_STREAM, gaierror
from typing import Any

import pytest

from bot.chat import lookup
from bot.chat.lookup import Lookup

ADDRESS = (AF_INET, SOCK_STREAM, 6, "", ("192.0.2.1", 443))


class System:
    """Answers when a test lets it. `missing` is what it raises instead."""

    def __init__(self) -> None:
        self.asked = 0
        self.answers = threading.Event()
        self.missing: Exception | None = None

    def __call__(self, *_: Any, flags: int = 0, **__: Any) -> list[Any]:
        if flags:
            raise gaierror(-2, "a name")
        self.asked += 1
        self.answers.wait(10)
        if self.missing is not None:
            raise self.missing
        return [ADDRESS]


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    system = System()
    monkeypatch.setattr(lookup, "getaddrinfo", system)
    return system


async def test_all_who_wait_share_one_question_and_its_answer_is_good_for_a_while(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Lookup("api.telegram.test", 443)
    waiting = [asyncio.create_task(found.addresses()) for _ in range(40)]
    await asyncio.sleep(0)
    waiting[0].cancel()  # who asked first goes away: the others still get to know
    system.answers.set()
    assert await asyncio.gather(*waiting[1:]) == [[ADDRESS]] * 39
    assert await found.addresses() == [ADDRESS]
    assert system.asked == 1
    later = asyncio.get_running_loop().time() + lookup.KNOWN
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: later + 1)
    assert await found.addresses() == [ADDRESS]
    assert system.asked == 2


async def test_what_was_not_found_is_asked_for_again(system: System) -> None:
    found = Lookup("api.telegram.test", 443)
    system.missing = gaierror(-3, "no answer")
    system.answers.set()
    with pytest.raises(gaierror):
        await found.addresses()
    system.missing = None
    assert await found.addresses() == [ADDRESS]


async def test_it_waits_for_no_thread_that_others_use(system: System) -> None:
    loop, others_end = asyncio.get_running_loop(), threading.Event()
    system.answers.set()
    with ThreadPoolExecutor(1) as busy:
        loop.set_default_executor(busy)
        other = asyncio.create_task(asyncio.to_thread(others_end.wait, 10))
        await asyncio.sleep(0)
        assert await Lookup("api.telegram.test", 443).addresses() == [ADDRESS]
        assert not other.done()
        others_end.set()
        await other


async def test_a_system_that_gives_no_thread_is_an_error_of_the_system(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a call takes for a fault of the network: it is tried again, and no message is lost."""

    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    found = Lookup("api.telegram.test", 443)
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", start)
        with pytest.raises(OSError, match="thread"):
            await found.addresses()
    system.answers.set()
    assert await found.addresses() == [ADDRESS]


@pytest.mark.parametrize(("host", "family"), [("127.0.0.1", AF_INET), ("::1", AF_INET6)])
async def test_an_address_is_its_own_answer(host: str, family: int, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Lookup(host, 8081)
    monkeypatch.setattr(lookup, "getaddrinfo", None)
    ((found_family, kind, _, _, address),) = await found.addresses()
    assert (found_family, kind, address[:2]) == (family, SOCK_STREAM, (host, 8081))


async def test_a_name_that_can_be_none_is_an_error_that_calls_know() -> None:
    with pytest.raises(UnicodeError):
        await Lookup(f"{'a' * 64}.test", 443).addresses()
