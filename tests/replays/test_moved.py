"""A conversation that is begun on SQLite goes on after a move to PostgreSQL, and nobody who takes part sees it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.moved import MovingWorld
from tests.replays.player import play
from tests.replays.script import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.engine.flow import Flow
    from tests.replays.script import Gesture

FOLDER = Path(__file__).parent
PAGES = (
    "employer_call/of_ones_own_accord",
    "review/the_whole_loop",
    "remarks/talt",
    "my_data/copy_and_delete",
    "plan/from_the_star",
)
"""With timers, several people, recordings, and questions that are open half-way."""


class Halves(tuple["Gesture", ...]):
    """What is done in a conversation; half-way something else happens."""

    between: Callable[[], None]

    def __iter__(self) -> Iterator[Gesture]:
        for number, gesture in enumerate(super().__iter__()):
            if number == len(self) // 2:
                self.between()
            yield gesture


@pytest.mark.parametrize("name", PAGES)
def test_the_second_half_of_a_conversation_is_the_same_after_a_move(name: str, tmp_path: Path) -> None:
    page = (FOLDER / f"{name}.md").read_text("utf-8")
    replay = read(page)
    worlds: list[MovingWorld] = []

    def begun(flows: Mapping[str, Flow]) -> MovingWorld:
        worlds.append(MovingWorld(flows))
        return worlds[-1]

    with ExitStack() as until:

        def move() -> None:
            for world in worlds:  # none, where the gestures are only looked through
                world.move(tmp_path, until)

        gestures = Halves(replay.gestures)
        gestures.between = move
        played, _ = play(replace(replay, gestures=gestures), begun)
        assert played == page
        assert [world.moves for world in worlds] == [1]
