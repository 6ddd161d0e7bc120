"""How long the harness runs, from which seed, and where its figures are left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.faults.figures import Figures

if TYPE_CHECKING:
    from pathlib import Path

SCENARIOS: Final = {False: 1, True: 10}
"""Pairs of scenarios: fifty kills in a pair."""
FIGURES: Final = pytest.StashKey[Figures]()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes a seed runs once for each; --seed begins at another, to run one again that has failed.

    One that takes a way in which updates come runs for both where there is time, and else for one.
    """
    long = metafunc.config.getoption("--long")
    if "seed" in metafunc.fixturenames:
        first = metafunc.config.getoption("--seed")
        metafunc.parametrize("seed", range(first, first + SCENARIOS[long]))
    if "way" in metafunc.fixturenames:
        ways = ("polling", "webhook") if long else (getattr(metafunc.module, "SHORT", "polling"),)
        metafunc.parametrize("way", ways, scope="module")


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    return request.config.stash.setdefault(FIGURES, Figures())


@pytest.hookimpl(tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the figures of a long run, and leave them in a file; also where it has failed."""
    figures = config.stash.get(FIGURES, None)
    if figures is None or not figures.outcomes:
        return
    file: Path = config.rootpath / "build" / "reliability.json"
    figures.write(file)
    terminalreporter.write_line(f"{figures.line()} ({file.relative_to(config.rootpath)})")
