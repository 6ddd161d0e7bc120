"""What flows may ask of a thread: each remark beside the answer of its own version, whatever there is to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.reviewing import change, page, said
from tests.town import Town

if TYPE_CHECKING:
    from sqlite3 import Connection

ANSWER = "What Samir loves doing"


def comments(town: Town, text: str) -> None:
    for label in ("Comment on", ANSWER):
        town.mette.tap(label)
    town.mette.write(text)


def test_a_remark_stands_beside_the_answer_of_the_version_that_it_is_about() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    comments(town, "Of the first one")
    change(town)
    town.reviews(town.mette)
    comments(town, "Of the second one")
    read = page(town.reviews(town.mette))
    quoted = [line for line in read.splitlines() if line.startswith((f"{ANSWER}: ", "Of the "))]
    assert quoted == [
        f"{ANSWER}: I like to drive at night",
        "Of the first one",
        f"{ANSWER}: I like to drive in Norway",
        "Of the second one",
    ]


def asked_of_shares(town: Town) -> int:
    """How many statements look for who sees the exercise when Mette opens a question of its menu."""
    town.reviews(town.mette)
    connection: Connection = town.mette.world.connection
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    town.mette.tap("Comment on")
    connection.set_trace_callback(None)
    return sum("FROM shares WHERE exercise =" in each for each in asked)


def test_who_sees_the_exercise_is_read_as_often_of_many_remarks_as_of_one() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    comments(town, "The first one")
    once = asked_of_shares(town)
    town.mette.tap("Back")
    for number in range(12):
        comments(town, f"Number {number}")
    assert len(said(town)) > 12
    assert asked_of_shares(town) == once > 0
