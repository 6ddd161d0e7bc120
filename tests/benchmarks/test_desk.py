"""The desk's pages are measured with few citizens and with a few more, and a page that nobody can ask for is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from benchmarks.desk import __main__ as run
from benchmarks.desk.__main__ import BOUND, BY_NAME, Page, main
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


def test_a_run_with_a_page_above_the_bound_fails_but_for_what_goes_through_every_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = ["--write", str(tmp_path / "results.md")]
    for many, status in ((BOUND, 0), (BOUND + 0.1, 1)):
        pages = [Page("/desk/", 1.0, 1.0), Page("/desk/?page=2", 1.0, many), Page(BY_NAME[0], 1.0, 9.0)]

        async def measured(*_: object, pages: list[Page] = pages) -> list[Page]:
            return pages

        monkeypatch.setattr(run, "measured", measured)
        assert main(chosen) == status
        assert f"The highest ratio is {many:.2f}, of `/desk/?page=2`" in (tmp_path / "results.md").read_text()
