"""All languages of the product, read from `locales/<code>/` once at start."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from babel.dates import format_date, format_time
from babel.messages.pofile import PoFileError, read_po

from bot.engine.context import Item
from bot.engine.symbols import KIND
from bot.engine.text import Words
from bot.words import moments, named, numbers, repeats, times, traits, written
from bot.words.both import BETWEEN, Both
from bot.words.direction import from_the_right, isolated
from bot.words.errors import CatalogueError
from bot.words.language import Language
from bot.words.markup import fields

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message

    from bot.words.draft import Entity
    from bot.words.language import Forms
    from bot.words.traits import Traits

DOMAIN = "jobstjernen"
SOURCE = "en"
"""The language of the message ids: an empty translation there means the id itself."""


COUNTED = (*range(210), 999, 1_000, 1_001, 1_000_000)
"""Numbers with which a plural rule is tried at start: no sentence may break later."""
ENGLISH_FORMS = 2


def po_file(folder: Path) -> Path:
    """Where a language's sentences are kept."""
    return folder / "LC_MESSAGES" / f"{DOMAIN}.po"


@dataclass(frozen=True, slots=True)
class Catalogues:
    """Every language there is a catalogue for.

    `missing` counts, for each language, the sentences without a finished translation; a language is offered
    when it has none. Who chose one that has fallen behind keeps it, with the missing sentences in English.
    """

    everything: Mapping[str, Language]
    missing: Mapping[str, int]

    @classmethod
    def load(cls, root: Path) -> Catalogues:
        """Read all languages under `root`. Raises CatalogueError when a file there cannot be used."""
        source = _source(root)
        languages = [source]
        for path in sorted(root.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
            folder = path.parents[1]
            if folder.name != SOURCE:
                languages.append(_translated(folder, source))
        languages.sort(key=lambda language: (language.traits.position, language.code))
        missing = {each.code: len(source.messages.keys() - each.messages.keys()) for each in languages}
        return cls({language.code: language for language in languages}, missing)

    @property
    def languages(self) -> dict[str, Language]:
        """The languages to offer, by code, in the order to show them."""
        return {code: language for code, language in self.everything.items() if not self.missing[code]}

    @property
    def by_own_name(self) -> tuple[Item, ...]:
        """The same as choices, each by its own name."""
        return tuple(
            Item(code, Words("{text}", {"text": language.name, KIND: "language"}))
            for code, language in self.languages.items()
        )

    def in_each(self, words: Words) -> str:
        """A word in every language on offer, in a row, each in its own direction."""
        return BETWEEN.join(isolated(each.say(words), rtl=False) for each in self.languages.values())

    def language(self, code: str) -> Language:
        """The language of this code ("da", "en-GB"); English where there is none."""
        base = code.replace("_", "-").partition("-")[0].lower()
        return self.everything.get(base, self.everything[SOURCE])

    def both(self, code: str, beneath: str) -> Language | Both:
        """The language of a code, with another one beneath it where that has one ("" for none)."""
        first = self.language(code)
        return Both(first, self.language(beneath)) if beneath in self.everything else first

    def written(self, text: str, but: Collection[str]) -> str:
        """The code of the language on offer that a text is in; "" where that cannot be told, or it is none of them.

        Nor is it told of one of those in `but`: of them nobody asks.
        """
        return written.told(text, self.languages, but)

    def say(self, words: Words, language: str) -> str:
        """A sentence as plain text in a language."""
        return self.language(language).say(words)

    def rich(self, words: Words, language: str) -> tuple[str, list[Entity]]:
        """A sentence in a language as text and Telegram's entities."""
        return self.language(language).rich(words)


def read_catalog(path: Path, code: str, *, whole: bool = True) -> Catalog:
    """A language's sentences as Babel reads them, without the notes on them where it is not to be the `whole` file.

    Raises CatalogueError when they cannot be read.
    """
    try:
        with path.open("rb") as file:
            lines = file if whole else (line if _says_something(line) else b"\n" for line in file)
            return read_po(lines, locale=code, abort_invalid=True)
    except FileNotFoundError as error:
        raise CatalogueError(path, "is missing", "Run: python -m bot words extract") from error
    except Exception as error:
        what = (
            str(error) if isinstance(error, PoFileError | ValueError) else f"{type(error).__name__}: {error}"
        )
        raise CatalogueError(
            path, f"is not a catalogue: {what}", "Mend the line it names, or its head"
        ) from error


def read_traits(folder: Path) -> Traits:
    """What belongs to a language beside its sentences. Raises CatalogueError where its words cannot be used."""
    known = traits.read(folder)
    today = date(2026, 1, 1)
    try:
        for text in ("1.1.", "x"):
            moments.read(text, today, known)
            repeats.read(text, today, known)
            times.read(text, known)
            numbers.read(text, known)
            named.read(text, known)
        written.marks(known)
        for pattern in (known.day, known.day_with_year):
            format_date(today, pattern, known.locale)
        format_time(time(), known.time, locale=known.locale)
        (
            *known.words["negated"],
            known.words["guesses"],
            *known.words["after_name"],
            *known.words["spellings"].items(),
        )
        known.position + 0
    except Exception as error:
        path, what = folder / traits.FILE, f"{type(error).__name__}: {error}"
        raise CatalogueError(
            path, f"has words that cannot be used ({what})", "Write them as English does"
        ) from error
    return known


def _says_something(line: bytes) -> bool:
    """Whether a line is a text, or the mark of one that is fuzzy: most lines are notes, which nobody reads at start."""
    return not line.startswith(b"#") or line.startswith(b"#,")


def forms_of(message: Message) -> Forms:
    """A message's translation as a tuple, one form for each plural."""
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string or "",)


def ids_of(message: Message) -> Forms:
    """A message's English id, and its plural where it has one."""
    return tuple(message.id) if isinstance(message.id, list | tuple) else (message.id,)


def plural_rule(catalog: Catalog, path: Path) -> Callable[[int], int]:
    """Which form goes with a number. Raises CatalogueError when the rule cannot be read, or names no form."""
    try:
        rule = gettext.c2py(catalog.plural_expr)
        forms = {rule(number) for number in COUNTED}
    except (ValueError, ArithmeticError) as error:
        raise CatalogueError(
            path, f"has a plural rule that cannot be read: {error}", "Take CLDR's"
        ) from error
    if not forms <= set(range(catalog.num_plurals)):
        found = f"has a plural rule for {max(forms) + 1} forms, and says that there are {catalog.num_plurals}"
        raise CatalogueError(path, found, "Take CLDR's")
    return rule


def _is_whole(message: Message, catalog: Catalog) -> bool:
    """Whether each form of a translation is there, with no placeholder that nothing would fill in."""
    forms, ids = forms_of(message), ids_of(message)
    if not all(forms) or len(forms) != (catalog.num_plurals if len(ids) > 1 else 1):
        return False
    filled = [form for form in forms if "{" in form]
    known = {name for each in ids for name in fields(each)} if filled else set()
    return all(known.issuperset(fields(form)) for form in filled)


def _source(root: Path) -> Language:
    path = po_file(root / SOURCE)
    catalog = read_catalog(path, SOURCE, whole=False)
    if catalog.num_plurals > ENGLISH_FORMS:
        raise CatalogueError(path, f"has {catalog.num_plurals} plural forms", "English has two")
    messages = {
        ids_of(message)[0]: forms_of(message) if _is_whole(message, catalog) else ids_of(message)
        for message in catalog
        if message.id
    }
    return Language(SOURCE, read_traits(root / SOURCE), messages, plural_rule(catalog, path))


def _translated(folder: Path, source: Language) -> Language:
    path = po_file(folder)
    catalog = read_catalog(path, folder.name, whole=False)
    known = read_traits(folder)
    messages = {
        ids_of(message)[0]: _written(message, rtl=known.rtl)
        for message in catalog
        if message.id and not message.fuzzy and _is_whole(message, catalog)
    }
    return Language(folder.name, known, messages, plural_rule(catalog, path), source)


def _written(message: Message, *, rtl: bool) -> Forms:
    """A message's translation as it is said."""
    forms = forms_of(message)
    return tuple(from_the_right(form, ids_of(message)[0]) for form in forms) if rtl else forms
