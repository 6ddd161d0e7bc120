"""Characters that show nothing of their own: they can stand inside a number or a word without anybody knowing."""

from __future__ import annotations

RANGES = (
    (0x180B, 0x180F),
    (0x200B, 0x200F),  # without width, joiners, marks of direction
    (0x202A, 0x202E),  # directions
    (0x2060, 0x206F),  # more of both
    (0xFE00, 0xFE0F),  # how the character before looks
    (0xE0000, 0xE0FFF),
)
UNSEEN = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u2800\u3164\ufeff\uffa0\u20e3"  # the last is the key around a digit
).union(chr(code) for first, last in RANGES for code in range(first, last + 1))
