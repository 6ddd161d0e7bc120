"""A sentence inside a text begins with a capital; behind an abbreviation none begins."""

from __future__ import annotations

import pytest

from bot.coaching.capitals import capitals


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Jeg kan lide dyr. jeg har aldrig haft hund", "Jeg kan lide dyr. Jeg har aldrig haft hund"),
        ("Det gør vi. ja! og så? øl er godt", "Det gør vi. Ja! Og så? Øl er godt"),
        ("Jeg har lavet bl.a. mad og f.eks. brød", "Jeg har lavet bl.a. mad og f.eks. brød"),
        ("Jeg møder kl. otte, ca. fem dage, m.m. og mere", "Jeg møder kl. otte, ca. fem dage, m.m. og mere"),
        (
            "Jeg begyndte d. 3. december. jeg stoppede i 2019. nu er jeg klar",
            "Jeg begyndte d. 3. december. Jeg stoppede i 2019. Nu er jeg klar",
        ),
        ("Jeg gør rent, vasker op osv. på et plejehjem", "Jeg gør rent, vasker op osv. på et plejehjem"),
        ("Bum... så var det gjort", "Bum... Så var det gjort"),
        ("Jeg hedder S. hansen", "Jeg hedder S. hansen"),
        ("Se jobnet.dk for mere. iPhone 8. nej", "Se jobnet.dk for mere. iPhone 8. nej"),
        ("", ""),
    ],
)
def test_in_danish(text: str, written: str) -> None:
    assert capitals(text, "da") == written
    assert capitals(written, "da") == written


def test_in_english() -> None:
    assert capitals("I like dogs. never had one, e.g. a poodle", "en") == (
        "I like dogs. Never had one, e.g. a poodle"
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Я люблю собак. ніколи не мав", "uk"),
        ("Я люблю собак. ніколи не мав", "da"),
        ("Bu iyi. iki yıl", "tr"),
    ],
)
def test_in_no_other_script_and_no_language_without_a_list(text: str, language: str) -> None:
    assert capitals(text, language) == text
