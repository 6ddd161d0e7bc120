"""Bringing a saved session up to date, rule by rule; `test_saved.py` has the conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.adopting import adopt, key_now
from bot.engine.flow import Flow
from bot.engine.scratch import Early, Scratch
from bot.engine.session import Session
from bot.engine.steps import Arrange, Ask, AskMany, Choice, End, Repeat, Write

if TYPE_CHECKING:
    from bot.engine.steps import Step

END = End(id="end", text="Done.")
ONE = Write(id="one", text="One?")
TWO = Write(id="two", text="Two?")
RENAMED = Write(id="new", text="New?", formerly=("old",))
CHOICES = (Choice(key="a", label="A"), Choice(key="better", label="B", formerly=("b",)))
TICKS = AskMany(id="ticks", text="Which?", choices=CHOICES)


def adopted(*steps: Step, **saved: Any) -> Session:
    """A session that was saved so, under the flow of these steps."""
    session = Session(1, "mine", **saved)
    adopt(Flow(id="mine", title="Mine", steps=steps), session)
    return session


def test_what_is_up_to_date_stays_as_it_is() -> None:
    saved: dict[str, Any] = {
        "at": "two",
        "trail": ["one"],
        "detour": "new",
        "answers": {"one": {"kind": "text", "value": "first", "parts": [[7, "first"]]}},
        "prompts": ["one", "two"],
        "scratch": Scratch(asked=1, picked=("a",), early=Early(joined="one")),
    }
    assert adopted(ONE, TWO, RENAMED, END, **saved) == Session(1, "mine", **saved)


def test_an_exercise_that_nobody_has_begun_has_lost_no_place() -> None:
    assert adopted(ONE, END) == Session(1, "mine")


def test_every_place_gets_its_new_name() -> None:
    session = adopted(
        ONE, RENAMED, END,
        at="old", detour="old", trail=["one", "old"], prompts=["old", "one"], answers={"old": text("x")},
        scratch=Scratch(asked=3, early=Early(texts=((5, "x"),), joined="old")),
    )  # fmt: skip
    assert session == Session(
        1, "mine",
        at="new", detour="new", trail=["one", "new"], prompts=["new", "one"], answers={"new": text("x")},
        scratch=Scratch(asked=3, early=Early(texts=((5, "x"),), joined="new")),
    )  # fmt: skip


def test_at_a_step_that_is_gone_the_newest_of_the_trail_is_stood_at_and_leaves_the_trail() -> None:
    session = adopted(ONE, RENAMED, END, at="gone", trail=["one", "old", "gone_too"])
    assert (session.at, session.trail) == ("new", ["one"])
    assert session.scratch == Scratch(moved=True)


def test_what_is_gone_leaves_the_trail_also_while_the_step_at_hand_is_there() -> None:
    assert adopted(ONE, TWO, END, at="two", trail=["gone", "one"]).trail == ["one"]


def test_where_nothing_of_the_trail_is_left_the_flow_begins_anew() -> None:
    session = adopted(ONE, END, at="gone", trail=["gone_too"])
    assert (session.at, session.trail) == ("one", [])


@pytest.mark.parametrize(("detour", "now"), [("two", "two"), ("gone", "")])
def test_the_way_back_is_forgotten_where_its_end_is_gone(detour: str, now: str) -> None:
    assert adopted(ONE, TWO, END, at="one", detour=detour).detour == now


def test_answers_that_are_choices_get_their_new_keys_and_keep_all_else() -> None:
    how = Ask(id="how", text="How?", choices=CHOICES)
    order = Arrange(id="order", text="Which first?", of="ticks")
    session = adopted(
        TICKS, order, how, ONE, END,
        answers={
            "ticks": {"kind": "choices", "value": ["a", "b"], "parts": [[3, "x"]]},
            "order": {"kind": "order", "value": ["b", "a"]},
            "how": {"kind": "choice", "value": "b", "parts": [[4, "y"]]},
            "one": text("b"),
        },
    )  # fmt: skip
    assert session.answers == {
        "ticks": {"kind": "choices", "value": ["a", "better"], "parts": [[3, "x"]]},
        "order": {"kind": "order", "value": ["better", "a"]},
        "how": {"kind": "choice", "value": "better", "parts": [[4, "y"]]},
        "one": text("b"),
    }


@pytest.mark.parametrize("key", ["a", "gone"])
def test_an_answer_whose_choice_was_not_renamed_stays(key: str) -> None:
    how = Ask(id="how", text="How?", choices=CHOICES)
    assert adopted(how, END, answers={"how": choice(key)}).answers == {"how": choice(key)}


def test_a_step_and_its_choice_can_be_renamed_together() -> None:
    how = Ask(id="how", text="How?", choices=CHOICES, formerly=("way",))
    assert adopted(how, END, answers={"way": choice("b")}).answers == {"how": choice("better")}


def test_inside_a_repeat_the_repeat_the_item_the_step_and_the_choice_can_all_be_renamed() -> None:
    how = Ask(id="how", text="How?", choices=CHOICES, formerly=("way",))
    each = Repeat(id="each", over="ticks", steps=(how,), formerly=("all",))
    session = adopted(TICKS, each, END, at="all/b/way", answers={"all/b/way": choice("b")})
    assert session.at == "each/better/how"
    assert session.answers == {"each/better/how": choice("better")}


def test_an_item_that_is_called_like_an_earlier_step_is_no_step() -> None:
    ticks = AskMany(id="ticks", text="Which?", choices=(Choice(key="old", label="Old"),))
    each = Repeat(id="each", over="ticks", steps=(ONE,))
    assert adopted(ticks, each, RENAMED, END, at="each/old/one").at == "each/old/one"


def test_an_answer_of_a_repeat_that_is_gone_is_kept_under_its_place() -> None:
    session = adopted(RENAMED, END, at="each/b/one", trail=["old"], answers={"each/b/one": text("x")})
    assert (session.at, session.answers) == ("new", {"each/b/one": text("x")})


@pytest.mark.parametrize(
    ("place", "key", "now"),
    [
        ("ticks", "b", "better"),
        ("ticks", "a", "a"),
        ("ticks", "@done", "@done"),
        ("new", "@edit_old", "@edit_new"),
        ("new", "@also_old", "@also_new"),
        ("new", "@heard_old", "@heard_new"),
        ("new", "@recorded_old", "@recorded_new"),
        ("new", "@heard", "@heard"),
        ("new", "@recorded", "@recorded"),
        ("new", "@edit_each/b/one", "@edit_each/better/one"),
    ],
)
def test_what_an_old_button_means_now(place: str, key: str, now: str) -> None:
    each = Repeat(id="each", over="ticks", steps=(ONE,))
    flow = Flow(id="mine", title="Mine", steps=(TICKS, each, RENAMED, END))
    assert key_now(flow, place, key) == now


def text(value: str) -> dict[str, Any]:
    return {"kind": "text", "value": value, "parts": [[5, value]]}


def choice(key: str) -> dict[str, Any]:
    return {"kind": "choice", "value": key}
