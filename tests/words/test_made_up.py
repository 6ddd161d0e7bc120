"""A language is added as CONTRIBUTING says: one catalogue, one file beside it, and nothing else."""

from __future__ import annotations

import shutil
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
from tests.words import pseudo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product with the made-up language, whose texts are still to be translated."""
    root = tmp_path_factory.mktemp("product")
    (root / "bot").symlink_to(ROOT / "bot")
    shutil.copytree(LOCALES / "en", root / "locales" / "en")
    (root / "locales" / pseudo.CODE).mkdir()
    traits = (LOCALES / "en" / FILE).read_text("utf-8")
    (root / "locales" / pseudo.CODE / FILE).write_text(traits.replace('name = "English"', 'name = "Pseudo"'))
    changes, problems = extract(root)
    assert (len(changes), problems) == (2, [])
    return root


def test_it_is_offered_once_every_text_is_translated_and_not_before(root: Path) -> None:
    path = po_file(root / "locales" / pseudo.CODE)
    with path.open("rb") as file:
        catalog = read_po(file, locale=pseudo.CODE)
    *messages, last = (message for message in catalog if message.id)
    for message in messages:
        message.string = _pseudo(message)
    _write(path, catalog)
    assert pseudo.CODE not in Catalogues.load(root / "locales").languages
    assert len(list(_about(root))) == 1
    last.string = _pseudo(last)
    _write(path, catalog)
    assert list(_about(root)) == []
    offered = Catalogues.load(root / "locales").languages
    assert offered[pseudo.CODE].say(Words("Skip")) == pseudo.of("Skip")


def _pseudo(message: Message) -> str | tuple[str, ...]:
    forms = tuple(pseudo.of(each) for each in ids_of(message))
    return forms if len(forms_of(message)) > 1 else forms[0]


def _write(path: Path, catalog: object) -> None:
    with path.open("wb") as file:
        write_po(file, catalog, width=0)  # type: ignore[arg-type]


def _about(root: Path) -> Iterator[str]:
    """What the check says of it, but for labels that are too long for a button because of its brackets."""
    return (str(each) for each in check(root) if "characters long" not in str(each))
