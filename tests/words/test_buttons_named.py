"""A text that tells somebody to tap a button calls it by its label, in the language that the label is in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from bot.engine.buttons import BUTTONS, NAMES
from bot.words import LOCALES, catalogues
from bot.words.both import LEAD
from bot.words.catalogues import SOURCE
from bot.words.markup import fields
from bot.words.tooling.content import texts_of

if TYPE_CHECKING:
    from bot.words.tooling.sources import Text

SHORTEST = 3


@cache
def texts() -> dict[str, Text]:
    """What the program says, as it stands in the code: read once it is asked for, for that takes a second."""
    return texts_of(LOCALES.parent).texts


@cache
def labels() -> str:
    """A pattern of the labels of all buttons, the longest first."""
    found = {
        LEAD.sub("", each.id) for each in texts().values() if "button" in each.uses and "{" not in each.id
    }
    long_enough = (each for each in found if len(each) >= SHORTEST)
    return "|".join(re.escape(each) for each in sorted(long_enough, key=len, reverse=True))


def named_plainly(text: str) -> list[str]:
    """The buttons that an English text names in words of its own: after "tap" or "under", or in quotation marks."""
    where = rf"(?:\b(?:[Tt]ap|[Uu]nder) (?:<b>)?|“)(?:\W )?({labels()})(?=</b>|”|[.,;:]|$)"
    return re.findall(where, text)


def test_what_is_looked_for_is_found() -> None:
    assert named_plainly("Choose, then tap Done.") == ["Done"]
    assert named_plainly("It lies under <b>⚙ Settings</b>. Tap “Skip”.") == ["Settings", "Skip"]
    assert named_plainly("Tap {button_done}. Tap what is done.") == []


def test_every_text_of_the_program_is_looked_at() -> None:
    assert texts().keys() == catalogues().everything[SOURCE].messages.keys()


@pytest.mark.parametrize("text", catalogues().everything[SOURCE].messages)
def test_no_text_names_a_button_in_words_of_its_own(text: str) -> None:
    """On the button it may stand in another language: write {button_done}, and its label in bot/engine/buttons.py."""
    assert named_plainly(text) == []


def test_every_name_is_the_label_of_a_button_and_used() -> None:
    used = {name for each in texts().values() for name in fields(each.id) if name.startswith(NAMES)}
    assert used == BUTTONS.keys()
    assert all("button" in texts()[label].uses for label in BUTTONS.values())


def test_every_language_can_say_each() -> None:
    for language in catalogues().everything.values():
        missing = [label for label in BUTTONS.values() if label not in language.messages]
        assert missing == [], language.code
