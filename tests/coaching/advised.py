"""What the advice on a text is, for the tests of its rules."""

from __future__ import annotations

from bot.coaching.advice import advise
from bot.words import catalogues


def rules(text: str, *, about: str = "", language: str = "da") -> list[str]:
    """The advice on an answer."""
    return [point.rule for point in advise(text, kind="answer", language=language, about=about)]


def pitch(text: str, *, language: str = "da") -> list[str]:
    """The advice on a pitch."""
    return [point.rule for point in advise(text, kind="pitch", language=language)]


def said(text: str) -> str:
    """The first point of advice on an answer in Danish, as it is said."""
    return catalogues().say(advise(text, kind="answer", language="da")[0].words, "da")
