"""How the bot and a program of its own talk: each message is its length in four bytes, and then itself."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

LENGTH = struct.Struct(">I")


def write(stream: IO[bytes], *messages: bytes) -> None:
    for message in messages:
        stream.write(LENGTH.pack(len(message)) + message)
    stream.flush()


def read(stream: IO[bytes]) -> bytes:
    """The next message; EOFError where the other side has ended."""
    return _exactly(stream, LENGTH.unpack(_exactly(stream, LENGTH.size))[0])


def told(values: dict[str, Any], data: bytes = b"") -> bytes:
    """A message that says something, with bytes behind it."""
    return json.dumps(values).encode() + (b"\n" + data if data else b"")


def understood(message: bytes) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(message.partition(b"\n")[0])
    return values


def data(message: bytes) -> bytes:
    """The bytes behind what a message says."""
    return message.partition(b"\n")[2]


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError("the other side has ended")
    return data
