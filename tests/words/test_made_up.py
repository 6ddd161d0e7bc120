"""A language is added as CONTRIBUTING says: a folder with its catalogue and the file beside it, and not a line of code.

The catalogue holds what is said; `language.toml` the language's name, and how days, times and numbers are written.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po, write_po

from bot.engine.text import Words
from bot.words import LOCALES, Catalogues
from bot.words.catalogues import forms_of, ids_of, po_file
from bot.words.tooling.check import check
from bot.words.tooling.extract import extract
from bot.words.traits import FILE
from tests.talk import Talk
from tests.words import pseudo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parents[2]
OWN = {'name = "English"': 'name = "Pseudo"', '"tomorrow" = 1': '"mórgaŭ" = 1'}
"""What its file says otherwise than the English one, of which it is a copy."""
DATA = re.compile("Samir|Demoforeningen|demo@example.org|Tuesday 24 November|English")
"""What nobody translates, and what CLDR writes as in English for the file's locale."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product with the made-up language, whose texts are still to be translated."""
    root = tmp_path_factory.mktemp("product")
    (root / "bot").symlink_to(ROOT / "bot")
    shutil.copytree(LOCALES / "en", root / "locales" / "en")
    (root / "locales" / pseudo.CODE).mkdir()
    traits = (LOCALES / "en" / FILE).read_text("utf-8")
    for english, own in OWN.items():
        assert traits.count(english) == 1
        traits = traits.replace(english, own)
    (root / "locales" / pseudo.CODE / FILE).write_text(traits, "utf-8")
    changes, problems = extract(root)
    assert (len(changes), problems) == (2, [])
    return root


def test_it_is_offered_once_every_text_is_translated_and_not_before(root: Path) -> None:
    _translate(root, but=1)
    assert pseudo.CODE not in Catalogues.load(root / "locales").languages
    assert len(list(_about(root))) == 1
    _translate(root)
    assert list(_about(root)) == []
    offered = Catalogues.load(root / "locales").languages
    assert offered[pseudo.CODE].say(Words("Skip")) == pseudo.of("Skip")


def test_exercises_are_played_in_it_and_its_own_words_for_a_day_are_read(root: Path) -> None:
    """It is chosen by its name; a pitch begins, a star is filled in by its scale, and a day is written."""
    _translate(root)
    talk = _phone(Catalogues.load(root / "locales"))
    talk.command("start")
    talk.tap("Pseudo")
    _tap(talk, "I agree")
    talk.write("Samir")
    _tap(talk, "A whole exercise")
    assert pseudo.of("Who are you? Write one or two sentences.") in talk.last.text
    talk.write("Samir")
    talk.command("menu")
    _tap(talk, "Fill in my star")
    for score in "44343":
        talk.tap(f"{score} ")
    _tap(talk, "No, leave it out")
    for score in "56":
        talk.tap(f"{score} ")
    _tap(talk, "Not now")
    talk.write("mórgaŭ")
    assert "Tuesday 24 November" in talk.last.text
    for message in talk.sent[1:]:
        shown = "\n".join((message.text, *message.labels()))
        assert pseudo.left(shown, DATA) == [], shown


def _phone(known: Catalogues) -> Talk:
    """A phone that is set to it, and talks with a bot that has these languages."""
    talk = Talk(pseudo.CODE)
    talk.catalogues, talk.turns = known, replace(talk.turns, catalogues=known)
    return talk


def _tap(talk: Talk, label: str) -> None:
    talk.tap(pseudo.of(label))


def _translate(root: Path, *, but: int = 0) -> None:
    """Everything, `but` for so many texts at the end."""
    path = po_file(root / "locales" / pseudo.CODE)
    with path.open("rb") as file:
        catalog = read_po(file, locale=pseudo.CODE)
    messages = [message for message in catalog if message.id]
    for message in messages[: len(messages) - but]:
        message.string = _pseudo(message)
    with path.open("wb") as file:
        write_po(file, catalog, width=0)


def _pseudo(message: Message) -> str | tuple[str, ...]:
    forms = tuple(pseudo.of(each) for each in ids_of(message))
    return forms if len(forms_of(message)) > 1 else forms[0]


def _about(root: Path) -> Iterator[str]:
    """What the check says of it, but for labels that are too long for a button because of its brackets."""
    return (str(each) for each in check(root) if "characters long" not in str(each))
