"""The data of a button, which anybody can forge: it is one of ours, whole, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.callbacks import LONGEST_KEY, Callback, from_base36, to_base36, unpack
from bot.engine.codes import found, plain
from bot.engine.inputs import Command, Typed
from tests.fuzz.target import Target, text_of
from tests.talk import every_language

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 36**LONGEST_KEY


def run(data: bytes) -> None:
    text = text_of(data)
    callback = unpack(text)
    if callback is not None:
        assert 0 <= callback.session < LARGEST
        assert 0 <= callback.prompt < 10**15
        assert callback.choice.isascii()
        try:
            again = unpack(callback.pack())
        except ValueError:
            assert len(callback.choice) > 30
        else:
            assert again == callback
    number = from_base36(text)
    assert 0 <= number < LARGEST
    assert from_base36(to_base36(number)) == number
    for code in ("da", "en"):
        for given in (Typed(text), Command("start", text)):
            assert len(found(given, every_language().language(code))) <= 22
    assert plain(plain(text)) == plain(text)


def seeds() -> Iterator[bytes]:
    for choice in ("yes", "@back", "@who", "axis.3", "item-1", "a/b:c"):
        yield Callback(1_772_442_000_000_002, 3, choice).pack().encode()
    yield b"zzzzzzzzzzzzz.999999999999999:x"
    yield "１.２:x".encode()
    yield b"KM 482 739"
    yield b"min kode er km482-739"
    yield b"contactxxxxxxx00000001"


TARGET = Target(run, seeds, longest=256)
