"""A large file, sealed in chunks: what was cut, put in another order or changed does not open, its first line included.

Each chunk is AES-256-GCM with the chunk's number as nonce (the key is drawn for this one file), bound to the digest of
the first line, the number, and whether it is the last one. Only a chunk is in memory at once.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.state.keys import NONCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

CHUNK: Final = 1 << 20
TAG: Final = 16
"""The bytes by which a sealed chunk is longer."""


class NotWhole(Exception):
    """A sealed file was cut or changed."""


def seal(clear: BinaryIO, sealed: BinaryIO, secret: bytes, first_line: bytes) -> None:
    """Write a first line in the clear, and behind it everything that can be read, sealed with a key of its own."""
    cipher, digest = AESGCM(secret), hashlib.sha256(first_line).digest()
    sealed.write(first_line)
    number, chunk = 0, clear.read(CHUNK)
    while True:
        following = clear.read(CHUNK)
        sealed.write(cipher.encrypt(_nonce(number), chunk, _bound(digest, number, last=not following)))
        if not following:
            return
        number, chunk = number + 1, following


def unseal(sealed: BinaryIO, clear: BinaryIO, secret: bytes, first_line: bytes) -> None:
    """The reverse, from behind the first line on. NotWhole where anything is wrong; what is clear by then is no use."""
    clear.writelines(opened(sealed, secret, first_line))


def opened(sealed: BinaryIO, secret: bytes, first_line: bytes) -> Iterator[bytes]:
    """The same, chunk by chunk, for whoever can undo what was done with them before one of them does not open."""
    cipher, digest = AESGCM(secret), hashlib.sha256(first_line).digest()
    number, chunk = 0, sealed.read(CHUNK + TAG)
    while True:
        following = sealed.read(CHUNK + TAG)
        bound_to = _bound(digest, number, last=not following)
        try:
            clear = cipher.decrypt(_nonce(number), chunk, bound_to)
        except (InvalidTag, ValueError) as error:
            raise NotWhole from error
        yield clear
        if not following:
            return
        number, chunk = number + 1, following


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE)


def _bound(digest: bytes, number: int, *, last: bool) -> bytes:
    return digest + number.to_bytes(8) + bytes([last])
