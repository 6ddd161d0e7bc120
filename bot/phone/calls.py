"""A log of what the bot has called, for tests: no texts, only which call and how it ended."""

from typing import Any

KEPT = 20_000


class Calls:
    """The last calls in order; numbers go on when old ones are dropped."""

    def __init__(self) -> None:
        self._calls: list[dict[str, Any]] = []
        self._count = 0

    def add(self, method: str, chat_id: int | None, error_code: int | None, at: float) -> None:
        """`error_code` None means ok."""
        self._count += 1
        self._calls.append(
            {
                "n": self._count,
                "method": method,
                "ok": error_code is None,
                "error_code": error_code,
                "chat_id": chat_id,
                "at": at,
            }
        )
        del self._calls[:-KEPT]

    def since(self, number: int) -> dict[str, Any]:
        """Calls after the one numbered `number`, and the number to ask from next time."""
        return {"calls": [call for call in self._calls if call["n"] > number], "next": self._count}

    def clear(self) -> None:
        self._calls = []
