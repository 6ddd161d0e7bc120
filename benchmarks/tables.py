"""Copy the tables of the measured runs into docs/performance.md: python -m benchmarks.tables.

There a comment names the page of a run and which of its tables, `<!-- table 1 of speed/results.md -->`; `line 3 of`
asks for a paragraph. What stands between it and the next `<!-- end -->` is replaced.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
PAGE: Final = HERE.parent / "docs" / "performance.md"
PLACE: Final = re.compile(r"(<!-- (table|line) (\d) of (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def tables(text: str) -> list[str]:
    """The tables of a page."""
    return [block for block in text.split("\n\n") if block.startswith("|")]


def paragraphs(text: str) -> list[str]:
    """All else of a page, from its title on."""
    return [block for block in text.split("\n\n") if not block.startswith("|")]


def filled(page: str, runs: Path = HERE) -> str:
    """A page with what its comments ask for. IndexError, or FileNotFoundError, where there is no such thing."""

    def found(place: re.Match[str]) -> str:
        begins, kind, number, run, ends = place.groups()
        text = (runs / run).read_text("utf-8").strip()
        blocks = tables(text) if kind == "table" else paragraphs(text)
        return f"{begins}{blocks[int(number) - 1]}\n{ends}"

    return PLACE.sub(found, page)


def main() -> None:
    PAGE.write_text(filled(PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
