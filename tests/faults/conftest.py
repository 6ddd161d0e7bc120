"""How long the harness runs, from which seed, and where its figures are left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.faults.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE: Final = Path(__file__).parent
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


def pytest_collection_finish(session: pytest.Session) -> None:
    """Note how much is to run, in case that it does not."""
    figures = session.config.stash.setdefault(FIGURES, Figures())
    mine = [item for item in session.items if item.path.is_relative_to(HERE)]
    figures.asked = sum({"seed", "figures"} <= {*getattr(item, "fixturenames", ())} for item in mine)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run of fewer kills than it was asked for has not passed; in a worker others may have run them."""
    figures = session.config.stash.get(FIGURES, None)
    alone = not hasattr(session.config, "workerinput") and not session.config.option.collectonly
    if figures is not None and figures.falls_short and alone and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Whether it is run in full."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Iterator[Figures]:
    """The figures of the run; they are left in a file after each test, in case that the next one is broken off."""
    whole = request.config.stash.setdefault(FIGURES, Figures())
    yield whole
    whole.write(_file(request.config))


def _file(config: pytest.Config) -> Path:
    return config.rootpath / "build" / "reliability.json"


@pytest.hookimpl(tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the figures of a run, also where it has failed."""
    figures = config.stash.get(FIGURES, None)
    if figures is not None and (figures.begun or figures.asked) and not config.option.collectonly:
        terminalreporter.write_line(f"{figures.line()} ({_file(config).relative_to(config.rootpath)})")
