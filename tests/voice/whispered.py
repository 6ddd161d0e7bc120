"""A Whisper model so small that a test makes it: real for whoever loads it, and it hears one sentence in any sound.

All blocks of it are nought, so that what comes out hangs only on the place of a word in the sentence: there the
decoder's positional embedding is that of the word which follows.
"""

from __future__ import annotations

import random
import struct
from array import array
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAGIC: Final = 0x67676D6C
HALF: Final = 1
"""ggml's type of numbers with 16 bits; 0 is that with 32."""
STATE, HEADS, MELS, FOURIER, AUDIO, TEXT, LAYERS = 64, 1, 80, 201, 1500, 448, 4
MANY_LANGUAGES, ENGLISH_ONLY = 51_865, 51_864
END: Final = {MANY_LANGUAGES: 50_257, ENGLISH_ONLY: 50_256}
PROMPT: Final = {MANY_LANGUAGES: 4, ENGLISH_ONLY: 2}
"""Tokens that stand before the first word: start, language, task and no times; in a model of English two of these."""
ONE, MINUS_ONE = b"\x00\x3c", b"\x00\xbc"
SIGNS: Final = [b"".join(MINUS_ONE if byte >> bit & 1 else ONE for bit in range(8)) for byte in range(256)]
LOUD: Final = 20.0


def make(path: Path, sentence: str, *, vocabulary: int = MANY_LANGUAGES) -> Path:
    """Write the model that hears this sentence into a file."""
    words = [" ", *(f" {word}" for word in sentence.split())]
    bits = random.Random(7).randbytes(vocabulary * STATE // 8)
    following = [*range(1, len(words)), END[vocabulary]]
    with path.open("wb") as file:
        file.write(struct.pack("<I", MAGIC))
        file.write(
            struct.pack(
                "<11i", vocabulary, AUDIO, STATE, HEADS, LAYERS, TEXT, STATE, HEADS, LAYERS, MELS, HALF
            )
        )
        file.write(struct.pack("<2i", MELS, FOURIER) + bytes(4 * MELS * FOURIER))
        file.write(struct.pack("<i", len(words)))
        for word in words:
            file.write(struct.pack("<I", len(word.encode())) + word.encode())
        for tensor in _tensors(vocabulary, bits, following):
            file.write(tensor)
    return path


def _tensors(vocabulary: int, bits: bytes, following: list[int]) -> Iterator[bytes]:
    yield _tensor("encoder.positional_embedding", (STATE, AUDIO))
    for number, inputs in ((1, MELS), (2, STATE)):
        yield _tensor(f"encoder.conv{number}.weight", (3, inputs, STATE), half=True)
        yield _tensor(f"encoder.conv{number}.bias", (1, STATE))
    yield from _norm("encoder.ln_post")
    for layer in range(LAYERS):
        yield from _block(f"encoder.blocks.{layer}", ("attn",))
    yield _tensor("decoder.positional_embedding", (STATE, TEXT), _places(vocabulary, bits, following))
    yield _tensor(
        "decoder.token_embedding.weight",
        (STATE, vocabulary),
        b"".join(SIGNS[byte] for byte in bits),
        half=True,
    )
    yield from _norm("decoder.ln")
    for layer in range(LAYERS):
        yield from _block(f"decoder.blocks.{layer}", ("attn", "cross_attn"))


def _places(vocabulary: int, bits: bytes, following: list[int]) -> bytes:
    """What the decoder knows of each place: the word that follows there, and the end behind the last."""
    places = array("f", bytes(4 * STATE * TEXT))
    for number in range(PROMPT[vocabulary] - 1, TEXT):
        token = following[min(number - PROMPT[vocabulary] + 1, len(following) - 1)]
        signs = int.from_bytes(bits[token * STATE // 8 : (token + 1) * STATE // 8], "little")
        for state in range(STATE):
            places[number * STATE + state] = -LOUD if signs >> state & 1 else LOUD
    return places.tobytes()


def _block(name: str, attentions: tuple[str, ...]) -> Iterator[bytes]:
    yield from _norm(f"{name}.mlp_ln")
    yield _tensor(f"{name}.mlp.0.weight", (STATE, 4 * STATE), half=True)
    yield _tensor(f"{name}.mlp.0.bias", (4 * STATE,))
    yield _tensor(f"{name}.mlp.2.weight", (4 * STATE, STATE), half=True)
    yield _tensor(f"{name}.mlp.2.bias", (STATE,))
    for attention in attentions:
        yield from _norm(f"{name}.{attention}_ln")
        for part in ("query", "key", "value", "out"):
            yield _tensor(f"{name}.{attention}.{part}.weight", (STATE, STATE), half=True)
            if part != "key":
                yield _tensor(f"{name}.{attention}.{part}.bias", (STATE,))


def _norm(name: str) -> Iterator[bytes]:
    yield _tensor(f"{name}.weight", (STATE,), array("f", [1.0] * STATE).tobytes())
    yield _tensor(f"{name}.bias", (STATE,))


def _tensor(name: str, shape: tuple[int, ...], data: bytes = b"", *, half: bool = False) -> bytes:
    """A tensor as it stands in the file; of noughts where there is no `data`."""
    count = 1
    for each in shape:
        count *= each
    head = struct.pack("<3i", len(shape), len(name), HALF if half else 0)
    sizes = struct.pack(f"<{len(shape)}i", *shape)
    return head + sizes + name.encode() + (data or bytes(count * (2 if half else 4)))
