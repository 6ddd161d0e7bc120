"""Pictures with few colours: a screen of a chat needs no more, and is a third of the size."""

from __future__ import annotations

from io import BytesIO
from typing import cast

import av
import av.filter

COLOURS = 48


def few_colours(png: bytes) -> bytes:
    """The same picture as a PNG with a palette of its own."""
    with av.open(BytesIO(png)) as source:
        frame = next(source.decode(video=0))
    graph = av.filter.Graph()
    first = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=1)
    split = graph.add("split")
    palette = graph.add("palettegen", f"max_colors={COLOURS}:reserve_transparent=0:stats_mode=full")
    use = graph.add("paletteuse", "dither=none")
    last = graph.add("buffersink")
    first.link_to(split)
    split.link_to(palette, output_idx=0)
    split.link_to(use, output_idx=1)
    palette.link_to(use, input_idx=1)
    use.link_to(last)
    graph.configure()
    first.push(frame)
    first.push(None)
    return encoded(cast("av.VideoFrame", last.pull()))


def encoded(frame: av.VideoFrame) -> bytes:
    coder = cast("av.VideoCodecContext", av.CodecContext.create("png", "w"))
    coder.width, coder.height, coder.pix_fmt = frame.width, frame.height, frame.format.name
    coder.time_base = frame.time_base
    coder.options = {"compression_level": "9", "pred": "none"}
    return b"".join(bytes(packet) for packet in [*coder.encode(frame), *coder.encode(None)])
