"""Texts to be read aloud: whatever they are, a voice gets short phrases of letters and signs that it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.letters import script
from bot.voice.scripts import written
from bot.voice.speaking import LONGEST_PHRASE, LONGEST_PIECE, pieces
from bot.voice.speech import Part
from bot.voice.voices import EMBEDDED
from bot.voice.wording import LETTER, MARK, SAID
from bot.words import catalogues
from tests.fuzz.target import Target, must, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2_000
"""Characters: none of our own lines is so long."""


def run(data: bytes) -> None:
    language = EMBEDDED[data[0] % len(EMBEDDED)] if data else "da"
    text = text_of(data[1:])
    known = catalogues().language(language)
    must(len(text) <= LONGEST or not known.is_ours(text))
    for piece in pieces([Part(language, text)], EMBEDDED):
        must(0 < sum(len(phrase.text) for phrase in piece) <= LONGEST_PIECE)
        for phrase in piece:
            must(phrase.language in EMBEDDED and 0 < len(phrase.text) <= LONGEST_PHRASE)
            must(all(_known(each, phrase.language) for each in phrase.text))
            must(all(len(word) <= LONGEST_PHRASE // 2 for word in phrase.text.split() if word.isalpha()))


def _known(each: str, language: str) -> bool:
    if LETTER.fullmatch(each):
        return script(each) == written(language)
    return each in SAID or each in " 0123456789" or bool(MARK.fullmatch(each))


def seeds() -> Iterator[bytes]:
    for number in range(len(EMBEDDED)):
        for text in (
            "Kl. 10.30-12 ringer du til 70 201 201, osv.\n• pas\n– CV",
            "اعمل في Netto الآن ٢ من ٤ می‌روم",
            "Я працюю в Netto 24, о 10:30",
            "ቻ ." * 100,
            "1" * 3_000,
            "x" * 3_000,
            "Å" + "\u0301" * 500,
            "https://www.job.dk/" * 20,
            "\u2068👋🏽1️⃣\u2069 ﬁ ½ Ǎ 漢字 \x00",
            "أa" * 300,
            ": , ." * 1_000,
        ):
            yield bytes((number,)) + text.encode()


TARGET = Target(run, seeds, longest=4_000)
