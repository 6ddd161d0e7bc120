"""Broken simple modes: steps that are left out although something depends on them, or nobody may leave them out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine.steps import Branch, Choice, Tell
from tests.engine.checks.broken import (
    END,
    NAME,
    TICKS,
    YES_NO,
    asked,
    each,
    every_broken,
    every_sound,
    flow,
    said,
)

if TYPE_CHECKING:
    from bot.engine.flow import Flow

EXTRA_NAME = replace(NAME, extra=True)
MEND = "Make it skippable, or take extra away."
EXACT = (Choice(key="yes", label="Yes", exact=True), Choice(key="no", label="No"))
LEADING = tuple(replace(choice, goto="end") for choice in YES_NO)

BROKEN = {
    "an extra step that asks nothing": (
        flow(NAME, Branch(id="by", on="name_it", extra=True), END),
        "bot/flows/broken.py, step 'by': it is extra, and neither says nor asks anything. Take extra away.",
    ),
    "an extra message with everything that is stored": (
        flow(Tell(id="said", source="everything", extra=True), END),
        "bot/flows/broken.py, step 'said': it is extra, and carries more than words. Take extra away.",
    ),
    "an extra question that is agreed to": (
        flow(asked(choices=EXACT, extra=True), END),
        "bot/flows/broken.py, step 'ask': it is extra, and asks for what has to be agreed to. Take extra away.",
    ),
    "an extra question that a text names": (
        flow(EXTRA_NAME, Tell(id="said", text="It is {name_it}."), END),
        f"bot/flows/broken.py, step 'name_it': it is extra, and 'said' depends on it. {MEND}",
    ),
    "an extra question that a branch goes by": (
        flow(asked(extra=True), Branch(id="by", on="ask", cases={"yes": "end"}), END),
        f"bot/flows/broken.py, step 'ask': it is extra, and 'by' depends on it. {MEND}",
    ),
}
SOUND = {
    "an extra message": flow(Tell(id="said", text="Well done.", extra=True), END),
    "an extra question whose choices all lead on": flow(asked(choices=LEADING, extra=True, goto="end"), END),
    "an extra question that can be skipped": flow(
        replace(EXTRA_NAME, skippable=True), Tell(id="said", text="It is {name_it}."), END
    ),
    "extra ticks that are gone through": flow(replace(TICKS, extra=True), each(NAME), END),
}


@every_broken(BROKEN)
def test_a_broken_flow_is_told_where_and_how_to_mend_it(broken: Flow, sentence: str) -> None:
    assert sentence in said(broken)


@every_sound(SOUND)
def test_what_only_looks_broken_is_let_through(sound: Flow) -> None:
    assert said(sound) == []
