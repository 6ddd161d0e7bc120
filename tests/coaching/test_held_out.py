"""Sentences in ten languages, written and labelled by somebody who had not seen the lists: said/held_out_*.txt.

How many were heard at first sight stands in docs/decisions/distress.md, with what was measured later on others.
These are opened and measure no more: what is tested here is only that nothing that was mended breaks again.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.coaching.cpr import mask
from bot.coaching.distress import CARE, care

FILES = sorted((Path(__file__).parent / "said").glob("held_out_*.txt"))
LANGUAGES = {"ar", "da", "en", "fa", "ku", "pl", "so", "ti", "tr", "uk"}
KINDS = {"acute", "soft", "harmless", "cpr", "no_cpr"}
FEWEST = 50
SOFTLY = {
    "there's no point to the CV I won't be here next week": "somebody may be on leave next week as well",
}
"""Acute sentences that are answered softly, with the reason."""
UNHEARD = {
    "أنا مرهقة جداً ولم أعد أرى فائدة من كل هذه الطلبات": "a long sentence about applications",
    "Jeg duer ikke til noget, det har de sagt siden folkeskolen": "a low opinion of oneself",
}
"""Soft sentences that bring no answer of their own, with the reason."""


def lines(path: Path) -> list[tuple[str, str]]:
    """What such a file says: the label of each sentence, and the sentence."""
    parted = [line.partition("|") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(kind.strip(), text.strip()) for kind, _, text in parted]


def of_kind(kind: str, path: Path) -> list[str]:
    return [text for each, text in lines(path) if each == kind]


def heard(text: str) -> str:
    """The label that the lists give a sentence."""
    said = tuple(each.id for each in care(text))
    return "acute" if said == CARE else "soft" if said else "harmless"


def test_there_are_enough_sentences_of_each_language_half_of_them_harmless() -> None:
    assert {path.stem.removeprefix("held_out_") for path in FILES} == LANGUAGES
    for path in FILES:
        kinds = [kind for kind, _ in lines(path)]
        assert set(kinds) == KINDS
        assert len(kinds) >= FEWEST
        assert sum(kind in {"harmless", "no_cpr"} for kind in kinds) * 2 >= len(kinds)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sign_of_acute_distress_is_heard(path: Path) -> None:
    wrong = {text: heard(text) for text in of_kind("acute", path) if heard(text) != "acute"}
    assert wrong == {text: "soft" for text in wrong if text in SOFTLY}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_hopeless_and_the_worn_out_are_heard_and_raise_no_alarm(path: Path) -> None:
    wrong = {text: heard(text) for text in of_kind("soft", path) if heard(text) != "soft"}
    assert wrong == {text: "harmless" for text in wrong if text in UNHEARD}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_harmless_raises_no_alarm_and_only_a_denial_is_answered_softly(path: Path) -> None:
    """One sentence of each language denies what nobody has asked: "no, I will not kill myself, I am just angry"."""
    found = [heard(text) for text in of_kind("harmless", path)]
    assert "acute" not in found
    assert found.count("soft") <= 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cpr_numbers_are_masked_and_other_numbers_stay(path: Path) -> None:
    assert [text for text in of_kind("cpr", path) if mask(text) == text] == []
    assert [text for text in of_kind("no_cpr", path) if mask(text) != text] == []
