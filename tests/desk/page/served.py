"""A desk that is served from a thread of its own, for a real browser in a plain test."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest.mock import patch

from bot.desk import pages
from tests.copies import copied
from tests.desk.office import desk_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from jinja2 import Template

    from tests.talk import World


rendered: list[str] = []
"""The templates of the pages that the desk has given since it was served, the last one last."""
seen: set[str] = set()
"""Those of them that somebody has looked at."""


def looked_at() -> None:
    """Somebody looks at the page that was given last."""
    seen.add(rendered[-1])


@contextmanager
def _noting() -> Iterator[None]:
    """Note which template each page is made of, and none that it is made with."""
    made = pages._templates()
    find = made.get_template
    rendered.clear()
    seen.clear()

    def found(name: str, *parent: Any) -> Template:
        if not parent:
            rendered.append(name)
        return find(name, *parent)

    with patch.object(made, "get_template", found):
        yield


@dataclass(frozen=True)
class Address:
    """Where it is served."""

    origin: str

    def of(self, path: str) -> str:
        return f"{self.origin}{path}"


@contextmanager
def served(world: World, *, confirms: bool = False) -> Iterator[Address]:
    """Serve a desk over a copy of a world as it stands now; a link that somebody has got in it works."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    found: list[str] = []
    stored = world.connection.serialize()

    async def serve() -> None:
        here = copied(world, stored)
        async with desk_of(here) as building:
            building.desk.confirms = confirms
            found.append(building.desk.url)
            ready.set()
            await stop.wait()
        here.connection.close()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(30), "the desk did not start"
        with _noting():
            yield Address(found[0])
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        loop.close()
