"""The graph of a flow: legal moves and guards, as one shared machine that keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine import graph
from bot.engine.errors import NoWay
from bot.engine.flow import Flow
from bot.engine.session import Session
from bot.engine.steps import Ask, Branch, Choice, End, Write
from tests.engine.views import view_of
from tests.engine.zoo import ZOO
from tests.talk import Talk, all_flows

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View


def after(place: str, trigger: str = "next", **answers: Answer) -> str:
    return ZOO.graph.after(place, trigger, view(place, answers))


def view(place: str, answers: dict[str, Answer]) -> View:
    return view_of(ZOO, Session(1, "zoo", at=place, answers=answers), place)


TICKED: Answer = {"kind": "choices", "value": ["tasks", "hours"]}


def test_a_flow_builds_its_machine_once(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Flow] = []

    class Counted(graph.Graph):
        def __init__(self, flow: Flow) -> None:
            built.append(flow)
            super().__init__(flow)

    monkeypatch.setattr("bot.engine.flow.Graph", Counted)
    flow = Flow(
        id="two",
        title="Two",
        offer="Two",
        steps=(Write(id="a", text="A?"), Write(id="b", text="B?"), End(id="end")),
    )
    for _ in range(2):
        talk = Talk("en", flows={**all_flows(), "two": flow})
        talk.command("start")
        talk.tap("English")
        talk.tap("I agree")
        talk.write("Lone")
        talk.tap("Just looking")
        talk.tap("Two")
        talk.write("first")
        talk.write("second")
    assert built.count(flow) == 1


def test_a_move_leaves_nothing_behind_in_the_machine() -> None:
    machine = ZOO.graph._machine
    before = (
        len(machine.states),
        len(machine.models),
        {name: len(e.transitions) for name, e in machine.events.items()},
    )
    for _ in range(50):
        assert after("more_of_it") == "colour"
        assert after("colour", "choose_blue") == "depth"
    assert machine.initial == ZOO.start
    assert before == (
        len(machine.states),
        len(machine.models),
        {name: len(e.transitions) for name, e in machine.events.items()},
    )


def test_a_choice_leads_where_it_says_and_others_go_on() -> None:
    assert after("colour", "choose_blue") == "depth"
    assert after("colour", "next") == "heat"
    assert after("heat") == "topics"


def test_a_repeat_goes_through_its_items_and_on() -> None:
    assert after("each", topics=TICKED) == "each/tasks/ask_of"
    assert after("each/tasks/ask_of", topics=TICKED) == "each/tasks/weight"
    assert after("each/tasks/weight", topics=TICKED) == "each/hours/ask_of"
    assert after("each/hours/weight", topics=TICKED) == "day"


def test_a_repeat_over_nothing_is_passed() -> None:
    assert after("each", topics={"kind": "choices", "value": []}) == "day"


def test_a_repeat_goes_on_where_its_item_is_gone() -> None:
    assert after("each/team/weight", topics=TICKED) == "day"


def test_a_branch_goes_by_the_value_or_on() -> None:
    assert after("red_or_not", colour={"kind": "choice", "value": "red"}) == "warm"
    assert after("red_or_not", colour={"kind": "choice", "value": "blue"}) == "errand"
    assert after("red_or_not") == "errand"


@pytest.mark.parametrize(
    ("place", "trigger"),
    [("colour", "choose_green"), ("nowhere", "next"), ("end", "next"), ("each/tasks/weight", "choose_blue")],
)
def test_a_move_that_is_not_declared_names_flow_step_and_trigger(place: str, trigger: str) -> None:
    with pytest.raises(NoWay) as error:
        after(place, trigger)
    state = place.rpartition("/")[2]
    assert str(error.value) == (
        f"zoo: step {state!r} has no way on for {trigger!r}; give it a goto or an otherwise"
    )


def test_a_fault_in_a_guard_is_not_taken_for_a_missing_way() -> None:
    flow = Flow(
        id="odd",
        title="Odd",
        steps=(
            Write(id="a", text="A?"),
            Branch(id="by", on="unknown_fact", cases={"yes": "a"}),
            End(id="end"),
        ),
    )
    with pytest.raises(KeyError, match="unknown_fact"):
        flow.graph.after("by", "next", view_of(flow, Session(1, "odd", at="by")))


def test_a_single_step_flow_has_a_graph() -> None:
    flow = Flow(id="one", title="One", steps=(End(id="end"),))
    assert flow.graph.moves == ()
    choices = (Choice(key="a", label="A"),)
    asking = Flow(id="one", title="One", steps=(Ask(id="a", text="A?", choices=choices), End(id="end")))
    assert [move["dest"] for move in asking.graph.moves] == ["end"]


def test_a_move_that_is_read_off_is_the_one_that_the_machine_makes() -> None:
    for flow in (*all_flows().values(), ZOO):
        for (state, trigger), dest in flow.graph._always.items():
            # Nothing is looked at on the way: a guard would break on this.
            position = graph.Position(state, flow, None)  # type: ignore[arg-type]
            assert flow.graph._machine.events[trigger].trigger(position)
            assert position.state == dest
