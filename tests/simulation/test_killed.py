"""Three months of the year are run by programs that are killed inside a turn, each on what the last one left."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.state.connection import connected
from bot.state.keeper import Keeper
from tests.keys import at
from tests.simulation import expected
from tests.simulation.lives import BEGIN, lives
from tests.simulation.year import Year, number, written
from tests.talk import World, all_flows

if TYPE_CHECKING:
    from tests.simulation.lives import Life

pytestmark = pytest.mark.kills

ROOT = Path(__file__).parents[2]
UNTIL = datetime(2028, 3, 31, 12, 0, tzinfo=UTC)
"""After the leap day, two of the standstills, and the night in which the clocks are put forward."""
KILLED_AFTER = (10, 60)
"""So many turns, by one program after the other."""


def passive(life: Life) -> Life:
    """The same, but they do nothing: all that happens is done by timers."""
    nothing = replace(life, visits=(), silence=0, answers=False, snoozes=False, stops=False)
    return replace(nothing, away=None, gone=None)


def settled(folder: Path, everybody: list[Life]) -> None:
    """A file of the database as it is when the year begins, with its ledger."""
    year = Year(World(all_flows()), Random(7))
    year.world.now = BEGIN.replace(hour=10)
    for life in everybody:
        year.settle(life)
    file = folder / "test.db"
    file.write_bytes(year.world.connection.serialize())
    database = at(file)
    with closing(connected(str(file), database.keys)) as connection:
        Keeper(database.ledger_file, lambda: BEGIN).write_down(connection, anew=True)


def run(folder: Path, killed_after: int) -> bool:
    """Let a program run until it is killed inside a turn, after so many; whether it was. 0: to the end."""
    command = [
        sys.executable,
        "-m",
        "tests.simulation.stretch",
        str(folder),
        UNTIL.isoformat(),
        str(killed_after),
    ]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        said = process.stdout.readline()
        process.kill() if said else process.wait(timeout=60)
    assert bool(said) or process.returncode == 0
    return bool(said)


def test_three_months_are_as_they_should_be_although_programs_are_killed_in_the_middle_of_turns(
    tmp_path: Path,
) -> None:
    everybody = [passive(life) for life in lives(16)]
    settled(tmp_path, everybody)
    assert all(run(tmp_path, turns) for turns in KILLED_AFTER)
    assert not run(tmp_path, 0)
    with closing(sqlite3.connect(tmp_path / "test.db")) as connection:
        found = written(connection)
    assert sum(len(each) for each in found.values()) > 80
    for life in everybody:
        mine = [(kind, at.replace(second=0, microsecond=0)) for kind, at in found.get(number(life), [])]
        awaited = [(kind, at) for kind, at in expected.messages(life) if at <= UNTIL]
        assert mine == awaited, life
