"""Whether a text may speak of illness: the phrases are in illness.toml. Its writer is asked, and decides."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.coaching.content import Content
from bot.coaching.phrase_file import PhraseFile

if TYPE_CHECKING:
    from bot.coaching.phrases import Phrases

FILE = "bot/coaching/illness.toml"
LISTS = ("illness", "harmless")
WILL = re.compile(r"['’‘ʼ´`]ll\b", re.IGNORECASE)
"""Without its apostrophe "I'll" would be "ill"."""


def speaks_of_illness(text: str) -> bool:
    folded = _file().fold(WILL.sub(" will", text))
    return _phrases("illness").found(_phrases("harmless").hidden(folded))


@cache
def _file() -> PhraseFile:
    file = PhraseFile(Content(FILE, files("bot.coaching").joinpath("illness.toml").read_text("utf-8")))
    file.only(LISTS, f"the lists are {' and '.join(LISTS)}")
    return file


@cache
def _phrases(name: str) -> Phrases:
    return _file().phrases(name)


for _list in LISTS:
    _phrases(_list)  # a mistake in the file stops the program as it starts
