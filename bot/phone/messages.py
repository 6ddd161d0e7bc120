"""Every message of every chat, kept as the JSON that Telegram would give."""

import json
import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from bot.phone.storage import Storage

Json = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """`sender` is "bot" or "person". `fixed`: sent with a reply keyboard, so it can never be edited.

    `hidden`: the person has taken it off their phone.
    """

    id: int
    chat_id: int
    sender: str
    fixed: bool
    body: Json
    hidden: bool = False


class Messages:
    """Messages in the database; one increasing sequence of ids over all chats and both directions."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def new_id(self) -> int:
        last: int = self._storage.recall("last_message_id", 0)
        self._storage.remember("last_message_id", last + 1)
        return last + 1

    def add(self, body: Json, sender: str, *, fixed: bool = False) -> Message:
        """Store a Telegram `Message`; its id and chat are in the body."""
        message = Message(body["message_id"], body["chat"]["id"], sender, fixed, body)
        self._storage.run(
            "INSERT INTO messages (message_id, chat_id, sender, fixed, body) "
            "VALUES (:id, :chat, :sender, :fixed, :body)",
            {
                "id": message.id,
                "chat": message.chat_id,
                "sender": sender,
                "fixed": fixed,
                "body": json.dumps(body),
            },
        )
        return message

    def get(self, chat_id: int, message_id: int) -> Message | None:
        row = self._storage.row(
            "SELECT * FROM messages WHERE message_id = :id AND chat_id = :chat",
            {"id": message_id, "chat": chat_id},
        )
        return None if row is None else _message(row)

    def visible(self, chat_id: int) -> list[Message]:
        """What stands on the phone, oldest first."""
        rows = self._storage.rows(
            "SELECT * FROM messages WHERE chat_id = :chat AND NOT hidden ORDER BY message_id",
            {"chat": chat_id},
        )
        return [_message(row) for row in rows]

    def replace(self, message: Message, body: Json) -> Message:
        self._storage.run(
            "UPDATE messages SET body = :body WHERE message_id = :id",
            {"id": message.id, "body": json.dumps(body)},
        )
        return replace(message, body=body)

    def hide(self, message: Message) -> None:
        """Take it off the person's phone; the bot is not told, as in Telegram."""
        self._storage.run("UPDATE messages SET hidden = 1 WHERE message_id = :id", {"id": message.id})

    def delete(self, message: Message) -> None:
        self._storage.run("DELETE FROM messages WHERE message_id = :id", {"id": message.id})


def _message(row: sqlite3.Row) -> Message:
    return Message(
        id=row["message_id"],
        chat_id=row["chat_id"],
        sender=row["sender"],
        fixed=bool(row["fixed"]),
        body=json.loads(row["body"]),
        hidden=bool(row["hidden"]),
    )
