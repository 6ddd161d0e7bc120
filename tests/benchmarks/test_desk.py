"""The desk's pages are measured with few citizens and with a few more, and a page that nobody can ask for is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from benchmarks.desk.__main__ import BOUND, READS_ALL, Page, bound, main
from benchmarks.desk.pages import Unknown, addresses

if TYPE_CHECKING:
    from pathlib import Path


async def nothing(_: web.Request) -> web.Response:
    return web.Response()


def test_every_page_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = tmp_path / "results.md"
    main(["--few", "2", "--many", "5", "--answers", "2", "--rounds", "1", "--write", str(results)])
    page = results.read_text("utf-8")
    assert page in capsys.readouterr().out
    assert "| Page | 2 citizens, ms | 5 citizens, ms | Ratio |" in page
    for name in ("/desk/", "/desk/?sort=name", "/desk/citizens/{relation}", "/desk/shared/{share}"):
        assert f"| `{name}` |" in page
    assert "Each citizen has 2 answers" in page


def test_a_page_without_an_example_is_told() -> None:
    app = web.Application()
    app.router.add_get("/things/{thing}", nothing)
    with pytest.raises(Unknown, match=r"an example of \{thing\} for the page /things/\{thing\}"):
        addresses(app, {"other": "1"})
    assert addresses(app, {"thing": "7"}) == {"/things/{thing}": "/things/7"}


def test_a_page_that_opens_every_name_is_told_and_not_bound() -> None:
    slow = [Page(name, 1.0, 2 * BOUND) for name in ("/desk/", READS_ALL[0])]
    assert [each.name for each in bound(slow)] == ["/desk/"]
    assert slow[0].ratio > BOUND
