"""A Piper voice of some hundred bytes: a real ONNX model that hums for as long as a text has letters."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

RATE = 16_000
SAMPLES_A_LETTER = 800.0
FLOAT, INT64 = 1, 7  # TensorProto.DataType


def write_voice(folder: Path, name: str = "da_DK-tiny-medium") -> Path:
    """The model and its settings, as a voice is published."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.onnx"
    path.write_bytes(model())
    letters = " abcdefghijklmnopqrstuvwxyzæøå.,?!:;^$_0123456789ˈˌːɐɑɒɔəɛɪŋɡʁʃʊʋʌʒʔðœyø"
    settings = {
        "audio": {"sample_rate": RATE, "quality": "medium"},
        "espeak": {"voice": "da"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "num_symbols": 256,
        "num_speakers": 1,
        "speaker_id_map": {},
        "phoneme_type": "espeak",
        "phoneme_id_map": {each: [number] for number, each in enumerate(dict.fromkeys(letters))},
        "language": {"code": "da_DK", "family": "da"},
    }
    path.with_name(f"{path.name}.json").write_text(json.dumps(settings), "utf-8")
    return path


def model() -> bytes:
    """What ONNX calls ModelProto; the figures are the numbers of its fields in onnx.proto."""
    nodes = (
        node("Cast", ["input_lengths"], "lengths", integer("to", FLOAT)),
        node("ReduceSum", ["lengths"], "letters", integer("keepdims", 0)),
        node("Gather", ["scales", "one"], "stretch"),
        node("Mul", ["letters", "stretch"], "long"),
        node("Mul", ["long", "each"], "count"),
        node("Range", ["zero", "count", "step"], "time"),
        node("Mul", ["time", "pitch"], "angle"),
        node("Sin", ["angle"], "wave"),
        node("Reshape", ["wave", "shape"], "output"),
    )
    constants = (
        constant("one", INT64, struct.pack("<q", 1), scalar=True),
        constant("each", FLOAT, struct.pack("<f", SAMPLES_A_LETTER), scalar=True),
        constant("zero", FLOAT, struct.pack("<f", 0), scalar=True),
        constant("step", FLOAT, struct.pack("<f", 1), scalar=True),
        constant("pitch", FLOAT, struct.pack("<f", 0.08), scalar=True),
        constant("shape", INT64, struct.pack("<4q", 1, 1, 1, -1)),
    )
    inputs = (value("input", INT64), value("input_lengths", INT64), value("scales", FLOAT))
    graph = b"".join(
        (
            *(part(1, each) for each in nodes),
            part(2, b"tiny"),
            *(part(5, each) for each in constants),
            *(part(11, each) for each in inputs),
            part(12, value("output", FLOAT)),
        )
    )
    return number(1, 8) + part(7, graph) + part(8, part(1, b"") + number(2, 17))


def node(kind: str, inputs: list[str], output: str, attribute: bytes = b"") -> bytes:
    named = b"".join(part(1, each.encode()) for each in inputs) + part(2, output.encode())
    return named + part(4, kind.encode()) + (part(5, attribute) if attribute else b"")


def integer(name: str, given: int) -> bytes:
    return part(1, name.encode()) + number(3, given) + number(20, 2)


def constant(name: str, kind: int, data: bytes, *, scalar: bool = False) -> bytes:
    size = b"" if scalar else number(1, len(data) // 8)
    return size + number(2, kind) + part(8, name.encode()) + part(9, data)


def value(name: str, kind: int) -> bytes:
    """An input or output of any shape."""
    return part(1, name.encode()) + part(2, part(1, number(1, kind)))


def part(field: int, data: bytes) -> bytes:
    return varint(field << 3 | 2) + varint(len(data)) + data


def number(field: int, given: int) -> bytes:
    return varint(field << 3) + varint(given)


def varint(given: int) -> bytes:
    low, rest = given & 0x7F, given >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])
