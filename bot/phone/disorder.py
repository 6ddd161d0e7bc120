"""The switch by which updates come twice, or the newest first, as Telegram warns that they may."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.phone.errors import GestureError

T = TypeVar("T")


@dataclass
class Disorder:
    """`twice`: every update comes again after it was taken. `backwards`: of what waits, the newest comes first."""

    twice: bool = False
    backwards: bool = False
    _again: set[int] = field(default_factory=set)

    def switch(self, wish: Mapping[str, Any]) -> None:
        twice, backwards = wish.get("twice", False), wish.get("backwards", False)
        if not isinstance(twice, bool) or not isinstance(backwards, bool):
            raise GestureError(f"twice and backwards must be true or false, got {twice!r} and {backwards!r}")
        self.twice, self.backwards = twice, backwards

    def arranged(self, updates: list[T]) -> list[T]:
        """A batch as a poll gets it."""
        ordered = updates[::-1] if self.backwards else updates
        return [update for update in ordered for _ in range(2 if self.twice else 1)]

    def comes_again(self, seq: int) -> bool:
        """Whether an update that a webhook has taken is posted once more."""
        if not self.twice or seq in self._again:
            self._again.discard(seq)
            return False
        self._again.add(seq)
        return True
