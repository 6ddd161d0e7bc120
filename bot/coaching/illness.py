"""Whether a text may speak of illness: the phrases are in illness.toml. Its writer is asked, and decides."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.coaching.content import Content
from bot.coaching.phrase_file import PhraseFile

if TYPE_CHECKING:
    from bot.coaching.phrases import Phrases

FILE = "bot/coaching/illness.toml"
LIST = "illness"


def speaks_of_illness(text: str) -> bool:
    return _phrases().found(_file().fold(text))


@cache
def _file() -> PhraseFile:
    file = PhraseFile(Content(FILE, files("bot.coaching").joinpath("illness.toml").read_text("utf-8")))
    file.only((LIST,), f"the list is {LIST}")
    return file


@cache
def _phrases() -> Phrases:
    return _file().phrases(LIST)


_phrases()  # a mistake in the file stops the program as it starts
