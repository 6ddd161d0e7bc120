"""Pictures with few colours: a screen of a chat needs no more, and weighs a third."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from typing import cast

import av
import av.filter

COLOURS = 48
AT_ONCE = Fraction(1)
"""The time between two frames, which one picture does not have, but every frame must tell."""


def few_colours(png: bytes) -> bytes:
    """The same picture as a PNG with a palette of its own."""
    with av.open(BytesIO(png), "r") as source:
        frame = next(source.decode(video=0))
    graph = av.filter.Graph()
    given = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=AT_ONCE)
    twice = graph.add("split")
    palette = graph.add("palettegen", f"max_colors={COLOURS}:reserve_transparent=0")
    painted = graph.add("paletteuse", "dither=none")
    result = graph.add("buffersink")
    given.link_to(twice)
    twice.link_to(palette, output_idx=0)
    twice.link_to(painted, output_idx=1)
    palette.link_to(painted, input_idx=1)
    painted.link_to(result)
    graph.configure()
    given.push(frame)
    given.push(None)
    return encoded(cast("av.VideoFrame", result.pull()))


def encoded(frame: av.VideoFrame) -> bytes:
    coder = av.CodecContext.create("png", "w")
    coder.width, coder.height, coder.pix_fmt = frame.width, frame.height, frame.format.name
    coder.time_base = AT_ONCE
    coder.options = {"compression_level": "9", "pred": "none"}
    return b"".join(bytes(packet) for packet in [*coder.encode(frame), *coder.encode(None)])
