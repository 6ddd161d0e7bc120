"""What everybody hears alike is made once: kept in memory, and in files of a folder, within bounds."""

from __future__ import annotations

import hashlib
import os
import struct
from collections import OrderedDict
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import TYPE_CHECKING, Final

import structlog

from bot.voice.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Callable

log = structlog.get_logger(__name__)

MOST_ON_DISK: Final = 64 * 2**20
"""Bytes: some five hours of speech, more than all questions in all languages and speeds."""
MOST_IN_MEMORY: Final = 4 * 2**20
SUFFIX, UNFINISHED = ".speech", ".part"
HEAD: Final = struct.Struct(">32sd")
"""A file begins with the SHA-256 of what follows it, and the seconds."""


class Cache:
    """Speech by a name that tells all that it is made of. Without a folder it is kept in memory alone."""

    def __init__(
        self, folder: Path | None, most_on_disk: int = MOST_ON_DISK, most_in_memory: int = MOST_IN_MEMORY
    ) -> None:
        self._files = Files(folder, most_on_disk) if folder else None
        self._memory: OrderedDict[str, Speech] = OrderedDict()
        self._most = most_in_memory
        self._under_way: dict[str, Future[Speech]] = {}
        self._lock = Lock()

    def once(self, name: str, make: Callable[[], Speech]) -> Speech:
        """The speech of this name, made where there is none yet; who asks meanwhile waits for it, errors and all."""
        with self._lock:
            if name in self._memory:
                self._memory.move_to_end(name)
                return self._memory[name]
            waited_for = self._under_way.get(name)
            if waited_for is None:
                mine = self._under_way[name] = Future[Speech]()
        if waited_for is not None:
            return waited_for.result()
        try:
            speech = self._read_or_made(name, make)
        except BaseException as error:
            mine.set_exception(error)
            raise
        else:
            mine.set_result(speech)
            return speech
        finally:
            with self._lock:
                del self._under_way[name]

    def _read_or_made(self, name: str, make: Callable[[], Speech]) -> Speech:
        speech = self._files.read(name) if self._files else None
        if speech is None:
            speech = make()
            if self._files:
                self._files.write(name, speech)
        with self._lock:
            self._memory[name] = speech
            while sum(len(each.ogg) for each in self._memory.values()) > self._most:
                self._memory.popitem(last=False)
        return speech


class Files:
    """A folder of speech: a disk that fails costs time, and nothing else."""

    def __init__(self, folder: Path, most: int) -> None:
        self._folder = folder
        self._most = most
        self._lock = Lock()
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            for left in folder.glob(f"*{UNFINISHED}"):
                left.unlink()

    def read(self, name: str) -> Speech | None:
        """What stands in a file; None where there is none, or where it is damaged."""
        path = self._folder / (name + SUFFIX)
        try:
            data = path.read_bytes()
            os.utime(path)  # used just now
        except OSError:
            return None
        if len(data) < HEAD.size:
            return None
        digest, seconds = HEAD.unpack_from(data)
        if hashlib.sha256(data[32:]).digest() != digest:
            return None
        return Speech(data[HEAD.size :], seconds)

    def write(self, name: str, speech: Speech) -> None:
        """Keep it, whole or not at all, and drop what was not used for longest."""
        body = struct.pack(">d", speech.seconds) + speech.ogg
        try:
            self._put(self._folder / (name + SUFFIX), hashlib.sha256(body).digest() + body)
            self._drop()
        except OSError as error:
            log.warning("voice.not_kept", reason=error.strerror)

    def _put(self, path: Path, content: bytes) -> None:
        """Write a file beside its place and then move it there; where that fails, nothing is left of it."""
        with NamedTemporaryFile(dir=self._folder, suffix=UNFINISHED, delete=False) as file:
            unfinished = Path(file.name)
            try:
                file.write(content)
                file.flush()
                unfinished.replace(path)
            except OSError:
                unfinished.unlink(missing_ok=True)
                raise

    def _drop(self) -> None:
        with self._lock:
            found = [(path, path.stat()) for path in self._folder.glob(f"*{SUFFIX}")]
            total = sum(status.st_size for _, status in found)
            for path, status in sorted(found, key=lambda each: each[1].st_mtime_ns):
                if total <= self._most:
                    return
                path.unlink(missing_ok=True)
                total -= status.st_size
