"""What a database has to offer to stand behind the store: SQLite, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from bot.state.cursor import Cursor

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
Function: TypeAlias = Callable[[Cursor], T]
"""A transaction function: synchronous, no network inside, everything it needs comes from the cursor."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one function: its value, or the error it raised.

    Errors travel as values because a future refuses StopIteration, and because the database's thread logs the
    exceptions that pass through it, which may hold what a person wrote.
    """

    value: Any = None
    error: BaseException | None = None

    def unwrap(self) -> Any:
        """Give the value, or raise the error, in the caller's own task."""
        if self.error is not None:
            raise self.error
        return self.value


class Backend(Protocol):
    """One open database."""

    @property
    def is_shared(self) -> bool:
        """Whether other programs may be writing into it too."""

    async def batch(self, functions: Sequence[Function[Any]], *, hurried: bool = False) -> list[Outcome]:
        """Run the functions in one durable transaction, each in a savepoint; their outcomes in order.

        A function that raises is undone alone. When this returns, everything else is on disk.
        Where another program holds a row that one of them needs it is `Held`: after a moment, if it is the first of
        the batch, else at once; `hurried` is for such as were held before, of which none waits.
        What was erased or closed has its line in the erasure ledger, where that can be written.
        StorageUnavailable where nothing of the whole batch was stored. Where it erased somebody, no file of the
        database holds their text as deleted any more, as far as `tidy` could see to it at once.
        """

    async def read(self, function: Function[T]) -> T:
        """Run a function that only reads, on one consistent state that holds every finished batch."""

    async def tidy(self) -> bool:
        """Let go of what is left of what was deleted; False where that could not be done now. Never raises.

        Of what takes long it may be left for the next night.

        PostgreSQL sees to most of it by itself, and leaves the rest to its operator.
        """

    async def see_whole(self) -> None:
        """Damaged where what is stored is broken, unless that was seen to at the start; it may take minutes.

        Nothing to do where a database sees to it by itself.
        """

    async def outlived(self) -> None:
        """Wait until a newer version has brought the database up to date, which is NewerSchema.

        It returns at once where this program has the database to itself.
        """

    async def close(self) -> None:
        """Finish what has been asked for, then let go of the database."""
