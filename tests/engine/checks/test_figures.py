"""Broken figures: what nothing can satisfy, or no phone can show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine.steps import AskMany, AskNumber, AskTime, Choice, Pick, Review, Scale, Write
from tests.engine.checks.broken import (
    END,
    NAME,
    YES_NO,
    asked,
    every_broken,
    every_sound,
    flow,
    picked,
    said,
    said_of_another,
)

if TYPE_CHECKING:
    from bot.engine.flow import Flow


def many(number: int) -> tuple[Choice, ...]:
    return tuple(Choice(key=f"k{n}", label=f"Choice {n}") for n in range(number))


WRITTEN = tuple(replace(NAME, id=f"w{n}") for n in range(61))

BROKEN = {
    "impossible number": (
        flow(AskNumber(id="n", text="N?", low=3, high=2), END),
        "bot/flows/broken.py, step 'n': it goes from 3 to 2. Let low be below high.",
    ),
    "suggestion that is no time": (
        flow(AskTime(id="t", text="T?", suggested=("09:00", "24:00")), END),
        "bot/flows/broken.py, step 't': its suggestion '24:00' is no time. Write it like \"09:30\".",
    ),
    "suggestion as it is said": (
        flow(AskTime(id="t", text="T?", suggested=("9.30",)), END),
        "bot/flows/broken.py, step 't': its suggestion '9.30' is no time. Write it like \"09:30\".",
    ),
    "suggestion by the second": (
        flow(AskTime(id="t", text="T?", suggested=("09:30:00",)), END),
        "bot/flows/broken.py, step 't': its suggestion '09:30:00' is no time. Write it like \"09:30\".",
    ),
    "suggestion that is there twice": (
        flow(AskTime(id="t", text="T?", suggested=("09:00", "09:00")), END),
        "bot/flows/broken.py, step 't': it suggests '09:00' twice. Suggest each time once.",
    ),
    "suggestions without end": (
        flow(AskTime(id="t", text="T?", suggested=(*(f"10:{n:02}" for n in range(60)), "11:00")), END),
        "bot/flows/broken.py, step 't': it shows 61 buttons at once. Let it show 60 at most.",
    ),
    "impossible ticks": (
        flow(AskMany(id="m", text="M?", choices=YES_NO, at_least=3), END),
        "bot/flows/broken.py, step 'm': it wants 3 to 100 of 2 choices. Let that be possible.",
    ),
    "empty pages": (
        flow(Pick(id="p", text="P?", source="home", page_size=0), END),
        "bot/flows/broken.py, step 'p': its pages hold nothing. Let page_size be 1 or more.",
    ),
    "scale below nought": (
        flow(Scale(id="s", text="S?", low=-2, high=2), END),
        "bot/flows/broken.py, step 's': it begins at -2. Let low be 0 or more.",
    ),
    "scale upside down": (
        flow(Scale(id="s", text="S?", low=5, high=5), END),
        "bot/flows/broken.py, step 's': it goes from 5 to 5. Let low be below high.",
    ),
    "scale with other labels": (
        flow(Scale(id="s", text="S?", low=1, high=3, labels=("Bad", "Good")), END),
        "bot/flows/broken.py, step 's': its labels do not match its numbers. Give one label for each number.",
    ),
    "text of impossible length": (
        flow(Write(id="w", text="W?", at_least=10, at_most=5), END),
        "bot/flows/broken.py, step 'w': its least is more than its most. Let at_least be below at_most.",
    ),
    "scale without end": (
        flow(Scale(id="s", text="S?", low=1, high=25), END),
        "bot/flows/broken.py, step 's': its scale has 25 steps. Let it have 24 at most, or ask with AskNumber.",
    ),
    "scale with too much beside it": (
        flow(Scale(id="s", text="S?", low=1, high=2, choices=many(59)), END),
        "bot/flows/broken.py, step 's': it shows 61 buttons at once. Let it show 60 at most.",
    ),
    "choices without end": (
        flow(asked(choices=many(61)), END),
        "bot/flows/broken.py, step 'ask': it shows 61 buttons at once. Let it show 60 at most.",
    ),
    "ticks without end": (
        flow(AskMany(id="m", text="M?", choices=many(61)), END),
        "bot/flows/broken.py, step 'm': it shows 61 buttons at once. Let it show 60 at most.",
    ),
    "pages without end": (
        flow(picked(page_size=59, choices=tuple(replace(each, goto="end") for each in YES_NO)), END),
        "bot/flows/broken.py, step 'p': it shows 61 buttons at once. Let it show 60 at most.",
    ),
    "beginnings without end": (
        flow(Write(id="w", text="W?", starters=("I am",) * 61), END),
        "bot/flows/broken.py, step 'w': it shows 61 buttons at once. Let it show 60 at most.",
    ),
    "review without end": (
        flow(*WRITTEN, Review(id="r", text="R?", of=tuple(each.id for each in WRITTEN)), END),
        "bot/flows/broken.py, step 'r': it shows 61 buttons at once. Let it show 60 at most.",
    ),
}

SOUND = {
    "the most there may be": flow(
        Scale(id="s", text="S?", low=0, high=23),
        asked(choices=many(60)),
        picked(source="languages", page_size=60),
        AskTime(id="t", text="T?", suggested=tuple(f"10:{n:02}" for n in range(60))),
        END,
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
