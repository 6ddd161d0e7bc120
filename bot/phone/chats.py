"""The chats the bot can see: one private chat per person, and groups that wrote."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.phone.settings import Person
from bot.phone.storage import Storage

Json = dict[str, Any]

GROUP_TITLE = "Jobcafé"
AWAY = "away"
"""The role of somebody whose phone is elsewhere."""


@dataclass(frozen=True)
class Chat:
    """`started`: the person has written, so the bot may too. `reply_keyboard`: what stands below the text."""

    id: int
    kind: str
    first_name: str
    language_code: str
    role: str
    started: bool
    blocked: bool
    reply_keyboard: Json | None

    def user(self) -> Json:
        """Telegram's `User`."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
        }

    def telegram(self) -> Json:
        """Telegram's `Chat`."""
        if self.kind == "private":
            return {"id": self.id, "first_name": self.first_name, "type": "private"}
        return {"id": self.id, "title": self.first_name, "type": self.kind}


class Chats:
    """Chats in the database, in the order in which they were added."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def add_people(self, people: Iterable[Person]) -> None:
        """Give each person a phone, unless they have one."""
        for person in people:
            self._insert(person.id, "private", person.first_name, person.language_code, person.role)

    def add_away(self, people: Iterable[int]) -> None:
        """People who have started the bot, and whose phones are elsewhere."""
        for person in people:
            self._insert(person, "private", "", "", AWAY)
            self.start(person)

    def add_group(self, chat_id: int) -> Chat:
        self._insert(chat_id, "supergroup", GROUP_TITLE, "", "group")
        self.start(chat_id)
        return self.of(chat_id)

    def get(self, chat_id: int) -> Chat | None:
        row = self._storage.row("SELECT * FROM chats WHERE chat_id = :id", {"id": chat_id})
        return None if row is None else _chat(row)

    def of(self, chat_id: int) -> Chat:
        """A chat that is known to exist."""
        chat = self.get(chat_id)
        if chat is None:
            raise LookupError(f"expected chat {chat_id} to exist; add it first")
        return chat

    def people(self) -> list[Chat]:
        """Everybody whose phone is here."""
        rows = self._storage.rows(
            "SELECT * FROM chats WHERE kind = 'private' AND role <> :away ORDER BY rowid", {"away": AWAY}
        )
        return [_chat(row) for row in rows]

    def start(self, chat_id: int) -> None:
        self._storage.run("UPDATE chats SET started = 1 WHERE chat_id = :id", {"id": chat_id})

    def block(self, chat_id: int, blocked: bool) -> None:
        self._storage.run(
            "UPDATE chats SET blocked = :blocked WHERE chat_id = :id", {"id": chat_id, "blocked": blocked}
        )

    def set_reply_keyboard(self, chat_id: int, keyboard: Json | None) -> None:
        text = None if keyboard is None else json.dumps(keyboard)
        self._storage.run(
            "UPDATE chats SET reply_keyboard = :text WHERE chat_id = :id", {"id": chat_id, "text": text}
        )

    def _insert(self, chat_id: int, kind: str, name: str, language: str, role: str) -> None:
        self._storage.run(
            "INSERT INTO chats (chat_id, kind, first_name, language_code, role) "
            "VALUES (:id, :kind, :name, :language, :role) ON CONFLICT (chat_id) DO NOTHING",
            {"id": chat_id, "kind": kind, "name": name, "language": language, "role": role},
        )


def _chat(row: sqlite3.Row) -> Chat:
    keyboard = row["reply_keyboard"]
    return Chat(
        id=row["chat_id"],
        kind=row["kind"],
        first_name=row["first_name"],
        language_code=row["language_code"],
        role=row["role"],
        started=bool(row["started"]),
        blocked=bool(row["blocked"]),
        reply_keyboard=None if keyboard is None else json.loads(keyboard),
    )
