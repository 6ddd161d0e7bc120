"""Broken circles: of steps that never ask, and of flows that hand over before they do."""

from __future__ import annotations

from typing import cast

from bot.engine.checker import check
from bot.engine.checks.moves import loops
from bot.engine.flow import Flow
from bot.engine.steps import Arrange, AskMany, Branch, Handover, Repeat, Tell
from tests.engine.checks.broken import (
    END,
    FACTS,
    NAME,
    TICKS,
    YES_NO,
    asked,
    each,
    every_broken,
    every_sound,
    flow,
    said,
    said_of_another,
)

BROKEN = {
    "loop without a question": (
        flow(
            asked(),
            Tell(id="one", text="One"),
            Branch(id="two", on="ask", cases={"no": "end"}, goto="one"),
            END,
        ),
        "bot/flows/broken.py, step 'one': it leads back to itself without a question. Put a question into the loop.",
    ),
    "loop through a repeat over nothing": (
        flow(
            TICKS,
            Repeat(id="each", over="ticks", steps=(NAME,)),
            Branch(id="two", on="contact", cases={"x": "end"}, goto="each"),
            END,
        ),
        "bot/flows/broken.py, step 'each': it leads back to itself without a question. Put a question into the loop.",
    ),
    "hand-over to itself": (
        flow(Tell(id="hi", text="Hi"), Handover(id="over", flow="broken"), END),
        "bot/flows/broken.py: it hands over to itself without a question. Ask something before the hand-over.",
    ),
    "loop through an order of one": (
        flow(
            TICKS,
            Arrange(id="a", text="A?", of="ticks"),
            Branch(id="two", on="contact", cases={"x": "end"}, goto="a"),
            END,
        ),
        "bot/flows/broken.py, step 'a': it leads back to itself without a question. "
        "Put a question into the loop that is always asked, as 'a' is not.",
    ),
    "loop through a repeat that may ask nothing": (
        flow(
            AskMany(id="ticks", text="Which?", choices=YES_NO, at_least=1),
            each(Arrange(id="a", text="A?", of="ticks")),
            Branch(id="two", on="contact", cases={"x": "end"}, goto="each"),
            END,
        ),
        "bot/flows/broken.py, step 'each': it leads back to itself without a question. Put a question into the loop.",
    ),
}

SOUND = {
    "a loop that always asks": flow(
        TICKS,
        Arrange(id="a", text="A?", of="ticks"),
        asked(),
        Branch(id="by", on="ask", cases={"yes": "a"}),
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


def test_flows_that_hand_over_to_each_other_without_a_question_are_both_named() -> None:
    here = flow(Handover(id="over", flow="there"), END)
    there = Flow(id="there", title="There", steps=(Handover(id="back", flow="broken"), END))
    sentence = "it hands over to itself without a question. Ask something before the hand-over."
    flows = {"broken": here, "there": there}
    assert [str(problem) for problem in check("broken", here, flows, FACTS)] == [
        f"bot/flows/broken.py: {sentence}"
    ]
    assert [str(problem) for problem in check("there", there, flows, FACTS)] == [
        f"bot/flows/there.py: {sentence}"
    ]


def test_flows_that_ask_before_they_hand_over_may_go_in_circles() -> None:
    here = flow(NAME, Handover(id="over", flow="there"), END)
    there = Flow(id="there", title="There", steps=(Handover(id="back", flow="broken"), END))
    assert said(here, there=there) == []


def test_flows_that_a_flow_does_not_come_to_are_not_looked_at_with_it() -> None:
    """All of them are checked at each start: to walk through all for each would take longer with every new one."""
    quiet = Tell(id="hi", text="Hi")
    mine = flow(quiet, Handover(id="over", flow="other"), END)
    other = flow(quiet, Handover(id="back", flow="broken"), END, id="other")
    looked_at = {"broken": mine, "other": other}
    assert [str(each) for each in loops(mine, looked_at)] == [
        str(each) for each in loops(mine, {**looked_at, "elsewhere": cast("Flow", None)})
    ]
    assert len(list(loops(mine, looked_at))) == 1
