"""A program of ours that runs for the bot: started when it is needed, and again after something was too much for it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Timer
from typing import IO, TYPE_CHECKING, Any, Final, cast

from bot.voice import frames

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[2]
KEPT: Final = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
"""What such a program gets of the environment: of tokens and keys it knows nothing."""
PATIENCE: Final = 30.0
"""Seconds for one request, or for the start."""
TOO_MUCH: Final = "the program has ended, or took too long"
AT_THE_START: Final = "its program ended at the start"


class Ended(Exception):
    """The program has ended over a request, or took too long; or it cannot start, and says why."""


class Slow(Ended):
    """The program was not ready in time."""


class Child:
    """One program, asked by one thread after another. `began` is what it said of itself when it started."""

    def __init__(self, module: str, *arguments: str, patience: float = PATIENCE) -> None:
        self._command = [sys.executable, "-m", module, *arguments]
        self._patience = patience
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.began: dict[str, Any] = {}

    def answer(self, request: bytes = b"", patience: float = 0.0) -> bytes:
        """What the program answers, started where it does not run; nothing to no request.

        Ended where it ends over it or takes longer than its `patience`, or with what it says where it cannot start.
        """
        with self._lock:
            ears, mouth = self._started()
            if not request:
                return b""
            with self._watched(patience):
                frames.write(mouth, request)
                return frames.read(ears)

    def close(self) -> None:
        """End the program, also over a request; the next one would start it again."""
        if (process := self._process) is not None:
            process.kill()  # whoever waits for its answer holds the lock until it ends
        with self._lock:
            self._end()

    def _started(self) -> tuple[IO[bytes], IO[bytes]]:
        """The program's two pipes."""
        if self._process is not None and self._process.poll() is not None:
            self._end()  # somebody has killed it while nobody asked
        if self._process is None:
            # What it prints could hold a person's words, and goes nowhere.
            self._process = subprocess.Popen(  # noqa: S603 - our own Python and module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={name: os.environ[name] for name in KEPT if name in os.environ},
            )
            slow = Slow(f"its program was not ready after {self._patience:.0f} seconds")
            with self._watched(ended=Ended(AT_THE_START), slow=slow):
                began = frames.understood(frames.read(self._pipes[0]))
            if "error" in began:
                self._end()
                raise Ended(began["error"])
            self.began = began
        return self._pipes

    @property
    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        process = cast("subprocess.Popen[bytes]", self._process)
        return cast("IO[bytes]", process.stdout), cast("IO[bytes]", process.stdin)

    @contextmanager
    def _watched(
        self, patience: float = 0.0, *, ended: Ended | None = None, slow: Ended | None = None
    ) -> Iterator[None]:
        """End the program where it takes too long, which raises `slow`; `ended` where it has ended by itself."""
        process = cast("subprocess.Popen[bytes]", self._process)
        late = Event()

        def end() -> None:
            late.set()  # before its pipes close, by which it is noticed
            process.kill()

        timer = Timer(patience or self._patience, end)
        timer.start()
        try:
            yield
        except (EOFError, OSError):
            self._end()
            raise (slow if late.is_set() else ended) or Ended(TOO_MUCH) from None
        finally:
            timer.cancel()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with (
                suppress(OSError),
                process,
            ):  # closes the pipes, where something may still be on its way, and waits
                pass
