"""Whoever sends a form slowly, or breaks off, holds up nobody else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot import bounds
from bot.desk.desk import ROOT
from tests.desk.office import desk_of
from tests.town import Town

if TYPE_CHECKING:
    import pytest

    from tests.desk.office import Building

HEAD = (
    f"POST {ROOT}/out HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 1000\r\n\r\n"
)


async def begun(building: Building) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection on which a form has begun, and does not go on."""
    reader, writer = await asyncio.open_connection(building.server.host, building.server.port)
    writer.write(HEAD.encode() + b"x")
    await writer.drain()
    return reader, writer


async def test_slow_senders_take_so_many_places_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "FORMS", 2)
    town = Town()
    async with desk_of(town.mette.world) as building:
        slow = [await begun(building) for _ in range(2)]
        refused, writer = await begun(building)
        assert (await refused.readline()).split()[1] == b"503"
        browser = await building.browser()
        assert (await browser.get(f"{ROOT}/")).status == 401, "pages are served"
        for _, each in (*slow, (refused, writer)):
            each.close()
        while (await browser.post(f"{ROOT}/out", {})).status == 503:
            pass  # until the two that have gone are noticed
        assert (await browser.post(f"{ROOT}/out", {})).status == 401


async def test_who_takes_too_long_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "BODY_SECONDS", 0.05)
    town = Town()
    async with desk_of(town.mette.world) as building:
        reader, writer = await begun(building)
        assert (await reader.readline()).split()[1] == b"408"
        writer.close()
