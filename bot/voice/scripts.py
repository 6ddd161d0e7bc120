"""Which language reads which letters: a word in other letters than its text is read by a voice that knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.letters import script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LATIN, ARABIC, CYRILLIC, ETHIOPIC = "LATIN", "ARABIC", "CYRILLIC", "ETHIOPIC"
WRITTEN: Final = {"ar": ARABIC, "fa": ARABIC, "uk": CYRILLIC, "ti": ETHIOPIC}
"""The letters of each language; the others are written in Latin ones."""
USUAL: Final = {LATIN: "da", ARABIC: "ar", CYRILLIC: "uk", ETHIOPIC: "ti"}
"""Who reads a foreign word. A Latin one is mostly the name of a Danish workplace."""


def written(language: str) -> str:
    """The script of a language."""
    return WRITTEN.get(language, LATIN)


def runs(text: str, language: str, reader: Callable[[str], str | None]) -> Iterator[tuple[str, str]]:
    """A text by the language that reads each stretch of it; `reader` says who reads a script, None for nobody.

    Digits are always read in the language of the text. Letters that nobody reads are left out.
    """
    now, stretch = language, ""
    for each in text:
        then = now
        if each.isdigit():
            then = language
        elif each.isalpha():
            found = language if script(each) == written(language) else reader(script(each))
            if found is None:
                continue
            then = found
        if then != now:
            yield now, stretch
            now, stretch = then, ""
        stretch += each
    yield now, stretch
