"""What was heard in a recording and never confirmed is forgotten, and its buttons know their question by any name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.engine.adopting import ever_called
from bot.engine.flow import Flow
from bot.engine.steps import AskMany, Choice, End, Repeat, Write
from tests.engine.dictated import NAME, TOLD, listening, newest

if TYPE_CHECKING:
    from tests.talk import Talk

HEARD = "I like to look"
GONE_ON = "We have gone on since then, so I have not used it."


def offered() -> Talk:
    """Somebody has answered by voice, and what was heard is offered."""
    talk = listening(TOLD, NAME)
    talk.speak(12)
    talk.hear(HEARD)
    assert HEARD in str(talk.stored())
    return talk


def rename(talk: Talk) -> None:
    """The question gets another id, as in a later release."""
    told = replace(TOLD, id="said", formerly=("told",))
    mine = Flow(
        id="mine", title="Mine", offer="Mine", order=0, steps=(told, NAME, End(id="end", text="Done."))
    )
    talk.turns = talk.world.turns = replace(talk.turns, flows={**talk.turns.flows, "mine": mine})


def test_what_was_heard_is_used_though_the_question_has_another_id_now() -> None:
    talk = offered()
    rename(talk)
    talk.tap("Yes, use it")
    assert newest(talk, "said")["value"] == HEARD


def test_what_was_heard_is_forgotten_under_every_id_that_the_question_had() -> None:
    talk = offered()
    rename(talk)
    talk.tap("Keep only the recording")
    assert HEARD not in str(talk.stored())


@pytest.mark.parametrize("by_voice", [True, False])
def test_whoever_answers_otherwise_leaves_nothing_of_what_was_heard(by_voice: bool) -> None:
    talk = offered()
    talk.tap("⬅ Back")
    if by_voice:
        talk.speak(5)
    else:
        talk.write("I like to bake")
    assert HEARD not in str(talk.stored())
    before = newest(talk, "told")
    talk.tap("Yes, use it")
    assert newest(talk, "told") == before


def test_once_the_exercise_is_finished_nothing_of_it_is_kept() -> None:
    talk = offered()
    talk.write("Lone")
    assert HEARD not in str(talk.stored())
    assert newest(talk, "told")["kind"] == "voice"
    assert any(GONE_ON in each.text for each in talk.tap("Yes, use it"))
    assert newest(talk, "told")["kind"] == "voice"


def test_what_is_heard_only_then_can_still_be_used() -> None:
    talk = listening(NAME, TOLD)
    talk.write("Lone")
    talk.speak(12)
    talk.hear(HEARD)
    talk.tap("Yes, use it")
    assert newest(talk, "told")["value"] == HEARD


def test_a_place_inside_a_repeat_has_every_name_that_its_parts_had() -> None:
    ticks = AskMany(id="ticks", text="Which?", choices=(Choice(key="better", label="B", formerly=("b",)),))
    one = Write(id="new", text="New?", formerly=("old",))
    each = Repeat(id="each", over="ticks", steps=(one,), formerly=("all",))
    flow = Flow(id="mine", title="Mine", steps=(ticks, each, End(id="end", text="Done.")))
    names = {f"{a}/{b}/{c}" for a in ("each", "all") for b in ("better", "b") for c in ("new", "old")}
    assert set(ever_called(flow, "each/better/new")) == names
    assert ever_called(flow, "each/better/new")[0] == "each/better/new"
    assert ever_called(flow, "ticks") == ("ticks",)
