"""Answers, append only: a changed answer is a new revision, and what fits no question is kept as unplaced.

What is to be forgotten is erased from the revisions that hold it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.state import ledger
from bot.state.sealing import seal_json, unseal_json
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.state.cursor import Cursor

CONTENT: Final = "answers.content"
EVERY: Final = 2**62


class Stored(NamedTuple):
    """One revision. `exercise` is 0 and `place` "" for a text that belongs nowhere; `message` 0 for none.

    `part_of` is the answer that an unplaced text was moved into later, 0 when it was not.
    """

    id: int
    exercise: int
    place: str
    revision: int
    content: dict[str, Any]
    message: int
    part_of: int
    created_at: datetime


def record(
    cursor: Cursor,
    new_id: int,
    person_id: int,
    exercise: int,
    place: str,
    content: dict[str, Any],
    message: int,
    now: datetime,
    moved: Sequence[int] = (),
) -> int:
    """Append an answer and give its revision, counted from 1 within the exercise and place.

    `exercise` 0: the answer belongs to none. An exercise has to be saved before its first answer. `moved` are
    messages that were unplaced and whose texts are part of this answer now.
    """
    of = "exercise = :exercise" if exercise else "exercise IS NULL"
    cursor.execute(
        "INSERT INTO answers (id, person, exercise, place, revision, content, message, created_at)"  # noqa: S608 - constants
        " VALUES (:id, :person, :exercise, :place, (SELECT COALESCE(MAX(revision), 0) + 1 FROM answers"
        f" WHERE person = :person AND {of} AND place = :place), :content, :message, :now) RETURNING revision",
        {
            "id": new_id,
            "person": person_id,
            "exercise": exercise or None,
            "place": place,
            "content": seal_json(cursor, CONTENT, person_id, new_id, content),
            "message": message or None,
            "now": to_ms(now),
        },
    )
    (revision,) = cursor.fetchone()
    for unplaced in moved:
        cursor.execute(
            "UPDATE answers SET part_of = :answer"
            " WHERE person = :person AND message = :message AND place = '' AND id <> :answer",
            {"answer": new_id, "person": person_id, "message": unplaced},
        )
    return int(revision)


def of_message(cursor: Cursor, person_id: int, message: int) -> tuple[int, str] | None:
    """The exercise (0: none) and place that a person's message went to last, be it by being moved there."""
    cursor.execute(
        "SELECT CASE WHEN whole.id IS NULL THEN a.exercise ELSE whole.exercise END,"
        " COALESCE(whole.place, a.place) FROM answers a LEFT JOIN answers whole ON whole.id = a.part_of"
        " WHERE a.person = :person AND a.message = :message ORDER BY a.id DESC LIMIT 1",
        {"person": person_id, "message": message},
    )
    row = cursor.fetchone()
    return None if row is None else (row[0] or 0, row[1])


def early_edit(cursor: Cursor, person_id: int, message: int) -> str | None:
    """The newest words of a message that is kept as belonging nowhere; None where it is not known or has its place."""
    cursor.execute(
        "SELECT id, place, content, part_of FROM answers WHERE person = :person AND message = :message"
        " ORDER BY id DESC LIMIT 1",
        {"person": person_id, "message": message},
    )
    row = cursor.fetchone()
    if row is None:
        return None
    id_, place, stored, part_of = row
    if place or part_of:
        return None
    content = unseal_json(cursor, CONTENT, person_id, id_, stored)
    return next((text for number, text in content.get("parts", ()) if number == message), None)


def all_of(cursor: Cursor, person_id: int, newest: int = EVERY) -> list[Stored]:
    """Every revision of every answer of a person, oldest first; of very many only the newest ones."""
    cursor.execute(
        "SELECT id, exercise, place, revision, content, message, part_of, created_at FROM answers"
        " WHERE id IN (SELECT id FROM answers WHERE person = :person ORDER BY id DESC LIMIT :newest)"
        " ORDER BY id",  # found by their ids alone: the contents of all need not be put in order for that
        {"person": person_id, "newest": newest},
    )
    return [
        Stored(
            id_,
            exercise or 0,
            place,
            revision,
            unseal_json(cursor, CONTENT, person_id, id_, content),
            message or 0,
            part or 0,
            from_ms(created),
        )
        for id_, exercise, place, revision, content, message, part, created in cursor.fetchall()
    ]


def since(cursor: Cursor, person_id: int, exercise: int) -> tuple[datetime, datetime] | None:
    """When the first and the last answer of an exercise was given; None where there is none."""
    cursor.execute(
        "SELECT MIN(created_at), MAX(created_at) FROM answers WHERE person = :person AND exercise = :exercise",
        {"person": person_id, "exercise": exercise},
    )
    first, last = cursor.fetchone()
    return None if first is None else (from_ms(first), from_ms(last))


def forget(cursor: Cursor, person_id: int, exercise: int, places: Collection[str]) -> None:
    """Delete every revision of the answers at these places of an exercise, and texts that became part of them."""
    for place in places:
        named = {"person": person_id, "exercise": exercise, "place": place}
        cursor.execute(
            "SELECT id FROM answers WHERE person = :person AND part_of IN (SELECT id FROM answers"
            " WHERE person = :person AND exercise = :exercise AND place = :place)",
            named,
        )
        parts = cursor.fetchall()
        cursor.execute(
            "SELECT id FROM answers WHERE person = :person AND exercise = :exercise AND place = :place", named
        )
        for (answer,) in (*parts, *cursor.fetchall()):
            delete(cursor, answer)


def unhear(cursor: Cursor, person_id: int, exercise: int, place: str) -> None:
    """Erase what was heard in recordings from every revision of the answer at a place; all else of them stays."""
    cursor.execute(
        "SELECT id, content FROM answers WHERE person = :person AND exercise = :exercise AND place = :place",
        {"person": person_id, "exercise": exercise, "place": place},
    )
    for id_, sealed in cursor.fetchall():
        content: dict[str, Any] = unseal_json(cursor, CONTENT, person_id, id_, sealed)
        if content.pop("heard", None) is not None:
            cursor.execute(
                "UPDATE answers SET content = :content WHERE id = :id",
                {"content": seal_json(cursor, CONTENT, person_id, id_, content), "id": id_},
            )


def unsay(cursor: Cursor, person_id: int, messages: Collection[int]) -> None:
    """Delete every revision of what was said in these messages of a person's, wherever it was kept."""
    for message in messages:
        cursor.execute(
            "SELECT id FROM answers WHERE person = :person AND message = :message",
            {"person": person_id, "message": message},
        )
        for (answer,) in cursor.fetchall():
            delete(cursor, answer)


def delete(cursor: Cursor, answer: int) -> None:
    """Delete one text, also where it belongs to no exercise yet."""
    ledger.note(cursor, "answer", answer)
    cursor.execute("DELETE FROM answers WHERE id = :answer", {"answer": answer})
