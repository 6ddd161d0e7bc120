"""How Python values become columns and come back: moments as milliseconds, JSON as plain ASCII text."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Gives the present moment, aware, in UTC."""

SMALLEST, LARGEST = -(2**63), 2**63 - 1
"""What a BIGINT column holds."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_EARLIEST, _LATEST = (
    (day - _EPOCH) // _MILLISECOND
    for day in (datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC))
)
"""What a calendar has, less the days by which a time zone can be off."""

_ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 UTC, rounded down. A naive moment is a ValueError: nobody knows when it is."""
    if moment.tzinfo is None:
        raise ValueError(
            f"expected a moment with a time zone, got {moment.isoformat()}; use datetime.now(UTC)"
        )
    return (moment - _EPOCH) // _MILLISECOND


def from_ms(stored: int) -> datetime:
    """The reverse of `to_ms`, in UTC.

    A number that no calendar has, since a disk has changed it, is the nearest moment: an error would end the loops
    that read many people's times, and with them everybody's.
    """
    return _EPOCH + min(max(stored, _EARLIEST), _LATEST) * _MILLISECOND


def optional_moment(stored: int | None) -> datetime | None:
    """A moment that may be missing."""
    return None if stored is None else from_ms(stored)


def to_json(content: Any) -> str:
    """JSON in ASCII: characters that a database refuses (U+0000, lone surrogates) are stored escaped."""
    return _ENCODER.encode(content)


def from_json(stored: str) -> Any:
    """The reverse of `to_json`."""
    return json.loads(stored)


def storable(number: int) -> bool:
    """Whether a column can hold a number at all; one made up in a forged button may be of any size."""
    return SMALLEST <= number <= LARGEST


def narrowed(column: str, only: Collection[int] | None) -> tuple[str, dict[str, int]]:
    """The end of a condition by which a column holds one of these numbers, and its values; nothing for None."""
    if only is None:
        return "", {}
    values = {f"only_{place}": number for place, number in enumerate(only)}
    return f" AND {column} IN ({', '.join(f':{name}' for name in values) or 'NULL'})", values


def unless_narrowed(column: str, only: Collection[int] | None) -> str:
    """The column by which rows are found where there is no `only`; a plus keeps SQLite from going by it for a few."""
    return column if only is None else f"+{column}"
