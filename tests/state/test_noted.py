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
    from collections.abc import Callable, Iterable, Iterator

    from bot.state.cursor import Cursor
    from bot.state.store import Store

STATE = Path(__file__).parents[2] / "bot" / "state"
CHANGES = re.compile(r"\b(DELETE FROM|(?<!FOR )UPDATE)\b|\bINSERT INTO consents\b")
"""How a statement begins that ends or changes what is there. What somebody agrees to is only ever added."""
NOT_NOTED: dict[str, tuple[str, ...]] = {
    "a migration, or the opening of the file: each database goes through it, also one that was restored": (
        "bots.own_organisations",
        "comments.answers_beside_remarks",
        "company",
        "old_codes._in_answers",
        "old_codes._in_sessions",
        "opening._apply_missing",
        "outbox_tables.held_while_blocked",
        "people.energy_sealed",
        "sealed_first._seal_some",
        "sealed_first.sealed",
        "shares.shared_once",
        "shown_days._date_some",
        "shown_days.shown_days",
        "timers.timers_by_bot",
    ),
    "it goes with what is noted (a person, an exercise, a share, a relation, a reminder, a no), and again with that": (
        "comments.forget",
        "observations.change",
        "outbox.discard",
        "outbox.unshown",
        "outbox.untold",
        "reminder_answers.forget",
        "reminders.end",
        "reminders.forget",
        "reminders.lose_exercise",
        "reports.let_go",
        "sealing.forget",
        "shares.hand_over",
        "timers.cancel",
        "timers.discard",
        "versions.change",
    ),
    "the same version is shown anew in the same moment; noted when that is taken back": ("shares.add",),
    "a no does not need it: nobody takes over before the citizen, who is asked once more, says yes": (
        "handovers.decide",
        "handovers.decide_all",
    ),
    "a wish, which its owner can change again at any time, and a line holds for ever. Nobody sees anything by it; at "
    "most a message comes that was not wanted, with the button by which it is the last. The docs say so": (
        "people.save",
        "relations.decline",
    ),
    "what was written, set or seen to since is as old as the backup; nobody sees more by it than the rights of now": (
        "answers.record",
        "answers.unhear",
        "deliveries.answer",
        "deliveries.finish",
        "notices.add",
        "notices.deal",
        "notices.deal_about",
        "notices.deal_seen",
        "notices.hand_over",
        "notices.outdate",
        "observations._show",
        "outbox.withdraw",
        "people.move",
        "relations.watch",
        "reports.belong",
        "reports.rewrite",
        "sessions.rename",
        "sessions.save",
        "versions.amend",
    ),
    "its time is up, and is again at the next tidying": (
        "broken.purge",
        "deliveries.purge",
        "desk.purge",
        "figures.forget_ahead",
        "invitations.forget",
        "invitations.purge",
        "notices.purge",
        "outbox_sweep.purge",
        "reminders.purge",
        "updates.purge",
    ),
    "the same rows are written anew in other pages": ("transaction._renew_keys",),
    "where somebody is signed in is no matter of a backup: a restore signs everybody out": (
        "desk._void",
        "desk.close",
        "desk.let_in",
        "desk.seen",
        "desk.sign_out",
        "desk.sign_out_everywhere",
        "desk.use",
    ),
    "an operator has dropped it; it waits for them again, and no longer than 30 days": (
        "broken.drop",
        "letters.drop",
    ),
    "the program's own notes of its work: nobody has decided them": (
        "bots.meet",
        "bots.remember",
        "bots.work_for",
        "deliveries.note",
        "figures.keep",
        "keeping._pull_back",
        "keeping.forget",
        "keeping.note",
        "ledger.move",
        "ledger.written",
        "letters.retry",
        "organisations._wait_for_others",
        "organisations.ensure",
        "outbox._hold",
        "outbox.aside",
        "outbox.hasten",
        "outbox.part",
        "outbox.postpone",
        "outbox.sent",
        "people.block",
        "people.hold",
        "people.seen",
        "people.touch",
        "people.unblock",
        "refusals.note",
        "reminders.move_on",
        "renaming.move",
        "sealing.rewrap",
        "timers.find_bots",
        "timers.follow",
        "timers.schedule",
        "timers.take",
        "unheard.add",
        "unheard.later",
        "unheard.take",
        "updates.set_aside",
        "watching.beat",
        "watching.forget_backups",
    ),
}
"""Every function with such a statement that notes nothing, by the reason why a restore may undo it."""


def changing() -> Iterator[tuple[str, bool]]:
    """Every function of storage that ends or changes something, and whether it notes that for the ledger.

    What a module says outside of its functions goes by the module's name.
    """
    for file in sorted(STATE.glob("*.py")):
        module = ast.parse(file.read_text())
        functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
        within = {id(part) for function in functions for part in ast.walk(function)}
        for function in functions:
            if any(CHANGES.search(each) for each in said(ast.walk(function))):
                yield f"{file.stem}.{function.name}", "ledger.note(cursor, " in ast.unparse(function)
        if any(
            CHANGES.search(each) for each in said(node for node in ast.walk(module) if id(node) not in within)
        ):
            yield file.stem, False


def said(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every text among these."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_statement_ends_or_changes_something_without_a_note_or_a_reason() -> None:
    found = dict(changing())
    ends = {"people.erase", "exercises.discard", "shares.end", "relations.end", "roles.end"}
    takes_back = {"consents.give", "observations.hide", "invitations.revoke", "answers.delete"}
    assert {name for name, noted in found.items() if noted} >= ends | takes_back
    excepted = [name for names in NOT_NOTED.values() for name in names]
    assert sorted(name for name, noted in found.items() if not noted) == sorted(excepted)


def _shown_again(town: Town) -> None:
    for text in ("x", "y"):
        town.doer(town.anna.id).do(Share(town.relation, town.exercise, {"text": text}))
    town.doer(town.anna.id).do(Unshare(town.relation, town.exercise))


def _hidden_twice(town: Town) -> None:
    town.allow(shown=False)
    town.allow(shown=False)


def _hidden_at_once(town: Town) -> None:
    town.cursor.execute("UPDATE observations SET shown = NULL", {})
    town.allow(shown=False)


def _shown_after_all(town: Town) -> None:
    _hidden_at_once(town)
    town.allow(shown=True)


def _hidden_again(town: Town) -> None:
    _shown_after_all(town)
    town.allow(shown=False)


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
    "scores beside a star are not shown": (lambda t: t.allow(shown=False), {"observation": 1}),
    "the same, said twice": (_hidden_twice, {"observation": 1}),
    "scores that the citizen has not been asked about are not shown": (_hidden_at_once, {"observation": 1}),
    "and are shown after all": (_shown_after_all, {"observation": 1}),
    "and are not, in the end": (_hidden_again, {"observation": 2}),
    "scores beside a star are shown": (lambda t: t.allow(shown=True), {}),
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
