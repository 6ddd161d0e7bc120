"""Writes the tables, with everything that is needed to understand and to repeat them."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.reliability.installed import RATE_LIMITER, REDIS, is_installed, version_of
from benchmarks.reliability.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.reliability.bots import Kind
    from benchmarks.reliability.measure import Figures

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "results.md"
HEADINGS: Final = (
    "Bot",
    "Answers sent",
    "Lost",
    "Doubled",
    "Under a wrong question",
    "Questions skipped",
    "Messages repeated",
    "Stuck",
    "Began again",
    "Asked to put right",
    "Right summaries",
    "Seconds to an answer: median",
    "p95",
    "Mended by hand",
)

DOCUMENT: Final = HERE.parents[1] / "docs" / "reliability.md"
FIRST_MARK: Final = "<!-- the measured tables, written by make bench-reliability -->"
LAST_MARK: Final = "<!-- the end of the measured tables -->"
EXPLAINED: Final = HERE / "explained.md"
"""What is counted and what happens; `{people}` and such are filled in."""


def markdown(
    command: str,
    options: Mapping[str, object],
    tables: Mapping[str, Sequence[tuple[Kind, Figures]]],
    left_out: Iterable[tuple[Kind, str]],
    seconds: float,
) -> str:
    """The whole page."""
    back = "[Back to what it means](../../docs/reliability.md#beside-other-bots)"
    bots = next(iter(tables.values()))
    parts = [
        "# Beside other bots: the measured run",
        f"Written by `{command}` in {seconds / 60:.0f} minutes; not to be edited. {back}",
        f"{machine()} Load before it began: {options['load']:.1f}. {versions()}",
        *(f"## {title}\n\n{table(rows)}" for title, rows in tables.items()),
        *(f"Left out: **{kind.title}**, which needs {missing}." for kind, missing in left_out),
        *([] if is_installed(RATE_LIMITER) else [f"Left out: `AIORateLimiter`, which needs {RATE_LIMITER}."]),
        "## The bots\n\n" + "\n".join(f"- **{kind.title}**: {kind.how}." for kind, _ in bots),
        EXPLAINED.read_text("utf-8").format(**options),
        "## Why\n\nLines of the installed versions:\n\n" + "\n".join(reasons()),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def put_into(page: str, tables: Mapping[str, Sequence[tuple[Kind, Figures]]]) -> str:
    """A page of the documents with these tables between its two marks."""
    before, rest = page.split(FIRST_MARK)
    _, after = rest.split(LAST_MARK)
    shown = "\n\n".join(f"**{title}**\n\n{table(rows)}" for title, rows in tables.items())
    return f"{before}{FIRST_MARK}\n\n{shown}\n\n{LAST_MARK}{after}"


def reasons() -> list[str]:
    """Where in the libraries the figures come from."""
    return [f"- `{each.place()}`: {each.says}" for each in SOURCES]


def table(rows: Iterable[tuple[Kind, Figures]]) -> str:
    """The figures side by side."""
    lines = [HEADINGS, ("---",) + ("---:",) * (len(HEADINGS) - 1)]
    lines += [cells(kind, figures) for kind, figures in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def cells(kind: Kind, figures: Figures) -> tuple[str, ...]:
    counts = (
        figures.doubled,
        figures.misplaced,
        figures.skipped,
        figures.repeated,
        figures.stuck,
        figures.restarted,
        figures.corrections,
    )
    lost = (
        f"{figures.lost} ({figures.lost / figures.kills:.1f} a kill)" if figures.kills else str(figures.lost)
    )
    summaries = f"{figures.right} of {figures.summaries}"
    times = (seconds(figures.recovery), seconds(figures.slowest))
    return (kind.title, str(figures.sent), lost, *map(str, counts), summaries, *times, str(figures.mended))


def seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def machine() -> str:
    """What it ran on, in a sentence: also the disk that is waited for; nothing in it names one machine."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    model = next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine()
    )
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    kernel = ".".join(platform.release().split(".")[:2])
    return (
        f"{os.cpu_count()} cores ({model}), {gigabytes:.0f} GB of memory, {file_system()},"
        f" {platform.system()} {kernel}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    )


def file_system() -> str:
    """What kind of file system databases are written to."""
    command = ["stat", "--file-system", "--format", "%T", tempfile.gettempdir()]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


def versions() -> str:
    """The versions of everything that decides the figures."""
    names = ("python-telegram-bot", "aiogram", RATE_LIMITER, REDIS)
    found = [f"{name} {version}" for name in names if (version := version_of(name))]
    return ", ".join([*found, *redis_server_version()]) + "."


def redis_server_version() -> list[str]:
    program = shutil.which("redis-server")
    if program is None:
        return []
    said = subprocess.run([program, "--version"], capture_output=True, check=True, text=True).stdout
    return [f"redis-server {word.removeprefix('v=')}" for word in said.split() if word.startswith("v=")]
