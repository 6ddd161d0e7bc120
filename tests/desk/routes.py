"""The addresses of the desk as its router has them, so that a test that goes through them all leaves none out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import urlsplit

from bot.desk import app
from bot.desk.desk import ROOT

if TYPE_CHECKING:
    from bot.desk.desk import Desk

STATIC = f"{ROOT}/static/"
"""Below this lie the same few files for everybody."""


class Route(NamedTuple):
    """What is asked for at an address; its parts stand in it like "{share}"."""

    method: str
    address: str

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(re.findall(r"{(\w+)}", self.address))


@cache
def _patterns() -> dict[Route, re.Pattern[str]]:
    found = {}
    for each in app.create(cast("Desk", None)).router.routes():
        assert each.resource
        info = each.resource.get_info()
        pattern = info["pattern"].pattern if "pattern" in info else re.escape(info["path"])
        found[Route(each.method, f"{ROOT}{each.resource.canonical}")] = re.compile(re.escape(ROOT) + pattern)
    return found


def routes() -> frozenset[Route]:
    """All of them but the static files."""
    return frozenset(each for each in _patterns() if not each.address.startswith(STATIC))


def route_of(method: str, address: str) -> Route | None:
    """What a request was for; None for a static file, and where there is nothing."""
    path = urlsplit(address).path
    return next(
        (
            each
            for each, pattern in _patterns().items()
            if each.method == method and each in routes() and pattern.fullmatch(path)
        ),
        None,
    )
