"""Which pages the desk has, found in its own router, and an address of each."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

PART: Final = re.compile(r"\{(\w+)\}")
QUERIES: Final[Mapping[str, tuple[str, ...]]] = {
    "/desk/": ("?sort=name", "?sort=seen", "?q=a", "?page=2"),
}
"""What else a page can be asked."""


class Unknown(Exception):
    """The desk has a page of which nothing here says how it is asked for."""


def addresses(app: web.Application, parameters: Mapping[str, str]) -> dict[str, str]:
    """An address of every page, by how it is called in the table; Unknown where a part of one has no example."""
    found: dict[str, str] = {}
    for route in app.router.routes():
        if route.method == "GET" and route.resource is not None:
            called = route.resource.canonical
            address = PART.sub(partial(_example, parameters, called), called)
            found |= {f"{called}{query}": f"{address}{query}" for query in ("", *QUERIES.get(called, ()))}
    return found


def _example(parameters: Mapping[str, str], page: str, match: re.Match[str]) -> str:
    part = match[1]
    if part not in parameters:
        raise Unknown(
            f"expected an example of {{{part}}} for the page {page}; add one in benchmarks/desk/office.py"
        )
    return parameters[part]
