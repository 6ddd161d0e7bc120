"""Small catalogues of our own, so that these tests do not depend on the product's texts."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from bot.words import LOCALES, Catalogues

if TYPE_CHECKING:
    from pathlib import Path

HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals={count}; plural={rule};\\n"
"""
TWO_FORMS = {"count": 2, "rule": "(n != 1)"}
ARABIC_FORMS = {
    "count": 6,
    "rule": "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5)",
}

ENGLISH = """
msgid "Hi {name}. How <b>are</b> you?"
msgstr ""

msgid "{n} answer is saved."
msgid_plural "{n} answers are saved."
msgstr[0] ""
msgstr[1] ""

msgid "{day} at your table"
msgstr ""

msgid "We meet {day}."
msgstr ""

msgid "You can do {things}."
msgstr ""

msgid "<b>{title}</b> · {number} of {all}"
msgstr ""

msgid "Elevator <i>pitch</i>"
msgstr ""

msgid "Yes"
msgstr ""
"""

DANISH = """
msgid "Hi {name}. How <b>are</b> you?"
msgstr "Hej {name}. Hvordan <b>går</b> det?"

msgid "{n} answer is saved."
msgid_plural "{n} answers are saved."
msgstr[0] "{n} svar er gemt."
msgstr[1] "Alle {n} svar er gemt."

msgid "{day} at your table"
msgstr "{day} ved dit bord"

msgid "We meet {day}."
msgstr "Vi ses {day}."

msgid "You can do {things}."
msgstr "Du kan {things}."

msgid "<b>{title}</b> · {number} of {all}"
msgstr "<b>{title}</b> · {number} af {all}"

msgid "Elevator <i>pitch</i>"
msgstr "Elevator<i>tale</i>"

msgid "Yes"
msgstr "Ja"
"""

ARABIC = """
msgid "Hi {name}. How <b>are</b> you?"
msgstr "مرحبا {name}. كيف <b>حالك</b>؟"

msgid "{n} answer is saved."
msgid_plural "{n} answers are saved."
msgstr[0] "صفر {n}"
msgstr[1] "واحد {n}"
msgstr[2] "اثنان {n}"
msgstr[3] "قليل {n}"
msgstr[4] "كثير {n}"
msgstr[5] "آخر {n}"
"""


def add_language(root: Path, code: str, texts: str, forms: dict[str, object], **traits: str) -> None:
    """A language under `root` with these texts; its traits are English's, some replaced."""
    folder = root / code / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "jobstjernen.po").write_text(HEADER.format(**forms) + texts, "utf-8")
    like = code if (LOCALES / code).exists() else "en"
    own = (LOCALES / like / "language.toml").read_text("utf-8")
    for key, value in traits.items():
        english = next(line for line in own.splitlines() if line.startswith(f"{key} = "))
        own = own.replace(english, f'{key} = "{value}"')
    (root / code / "language.toml").write_text(own, "utf-8")


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """English and Danish complete, Arabic not."""
    root = tmp_path_factory.mktemp("locales")
    add_language(root, "en", ENGLISH, TWO_FORMS)
    add_language(root, "da", DANISH, TWO_FORMS)
    add_language(root, "ar", ARABIC, ARABIC_FORMS, name="العربية", locale="ar")
    return root


@pytest.fixture(scope="session")
def known(locales: Path) -> Catalogues:
    return Catalogues.load(locales)


@pytest.fixture
def own_locales(locales: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return shutil.copytree(locales, tmp_path / "locales")
