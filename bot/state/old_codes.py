"""The migration by which codes that were stored as people read them are stored so no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.codes import digest, plain
from bot.state.values import from_json, to_json

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

_KEPT_AT: Final = {"invite": "made", "join": "code", "first_contact": "code"}
"""Where the errands kept a code."""


def codes_as_digests(cursor: Cursor) -> None:
    """Of a code that somebody came with a digest is left, of one that they made nothing."""
    for flow, place in _KEPT_AT.items():
        _in_sessions(cursor, flow, place)
    _in_answers(cursor)


def _in_sessions(cursor: Cursor, flow: str, place: str) -> None:
    cursor.execute("SELECT id, session FROM exercises WHERE flow = :flow", {"flow": flow})
    for number, packed in cursor.fetchall():
        session = from_json(packed)
        answer = session["answers"].get(place)
        if answer is None:
            continue
        answer["value"] = digest(answer["value"]) if answer["kind"] == "code" else ""
        cursor.execute(
            "UPDATE exercises SET session = :session WHERE id = :id",
            {"session": to_json(session), "id": number},
        )


def _in_answers(cursor: Cursor) -> None:
    """What was handed on as an answer, and what was typed and lets somebody in."""
    cursor.execute("SELECT code FROM invitations", {})
    made = {code for (code,) in cursor.fetchall()}
    cursor.execute("SELECT id, content FROM answers WHERE place IN ('', 'code')", {})
    for number, packed in cursor.fetchall():
        content = from_json(packed)
        if content["kind"] == "code":
            content["value"] = digest(content["value"])
            cursor.execute(
                "UPDATE answers SET content = :content WHERE id = :id",
                {"content": to_json(content), "id": number},
            )
        elif digest(plain(str(content.get("value", "")))) in made:
            cursor.execute("DELETE FROM answers WHERE id = :id", {"id": number})
