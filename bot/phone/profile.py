"""What the bot has told about itself: commands per scope and language, names and descriptions."""

import json
from typing import Any

from bot.phone.storage import Storage

Json = dict[str, Any]


class Profile:
    """Commands and texts in the database."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def set_commands(self, scope: str, language: str, commands: list[Json]) -> None:
        """Replace the commands of a scope ("default", "chat:5") and language ("": all); [] deletes them."""
        if not commands:
            self._storage.run(
                "DELETE FROM commands WHERE scope = :scope AND language_code = :language",
                {"scope": scope, "language": language},
            )
            return
        self._storage.run(
            "INSERT INTO commands (scope, language_code, body) VALUES (:scope, :language, :body) "
            "ON CONFLICT (scope, language_code) DO UPDATE SET body = excluded.body",
            {"scope": scope, "language": language, "body": json.dumps(commands)},
        )

    def commands(self, scope: str, language: str) -> list[Json]:
        row = self._storage.row(
            "SELECT body FROM commands WHERE scope = :scope AND language_code = :language",
            {"scope": scope, "language": language},
        )
        return [] if row is None else list(json.loads(row["body"]))

    def commands_for(self, chat_id: int, language: str) -> list[Json]:
        """The commands a person sees: the narrowest scope that has any, their language first."""
        for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
            for code in (language, ""):
                if commands := self.commands(scope, code):
                    return commands
        return []

    def set_text(self, kind: str, language: str, text: str) -> None:
        """Remember a name or description; empty text forgets it."""
        texts = self._storage.recall(kind, {})
        texts.pop(language, None)
        self._storage.remember(kind, {**texts, language: text} if text else texts)

    def text(self, kind: str, language: str, default: str = "") -> str:
        texts: dict[str, str] = self._storage.recall(kind, {})
        return texts.get(language) or texts.get("") or default
