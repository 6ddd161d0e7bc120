"""The program that speaks with a Piper voice that the operator has installed (`python -m bot.voice.piper MODEL`)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.voice import program

if TYPE_CHECKING:
    from collections.abc import Callable

NEEDED: Final = (
    ("num_symbols",),
    ("num_speakers",),
    ("audio", "sample_rate"),
    ("espeak", "voice"),
    ("phoneme_id_map",),
)
"""What Piper asks for in the settings, each with what it stands in."""
BETWEEN_SENTENCES: Final = 0.3
"""Seconds: Piper says each sentence by itself."""


def start() -> tuple[int, Callable[[dict[str, Any]], bytes]]:
    """Load the model: its rate, and what says `text`, `stretch` times as long as the voice would by itself."""
    from piper import PiperVoice, SynthesisConfig  # noqa: PLC0415 - optional: that it is missing is told as an error

    path = Path(sys.argv[1])
    _check(path.with_name(f"{path.name}.json"))
    voice = PiperVoice.load(path)
    rate: int = voice.config.sample_rate
    pause = bytes(2 * round(rate * BETWEEN_SENTENCES))

    def say(asked: dict[str, Any]) -> bytes:
        how = SynthesisConfig(length_scale=voice.config.length_scale * asked["stretch"])
        return pause.join(chunk.audio_int16_bytes for chunk in voice.synthesize(asked["text"], how))

    return rate, say


def _check(settings: Path) -> None:
    """Unfit where the settings lack something that Piper asks for: it would tell that by a bare name."""
    try:
        told = json.loads(settings.read_text("utf-8"))
    except ValueError:
        raise program.Unfit(f"{settings.name}, which is not JSON") from None
    missing = [".".join(names) for names in NEEDED if not _has(told, names)]
    if missing:
        raise program.Unfit(
            f"{settings.name} without {', '.join(missing)}, which the settings of a Piper voice have"
        )


def _has(told: Any, names: tuple[str, ...]) -> bool:
    for name in names:
        if not isinstance(told, dict) or name not in told:
            return False
        told = told[name]
    return True


if __name__ == "__main__":
    program.serve(start)
