"""The fourth migration: roles, invitations, who follows whom, what is shared, and what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

_TABLES = (
    "ALTER TABLE organisations ADD COLUMN own SMALLINT NOT NULL DEFAULT 0",
    "UPDATE organisations SET own = 1 WHERE id = (SELECT MAX(id) FROM organisations)",
    "ALTER TABLE people ADD COLUMN hat TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE bots (bot BIGINT PRIMARY KEY, username TEXT NOT NULL)",
    """CREATE TABLE roles (
        id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        organisation BIGINT NOT NULL REFERENCES organisations (id),
        role TEXT NOT NULL CHECK (role IN ('contact', 'mentor', 'coordinator')),
        given_at BIGINT NOT NULL, ended_at BIGINT)""",
    """CREATE TABLE invitations (
        id BIGINT PRIMARY KEY, code TEXT NOT NULL, organisation BIGINT NOT NULL REFERENCES organisations (id),
        role TEXT NOT NULL CHECK (role IN ('contact', 'mentor', 'coordinator')),
        follower BIGINT REFERENCES people (id) ON DELETE CASCADE,
        made_by BIGINT REFERENCES people (id) ON DELETE SET NULL,
        made_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT,
        used_by BIGINT REFERENCES people (id) ON DELETE SET NULL, revoked_at BIGINT)""",
    """CREATE TABLE wrong_codes (
        id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        tried_at BIGINT NOT NULL)""",
    """CREATE TABLE relations (
        id BIGINT PRIMARY KEY, citizen BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        staff BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        organisation BIGINT NOT NULL REFERENCES organisations (id),
        role TEXT NOT NULL CHECK (role IN ('contact', 'mentor')),
        silence_days BIGINT NOT NULL, since BIGINT NOT NULL, ended_at BIGINT)""",
    "ALTER TABLE exercises ADD COLUMN about BIGINT REFERENCES relations (id) ON DELETE CASCADE",
    """CREATE TABLE handovers (
        id BIGINT PRIMARY KEY, relation BIGINT NOT NULL REFERENCES relations (id) ON DELETE CASCADE,
        colleague BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        asked_at BIGINT NOT NULL, answered_at BIGINT, accepted SMALLINT)""",
    """CREATE TABLE shares (
        id BIGINT PRIMARY KEY, citizen BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        viewer BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        exercise BIGINT NOT NULL REFERENCES exercises (id) ON DELETE CASCADE, version BIGINT NOT NULL,
        snapshot TEXT NOT NULL, shared_at BIGINT NOT NULL, withdrawn_at BIGINT)""",
    """CREATE TABLE looks (
        id BIGINT PRIMARY KEY, citizen BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        viewer BIGINT REFERENCES people (id) ON DELETE SET NULL,
        exercise BIGINT NOT NULL REFERENCES exercises (id) ON DELETE CASCADE, version BIGINT NOT NULL,
        looked_at BIGINT NOT NULL)""",
    """CREATE TABLE comments (
        id BIGINT PRIMARY KEY, citizen BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        author BIGINT REFERENCES people (id) ON DELETE SET NULL,
        viewer BIGINT REFERENCES people (id) ON DELETE SET NULL,
        exercise BIGINT NOT NULL REFERENCES exercises (id) ON DELETE CASCADE, version BIGINT NOT NULL,
        place TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('comment', 'suggestion', 'reviewed', 'reply')),
        text TEXT NOT NULL, said_at BIGINT NOT NULL)""",
    """CREATE TABLE notices (
        id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        about BIGINT REFERENCES people (id) ON DELETE CASCADE, kind TEXT NOT NULL,
        exercise BIGINT REFERENCES exercises (id) ON DELETE CASCADE, subject BIGINT NOT NULL,
        made_at BIGINT NOT NULL, dealt_at BIGINT)""",
    """CREATE TABLE observations (
        id BIGINT PRIMARY KEY, citizen BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        author BIGINT REFERENCES people (id) ON DELETE SET NULL,
        kind TEXT NOT NULL CHECK (kind IN ('star', 'belief')),
        exercise BIGINT REFERENCES exercises (id) ON DELETE CASCADE,
        content TEXT NOT NULL, noted_at BIGINT NOT NULL)""",
)

_INDEXES = (
    "CREATE INDEX exercises_about ON exercises (about)",
    "CREATE UNIQUE INDEX roles_one ON roles (person, organisation, role) WHERE ended_at IS NULL",
    "CREATE INDEX roles_person ON roles (person)",
    "CREATE INDEX roles_organisation ON roles (organisation)",
    "CREATE UNIQUE INDEX invitations_code ON invitations (code)",
    "CREATE INDEX invitations_follower ON invitations (follower)",
    "CREATE INDEX invitations_made_by ON invitations (made_by)",
    "CREATE INDEX invitations_used_by ON invitations (used_by)",
    "CREATE INDEX invitations_organisation ON invitations (organisation)",
    "CREATE INDEX wrong_codes_person ON wrong_codes (person, tried_at)",
    "CREATE INDEX notices_dealt ON notices (dealt_at) WHERE dealt_at IS NOT NULL",
    "CREATE INDEX wrong_codes_tried ON wrong_codes (tried_at)",
    "CREATE UNIQUE INDEX relations_one ON relations (citizen, staff, role) WHERE ended_at IS NULL",
    "CREATE UNIQUE INDEX relations_contact ON relations (citizen) WHERE ended_at IS NULL AND role = 'contact'",
    "CREATE INDEX relations_citizen ON relations (citizen)",
    "CREATE INDEX relations_staff ON relations (staff)",
    "CREATE INDEX relations_organisation ON relations (organisation)",
    "CREATE INDEX handovers_relation ON handovers (relation)",
    "CREATE INDEX handovers_colleague ON handovers (colleague)",
    "CREATE INDEX shares_viewer ON shares (viewer, citizen, exercise)",
    "CREATE INDEX shares_exercise ON shares (exercise, viewer)",
    "CREATE INDEX shares_citizen ON shares (citizen)",
    "CREATE INDEX looks_exercise ON looks (exercise)",
    "CREATE INDEX looks_citizen ON looks (citizen, id)",
    "CREATE INDEX looks_viewer ON looks (viewer)",
    "CREATE INDEX comments_exercise ON comments (exercise, id)",
    "CREATE INDEX comments_citizen ON comments (citizen)",
    "CREATE INDEX comments_author ON comments (author)",
    "CREATE INDEX comments_viewer ON comments (viewer)",
    "CREATE INDEX notices_person ON notices (person, dealt_at)",
    "CREATE INDEX notices_about ON notices (about)",
    "CREATE INDEX notices_exercise ON notices (exercise)",
    "CREATE INDEX observations_citizen ON observations (citizen, id)",
    "CREATE INDEX observations_author ON observations (author)",
    "CREATE INDEX observations_exercise ON observations (exercise)",
)


def company(cursor: Cursor) -> None:
    """Create the tables of people who follow one another, an index for every query and every cascade."""
    for statement in _TABLES + _INDEXES:
        cursor.execute(statement, {})
