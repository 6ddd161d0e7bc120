"""Whoever holds a lock on the ledger holds up nobody: its lines wait, and are written afterwards."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from structlog.testing import capture_logs

from bot.state import ledger, ledger_file
from tests.state.helpers import anna, bent
from tests.state.test_ledger import erase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from bot.state.store import Store


@contextmanager
def locked(file: Path) -> Iterator[int]:
    """Somebody holds the lock, as a script may that copies the file."""
    descriptor = os.open(file, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


async def test_whoever_locks_the_ledger_for_long_holds_up_nobody(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, naps = await anna(store), list[float]()
    monkeypatch.setattr(time, "sleep", naps.append)
    with locked(tmp_path / "test.db.erasures"), capture_logs() as logs:
        await erase(store, one.id)
        assert await store.read(ledger.waiting) == 1
        assert len(naps) == ledger_file.TRIES - 1
        assert sum(naps) < 0.5, "so long everybody's writes wait, once"
        await bent(store)
        assert len(naps) == ledger_file.TRIES - 1, "and not at each write again"
    assert [each["event"] for each in logs] == ["ledger.unwritable"]
    assert "let what copies it do so without a lock" in logs[0]["reason"]
    await store.write(lambda _: None)
    assert await store.read(ledger.waiting) == 0


async def test_a_lock_that_is_let_go_soon_is_waited_for(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await anna(store)
    with locked(tmp_path / "test.db.erasures") as held:
        monkeypatch.setattr(time, "sleep", lambda _: fcntl.flock(held, fcntl.LOCK_UN))
        await erase(store, one.id)
        assert await store.read(ledger.waiting) == 0
