"""Each target in a short form: on what people write, on what was found before, and on small changes of both."""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz.target import FOUND, Target, every_target, found, said_in_replays

NAMES = sorted(every_target())
CHANGED = 40
"""How often a start is changed at random; the same each time."""


def changed(start: bytes, chance: Random) -> bytes:
    """A start with some of its bytes taken out, doubled, swapped for others, or made strange."""
    data = bytearray(start[:20_000])
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 2, 4, 16, 64))
        match chance.randrange(5):
            case 0:
                del data[place : place + length]
            case 1:
                data[place:place] = data[place : place + length]
            case 2:
                data[place : place + 1] = bytes((chance.randrange(256),))
            case 3:
                data[place:place] = chance.choice(STRANGE)
            case _:
                data[place:place] = chance.randbytes(length)
    return bytes(data)


STRANGE = (
    b"\0", b"\xff", b"\xed\xa0\x80", "\u202e".encode(), b"\x1b[2J", b"%s", b"{}", b"{0}", b"]]", b"[[", b'"""', b"\\",
    b"-1", b"99999999999999999999", b"1e999", b"NaN", "１".encode(), "İ".encode(), b"\r\n\r\n", b"<!--", b"'",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_target_holds_on_what_is_known_and_on_changes_of_it(name: str) -> None:
    target: Target = every_target()[name]
    chance = Random(name)
    starts = [*target.seeds(), *found(name)]
    assert starts
    for start in starts:
        target.run(start)
    for _ in range(CHANGED * 10 // max(1, min(10, len(starts) // 10))):
        target.run(changed(chance.choice(starts), chance))


def test_what_was_found_belongs_to_a_target() -> None:
    assert {path.name for path in FOUND.iterdir() if path.is_dir()} <= set(NAMES)


def test_the_replays_give_many_starts() -> None:
    assert len(said_in_replays()) > 500
