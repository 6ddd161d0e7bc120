"""Whether whoever sends still can: Telegram answers it, and the storage is read and written."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Literal

from telegram.error import TelegramError

from bot.chat.errors import is_answer
from bot.state.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Power = Literal["send", "read", "write"]

UNABLE: Final = 20.0
"""Seconds without any success after which whoever has something to send leaves its place to a program that waits for
it: as many as a program may stand still."""
LACKS: Final[Mapping[Power, str]] = {
    "send": "Telegram has not answered this program",
    "read": "this program could read nothing from the database",
    "write": "this program could store nothing",
}
"""What is told of each."""


class Able:
    """What fails at present, and since when. One success ends it, whatever else fails.

    `clock` gives seconds that never run backwards.
    """

    def __init__(self, *, patience: float = UNABLE, clock: Callable[[], float] = time.monotonic) -> None:
        self.patience: Final = patience
        self._clock = clock
        self._failing: dict[Power, float] = {}
        self._worked: dict[Power, float] = {}

    def anew(self) -> None:
        """Nothing fails, as far as is known."""
        self._failing.clear()

    @contextmanager
    def trying(self, power: Power) -> Iterator[None]:
        """A try of one of these. What fails has done so since the try began, or since another one went well."""
        begun = self._clock()
        try:
            yield
        except (TelegramError, StorageUnavailable) as error:
            if is_answer(error):
                self._works(power)
            else:
                self._failing.setdefault(power, max(begun, self._worked.get(power, begun)))
            raise
        self._works(power)

    def lacks(self) -> Power | None:
        """What has failed for too long; None where nothing has."""
        now = self._clock()
        return next((power for power, since in self._failing.items() if now - since >= self.patience), None)

    def _works(self, power: Power) -> None:
        self._worked[power] = self._clock()
        self._failing.pop(power, None)
