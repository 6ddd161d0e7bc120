"""What can be wrong with a catalogue or with a sentence that is to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class CatalogueError(Exception):
    """A file under `locales/` cannot be used as it is; names the file and the mend."""

    def __init__(self, path: Path, found: str, mend: str) -> None:
        self.path, self.found, self.mend = path, found, mend
        super().__init__(f"{path}: {found}. {mend}.")


class MissingValue(LookupError):
    """A sentence has a placeholder for which no value was given: a bug in the flow that says it."""

    def __init__(self, message: str, name: str, given: Iterable[str]) -> None:
        names = ", ".join(sorted(given)) or "none"
        super().__init__(f"message {message!r} needs a value for {{{name}}}; values given: {names}")
