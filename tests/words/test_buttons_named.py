"""A text that tells somebody to tap a button calls it by its label, in the language that the label is in."""

from __future__ import annotations

import re

import pytest

from bot.engine.buttons import BUTTONS, NAMES
from bot.words import LOCALES, catalogues
from bot.words.both import LEAD
from bot.words.markup import fields
from bot.words.tooling.content import texts_of

TEXTS = texts_of(LOCALES.parent).texts
LABELS = {LEAD.sub("", each.id) for each in TEXTS.values() if "button" in each.uses and "{" not in each.id}
SHORTEST = 3


def named_plainly(text: str) -> list[str]:
    """The buttons that an English text names in words of its own: after "tap" or "under", or in quotation marks."""
    labels = "|".join(
        re.escape(each) for each in sorted(LABELS, key=len, reverse=True) if len(each) >= SHORTEST
    )
    where = rf"(?:\b(?:[Tt]ap|[Uu]nder) (?:<b>)?|“)(?:\W )?({labels})(?=</b>|”|[.,;:]|$)"
    return re.findall(where, text)


def test_what_is_looked_for_is_found() -> None:
    assert named_plainly("Choose, then tap Done.") == ["Done"]
    assert named_plainly("It lies under <b>⚙ Settings</b>. Tap “Skip”.") == ["Settings", "Skip"]
    assert named_plainly("Tap {button_done}. Tap what is done.") == []


@pytest.mark.parametrize("text", [each.id for each in TEXTS.values()])
def test_no_text_names_a_button_in_words_of_its_own(text: str) -> None:
    """On the button it may stand in another language: write {button_done}, and its label in bot/engine/buttons.py."""
    assert named_plainly(text) == []


def test_every_name_is_the_label_of_a_button_and_used() -> None:
    used = {name for each in TEXTS.values() for name in fields(each.id) if name.startswith(NAMES)}
    assert used == BUTTONS.keys()
    assert all("button" in TEXTS[label].uses for label in BUTTONS.values())


def test_every_language_can_say_each() -> None:
    for language in catalogues().everything.values():
        missing = [label for label in BUTTONS.values() if label not in language.messages]
        assert missing == [], language.code
