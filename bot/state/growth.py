"""What a database of very many people needs, so that no sweep walks through what is to stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.state.cursor import Cursor


def found_by_what_is_to_do(cursor: Cursor) -> None:
    """The migration by which a sweep finds what it has to deal with, and not all that it has dealt with before."""
    for statement in (
        "ALTER TABLE outbox ADD COLUMN kept SMALLINT NOT NULL DEFAULT 0",
        "DROP INDEX outbox_finished",
        "CREATE INDEX outbox_finished ON outbox (created_at) WHERE status <> 'waiting' AND kept = 0",
        "CREATE INDEX outbox_told ON outbox (not_before) WHERE status = 'waiting' AND about IS NOT NULL",
        "CREATE INDEX people_undecided ON people (seen_at) WHERE agreed = 0",
        "CREATE INDEX timers_retention ON timers (due_at) WHERE kind = 'retention'",
        "CREATE INDEX timers_undecided ON timers (due_at) WHERE kind = 'undecided'",
        "DROP INDEX deliveries_changed",
    ):
        cursor.execute(statement, {})


def fewer_pages_a_turn(cursor: Cursor) -> None:
    """The migration by which a turn writes to no index that says nothing of it.

    A message and an answer stand in one index fewer each: what was sent to somebody is found by the same as what showed
    their questions, and the answers of an exercise by the same as their revisions.
    """
    for statement in (
        "DROP INDEX outbox_about",
        "CREATE INDEX outbox_about ON outbox (about, person) WHERE about IS NOT NULL",
        "DROP INDEX outbox_exercise",
        "CREATE INDEX outbox_exercise ON outbox (exercise, person) WHERE exercise IS NOT NULL",
        "DROP INDEX outbox_person",
        "DROP INDEX outbox_session",
        "CREATE INDEX outbox_session ON outbox (person, session, prompt, id)",
        "DROP INDEX exercises_about",
        "CREATE INDEX exercises_about ON exercises (about) WHERE about IS NOT NULL",
        "DROP INDEX answers_exercise",
        "DROP INDEX answers_revision",
        "CREATE UNIQUE INDEX answers_revision ON answers (exercise, person, place, revision)",
    ):
        cursor.execute(statement, {})
