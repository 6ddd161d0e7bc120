"""What waits for somebody: a share to look at, a comment to read, a question to answer. One row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from bot.state.values import from_ms, optional_moment, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor

Kind: TypeAlias = Literal[
    "shared",
    "replied",
    "answered",
    "help",
    "call",
    "promised",
    "silence",
    "joined",
    "left",
    "commented",
    "scored",
    "scored_again",
    "handover",
    "parted",
    "accepted",
    "declined",
    "unavailable",
    "removed",
    "taken_back",
    "report",
    "report_approved",
    "report_changes",
]


QUEUE: Final = "queue"
"""The timer that tells staff that something waits for them."""
NEWS: Final = "news"
"""The same for citizens."""


class Notice(NamedTuple):
    """Something that waits for a person. `about` is the other person; `subject` the row that it is of, 0 for none.

    `made` is when, in ms: of hundreds that wait only a few are asked for their day.
    """

    id: int
    person: int
    about: int | None
    kind: Kind
    exercise: int
    subject: int
    made: int

    @property
    def made_at(self) -> datetime:
        return from_ms(self.made)


def add(
    cursor: Cursor,
    new_id: int,
    person: int,
    about: int | None,
    kind: Kind,
    exercise: int,
    subject: int,
    now: datetime,
) -> None:
    """Let something wait for a person; one of the same kind about the same person and exercise gives way.

    Answers to two reminders are two things.
    """
    cursor.execute(
        "UPDATE notices SET dealt_at = :now WHERE person = :person AND dealt_at IS NULL AND kind = :kind"
        " AND about = :about AND COALESCE(exercise, 0) = :exercise"
        " AND (kind <> 'answered' OR subject = :subject)",
        {
            "person": person,
            "about": about,
            "kind": kind,
            "exercise": exercise,
            "subject": subject,
            "now": to_ms(now),
        },
    )
    cursor.execute(
        "INSERT INTO notices (id, person, about, kind, exercise, subject, made_at)"
        " VALUES (:id, :person, :about, :kind, :exercise, :subject, :now)",
        {
            "id": new_id,
            "person": person,
            "about": about,
            "kind": kind,
            "exercise": exercise or None,
            "subject": subject,
            "now": to_ms(now),
        },
    )


def waiting(cursor: Cursor, person: int, *, about: int = 0) -> list[Notice]:
    """What waits for a person, the longest waiting first; with `about` only of that other person."""
    cursor.execute(
        "SELECT id, person, about, kind, COALESCE(exercise, 0), subject, made_at FROM notices"
        " WHERE person = :person AND dealt_at IS NULL AND (:about = 0 OR about = :about) ORDER BY id",
        {"person": person, "about": about},
    )
    return [Notice._make(row) for row in cursor.fetchall()]


def between(cursor: Cursor, person: int, about: int) -> list[tuple[Notice, datetime | None]]:
    """What waits for a person about another one, or has waited and is still kept, the oldest first.

    With each stands when it was dealt with, None for not yet.
    """
    cursor.execute(
        "SELECT id, person, about, kind, exercise, subject, made_at, dealt_at FROM notices"
        " WHERE person = :person AND about = :about ORDER BY id",
        {"person": person, "about": about},
    )
    return [
        (Notice(id_, owner, whom, kind, exercise or 0, subject, made), optional_moment(dealt))
        for id_, owner, whom, kind, exercise, subject, made, dealt in cursor.fetchall()
    ]


def deal(cursor: Cursor, person: int, notice: int, now: datetime) -> None:
    """A person has dealt with a notice of theirs."""
    cursor.execute(
        "UPDATE notices SET dealt_at = :now WHERE id = :id AND person = :person AND dealt_at IS NULL",
        {"id": notice, "person": person, "now": to_ms(now)},
    )


def deal_about(cursor: Cursor, person: int, about: int, now: datetime, exercise: int = 0) -> None:
    """Nothing about another person waits for somebody any more; with `exercise` nothing about that one."""
    cursor.execute(
        "UPDATE notices SET dealt_at = :now WHERE person = :person AND about = :about AND dealt_at IS NULL"
        " AND (:exercise = 0 OR exercise = :exercise)",
        {"person": person, "about": about, "exercise": exercise, "now": to_ms(now)},
    )


def deal_seen(cursor: Cursor, person: int, about: int, exercise: int, until: int, now: datetime) -> None:
    """What waited for somebody about an exercise of another's before the row `until` was made waits no more."""
    cursor.execute(
        "UPDATE notices SET dealt_at = :now WHERE person = :person AND about = :about AND exercise = :exercise"
        " AND id < :until AND dealt_at IS NULL",
        {"person": person, "about": about, "exercise": exercise, "until": until, "now": to_ms(now)},
    )


def hand_over(cursor: Cursor, person: int, about: int, kind: Kind, colleague: int) -> None:
    """What waits for somebody of this kind about another person waits for a colleague instead, since the same day."""
    cursor.execute(
        "UPDATE notices SET person = :colleague WHERE person = :person AND about = :about AND kind = :kind"
        " AND dealt_at IS NULL",
        {"person": person, "about": about, "kind": kind, "colleague": colleague},
    )


def outdate(cursor: Cursor, person: int, about: int, kind: Kind, now: datetime, exercise: int = 0) -> None:
    """What waits for somebody of this kind about another person, with `exercise` about that one, is not so any more."""
    cursor.execute(
        "UPDATE notices SET dealt_at = :now WHERE person = :person AND about = :about AND kind = :kind"
        " AND dealt_at IS NULL AND (:exercise = 0 OR exercise = :exercise)",
        {"person": person, "about": about, "kind": kind, "exercise": exercise, "now": to_ms(now)},
    )


def purge(cursor: Cursor, before: datetime) -> None:
    """Forget what was dealt with before this moment."""
    cursor.execute("DELETE FROM notices WHERE dealt_at < :before", {"before": to_ms(before)})
