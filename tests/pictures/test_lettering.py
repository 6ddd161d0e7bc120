"""The fonts have every letter of every language there is a catalogue for, finished or not."""

from __future__ import annotations

import pytest

from bot.pictures import fonts, lettering
from bot.pictures.svg import drawn
from bot.words import LOCALES
from bot.words.catalogues import forms_of, po_file, read_catalog

CODES = sorted(path.parents[1].name for path in LOCALES.glob("*/LC_MESSAGES/*.po"))
OTHERS = {
    "Arabic": "هل تبحث عن عمل؟ «نعم»، أبدأ غداً؛ قبلاً، تقدّم",
    "Farsi": "دنبال کار می\u200cگردم؛ چه گفتید؟ ژ پ چ گ ستارهٔ",
    "Kurmanji": "Ez li kar digerim: ç ê î ş û Ç Ê Î Ş Û",
    "Polish": "Zażółć gęślą jaźń „praca”",
    "Somali": "Waxaan raadinayaa shaqo “maanta”",
    "Tigrinya": "ስራሕ እደሊ ኣለኹ፣ ንዓኹም ዝኸውን፤ ቐ ቛ ኧ ጿ ፧ ።",
    "Turkish": "İş arıyorum: ğ ı ş ç ö ü Ğ İ Ş “evet”",
    "Ukrainian": "Шукаю роботу: ґ є і ї щ ʼ ’ «так»",
}


@pytest.fixture(autouse=True)
def as_in_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The letters are looked for where pictures find theirs: none comes from Typst's own fonts."""
    monkeypatch.setattr(lettering, "KNOWN", {})
    monkeypatch.setattr(lettering, "fonts", lambda **_: fonts.fonts())


@pytest.mark.parametrize("code", CODES)
def test_every_letter_of_a_catalogue_has_a_font(code: str) -> None:
    catalog = read_catalog(po_file(LOCALES / code), code)
    letters = {each for message in catalog for form in forms_of(message) for each in form}
    text = drawn("".join(sorted(letters)))
    assert lettering.lettered(text) == text


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_every_language_that_is_planned_has_its_letters(text: str) -> None:
    assert lettering.lettered(drawn(text)) == drawn(text)


def test_a_letter_without_a_font_is_noticed() -> None:
    assert lettering.lettered("Hej 中文") == "Hej […]"


@pytest.mark.parametrize("family", fonts.FAMILIES)
def test_each_font_lies_in_a_package(family: str) -> None:
    assert "site-packages" in fonts.file(family).parts
    assert fonts.file(family).suffix == ".ttf"
