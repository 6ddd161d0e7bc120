"""Reading aloud: what a tap on the speaker of a message does, wherever the conversation stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.callbacks import Callback
from bot.engine.effects import Speak, Toast
from bot.engine.kindness import CALM, GENTLE
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.engine.inputs import Listened

SPEAKER: Final = Callback(0, 0, "@aloud").pack()
"""The data of the speaker, the same under every message: what is read is what stands there on the phone."""
BUTTONS: Final = Callback(0, 0, "@buttons").pack()
"""The data of the button that reads what can be chosen, under a message with more choices than are read with it."""
FEW: Final = 5
"""Choices that are read with the question; of more, one hears first what is asked, and the rest at a tap."""
AROUND: Final = frozenset(
    {
        "@ask",
        "@back",
        "@example",
        "@explain",
        "@help",
        "@keep",
        "@leave",
        "@pause",
        "@skip",
        "@aloud",
        "@buttons",
    }
)
"""Ways around a question, which are the same below each one: to hear them every time would be tiring."""
# Translators: button. Under every message; it gives a voice message in which the message is read aloud.
LABEL: Final = N_("🔊 Read aloud")
# Translators: button. Beside "🔊 Read aloud", under a message with many buttons; it reads these aloud.
BUTTONS_LABEL: Final = N_("📢 Hear the buttons")
# Translators: toast. The message is too old for Telegram to show it to us.
TOO_OLD: Final = N_("I cannot see that message any more. Tap 🔊 under a newer one.")


def choices(buttons: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What can be chosen below a message, out of the labels and keys of its buttons: without the ways around.

    After a sign of distress a break is a choice: whoever heard of going on alone would feel pressed to.
    """
    shown = tuple(buttons)
    calm = any(key in (CALM, GENTLE) for _, key in shown)
    around = AROUND - {"@pause"} if calm else AROUND
    return tuple(label for label, key in shown if key not in around)


def listened(given: Listened) -> Speak | Toast:
    """Read a message aloud; one that is too old for Telegram to show cannot be."""
    return Speak(given.text, given.choices) if given.text or given.choices else Toast(Words(TOO_OLD))
