"""Broken shapes: names that are missing or taken, and choices that cannot be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.steps import AskMany, Branch, Choice, End, Repeat, Write
from tests.engine.checks.broken import (
    END,
    NAME,
    TICKS,
    YES_NO,
    asked,
    every_broken,
    flow,
    said,
    said_of_another,
)

if TYPE_CHECKING:
    from typing import Any

    from bot.engine.flow import Flow


def pairs(*texts: str) -> dict[Any, str]:
    """Cases whose keys are whatever a careless hand may write."""
    return dict(zip((True, 3), texts, strict=True))


BROKEN = {
    "another name": (
        flow(NAME, END, id="other"),
        "bot/flows/broken.py: the flow calls itself 'other'. Set id='broken', like the file.",
    ),
    "no title": (
        flow(NAME, END, title=""),
        'bot/flows/broken.py: the flow has no title. Add title=N_("...").',
    ),
    "no steps": (
        flow(),
        "bot/flows/broken.py: the flow has no steps. Declare at least one question and an End.",
    ),
    "bad step id": (
        flow(Write(id="Who Are You", text="Who?"), END),
        "bot/flows/broken.py, step 'Who Are You': the id is not usable. "
        "Use 1-32 of a-z, 0-9 and _, beginning with a letter.",
    ),
    "long step id": (
        flow(Write(id="w" * 33, text="Who?"), END),
        f"bot/flows/broken.py, step {'w' * 33!r}: the id is not usable. "
        "Use 1-32 of a-z, 0-9 and _, beginning with a letter.",
    ),
    "duplicate step": (
        flow(NAME, NAME, END),
        "bot/flows/broken.py, step 'name_it': the id is used twice. Give each step an id of its own.",
    ),
    "duplicate step in a repeat": (
        flow(TICKS, NAME, Repeat(id="each", over="ticks", steps=(NAME,)), END),
        "bot/flows/broken.py, step 'name_it': the id is used twice. Give each step an id of its own.",
    ),
    "an earlier id that another step has now": (
        flow(NAME, End(id="end", formerly=("name_it",))),
        "bot/flows/broken.py, step 'end': its earlier id 'name_it' is in use. Take it out of `formerly`.",
    ),
    "an earlier id of two steps": (
        flow(Write(id="one", text="One?", formerly=("old",)), End(id="end", formerly=("old",))),
        "bot/flows/broken.py, step 'end': its earlier id 'old' is in use. Take it out of `formerly`.",
    ),
    "an earlier key that another choice has now": (
        flow(asked(choices=(YES_NO[0], Choice(key="sure", label="Sure", formerly=("yes",)))), END),
        "bot/flows/broken.py, step 'ask': the choice 'yes' is there twice. Give each choice its own key.",
    ),
    "no choices": (
        flow(asked(choices=()), END),
        "bot/flows/broken.py, step 'ask': there is nothing to choose. Declare choices=(Choice(...), ...).",
    ),
    "duplicate key": (
        flow(asked(choices=(YES_NO[0], Choice(key="yes", label="Sure"))), END),
        "bot/flows/broken.py, step 'ask': the choice 'yes' is there twice. Give each choice its own key.",
    ),
    "duplicate label": (
        flow(asked(choices=(YES_NO[0], Choice(key="sure", label="yes"))), END),
        "bot/flows/broken.py, step 'ask': two choices say 'Yes'. Let each choice say something else.",
    ),
    "bad key": (
        flow(asked(choices=(Choice(key="@yes", label="Yes"),)), END),
        "bot/flows/broken.py, step 'ask': the key '@yes' is not usable. Use 1-32 of a-z, 0-9 and _.",
    ),
    "long key": (
        flow(asked(choices=(Choice(key="k" * 33, label="Yes"),)), END),
        f"bot/flows/broken.py, step 'ask': the key {'k' * 33!r} is not usable. Use 1-32 of a-z, 0-9 and _.",
    ),
    "no label": (
        flow(asked(choices=(Choice(key="yes", label=""),)), END),
        "bot/flows/broken.py, step 'ask': the choice 'yes' has no label. Add label=N_(\"...\").",
    ),
    "labels that are the same once case and symbols are gone": (
        flow(asked(choices=(Choice(key="yes", label="Ja!"), Choice(key="sure", label="ja"))), END),
        "bot/flows/broken.py, step 'ask': two choices say 'Ja!'. Let each choice say something else.",
    ),
    "a goto of a choice where several are ticked": (
        flow(AskMany(id="m", text="M?", choices=(*YES_NO, Choice(key="x", label="X", goto="end"))), END),
        "bot/flows/broken.py, step 'm': the choice 'x' leads elsewhere, though others can be ticked with it. "
        "Take its goto away, or ask with Ask.",
    ),
    "a yes-or-no case that is no text": (
        flow(asked(), Branch(id="by", on="ask", cases=pairs("end", "end")), END),
        "bot/flows/broken.py, step 'by': the case True is no text. Write 'yes'.",
    ),
    "a number as a case": (
        flow(asked(), Branch(id="by", on="ask", cases=pairs("end", "end")), END),
        "bot/flows/broken.py, step 'by': the case 3 is no text. Write '3'.",
    ),
}


@every_broken(BROKEN)
def test_a_broken_flow_is_told_where_and_how_to_mend_it(broken: Flow, sentence: str) -> None:
    assert sentence in said(broken)


@every_broken(BROKEN)
def test_a_broken_flow_breaks_no_other(broken: Flow, sentence: str) -> None:
    assert said_of_another(broken) == []
