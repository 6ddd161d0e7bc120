"""The tables in docs/performance.md are those of the runs, and not typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks import tables

if TYPE_CHECKING:
    from pathlib import Path

RUN = "# A run\n\nWritten by a machine.\n\n| a |\n| - |\n| 1 |\n\nMore.\n\n| b |\n| - |\n| 2 |\n"


def test_the_page_shows_what_the_runs_have_found() -> None:
    page = tables.PAGE.read_text("utf-8")
    assert tables.filled(page) == page, "write it anew with: python -m benchmarks.tables"


def test_a_table_and_a_paragraph_are_put_where_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "run.md").write_text(RUN, "utf-8")
    page = (
        "<!-- table 2 of run.md -->\nold\n<!-- end -->\n\nText.\n\n<!-- line 2 of run.md -->\n<!-- end -->\n"
    )
    assert tables.filled(page, tmp_path) == (
        "<!-- table 2 of run.md -->\n| b |\n| - |\n| 2 |\n<!-- end -->\n\nText.\n\n"
        "<!-- line 2 of run.md -->\nWritten by a machine.\n<!-- end -->\n"
    )


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "run.md").write_text(RUN, "utf-8")
    with pytest.raises(IndexError):
        tables.filled("<!-- table 3 of run.md -->\n<!-- end -->", tmp_path)
