"""Pictures with few colours: a screen of a chat needs no more, and weighs a third; and whether two are alike."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from typing import cast

import av
import av.filter

COLOURS = 32
UNSEEN = 32
"""Of 255 levels of red, green or blue, how far two points may be apart."""
AT_ONCE = Fraction(1)
"""The time between two frames, which one picture does not have, but every frame must tell."""


def few_colours(png: bytes, most: int = COLOURS) -> bytes:
    """The same picture as a PNG with a palette of its own."""
    frame = decoded(png)
    graph = av.filter.Graph()
    given = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=AT_ONCE)
    twice = graph.add("split")
    palette = graph.add("palettegen", f"max_colors={most}:reserve_transparent=0")
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


def alike(one: bytes, other: bytes) -> bool:
    """Whether nobody could tell these two PNGs apart."""
    first, second = (decoded(png).reformat(format="rgb24") for png in (one, other))
    if (first.width, first.height) != (second.width, second.height):
        return False
    points = zip(bytes(first.planes[0]), bytes(second.planes[0]), strict=True)
    return all(abs(here - there) <= UNSEEN for here, there in points)


def decoded(png: bytes) -> av.VideoFrame:
    with av.open(BytesIO(png), "r") as source:
        return next(source.decode(video=0))


def encoded(frame: av.VideoFrame) -> bytes:
    coder = av.CodecContext.create("png", "w")
    coder.width, coder.height, coder.pix_fmt = frame.width, frame.height, frame.format.name
    coder.time_base = AT_ONCE
    coder.options = {"compression_level": "9", "pred": "none"}
    return b"".join(bytes(packet) for packet in [*coder.encode(frame), *coder.encode(None)])
