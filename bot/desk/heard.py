"""The recordings that an answer is: where a page plays each of them, and which of its question it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.recording import played, voice_words
from bot.engine.text import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


@dataclass(frozen=True, slots=True)
class Heard:
    """One recording: `at` is its address below those of what is shown, and `length` says how long it is."""

    at: str
    name: Words
    length: Words


def recordings(number: int, given: Mapping[str, Any], question: Words) -> tuple[Heard, ...]:
    """Those of the answer with this number, the first one first; where it is several, each is numbered."""
    if not given.get("file"):
        return ()
    seconds = [*(each["seconds"] for each in given.get("before", ())), given["seconds"]]
    if len(seconds) == 1:
        return (Heard(str(number), question, _length(seconds[0])),)
    return tuple(
        Heard(
            f"{number}?part={part}",
            Words("{name} ({number})", {"name": question, "number": part + 1}),
            _length(each),
        )
        for part, each in enumerate(seconds)
    )


def file_of(given: Mapping[str, Any], part: str) -> str:
    """The file of an answer, or of the `part` of it that an address names; "" where there is none."""
    if not given.get("file"):
        return ""
    files = [each.file for each in played(given, Words(""))]
    if not part:
        return files[-1]
    return dict(zip(map(str, range(len(files))), files, strict=True)).get(part, "")


def _length(seconds: int) -> Words:
    return voice_words({"seconds": seconds})
