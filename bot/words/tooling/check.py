"""Checks that every language says everything, and says it in a form that Telegram takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.words import traits
from bot.words.catalogues import SOURCE, forms_of, ids_of, po_file, read_catalog, read_traits
from bot.words.errors import CatalogueError
from bot.words.tooling.content import texts_of
from bot.words.tooling.problem import Problem
from bot.words.tooling.rules import faults_of_form, faults_of_translation
from bot.words.traits import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message

    from bot.words.tooling.sources import Text

UPDATE = "Run: make strings"
TRANSLATE = "Translate it, and take out the word fuzzy where it stands above it"
MEND = "Mend the text"


def check(root: Path) -> list[Problem]:
    """Everything that keeps the texts under `root`/bot and `root`/locales from being complete and right."""
    sources = texts_of(root)
    problems = list(sources.problems)
    for text in sources.texts.values():
        for form in filter(None, (text.id, text.plural)):
            problems += [
                Problem(text.files[0], text.id, what, MEND) for what in faults_of_form(form, text.uses)
            ]
    for folder in sorted(path for path in (root / "locales").iterdir() if path.is_dir()):
        try:
            problems += _check_language(folder, root, sources.texts)
        except CatalogueError as error:
            problems.append(Problem(error.path.relative_to(root).as_posix(), "", error.found, error.mend))
    return problems


def _check_language(folder: Path, root: Path, texts: Mapping[str, Text]) -> Iterator[Problem]:
    yield from _check_traits(folder, root)
    catalog = read_catalog(po_file(folder), folder.name)
    file = po_file(folder).relative_to(root).as_posix()
    known = {ids_of(message)[0]: message for message in catalog if message.id}
    for text in texts.values():
        if text.id in known:
            yield from _check_message(known[text.id], text, catalog, file)
        else:
            yield Problem(file, text.id, "is in the code and not here", UPDATE)
    for left in [*known.values(), *catalog.obsolete.values()]:
        if ids_of(left)[0] not in texts:
            yield Problem(file, ids_of(left)[0], "is here and not in the code", UPDATE)


def _check_traits(folder: Path, root: Path) -> Iterator[Problem]:
    """Whether the language has every list of words that English has."""
    own, english = traits.read(folder), traits.read(folder.parent / SOURCE)
    file, missing = (folder / FILE).relative_to(root).as_posix(), False
    for table in ("days", "times", "numbers", "words"):
        for key in sorted(getattr(english, table).keys() - getattr(own, table).keys()):
            missing = True
            yield Problem(file, key, f"is missing from [{table}]", "Add it as English has it")
    if not missing:
        read_traits(folder)


def _check_message(message: Message, text: Text, catalog: Catalog, file: str) -> Iterator[Problem]:
    forms = forms_of(message)
    if ids_of(message) != tuple(filter(None, (text.id, text.plural))):
        yield Problem(file, text.id, "has another plural in the code", UPDATE)
    elif message.fuzzy:
        yield Problem(file, text.id, "is fuzzy", TRANSLATE)
    elif file.startswith(f"locales/{SOURCE}/") and not any(forms):
        return
    elif not all(forms) or len(forms) != (catalog.num_plurals if text.plural else 1):
        yield Problem(file, text.id, "has no translation, or not for every plural form", TRANSLATE)
    else:
        for form in forms:
            for what in (*faults_of_form(form, text.uses), *faults_of_translation(form, ids_of(message))):
                yield Problem(file, text.id, what, MEND)
