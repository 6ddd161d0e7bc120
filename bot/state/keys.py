"""The master keys, which wrap the key that each person's texts are sealed with. Only the operator has them."""

from __future__ import annotations

import base64
import binascii
import glob
import hashlib
import os
import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.config import BOT
from bot.state.errors import BadKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BYTES: Final = 32
"""The length of every key: AES-256."""
NONCE: Final = 12
"""The bytes of a nonce, drawn anew for everything that is sealed."""
ID_LETTERS: Final = 8
FEWEST: Final = 5
"""Different bytes in a key: of a key that was drawn fewer are never seen; the same letter 43 times has up to three."""
PART: Final = ".part"
"""How the name of a key file ends that is not written yet."""


class Key(NamedTuple):
    """A key, and by what it is known: an `id` that tells nothing of it."""

    id: str
    cipher: AESGCM

    def seal(self, clear: bytes, bound_to: bytes) -> bytes:
        """Seal something so that it opens with this key only, and only as what it is bound to."""
        nonce = os.urandom(NONCE)
        return nonce + self.cipher.encrypt(nonce, clear, bound_to)

    def open(self, sealed: bytes, bound_to: bytes) -> bytes:
        """The reverse of `seal`; InvalidTag where it was sealed otherwise, or has been changed since."""
        return self.cipher.decrypt(sealed[:NONCE], sealed[NONCE:], bound_to)


def key(secret: bytes) -> Key:
    """The key of these bytes."""
    return Key(hashlib.sha256(b"jobstjernen key " + secret).hexdigest()[:ID_LETTERS], AESGCM(secret))


def new_key() -> str:
    """A new master key, as it is written in a setting or a file."""
    return base64.urlsafe_b64encode(os.urandom(BYTES)).decode()


class Keys:
    """Master keys. The first wraps; the others are old, and open what they have wrapped.

    They are read anew where one is asked for that is not among them: a rotation adds to a file while the bot runs.
    """

    def __init__(self, read: Callable[[], str], where: str) -> None:
        """`read` gives the keys with white space between them; `where` names the setting in errors.

        BadKey for what is no key, or for none at all.
        """
        self._read, self.where = read, where
        self._text, self._keys = "", dict[str, Key]()
        self._keys = self._parsed()

    @classmethod
    def of_text(cls, text: str) -> Keys:
        """The keys that DATA_KEY names."""
        return cls(lambda: text, "DATA_KEY")

    @classmethod
    def of_file(cls, file: Path) -> Keys:
        """The keys in the file that DATA_KEY_FILE names."""
        return cls(lambda: _text_of(file), "DATA_KEY_FILE")

    @property
    def first(self) -> Key:
        """The key that wraps, read anew: nothing may be wrapped by an old one once a rotation has begun."""
        self._keys = self._parsed()
        return next(iter(self._keys.values()))

    def get(self, id_: str) -> Key | None:
        """The key of this id; None where it is not here."""
        if id_ not in self._keys:
            self._keys = self._parsed()
        return self._keys.get(id_)

    @property
    def at_hand(self) -> frozenset[str]:
        """The ids of the keys as they were last read: what these wrap opens, whatever becomes of a file."""
        return frozenset(self._keys)

    def known(self) -> tuple[str, ...]:
        """The ids of the keys that can be read now, the first one first; none where they cannot be read."""
        try:
            self._keys = self._parsed()
        except BadKey:
            return ()
        return tuple(self._keys)

    def _parsed(self) -> dict[str, Key]:
        """The keys as they can be read now: the same ones as before where nothing has changed."""
        text = self._read()
        if self._keys and text == self._text:
            return self._keys
        found = [self._key(word) for word in text.split()]
        if not found:
            raise BadKey(
                f"{self.where}: expected a key, got nothing; put it back from the copy that you keep. Only where there "
                f"never was one make it: {BOT} key new"
            )
        self._see_drawn(text.split()[0])
        self._text = text
        return {each.id: each for each in found}

    def _see_drawn(self, word: str) -> None:
        """BadKey where the key that wraps is one that anybody guesses; as an old one it still opens."""
        if len(set(_bytes(word))) < FEWEST:
            raise BadKey(
                f"{self.where}: expected a key that was drawn, got {len(word)} characters that are nearly all "
                f"the same; make one: {BOT} key new. What that one has sealed opens if it stands behind the new one"
            )

    def _key(self, word: str) -> Key:
        secret = _bytes(word)
        if len(secret) != BYTES:  # what arrived is not repeated: it may be nearly a key
            raise BadKey(
                f"{self.where}: expected keys as `{BOT} key new` makes them, 44 characters each, "
                f"got one of {len(word)} characters that is none"
            )
        return key(secret)


def _bytes(word: str) -> bytes:
    """What a key is written for; no bytes where it cannot be one."""
    try:
        return base64.b64decode(word, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _text_of(file: Path) -> str:
    try:
        return file.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise BadKey(
            f"DATA_KEY_FILE: expected a file with keys at {file}, which cannot be read ({error}); put it back from the "
            f"copy that you keep. Only where there never was one make it: {BOT} key new --file {file}"
        ) from error


def write(file: Path, keys: str) -> None:
    """Write a key file whole or not at all, also if the power goes meanwhile.

    A new one may only be read by its owner; one that is there keeps its owner and its mode, so that whoever could read
    it still can, and nobody else. OSError where that cannot be.
    """
    real = _real(file)
    beside = real.with_name(f"{real.name}.{secrets.token_hex(8)}{PART}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as written:
            if real.exists():
                before = real.stat()
                os.fchown(descriptor, before.st_uid, before.st_gid)
                os.fchmod(descriptor, before.st_mode & 0o777)
            written.write(keys)
            written.flush()
            os.fsync(descriptor)
        beside.replace(real)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    folder = os.open(real.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def clear_parts(file: Path) -> None:
    """Delete what a killed program has left beside a key file; nobody else may be writing it."""
    real = _real(file)
    for part in real.parent.glob(f"{glob.escape(real.name)}.*{PART}"):
        part.unlink()


def _real(file: Path) -> Path:
    """The file that a link leads to, so that it stays a link; one that leads nowhere is not followed."""
    return file.resolve() if file.exists() else file
