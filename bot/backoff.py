"""How long to wait before trying again."""

from __future__ import annotations


def backoff(failures: int, longest: float) -> float:
    """Seconds to wait after this many failures in a row: 1, 2, 4 … up to `longest`."""
    return min(longest, 2.0 ** min(max(failures - 1, 0), 16))
