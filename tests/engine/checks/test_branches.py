"""Broken branches: on what is unknown or no single value, and with cases that never come true."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine.steps import Arrange, AskNumber, Branch, Choice, Scale, Speak
from tests.engine.checks.broken import (
    END,
    NAME,
    TICKS,
    YES_NO,
    asked,
    every_broken,
    every_sound,
    flow,
    said,
    said_of_another,
)

if TYPE_CHECKING:
    from bot.engine.flow import Flow

WORD = "Make a word of it in `values`."
HEAT = Scale(id="heat", text="H?", low=1, high=3)


def by(on: str, case: str) -> Branch:
    return Branch(id="by", on=on, cases={case: "end"})


BROKEN = {
    "unknown branch": (
        flow(asked(), by("asks", "yes"), END),
        "bot/flows/broken.py, step 'by': it branches on 'asks', which is unknown. Did you mean 'ask'?",
    ),
    "branch on a fact that is no text": (
        flow(NAME, by("languages", "da"), END),
        f"bot/flows/broken.py, step 'by': it branches on 'languages', a fact of items. {WORD}",
    ),
    "branch on ticks": (
        flow(TICKS, by("ticks", "yes"), END),
        f"bot/flows/broken.py, step 'by': it branches on 'ticks', whose answer is a list. {WORD}",
    ),
    "branch on an order": (
        flow(TICKS, Arrange(id="a", text="A?", of="ticks"), by("a", "yes"), END),
        f"bot/flows/broken.py, step 'by': it branches on 'a', whose answer is a list. {WORD}",
    ),
    "branch on a step that asks nothing": (
        flow(NAME, by("end", "yes"), END),
        "bot/flows/broken.py, step 'by': it branches on 'end', which asks nothing. Name a question.",
    ),
    "wrong case": (
        flow(asked(), by("ask", "yess"), END),
        "bot/flows/broken.py, step 'by': the case 'yess' is no choice of 'ask'. Did you mean 'yes'?",
    ),
    "wrong case of a recording": (
        flow(Speak(id="s", text="S?", choices=YES_NO), by("s", "voice"), END),
        "bot/flows/broken.py, step 'by': the case 'voice' is no choice of 's'. It can be one of: no, yes.",
    ),
    "a number that is not on the scale": (
        flow(HEAT, by("heat", "4"), END),
        "bot/flows/broken.py, step 'by': the case '4' is no choice of 'heat'. It can be one of: 1, 2, 3.",
    ),
}

SOUND = {
    "branch on a scale": flow(HEAT, by("heat", "3"), END),
    "branch on what stands beside a scale": flow(
        replace(HEAT, choices=(Choice(key="unsure", label="Hm"),)), by("heat", "unsure"), END
    ),
    "branch on a number": flow(AskNumber(id="many", text="N?"), by("many", "0"), END),
    "branch on a word that is made of ticks": flow(
        TICKS, by("ticks", "both"), END, values={"ticks": lambda _: "both"}
    ),
}


@every_broken(BROKEN)
def test_a_broken_flow_is_told_where_and_how_to_mend_it(broken: Flow, sentence: str) -> None:
    assert sentence in said(broken)


@every_broken(BROKEN)
def test_a_broken_flow_breaks_no_other(broken: Flow, sentence: str) -> None:
    assert said_of_another(broken) == []


@every_sound(SOUND)
def test_what_only_looks_broken_is_let_through(sound: Flow) -> None:
    assert said(sound) == []
