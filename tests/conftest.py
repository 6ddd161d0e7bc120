"""Switches of the test run."""

from __future__ import annotations

import gc
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgres

HERE = Path(__file__).parent
LANES = {
    "conversations": ("end_to_end",),
    "commands and phones": (
        "commands/test_contributing.py",
        "commands/test_demo.py",
        "commands/test_demo_people.py",
        "commands/test_run.py",
        "commands/test_run_hears.py",
        "guide",
        "phone/page",
    ),
    "desk": ("desk/page",),
    "killed programs": ("faults/test_kills.py",),
    "troubled programs": ("benchmarks", "faults"),
}
"""Tests that start real programs and a browser, and mostly wait for them: those of a lane one after the other, in one
worker, from the beginning on; whoever is through computes. A file belongs to the first lane that has it."""

OF_REAL_TIME = "conversations"
"""The lane in which a machine that is busy with something else would look like a slow Telegram."""
GIVES_WAY = 5
LONG = (
    *("flows/test_attacks.py", "simulation/test_year.py", "flows/test_every_flow.py"),
    *("commands/test_demo_citizens.py", "engine/test_properties.py", "replays/test_on_postgres.py"),
    "replays/test_replays.py",
    *("test_repository.py", "desk/test_attacks.py", "test_secrets.py", "pictures", "desk/test_many.py"),
    *("simulation", "flows/test_forged.py"),
    *("state/test_interleavings.py", "state/test_restore_properties.py"),
)
"""What computes for longest begins first, the longest of all before the others: in the end nobody waits for one."""
LOOKED_THROUGH = 50_000
"""How many new objects make Python look for garbage in cycles: of 700, its own number, nearly all are still in use."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-replays",
        action="store_true",
        help="write what the bot says today into tests/replays/ and docs/plain-language.md, instead of comparing",
    )
    parser.addoption("--long", action="store_true", help="run in full what is otherwise run in a short form")
    parser.addoption("--seed", type=int, default=20261122, help="where tests/faults begins to draw")


def pytest_configure(config: pytest.Config) -> None:
    """Draw the same examples each time, so that a change is not blamed for what was there; `--long` draws others.

    How long one takes depends on the machine, and says nothing about right or wrong.
    """
    gc.set_threshold(LOOKED_THROUGH)
    postgres.announce()
    settings.register_profile("ours", deadline=None, derandomize=not config.getoption("--long"))
    settings.load_profile("ours")


def pytest_unconfigure() -> None:
    postgres.end()


@pytest.hookimpl(tryfirst=True)  # xdist reads the markers in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests one worker runs: those of a file, which share what it has built, unless it says otherwise."""
    items.sort(key=lambda item: (_lane(item.path) is None, _turn(item.path)))
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(_lane(item.path) or item.nodeid.partition("::")[0]))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: nobody need look through it for garbage."""
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give way to the tests of real time, which one worker runs beside the others: what computes can wait."""
    worker = hasattr(item.config, "workerinput")
    if worker and _lane(item.path) != OF_REAL_TIME and os.nice(0) == 0:
        os.nice(GIVES_WAY)


@cache  # asked of every test, in every worker: ten thousand times some hundred files
def _turn(file: Path) -> int:
    """Whose turn it is: a file that computes for long has a place in `LONG`, and all others come after it."""
    return next((place for place, path in enumerate(LONG) if file.is_relative_to(HERE / path)), len(LONG))


@cache  # the same
def _lane(file: Path) -> str | None:
    """The lane that the tests of a file belong to; None for one of its own."""
    return next(
        (lane for lane, paths in LANES.items() if any(file.is_relative_to(HERE / path) for path in paths)),
        None,
    )
