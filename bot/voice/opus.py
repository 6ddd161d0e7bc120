"""Samples become a voice message: OGG with Opus, every voice equally loud."""

from __future__ import annotations

import io
from array import array
from itertools import pairwise
from math import log10
from operator import mul
from typing import TYPE_CHECKING, Final, cast

import av
import av.filter

from bot.voice.speech import Sound, Speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RATE: Final = 24_000
"""Samples a second, one of those that Opus has: voices make 22,050 or fewer."""
BITS: Final = 28_000
"""A second: speech of one voice gains nothing above."""
CODER: Final = {"application": "voip", "compression_level": "5"}
"""For speech; the level costs a quarter less time than the highest, and no ear tells them apart."""
LOUDNESS: Final = -20.0
"""Decibels below the loudest there can be (dBFS), of the parts with speech in them: as people's own voice messages."""
PEAK: Final = 0.8
"""No sample goes above this part of the loudest there can be: Opus adds a little."""
SILENCE: Final = 300
"""A stretch below this (RMS, of 32,768) is a pause, and tells nothing of how loud the voice is."""
STRETCH: Final = 0.05
LEAD: Final = 0.15
"""Seconds before the first word, which many players swallow."""


def encoded(said: Iterable[tuple[Sound, float]]) -> Speech:
    """Sounds, each followed by a pause of so many seconds, as one message."""
    samples = _silence(LEAD) + b"".join(
        _levelled(sound) + _silence(pause) for sound, pause in said if sound.samples
    )
    out = io.BytesIO()
    with av.open(out, "w", format="ogg") as target:
        stream = target.add_stream("libopus", rate=RATE, layout="mono", options=CODER)
        stream.bit_rate = BITS
        target.mux(stream.encode(_frame(samples, RATE)))
        target.mux(stream.encode(None))
    return Speech(out.getvalue(), len(samples) / 2 / RATE)


def _silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def _levelled(sound: Sound) -> bytes:
    """The samples at our rate, as loud as all others, and limited where that would be too loud for a moment."""
    graph = av.filter.Graph()
    source = graph.add(
        "abuffer",
        args=f"sample_rate={sound.rate}:sample_fmt=s16:channel_layout=mono:time_base=1/{sound.rate}",
    )
    chain = [
        source,
        graph.add("aresample", str(RATE)),
        graph.add("volume", f"{_gain(sound):.2f}dB"),
        graph.add("alimiter", f"limit={PEAK}:level=false:latency=true"),
        graph.add("aformat", "sample_fmts=s16"),
        graph.add("abuffersink"),
    ]
    for before, after in pairwise(chain):
        before.link_to(after)
    graph.configure()
    source.push(_frame(sound.samples, sound.rate))
    source.push(None)
    return b"".join(_pulled(graph))


def _pulled(graph: av.filter.Graph) -> Iterator[bytes]:
    while True:
        try:
            frame = cast("av.AudioFrame", graph.pull())
        except (av.EOFError, av.BlockingIOError):
            return
        yield bytes(frame.planes[0])[: 2 * frame.samples]  # a plane is padded at its end


def _frame(samples: bytes, rate: int) -> av.AudioFrame:
    frame = av.AudioFrame(format="s16", layout="mono", samples=len(samples) // 2, align=1)
    frame.sample_rate = rate
    frame.planes[0].update(samples)
    return frame


def _gain(sound: Sound) -> float:
    """Decibels to add; none for what is silent all through."""
    powers = [power for power in _powers(sound) if power > SILENCE**2]
    if not powers:
        return 0.0
    return LOUDNESS - 10 * log10(sum(powers) / len(powers) / 32_768**2)


def _powers(sound: Sound) -> Iterator[float]:
    """The mean square of each stretch."""
    samples = array("h", sound.samples)
    size = round(sound.rate * STRETCH)
    for start in range(0, len(samples), size):
        stretch = samples[start : start + size]
        yield sum(map(mul, stretch, stretch)) / len(stretch)
