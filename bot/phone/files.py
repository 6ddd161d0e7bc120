"""Files that were sent, by either side: bytes in the data folder, what is known of them in the database."""

import secrets
import sqlite3
from dataclasses import dataclass
from typing import Any

from bot.phone.errors import ApiError
from bot.phone.storage import Storage

Json = dict[str, Any]

_FOLDERS = {"voice": "voice", "photo": "photos", "document": "documents"}


@dataclass(frozen=True)
class File:
    """`path` is Telegram's `file_path`; `duration` is in whole seconds, width and height in pixels."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    size: int
    mime_type: str
    name: str = ""
    width: int = 0
    height: int = 0
    duration: int = 0

    def reference(self) -> Json:
        """The fields that every Telegram file has."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}

    def content(self) -> Json:
        """The part of a Telegram `Message` that carries this file."""
        reference = self.reference()
        if self.kind == "photo":
            return {"photo": [{**reference, "width": self.width, "height": self.height}]}
        if self.kind == "voice":
            return {"voice": {**reference, "duration": self.duration, "mime_type": self.mime_type}}
        return {"document": {**reference, "file_name": self.name, "mime_type": self.mime_type}}


class Files:
    """All files of this phone."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def add(self, kind: str, data: bytes, mime_type: str, **known: Any) -> File:
        """Keep the bytes; `known` may give name, width, height and duration."""
        number = self._storage.recall("last_file", 0) + 1
        self._storage.remember("last_file", number)
        suffix = {"voice": ".oga", "photo": ".jpg"}.get(kind, "")
        file = File(
            file_id=f"AgACAgQAAxk{kind[0].upper()}{secrets.token_urlsafe(40)}",
            unique_id=f"AQAD{secrets.token_urlsafe(9)}",
            kind=kind,
            path=f"{_FOLDERS[kind]}/file_{number}{suffix}",
            size=len(data),
            mime_type=mime_type,
            **known,
        )
        self._storage.run(
            "INSERT INTO files VALUES "
            "(:file_id, :unique_id, :kind, :path, :size, :mime_type, :name, :width, :height, :duration)",
            vars(file),
        )
        (self._storage.files / file.unique_id).write_bytes(data)
        return file

    def get(self, file_id: str) -> File | None:
        return _file(self._storage.row("SELECT * FROM files WHERE file_id = :id", {"id": file_id}))

    def at(self, path: str) -> File:
        """The file with that `file_path`; 404 when there is none."""
        file = _file(self._storage.row("SELECT * FROM files WHERE path = :path", {"path": path}))
        if file is None:
            raise ApiError(404, "Not Found")
        return file

    def read(self, file: File) -> bytes:
        return (self._storage.files / file.unique_id).read_bytes()


def _file(row: sqlite3.Row | None) -> File | None:
    return None if row is None else File(**dict(row))
