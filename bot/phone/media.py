"""Sound and pictures: browsers record WebM or MP4, Telegram carries voice as OGG with Opus."""

import io
from dataclasses import dataclass

import av
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

OGG_OPUS = "audio/ogg"
_PICTURES = {"mjpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}
_RATE = 48_000


class NotMedia(ValueError):
    """The bytes are no sound, or no picture, that can be read; the text says why."""


@dataclass(frozen=True)
class Sound:
    """`data` is OGG/Opus; `seconds` is the true length, counted in samples."""

    data: bytes
    seconds: float

    @property
    def duration(self) -> int:
        """Whole seconds as Telegram shows them, at least one."""
        return max(1, round(self.seconds))


@dataclass(frozen=True)
class Picture:
    """Width and height are in pixels."""

    mime_type: str
    width: int
    height: int


def to_ogg_opus(data: bytes) -> Sound:
    """Return the sound as OGG/Opus: repacked when it is Opus already, encoded again when not."""
    try:
        with av.open(io.BytesIO(data), "r") as source:
            stream = _audio(source)
            out = _repack(source, stream) if _codec(stream) == "opus" else _encode(source, stream)
    except (av.FFmpegError, ValueError) as error:
        raise NotMedia(f"expected recorded sound (WebM, MP4 or OGG): {error}") from error
    sound = Sound(out, seconds(out))
    if not sound.seconds:
        raise NotMedia("expected recorded sound, got a recording without any")
    return sound


def seconds(data: bytes) -> float:
    """The true length of a sound: recordings from a browser carry no length in their header."""
    with av.open(io.BytesIO(data), "r") as source:
        stream = _audio(source)
        total = sum(frame.samples / frame.sample_rate for frame in source.decode(stream))
    return float(total)


def read_voice(data: bytes) -> Sound | None:
    """Return the sound when the bytes are OGG/Opus already, as Telegram wants a voice message; else None."""
    try:
        with av.open(io.BytesIO(data), "r") as source:
            fits = source.format.name == "ogg" and _codec(_audio(source)) == "opus"
        return Sound(data, seconds(data)) if fits else None
    except (av.FFmpegError, ValueError):
        return None


def read_picture(data: bytes) -> Picture:
    """Decode the picture far enough to know that it is one, and its size."""
    try:
        with av.open(io.BytesIO(data), "r") as source:
            stream = source.streams.video[0]
            mime_type = _PICTURES[_codec(stream)]
            frame = next(source.decode(stream))
            return Picture(mime_type, frame.width, frame.height)
    except (av.FFmpegError, ValueError, IndexError, KeyError, StopIteration) as error:
        raise NotMedia(f"expected a picture (JPEG, PNG, WebP or GIF): {error}") from error


def _audio(source: av.container.InputContainer) -> AudioStream:
    if not source.streams.audio:
        raise ValueError("there is no audio in it")
    return source.streams.audio[0]


def _codec(stream: AudioStream | VideoStream) -> str:
    # A stream that nothing here can decode has no codec context, whatever its type says.
    return getattr(stream.codec_context, "name", "")


def _repack(source: av.container.InputContainer, stream: AudioStream) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="ogg") as target:
        copy = target.add_stream_from_template(stream)
        for packet in source.demux(stream):
            if packet.dts is not None:  # the last packet is an empty mark of the end
                packet.stream = copy
                target.mux(packet)
    return out.getvalue()


def _encode(source: av.container.InputContainer, stream: AudioStream) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="ogg") as target:
        voice = target.add_stream("libopus", rate=_RATE, layout="mono")
        resampler = AudioResampler(format="s16", layout="mono", rate=_RATE)
        for frame in source.decode(stream):
            for part in resampler.resample(frame):
                target.mux(voice.encode(part))
        for part in resampler.resample(None):
            target.mux(voice.encode(part))
        target.mux(voice.encode(None))
    return out.getvalue()
