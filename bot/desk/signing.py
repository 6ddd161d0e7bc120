"""What the browser holds and gives back: signed, so that a forged one is refused before anything is looked up."""

from __future__ import annotations

import hashlib
import hmac
import secrets

MAC = 32
"""Characters of a signature: 128 bits."""


class Signer:
    """Signs with a key of the database's own; each purpose for itself, so that nothing passes for something else."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self) -> str:
        """A new secret for a browser, signed: whoever has it is signed in."""
        drawn = secrets.token_urlsafe(32)
        return f"{drawn}.{self._mac('token', drawn)}"

    def is_token(self, cookie: str) -> bool:
        """Whether a cookie was made here."""
        drawn, _, mac = cookie.partition(".")
        return self._same(mac, self._mac("token", drawn))

    def form(self, session: int) -> str:
        """What a form carries to show that it came from a page of this session's."""
        return self._mac("form", str(session))

    def is_form(self, session: int, given: str) -> bool:
        return self._same(given, self.form(session))

    def _mac(self, purpose: str, text: str) -> str:
        return hmac.new(self._key, f"{purpose}:{text}".encode(errors="replace"), hashlib.sha256).hexdigest()[
            :MAC
        ]

    @staticmethod
    def _same(given: str, expected: str) -> bool:
        """Compared in constant time, whatever somebody has sent."""
        return hmac.compare_digest(given.encode(errors="replace"), expected.encode())
