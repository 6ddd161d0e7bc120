"""Which lines may be spoken once for everybody: our own texts, and nothing in which anybody is."""

from __future__ import annotations

import pytest

from bot.words import catalogues

OURS = (
    "",
    "7",
    "1 Rigtig svært",
    "✓ Langsomt",
    "☐ De daglige opgaver",
    "○ Det, jeg er god til",
    "Stjerne · 2 af 8",
    "Stjerne · 2/8",
    "Hvad vil du gøre? Vælg noget lille, som du er ret sikker på, du kan nå.",
    "• Du kan altid stoppe og slette det, jeg har gemt.",
    "Skriv ikke CPR-nummer, diagnoser eller andres navne her. Telegram kan læse vores beskeder.",
)
SOMEBODYS = (
    "Hej Samir. Hvor meget kan du overskue i dag?",
    "Jobmål: 4 Både og",
    "✔ Tale: lager",
    "Dit svar nu: Jeg er for træt",
    "Uden tal denne gang: Helbred og kræfter.",
    "De 7, der fik et tal begge gange, er som før.",
    "○ Er jeg for gammel?",
    "45112233 Ja",
    "123",
    "Jeg hedder Lone",
    "Stjernehimlen",
    "Lager i Aarhus · 2 af 8",
    "Lager i Aarhus · 2/8",
    ": , ." * 20_000,
    "a: b, c. " * 10_000,
    "Jeg kan lide at arbejde: om dagen, om natten, og helst ude. " * 2_000,
)


@pytest.mark.parametrize("line", OURS)
def test_what_everybody_is_told_is_ours(line: str) -> None:
    assert catalogues().language("da").is_ours(line)


@pytest.mark.parametrize("line", SOMEBODYS)
def test_what_is_of_somebody_is_not(line: str) -> None:
    assert not catalogues().language("da").is_ours(line)
