"""What is left to do once a turn is committed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.deeds import Deed
from bot.engine.effects import Listen, Schedule, Settle, Toast

if TYPE_CHECKING:
    from typing import TypeAlias

    from bot.engine.conversation import Outcome
    from bot.engine.text import Words
    from bot.state.people import Known

    Care: TypeAlias = tuple[Words, ...]

DEFAULT_LANGUAGE = "da"


@dataclass(frozen=True, slots=True)
class Done:
    """What is left to do after the commit: whom to wake, and the best-effort answers to a tap.

    `unsaid` is what somebody was to read and what could not be sealed for the outbox.
    """

    chat: int = 0
    language: str = DEFAULT_LANGUAGE
    toasts: tuple[Toast, ...] = ()
    settled: tuple[Settle, ...] = ()
    scheduled: bool = False
    unsaid: Care = ()
    listens: bool = False
    """Whether a recording waits now to be written down."""
    repeated: bool = False
    """Whether the update, or timer, had been dealt with before, and nothing was done."""
    turned_away: bool = False
    """Nothing was stored, because too many others come who are not known either."""


def done(known: Known, outcome: Outcome, *, carried: bool = False) -> Done:
    """What is left to do after the commit of a turn; what is `carried` goes with one of its messages."""
    return Done(
        chat=known.chat,
        language=outcome.person.beneath or outcome.person.language,
        toasts=tuple(effect for effect in outcome.effects if isinstance(effect, Toast)),
        settled=() if carried else tuple(effect for effect in outcome.effects if isinstance(effect, Settle)),
        listens=any(isinstance(effect, Listen) for effect in outcome.effects),
        scheduled=any(isinstance(effect, Schedule | Deed) for effect in outcome.effects),
    )
