"""Brings the catalogues up to date with the code, keeping every translation whose English text still stands.

The files are the same every time they are written from the same code: texts in the order of the files and lines they
stand in, file names without line numbers, no dates. Texts that left the code leave the catalogues, and are reported
with their translation. In the English catalogue an empty translation means that the id itself is said.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.pofile import write_po

from bot.words.catalogues import DOMAIN, forms_of, ids_of, po_file, read_catalog
from bot.words.tooling.content import texts_of
from bot.words.traits import FILE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from babel.messages.catalog import Message

    from bot.words.tooling.problem import Problem
    from bot.words.tooling.sources import Text

HEADER = """\
# Texts of Jobstjernen. Translate the msgstr lines; `make strings` keeps the rest up to date with the code.
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one catalogue. `removed` holds the translations of the texts that left, by English text."""

    code: str
    added: tuple[str, ...]
    removed: Mapping[str, tuple[str, ...]]

    def __str__(self) -> str:
        lines = [f"{self.code}: {len(self.added)} new, {len(self.removed)} gone"]
        lines += [f"  + {text!r}" for text in self.added]
        lines += [f"  - {text!r}: {' | '.join(forms)!r}" for text, forms in self.removed.items()]
        return "\n".join(lines)


def extract(root: Path) -> tuple[list[Change], list[Problem]]:
    """Update the catalogue of every language that has a language.toml under `root`/locales.

    Gives what changed in each, and which texts in the code could not be taken (nothing is written then).
    """
    sources = texts_of(root)
    if sources.problems:
        return [], sources.problems
    texts = list(sources.texts.values())
    folders = sorted(path.parent for path in (root / "locales").glob(f"*/{FILE}"))
    return [_update(folder, texts) for folder in folders], []


def _update(folder: Path, texts: list[Text]) -> Change:
    path = po_file(folder)
    old = read_catalog(path, folder.name) if path.exists() else Catalog(locale=folder.name, domain=DOMAIN)
    known = {ids_of(message)[0]: message for message in old if message.id}
    new = Catalog(locale=folder.name, domain=DOMAIN)
    for text in texts:
        _add(new, text, known.get(text.id))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_written(new, folder.name))
    current = {text.id for text in texts}
    return Change(
        folder.name,
        tuple(text.id for text in texts if text.id not in known),
        {gone: forms_of(message) for gone, message in known.items() if gone not in current},
    )


def _add(catalog: Catalog, text: Text, old: Message | None) -> None:
    """Add a text with the translation it had; a form it has newly got is left empty."""
    count = catalog.num_plurals if text.plural else 1
    forms = ((*forms_of(old),) if old else ()) + ("",) * count
    message = catalog.add(
        (text.id, text.plural) if text.plural else text.id,
        forms[:count] if text.plural else forms[0],
        locations=[(file, 0) for file in text.files],
        auto_comments=[*sorted(text.uses), *text.notes],
        user_comments=old.user_comments if old else (),
        flags={"fuzzy"} if old and old.fuzzy else (),
    )
    message.flags.discard("python-format")  # a percent sign is only a percent sign here


def _written(catalog: Catalog, code: str) -> bytes:
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True, include_lineno=False)
    header = HEADER.format(code=code, plural_forms=catalog.plural_forms)
    return (header.encode() + body.getvalue()).rstrip(b"\n") + b"\n"
