"""The first migration: organisations, people, exercises, outbox, timers and updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

_TABLES = (
    """CREATE TABLE organisations (
        id BIGINT PRIMARY KEY, name TEXT NOT NULL, contact TEXT NOT NULL, created_at BIGINT NOT NULL)""",
    """CREATE TABLE people (
        id BIGINT PRIMARY KEY, organisation BIGINT NOT NULL REFERENCES organisations (id),
        language TEXT NOT NULL, name TEXT NOT NULL, time_zone TEXT NOT NULL, focus BIGINT NOT NULL,
        agreed SMALLINT NOT NULL, energy BIGINT NOT NULL, energy_day TEXT NOT NULL, quiet SMALLINT NOT NULL,
        version BIGINT NOT NULL, created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL)""",
    """CREATE TABLE addresses (
        bot BIGINT NOT NULL, user_id BIGINT NOT NULL, chat_id BIGINT NOT NULL,
        person BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE, blocked_at BIGINT,
        PRIMARY KEY (bot, user_id))""",
    """CREATE TABLE consents (
        id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        organisation BIGINT NOT NULL REFERENCES organisations (id), text_version TEXT NOT NULL,
        given_at BIGINT NOT NULL, withdrawn_at BIGINT)""",
    """CREATE TABLE exercises (
        id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        flow TEXT NOT NULL, status TEXT NOT NULL, session TEXT NOT NULL,
        created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, finished_at BIGINT)""",
    """CREATE TABLE answers (
        id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        exercise BIGINT REFERENCES exercises (id) ON DELETE CASCADE, place TEXT NOT NULL,
        revision BIGINT NOT NULL, content TEXT NOT NULL, message BIGINT, part_of BIGINT,
        created_at BIGINT NOT NULL)""",
    """CREATE TABLE versions (
        id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        exercise BIGINT NOT NULL REFERENCES exercises (id) ON DELETE CASCADE, number BIGINT NOT NULL,
        content TEXT NOT NULL, created_at BIGINT NOT NULL)""",
    """CREATE TABLE outbox (
        id BIGINT PRIMARY KEY, bot BIGINT NOT NULL, chat_id BIGINT NOT NULL,
        person BIGINT REFERENCES people (id) ON DELETE CASCADE, language TEXT NOT NULL, payload TEXT NOT NULL,
        session BIGINT NOT NULL, prompt BIGINT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('waiting', 'sent', 'withdrawn', 'aside')),
        attempts BIGINT NOT NULL, parts BIGINT NOT NULL, not_before BIGINT NOT NULL, error TEXT NOT NULL,
        message BIGINT, created_at BIGINT NOT NULL, sent_at BIGINT)""",
    """CREATE TABLE timers (
        id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        kind TEXT NOT NULL, session BIGINT NOT NULL, due_at BIGINT NOT NULL, version BIGINT NOT NULL)""",
    """CREATE TABLE updates (
        bot BIGINT NOT NULL, update_id BIGINT NOT NULL, received_at BIGINT NOT NULL,
        PRIMARY KEY (bot, update_id))""",
    """CREATE TABLE set_aside (
        bot BIGINT NOT NULL, update_id BIGINT NOT NULL, kind TEXT NOT NULL, received_at BIGINT NOT NULL,
        PRIMARY KEY (bot, update_id))""",
)

_INDEXES = (
    "CREATE INDEX people_organisation ON people (organisation)",
    "CREATE INDEX addresses_person ON addresses (person)",
    "CREATE INDEX addresses_chat ON addresses (bot, chat_id)",
    "CREATE INDEX addresses_user ON addresses (user_id)",
    "CREATE INDEX consents_person ON consents (person, id)",
    "CREATE INDEX consents_organisation ON consents (organisation)",
    "CREATE INDEX exercises_person ON exercises (person, flow)",
    "CREATE UNIQUE INDEX answers_revision ON answers (person, exercise, place, revision)",
    "CREATE INDEX answers_message ON answers (person, message)",
    "CREATE INDEX answers_exercise ON answers (exercise)",
    "CREATE UNIQUE INDEX versions_number ON versions (exercise, number)",
    "CREATE INDEX versions_person ON versions (person)",
    "CREATE INDEX outbox_waiting ON outbox (bot, chat_id, id) WHERE status = 'waiting'",
    "CREATE INDEX outbox_due ON outbox (not_before) WHERE status = 'waiting'",
    "CREATE INDEX outbox_finished ON outbox (created_at) WHERE status <> 'waiting'",
    "CREATE INDEX outbox_session ON outbox (session, prompt, id)",
    "CREATE INDEX outbox_person ON outbox (person)",
    "CREATE UNIQUE INDEX timers_one ON timers (person, kind, session)",
    "CREATE INDEX timers_due ON timers (due_at, id)",
    "CREATE INDEX updates_received ON updates (received_at)",
    "CREATE INDEX set_aside_received ON set_aside (received_at)",
)


def foundation(cursor: Cursor) -> None:
    """Create the first tables and an index for every query and every cascade."""
    for statement in _TABLES + _INDEXES:
        cursor.execute(statement, {})
