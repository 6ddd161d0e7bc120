"""Voice messages as a phone hears them: decoded, measured in seconds and decibels."""

from __future__ import annotations

import io
from array import array
from functools import cache
from math import log10
from statistics import correlation
from typing import TYPE_CHECKING

import av

if TYPE_CHECKING:
    from bot.voice.speech import Speech


@cache
def heard(speech: Speech) -> array[int]:
    """The samples, of 16 bits at 48,000 a second; it has to be Opus in OGG, of one voice."""
    samples = array("h")
    with av.open(io.BytesIO(speech.ogg), "r") as source:
        stream = source.streams.audio[0]
        assert (source.format.name, stream.codec_context.name, stream.channels) == ("ogg", "opus", 1)
        resampler = av.AudioResampler(format="s16", layout="mono", rate=48_000)
        for decoded in source.decode(stream):
            for frame in resampler.resample(decoded):
                samples.frombytes(bytes(frame.planes[0])[: 2 * frame.samples])
    return samples


def seconds(speech: Speech) -> float:
    return len(heard(speech)) / 48_000


def loudness(speech: Speech) -> float:
    """Decibels (dBFS, RMS) of what is not silent."""
    return decibels([each for each in heard(speech) if abs(each) > 100])


def decibels(samples: list[int]) -> float:
    return 10 * log10(sum(each * each for each in samples) / len(samples) / 32_768**2)


def peak(speech: Speech) -> float:
    return max(map(abs, heard(speech))) / 32_768


def likeness(one: Speech, other: Speech) -> float:
    """How alike the rise and fall of two sounds is: 1 for the same, about 0 for two that have nothing in common.

    Not sample by sample: the voice's breath is another one each time.
    """
    first, second = rise_and_fall(one), rise_and_fall(other)
    return correlation(*zip(*zip(first, second, strict=False), strict=True))


@cache
def rise_and_fall(speech: Speech) -> list[float]:
    """How loud it is in each fiftieth of a second."""
    samples = heard(speech)
    return [sum(map(abs, samples[start : start + 960])) / 960 for start in range(0, len(samples), 960)]
