"""Catalogues and languages as a translator leaves them: what is wrong is named, and nothing else breaks at start."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.engine.text import Words
from bot.words.catalogues import Catalogues, forms_of, plural_rule, po_file, read_catalog
from bot.words.errors import CatalogueError
from bot.words.tooling.rules import faults_of_form, faults_of_translation
from tests.fuzz.target import Target, must

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALES = Path(__file__).parents[3] / "locales"
HEAD = b'msgid ""\nmsgstr ""\n"Language: da\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
PLURALS = HEAD + b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


@cache
def folder() -> Path:
    """A place for the files, with an English catalogue of a few sentences."""
    root = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for code in ("en", "da"):
        po_file(root / code).parent.mkdir(parents=True)
        (root / code / "language.toml").write_bytes((LOCALES / code / "language.toml").read_bytes())
    po_file(root / "en").write_bytes(
        HEAD.replace(b"da", b"en")
        + b'\nmsgid "Hi {name}"\nmsgstr ""\n\nmsgid "One"\nmsgid_plural "{n} of them"\n'
        b'msgstr[0] ""\nmsgstr[1] ""\n'
    )
    return root


def run(data: bytes) -> None:
    root = folder()
    path = po_file(root / "da")
    path.write_bytes(data)
    try:
        catalog = read_catalog(path, "da")
        plural_rule(catalog, path)(2)
        for form in (form for message in catalog for form in forms_of(message)):
            list(faults_of_form(form, ("name", "n")))
            list(faults_of_translation(form, ("Hi {name}",)))
        if len(data) % 32:
            return
        languages = Catalogues.load(root)  # which reads English too, and so takes long
    except CatalogueError as error:
        must(str(root) in str(error))
        return
    languages.say(Words("Hi {name}", {"name": "Samir"}), "da")
    languages.rich(Words("Hi {name}", {"name": "<b>Samir"}), "da")


def seeds() -> Iterator[bytes]:
    yield PLURALS + b'\nmsgid "Hi {name}"\nmsgstr "Hej {name}"\n'
    yield PLURALS + b'\nmsgid "One"\nmsgid_plural "{n} of them"\nmsgstr[0] "En"\nmsgstr[1] "{n} af dem"\n'
    yield HEAD + b'"Plural-Forms: nplurals=300; plural=n/0;\\n"\n\nmsgid "Hi {name}"\nmsgstr "{name"\n'
    yield HEAD.replace(b"Language: da", b"Language: xx_YY_ZZ")
    yield HEAD.replace(b"utf-8", b"latin-99")
    yield HEAD + b'"Plural-Forms: nplurals=x; plural=' + b"(" * 500 + b'n;\\n"\n'
    yield b'msgid "a\nmsgstr "b"'
    yield b'msgctxt 3\nmsgid[9] "a"\nmsgstr[x] "b"\n'
    yield po_file(LOCALES / "da").read_bytes()[:6_000]


TARGET = Target(run, seeds, longest=8_192)
