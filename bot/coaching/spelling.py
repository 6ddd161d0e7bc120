"""One spelling for words that people write in many ways, so that what they mean can be looked up."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.coaching.scripts import SAME
from bot.coaching.unseen import UNSEEN
from bot.engine.letters import COMMAS, OTHER_STOPS

if TYPE_CHECKING:
    from collections.abc import Mapping

LETTERS = str.maketrans(
    {"æ": "e", "ä": "e", "ø": "o", "ö": "o", "å": "a"}
    | SAME
    | dict.fromkeys("´\u1ffd‘’ʼ")
    | dict.fromkeys(UNSEEN)
)
"""Letters that one keyboard has and another has not, and what may be missing inside a word."""
TWO_DOTS = "a\u0308"
"""An ä in two characters. Of all letters that are written so, only this one is read differently without its mark."""
LONGEST = 3
"""So much is read of one character: "ﬃ" is three letters. U+FDFA is eighteen, and spells nothing that is looked for."""
TWICE = re.compile(r"([^\W\d_])\1+")
ENDS = f".!?;:؛፤፨{OTHER_STOPS}\n"
TOKEN = re.compile(rf"[^\W_]+|[{ENDS}]+|[{COMMAS}፥()/–—]+| -+ ")


def plain(text: str) -> str:
    """A text in lower case with single spaces and no punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("'", "").replace("’", "")))


def letters(text: str) -> str:
    """A text with its letters as they are compared: no case, no accents, every letter once, and æ = ae = e.

    So "Sælvmord", "selvmoooord" and "selvmord" are the same, and "slaar", "slår" and "slar" are. The work grows with
    the text's length and no faster: each character is taken apart alone, for a long row of accents is sorted when it
    is taken apart together, and that takes its square.
    """
    text = text.casefold()
    if not text.isascii():
        text = text.replace(TWO_DOTS, "ä").translate(LETTERS)
    if not text.isascii():
        text = text.translate({ord(each): _taken_apart(each) for each in set(text) if not each.isascii()})
    text = TWICE.sub(_once, text.replace("'", "").replace("`", "")).replace("ae", "e").replace("oe", "o")
    return TWICE.sub(_once, text)


@lru_cache(maxsize=1024)  # more letters than the languages here have together
def _taken_apart(character: str) -> str:
    """What a character is made of, without accents."""
    parts = unicodedata.normalize("NFKD", character).casefold()
    return "".join(each for each in parts if not unicodedata.combining(each)).translate(LETTERS)[:LONGEST]


def _once(found: re.Match[str]) -> str:
    """A letter that stands several times in a row; as a function, for a template is expanded even without a find."""
    return found[1]


@lru_cache(maxsize=1)  # the message at hand, which is compared with several lists
def read(text: str) -> tuple[str, ...]:
    """The words of a text with their letters as they are compared, and what ends sentences or parts them."""
    return tuple(TOKEN.findall(letters(text)))


def folded(text: str, spellings: Mapping[str, str]) -> str:
    """A text as phrases are compared with it: " . jeg vil ike , leve . ".

    Words stand between single spaces, "." between sentences, "," where one only pauses.
    """
    tokens = ["."]
    for token in read(text):
        if token[0].isalnum():
            tokens.append(spellings.get(token, token))
        elif tokens[-1] not in ".,":
            tokens.append("." if token[0] in ENDS else ",")
        elif token[0] in ENDS:
            tokens[-1] = "."
    if tokens[-1] == ",":
        tokens[-1] = "."
    elif tokens[-1] != ".":
        tokens.append(".")
    return f" {' '.join(tokens)} "
