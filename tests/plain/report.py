"""docs/plain-language.md: what was measured, of which place, and the hardest messages."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.coaching.lix import measure
from tests.plain.exceptions import allowed, is_allowed
from tests.plain.measured import BESIDE, EASY, MEAN, places, running
from tests.plain.rules import SCREENFUL, SENTENCE, SENTENCE_OF_STAFF, longest_sentence
from tests.plain.wording import unwanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.plain.measured import Place

REPORT: Final = Path(__file__).parents[2] / "docs" / "plain-language.md"
OPENING: Final = Path(__file__).with_name("opening.txt")
SWITCH: Final = "pytest tests/plain --update-replays"
HARDEST: Final = 10
ENOUGH: Final = 20
"""Words of running text, below which LIX says nothing of a message."""


def page() -> str:
    """The whole report."""
    return "\n".join(
        (
            _opening(),
            "## What citizens read\n",
            *_table([place for place in places() if not place.to_staff]),
            "\n## What staff read\n",
            *_table([place for place in places() if place.to_staff]),
            "\n## The ten hardest messages\n",
            f"By LIX, of those with {ENOUGH} words or more in lines with a stop; of those that are alike, one.",
            "The names of days and months are long words, and some of these are hard by nothing else.\n",
            *_hardest(),
            "## Exceptions\n",
            "Each is known by words of its text. One that is not needed any more fails the test.\n",
            "| Rule | Text | Reason |",
            "|---|---|---|",
            *(f"| {each.rule} | {_quoted(each.texts)} | {each.reason} |" for each in allowed()),
            "",
        )
    )


def _opening() -> str:
    """What is measured and why, with the bounds as they are."""
    return OPENING.read_text("utf-8").format(
        switch=SWITCH,
        easy=EASY,
        mean=MEAN,
        sentence=SENTENCE,
        sentence_of_staff=SENTENCE_OF_STAFF,
        screenful=SCREENFUL,
        hard=sum(len(each.entries) for each in unwanted() if each.kind == "hard"),
        concepts=sum(each.kind == "one" for each in unwanted()),
        beside=BESIDE,
    )


def _table(rows: list[Place]) -> Iterator[str]:
    yield "| Where | Messages | Texts | LIX | Mean sentence | Longest sentence | Longest message | Verdict |"
    yield "|---|--:|--:|--:|--:|--:|--:|---|"
    for place in rows:
        longest = max(map(len, place.all_texts))
        yield (
            f"| `{place.name}` | {len(place.said)} | {len(place.texts) + len(place.labels)} | {place.lix:.1f} "
            f"| {place.mean:.1f} | {place.longest[0]} | {longest} | {_verdict(place)} |"
        )


def _verdict(place: Place) -> str:
    """Plain, plain with so many texts that are excepted, or what is wrong first."""
    if place.wrong:
        return f"✘ {place.wrong[0]}".replace("\n", " ")
    excepted = {text for fault, text in place.broken if is_allowed(fault, text, allowed())}
    return f"✔ plain, {len(excepted)} excepted" if excepted else "✔ plain"


def _hardest() -> Iterator[str]:
    """The messages with the highest LIX, as they are read."""
    found = ((place, text) for place in places() for text in place.said)
    enough = [(place, text) for place, text in found if measure(running([text])).words >= ENOUGH]
    ranked = sorted(enough, key=lambda each: (-measure(running([each[1]])).lix, each[1], each[0].name))
    for number, (place, text) in enumerate(islice(_different(ranked), HARDEST), start=1):
        yield f"{number}. `{place.name}`{' (staff)' if place.to_staff else ''}: {_figures(text)}\n"
        yield "\n".join(f"   > {line}".rstrip() for line in re.sub(r"\n+", "\n\n", text).split("\n")) + "\n"


def _different(ranked: Iterable[tuple[Place, str]]) -> Iterator[tuple[Place, str]]:
    """Of messages that share their longest sentence, or end with the same line, the first."""
    shown: set[str] = set()
    for place, text in ranked:
        known_by = {longest_sentence(running([text]))[1], text.split("\n")[-1]}
        if not known_by & shown:
            yield place, text
        shown |= known_by


def _figures(text: str) -> str:
    measured, (longest, _) = measure(running([text])), longest_sentence(text)
    return (
        f"LIX {measured.lix:.1f}, {measured.sentence_length:.1f} words a sentence (longest {longest}), "
        f"{measured.long_share:.0f} % long words, {len(text)} characters"
    )


def _quoted(texts: tuple[str, ...]) -> str:
    return "<br>".join(f"»{text}«".replace("\n", " ") for text in texts)  # a row of a table is one line
