"""Which languages there are, which are offered, and what happens when a file cannot be used."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.engine.text import Words
from bot.words import LOCALES, CatalogueError, Catalogues, catalogues

if TYPE_CHECKING:
    from pathlib import Path

    from bot.engine.context import Language

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: {};\\n"\n'
LANGUAGE = """name = "x"\nlocale = "da"\nday = 3\nday_with_year = 4\nposition = "a"\ndays = 1\ntimes = 2\nnumbers = 3"""
HELLO = Words("Hi {name}. How <b>are</b> you?", {"name": "Mette"})


def test_only_complete_languages_are_offered(known: Catalogues) -> None:
    assert list(known.languages) == ["da", "en"]
    assert known.missing == {"da": 0, "en": 0, "ar": 6}


def test_a_language_that_has_fallen_behind_is_still_spoken_with_english_where_it_lacks_words(
    known: Catalogues,
) -> None:
    assert known.say(HELLO, "ar").startswith("مرحبا")
    assert known.say(Words("Yes"), "ar") == "Yes"


def test_a_language_tells_its_own_name_and_direction(known: Catalogues) -> None:
    assert {code: each.name for code, each in known.everything.items()} == {
        "da": "Dansk",
        "en": "English",
        "ar": "العربية",
    }
    assert [code for code, each in known.everything.items() if each.rtl] == ["ar"]


@pytest.mark.parametrize(
    ("code", "found"),
    [("da", "da"), ("da-DK", "da"), ("DA", "da"), ("en_GB", "en"), ("xx", "en"), ("", "en")],
)
def test_a_language_is_found_by_any_code_telegram_gives(known: Catalogues, code: str, found: str) -> None:
    assert known.language(code).code == found


def test_a_fuzzy_translation_does_not_count(own_locales: Path) -> None:
    path = own_locales / "da" / "LC_MESSAGES" / "jobstjernen.po"
    path.write_text(path.read_text().replace('msgid "Yes"', '#, fuzzy\nmsgid "Yes"'))
    loaded = Catalogues.load(own_locales)
    assert list(loaded.languages) == ["en"]
    assert loaded.say(Words("Yes"), "da") == "Yes"


def test_a_translation_with_a_placeholder_that_nothing_fills_in_does_not_count(own_locales: Path) -> None:
    """Found by fuzzing: it broke the sentence when somebody was to read it."""
    path = own_locales / "da" / "LC_MESSAGES" / "jobstjernen.po"
    path.write_text(path.read_text().replace("Hej {name}", "Hej {navn}"))
    loaded = Catalogues.load(own_locales)
    assert list(loaded.languages) == ["en"]
    assert loaded.say(HELLO, "da") == "Hi Mette. How are you?"


def test_an_english_text_can_be_said_otherwise_than_its_id(own_locales: Path) -> None:
    path = own_locales / "en" / "LC_MESSAGES" / "jobstjernen.po"
    path.write_text(path.read_text().replace('msgid "Yes"\nmsgstr ""', 'msgid "Yes"\nmsgstr "Yes, please"'))
    assert Catalogues.load(own_locales).say(Words("Yes"), "en") == "Yes, please"


@pytest.mark.parametrize(
    ("file", "content", "error"),
    [
        ("da/language.toml", None, "da/language.toml: is missing. Copy another language's"),
        ("da/language.toml", "name = ", "is not TOML in UTF-8"),
        ("da/language.toml", 'name = "Dansk"', "has no 'locale'"),
        ("da/language.toml", 'name = "Dansk"\nlocale = "qqq"', "names no locale of CLDR"),
        ("en/LC_MESSAGES/jobstjernen.po", None, "is missing. Run: python -m bot words extract"),
        ("da/LC_MESSAGES/jobstjernen.po", "Hello\n", "is not a catalogue"),
        ("da/LC_MESSAGES/jobstjernen.po", b"\xff\xfe", "is not a catalogue"),
        (
            "da/LC_MESSAGES/jobstjernen.po",
            'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n !! 1;\\n"',
            "plural rule",
        ),
        (
            "da/LC_MESSAGES/jobstjernen.po",
            HEAD.format("nplurals=2; plural=n/0"),
            "has a plural rule that cannot be read",
        ),
        ("da/LC_MESSAGES/jobstjernen.po", HEAD.format("nplurals=2; plural=n"), "says that there are 2"),
        ("en/LC_MESSAGES/jobstjernen.po", HEAD.format("nplurals=3; plural=0"), "English has two"),
        (
            "da/LC_MESSAGES/jobstjernen.po",
            HEAD.format("nplurals=2; plural=" + "(" * 500),
            "has a plural rule",
        ),
        (
            "da/LC_MESSAGES/jobstjernen.po",
            'msgid ""\nmsgstr "Content-Type: x; charset=y\\n"\n\nmsgid "Yes"\nmsgstr "Ja"\n',
            "is not a catalogue",
        ),
        ("da/language.toml", LANGUAGE, "has words that cannot be used"),
        ("da/language.toml", "name = " + "[" * 5_000, "in each other"),
    ],
    ids=range(15),
)
def test_a_file_that_cannot_be_used_is_named_with_the_mend(
    own_locales: Path, file: str, content: str | bytes | None, error: str
) -> None:
    path = own_locales / file
    path.unlink()
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CatalogueError) as raised:
        Catalogues.load(own_locales)
    assert str(own_locales / file) in str(raised.value)
    assert error in str(raised.value)


def test_the_product_is_read_once_for_the_process() -> None:
    assert catalogues() is catalogues()
    assert {"da", "en"} <= catalogues().everything.keys()


def test_the_program_starts_without_what_only_the_tooling_needs() -> None:
    code = "import sys, bot.words; sys.exit('bot.words.tooling' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=LOCALES.parent, check=False).returncode == 0


def test_a_language_is_what_the_core_asks_for(known: Catalogues) -> None:
    language: Language = known.language("da")
    assert language.say(Words("Yes")) == "Ja"
