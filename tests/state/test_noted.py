"""Whatever is erased or closed for good is noted for the ledger in the same transaction."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.engine.codes import digest
from bot.engine.deeds import Join, Part, Resign, Revoke, Share, StopReminder, Unshare
from bot.state import exercises, relations, shares
from tests.state.places import Town

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.state.cursor import Cursor
    from bot.state.store import Store

STATE = Path(__file__).parents[2] / "bot" / "state"
CLOSING = re.compile(
    r"DELETE FROM (people|exercises|answers)\b"
    r"|UPDATE (shares|relations|roles|invitations) SET .*\b(withdrawn_at|ended_at|used_at|revoked_at) = "
)
NOT_NOTED = {
    "shares.shared_once": "a migration; what was there twice stays visible once",
    "old_codes._in_answers": "a migration",
    "shares.add": "the same version is shown anew in the same moment; noted when that is taken back",
}


def closing() -> Iterator[tuple[str, bool]]:
    """Every function of storage with a statement that ends something for good, and whether it notes that."""
    for file in sorted(STATE.glob("*.py")):
        for function in ast.parse(file.read_text()).body:
            if not isinstance(function, ast.FunctionDef):
                continue
            source = ast.unparse(function)
            sql = [
                node.value
                for node in ast.walk(function)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
            if any(CLOSING.search(each) for each in sql):
                yield f"{file.stem}.{function.name}", "ledger.note(cursor, " in source


def test_no_statement_ends_something_without_a_note() -> None:
    found = dict(closing())
    assert {"people.erase", "exercises.discard", "shares.end", "relations.end", "roles.end"} <= set(found)
    assert {name for name, noted in found.items() if not noted} == set(NOT_NOTED)


def _shown_again(town: Town) -> None:
    for text in ("x", "y"):
        town.doer(town.anna.id).do(Share(town.relation, town.exercise, {"text": text}))
    town.doer(town.anna.id).do(Unshare(town.relation, town.exercise))


WAYS: dict[str, tuple[Callable[[Town], None], dict[str, int]]] = {
    "a citizen deletes everything": (lambda t: t.leave(t.anna.id), {"person": 1}),
    "staff delete everything": (
        lambda t: t.leave(t.mette),
        {"person": 1, "relation": 1, "role": 1, "share": 1, "invitation": 1},
    ),
    "an exercise is deleted": (
        lambda t: exercises.discard(t.cursor, t.anna.id, t.exercise),
        {"exercise": 1, "answer": 1},
    ),
    "an exercise of somebody else is not": (lambda t: exercises.discard(t.cursor, t.mette, t.exercise), {}),
    "a share is taken back": (
        lambda t: t.doer(t.anna.id).do(Unshare(t.relation, t.exercise)),
        {"share": 1},
    ),
    "the same is shown again": (
        lambda t: t.doer(t.anna.id).do(Share(t.relation, t.exercise, {"text": "x"})),
        {},
    ),
    "what was shown again, twice, is taken back": (_shown_again, {"share": 3}),
    "a citizen parts": (lambda t: t.doer(t.anna.id).do(Part(t.relation)), {"relation": 1, "share": 1}),
    "a role is given up": (
        lambda t: t.doer(t.mette).do(Resign(t.role(t.mette))),
        {"role": 1, "relation": 1, "share": 1, "invitation": 1},
    ),
    "a colleague takes over": (Town.hand_over, {"relation": 1}),
    "an invitation is taken back": (lambda t: t.doer(t.mette).do(Revoke(t.invitation)), {"invitation": 1}),
    "an invitation is used": (
        lambda t: t.doer(t.citizen("Bo").id).do(Join(digest("KM482739"))),
        {"invitation": 1},
    ),
    "a reminder is stopped": (lambda t: t.doer(t.anna.id).do(StopReminder(t.reminder)), {"reminder": 1}),
}


@pytest.mark.parametrize("way", WAYS)
async def test_each_way_to_end_something_is_noted(store: Store, way: str) -> None:
    do, noted = WAYS[way]

    def story(cursor: Cursor) -> None:
        town = Town(cursor, store)
        do(town)
        assert town.noted() == noted

    await store.write(story)


async def test_what_a_colleague_sees_already_is_taken_from_whom_they_follow_after(store: Store) -> None:
    def story(cursor: Cursor) -> None:
        town = Town(cursor, store)
        other = store.ids.next()
        relations.begin(cursor, other, town.anna.id, town.ida, town.own, "mentor", store.clock())
        town.doer(town.anna.id).do(Share(other, town.exercise, {"text": "x"}))
        shares.hand_over(cursor, town.anna.id, town.mette, town.ida, store.clock())
        assert town.noted() == {"share": 1}

    await store.write(story)
