"""How the bot and a program that speaks for it talk: each message is its length in four bytes, and then itself."""

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


def told(values: dict[str, Any]) -> bytes:
    return json.dumps(values).encode()


def understood(message: bytes) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(message)
    return values


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError("the other side has ended")
    return data
