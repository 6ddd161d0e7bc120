"""The lines of the installed libraries that explain the figures, looked up when the table is made."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class Source:
    """`line` is how a line in a module's file begins; `says` is what follows from it."""

    module: str
    line: str
    says: str

    def place(self) -> str:
        """File and line number in the installed version; ValueError where the line is not there any more."""
        spec = find_spec(self.module)
        if spec is None or spec.origin is None:
            raise ValueError(f"expected the module {self.module} to be installed, and it is not")
        for number, line in enumerate(Path(spec.origin).read_text("utf-8").splitlines(), 1):
            if line.strip().startswith(self.line):
                return f"{self.module.replace('.', '/')}.py:{number}"
        raise ValueError(
            f"expected a line that begins with {self.line!r} in {self.module}, and there is none"
        )


SOURCES: Final = (
    Source(
        "telegram.ext._updater",
        "self._last_update_id = updates[-1].update_id + 1",
        "python-telegram-bot puts a batch into a queue in memory and moves the offset; the next poll confirms it,"
        " whether or not a handler has run. What is in the queue at a kill is gone at Telegram too.",
    ),
    Source(
        "telegram.ext._basepersistence",
        "update_interval: float = 60",
        "Between two writes `user_data` and the conversations' states are in memory only. After a kill the bot does not"
        " know that a conversation was going on, and the handler of no state answers the next text.",
    ),
    Source(
        "telegram.ext._picklepersistence",
        'with self.filepath.open("wb") as file:',
        "The file is cut to nothing and written again in place. A kill in between leaves half a file.",
    ),
    Source(
        "telegram.ext._picklepersistence",
        'raise TypeError(f"Something went wrong unpickling',
        "With half a file the application does not start again until somebody takes the file away, and all"
        " that was in it.",
    ),
    Source(
        "aiogram.dispatcher.dispatcher",
        "handle_update_task = asyncio.create_task(handle_update)",
        "aiogram makes a task of each update and goes on polling, which confirms the batch; what a task had not"
        " done at a kill is gone at Telegram too.",
    ),
    Source(
        "aiogram.dispatcher.dispatcher",
        "await handle_update",
        "With `handle_as_tasks=False` the update is handled first. After a kill the whole batch comes again, and"
        " nothing recognises what was handled already: an answer is then taken for the answer to the next question.",
    ),
    Source(
        "aiogram.dispatcher.dispatcher",
        "return True  # because update was processed but unsuccessful",
        "A handler whose reply fails is not run again, by either library: the answer is stored, and the person waits.",
    ),
    Source(
        "aiogram.fsm.storage.memory",
        "This storage is not recommended for production use",
        "`MemoryStorage` is what the quick start uses and what a Dispatcher has if nothing else is said.",
    ),
)
