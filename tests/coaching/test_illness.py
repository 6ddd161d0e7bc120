"""What speaks of illness in a text that staff write."""

from __future__ import annotations

import pytest

from bot.coaching.illness import speaks_of_illness


@pytest.mark.parametrize(
    "text",
    [
        "Husk at tage din medicin",
        "Husk lægen kl. 10",
        "Hvordan går det med din angst?",
        "Du er sygemeldt til mandag",
        "Remember to take your pills",
        "How is your depression?",
        "I hope you are not ill any more.",
    ],
)
def test_illness_is_heard(text: str) -> None:
    assert speaks_of_illness(text)


@pytest.mark.parametrize(
    "text",
    [
        "Husk dit CV på torsdag",
        "Har du kræfter til at ringe i dag?",
        "Ring til lægesekretæren om jobbet",
        "Remember to bring your CV on Thursday.",
        "I will call you, we still have time",
    ],
)
def test_anything_else_is_not(text: str) -> None:
    assert not speaks_of_illness(text)
