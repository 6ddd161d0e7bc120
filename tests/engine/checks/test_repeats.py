"""Broken repeats: what cannot stand in one, or lead out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.steps import Choice, End, Repeat, Tell, Write
from tests.engine.checks.broken import (
    END,
    NAME,
    TICKS,
    asked,
    each,
    every_broken,
    flow,
    said,
    said_of_another,
)

if TYPE_CHECKING:
    from bot.engine.flow import Flow

BROKEN = {
    "empty repeat": (
        flow(TICKS, Repeat(id="each", over="ticks", steps=()), END),
        "bot/flows/broken.py, step 'each': it repeats nothing. Declare steps=(...) with a question.",
    ),
    "goto out of a repeat": (
        flow(TICKS, Repeat(id="each", over="ticks", steps=(Write(id="w", text="W?", goto="end"),)), END),
        "bot/flows/broken.py, step 'w': a goto cannot lead out of the repeat 'each'. Put a Branch after it.",
    ),
    "choice out of a repeat": (
        flow(
            TICKS,
            Repeat(
                id="each",
                over="ticks",
                steps=(asked(choices=(Choice(key="stop", label="Stop", goto="end"),)),),
            ),
            END,
        ),
        "bot/flows/broken.py, step 'ask': a goto cannot lead out of the repeat 'each'. Put a Branch after it.",
    ),
    "numbered in a repeat": (
        flow(
            TICKS,
            Repeat(id="each", over="ticks", steps=(Write(id="w", text="W?", short="W", numbered=True),)),
            END,
        ),
        "bot/flows/broken.py, step 'w': a repeated question has no number of its own. Take numbered away.",
    ),
    "place too long for a button": (
        flow(TICKS, Repeat(id="each", over="ticks", steps=(Write(id="w" * 32, text="W?"),)), END),
        f"bot/flows/broken.py, step {'w' * 32!r}: its place 'each/yes/{'w' * 32}' is too long for a button. "
        "Shorten the ids or the key by 3.",
    ),
    "a message in a repeat": (
        flow(TICKS, each(NAME, Tell(id="t", text="Well done.")), END),
        "bot/flows/broken.py, step 't': it asks nothing in the repeat 'each'. Put it before or after it.",
    ),
    "a repeat in a repeat": (
        flow(TICKS, each(Repeat(id="again", over="ticks", steps=(NAME,))), END),
        "bot/flows/broken.py, step 'again': it asks nothing in the repeat 'each'. Put it before or after it.",
    ),
    "an end in a repeat": (
        flow(TICKS, each(End(id="stop")), END),
        "bot/flows/broken.py, step 'stop': it asks nothing in the repeat 'each'. Put it before or after it.",
    ),
}


@every_broken(BROKEN)
def test_a_broken_flow_is_told_where_and_how_to_mend_it(broken: Flow, sentence: str) -> None:
    assert sentence in said(broken)


@every_broken(BROKEN)
def test_a_broken_flow_breaks_no_other(broken: Flow, sentence: str) -> None:
    assert said_of_another(broken) == []
