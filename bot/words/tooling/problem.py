"""One thing that is wrong with a text or its translation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Where it is, which text, what is wrong, and how to mend it. `text` is "" where it is a whole file."""

    file: str
    text: str
    what: str
    mend: str

    def __str__(self) -> str:
        about = f" {self.text!r}:" if self.text else ""
        return f"{self.file}:{about} {self.what}. {self.mend}."
