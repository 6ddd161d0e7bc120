"""Real recordings and pictures, made in the test with PyAV as a browser makes them."""

import io
import math
from fractions import Fraction

import av
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

RATE = 48_000
SIZE = 960
TONE = b"".join(
    int(9000 * math.sin(number * math.tau / 96)).to_bytes(2, "little", signed=True) for number in range(SIZE)
)


def sound(container: str, codec: str, seconds: float) -> bytes:
    """A tone of that length, as `container` ("webm", "mp4", "ogg") with `codec` ("libopus", "aac")."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        stream = target.add_stream(codec, rate=RATE, layout="mono")
        assert isinstance(stream, AudioStream)
        for index in range(int(seconds * RATE) // SIZE):
            frame = av.AudioFrame(format="s16", layout="mono", samples=SIZE)
            frame.planes[0].update(TONE)
            frame.sample_rate = RATE
            frame.pts = index * SIZE
            frame.time_base = Fraction(1, RATE)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return out.getvalue()


def picture(codec: str, width: int, height: int) -> bytes:
    """A plain picture, with `codec` "mjpeg" or "png"."""
    out = io.BytesIO()
    pixels = "yuvj420p" if codec == "mjpeg" else "rgb24"
    with av.open(out, "w", format="image2pipe") as target:
        stream = target.add_stream(codec, rate=1, width=width, height=height, pix_fmt=pixels)
        assert isinstance(stream, VideoStream)
        target.mux(stream.encode(av.VideoFrame(width, height, pixels)))
        target.mux(stream.encode(None))
    return out.getvalue()
