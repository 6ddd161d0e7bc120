"""The program that speaks with a Piper voice that the operator has installed (`python -m bot.voice.piper MODEL`)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from bot.voice import program

if TYPE_CHECKING:
    from collections.abc import Callable

BETWEEN_SENTENCES: Final = 0.3
"""Seconds: Piper says each sentence by itself."""


def start() -> tuple[int, Callable[[dict[str, Any]], bytes]]:
    """Load the model: its rate, and what says `text`, `stretch` times as long as the voice would by itself."""
    from piper import PiperVoice, SynthesisConfig  # noqa: PLC0415 - optional: that it is missing is told as an error

    voice = PiperVoice.load(sys.argv[1])
    rate: int = voice.config.sample_rate
    pause = bytes(2 * round(rate * BETWEEN_SENTENCES))

    def say(asked: dict[str, Any]) -> bytes:
        how = SynthesisConfig(length_scale=voice.config.length_scale * asked["stretch"])
        return pause.join(chunk.audio_int16_bytes for chunk in voice.synthesize(asked["text"], how))

    return rate, say


if __name__ == "__main__":
    program.serve(start)
