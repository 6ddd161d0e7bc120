"""A voice message becomes samples as a listener needs them: one voice, 16,000 a second, from -1 to 1."""

from __future__ import annotations

import io
from math import sqrt
from typing import Final

import av

from bot.voice.listening import NotHeard

RATE: Final = 16_000
LONGEST: Final = 600
"""Seconds that are listened to; what comes after that is passed over, however much a file unpacks to."""
SHORTEST: Final = 0.3
QUIET: Final = 0.003
"""Nothing is to be heard in a recording of which no tenth of a second is louder (RMS): some -50 dB."""


def samples(ogg: bytes) -> bytes:
    """The samples as 32-bit floats in the machine's own order; NotHeard where it is no voice message, or silent."""
    found = bytearray()
    try:
        with av.open(io.BytesIO(ogg), "r", format="ogg") as source:
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            for decoded in source.decode(audio=0):
                for frame in resampler.resample(decoded):
                    found += bytes(frame.planes[0])[: 4 * frame.samples]
                if len(found) > 4 * RATE * LONGEST:
                    break
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise NotHeard(f"expected OGG/Opus, got {type(error).__name__}") from None
    if len(found) < 4 * RATE * SHORTEST or not _is_loud(found):
        raise NotHeard("there is nothing to hear in it")
    return bytes(found)


def _is_loud(found: bytearray) -> bool:
    every = memoryview(found).cast("f")
    stretch = RATE // 10
    stretches = (every[start : start + stretch] for start in range(0, len(every), stretch))
    return any(sqrt(sum(each * each for each in part) / len(part)) > QUIET for part in stretches)
