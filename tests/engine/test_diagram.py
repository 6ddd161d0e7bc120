"""Diagrams: every step and move is in them, they never change by themselves, and Mermaid can read them."""

from __future__ import annotations

import json
import re

import pytest

from bot.engine.diagram import draw
from bot.engine.flow import Flow
from bot.engine.steps import Ask, Branch, Choice, End, Forget, Write
from tests.engine.zoo import FLOWS
from tests.talk import all_flows

EVERY = {**all_flows(), **FLOWS}

STATE = re.compile(r'  state "(?P<step>[a-z0-9_]+)" as (?P<node>step_[a-z0-9_]+)')
ARROW = re.compile(
    r"  (?P<source>\[\*\]|step_[a-z0-9_]+) --> (?P<dest>\[\*\]|step_[a-z0-9_]+)(?:: (?P<label>[^:;#%\n]+))?"
)

# Found by trying them in Mermaid 11's own parser: as bare names, these break a state diagram.
WORDS_OF_MERMAID = (
    "accdescr",
    "acctitle",
    "class",
    "classdef",
    "click",
    "default",
    "href",
    "note",
    "scale",
    "style",
)


def diagram(flow: Flow) -> list[str]:
    return draw(flow).split("```mermaid\n")[1].split("\n```")[0].split("\n")


def sources_and_dests(flow: Flow) -> set[tuple[str, str]]:
    found = (ARROW.fullmatch(line) for line in diagram(flow))
    return {(arrow["source"], arrow["dest"]) for arrow in found if arrow}


@pytest.mark.parametrize("name", EVERY)
def test_a_diagram_holds_nothing_but_a_title_steps_and_moves(name: str) -> None:
    front, opening = diagram(EVERY[name])[:3], diagram(EVERY[name])[3:5]
    assert (front[0], front[2]) == ("---", "---")
    assert json.loads(front[1].removeprefix("title: ")) == EVERY[name].title
    assert opening == ["stateDiagram-v2", "  direction LR"]
    for line in filter(None, diagram(EVERY[name])[5:]):
        assert STATE.fullmatch(line) or ARROW.fullmatch(line), line


@pytest.mark.parametrize("name", EVERY)
def test_every_step_and_every_move_is_drawn(name: str) -> None:
    flow = EVERY[name]
    states = [found["step"] for line in diagram(flow) if (found := STATE.fullmatch(line))]
    assert states == [step.id for step in flow.all_steps]
    moves = {(f"step_{move['source']}", f"step_{move['dest']}") for move in flow.graph.moves}
    assert moves | {("[*]", f"step_{flow.start}")} <= sources_and_dests(flow)


@pytest.mark.parametrize("name", EVERY)
def test_a_diagram_is_the_same_each_time(name: str) -> None:
    assert draw(EVERY[name]) == draw(EVERY[name])


def test_a_step_called_like_a_word_of_mermaid_is_drawn_under_a_safe_name() -> None:
    steps = tuple(Write(id=word, text="x") for word in WORDS_OF_MERMAID)
    flow = Flow(id="t", title="T", steps=(*steps, End(id="end")))
    assert [found["node"] for line in diagram(flow) if (found := STATE.fullmatch(line))] == [
        *(f"step_{word}" for word in WORDS_OF_MERMAID),
        "step_end",
    ]


@pytest.mark.parametrize("title", ["A: b", 'Don\'t "quote"', "- x", "# y", "1", "[a", "Øvelse {x}"])
def test_a_title_may_hold_what_yaml_would_read_as_something_else(title: str) -> None:
    flow = Flow(id="t", title=title, steps=(Write(id="one", text="x"), End(id="end")))
    assert json.loads(diagram(flow)[1].removeprefix("title: ")) == title


def test_a_guard_that_mermaid_would_stumble_over_is_written_without_its_signs() -> None:
    flow = Flow(
        id="t",
        title="T",
        steps=(Write(id="one", text="x"), Branch(id="by", on="one", cases={"a;b: #c": "one"}), End(id="end")),
    )
    assert "  step_by --> step_one: next [one = a b c]" in diagram(flow)


def test_moves_between_the_same_two_steps_share_an_arrow() -> None:
    flow = Flow(
        id="t",
        title="T",
        steps=(
            Ask(
                id="one",
                text="x",
                choices=(Choice(key="a", label="A", goto="end"), Choice(key="b", label="B")),
            ),
            End(id="end"),
        ),
    )
    assert "  step_one --> step_end: choose_a | next" in diagram(flow)


def test_a_move_that_no_choice_makes_is_not_drawn() -> None:
    choice = Choice(key="a", label="A", goto="end")
    ask = Ask(id="one", text="x", choices=(choice,))
    flow = Flow(id="t", title="T", steps=(ask, End(id="end")))
    assert "  step_one --> step_end: choose_a" in diagram(flow)


def test_ends_lead_out_of_the_diagram() -> None:
    flow = Flow(
        id="t",
        title="T",
        steps=(
            Ask(id="one", text="x", choices=(Choice(key="a", label="A", goto="gone"),)),
            End(id="end"),
            Forget(id="gone", text="Bye"),
        ),
    )
    assert {("step_end", "[*]"), ("step_gone", "[*]")} <= sources_and_dests(flow)
