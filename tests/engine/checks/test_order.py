"""Broken order: steps that stand where the answer they need cannot be given yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.steps import (
    Arrange,
    Ask,
    AskDate,
    AskMany,
    AskNumber,
    AskTime,
    Branch,
    Choice,
    Open,
    Reuse,
    Review,
    Wake,
)
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
    picked,
    said,
    said_of_another,
)

if TYPE_CHECKING:
    from bot.engine.flow import Flow

BROKEN = {
    "repeat before its number": (
        flow(each(NAME, over="n"), AskNumber(id="n", text="N?", high=3), END),
        "bot/flows/broken.py, step 'each': it stands before 'n', which it needs. Move it after that step.",
    ),
    "order before the ticks": (
        flow(Arrange(id="a", text="A?", of="ticks"), TICKS, END),
        "bot/flows/broken.py, step 'a': it stands before 'ticks', which it needs. Move it after that step.",
    ),
    "wake before the day": (
        flow(Wake(id="w", kind="k", on="day"), AskDate(id="day", text="Day?"), END),
        "bot/flows/broken.py, step 'w': 'day' is never answered before it. Put it on the way after that step.",
    ),
    "wake before the time": (
        flow(
            AskDate(id="day", text="Day?"),
            Wake(id="w", kind="k", on="day", time="hour"),
            AskTime(id="hour", text="Time?"),
            END,
        ),
        "bot/flows/broken.py, step 'w': 'hour' is never answered before it. Put it on the way after that step.",
    ),
    "review before the question": (
        flow(Review(id="r", text="R?", of=("name_it",)), NAME, END),
        "bot/flows/broken.py, step 'r': 'name_it' is never answered before it. Put it on the way after that step.",
    ),
    "open before the choice": (
        flow(
            asked(choices=(Choice(key="a", label="A", goto="o"), Choice(key="b", label="B", goto="p"))),
            Open(id="o", choice="p"),
            picked(),
            END,
        ),
        "bot/flows/broken.py, step 'o': 'p' is never answered before it. Put it on the way after that step.",
    ),
    "review of a repeated question": (
        flow(TICKS, each(NAME), Review(id="r", text="R?", of=("name_it",)), END),
        "bot/flows/broken.py, step 'r': 'name_it' is asked in the repeat 'each', for each item by itself. "
        "Name a step outside of it.",
    ),
    "wake on a repeated day": (
        flow(TICKS, each(AskDate(id="day", text="Day?")), Wake(id="w", kind="k", on="day"), END),
        "bot/flows/broken.py, step 'w': 'day' is asked in the repeat 'each', for each item by itself. "
        "Name a step outside of it.",
    ),
    "wake at a repeated time": (
        flow(
            TICKS,
            each(AskTime(id="hour", text="Time?")),
            AskDate(id="day", text="Day?"),
            Wake(id="w", kind="k", on="day", time="hour"),
            END,
        ),
        "bot/flows/broken.py, step 'w': 'hour' is asked in the repeat 'each', for each item by itself. "
        "Name a step outside of it.",
    ),
    "branch on a repeated question": (
        flow(TICKS, each(asked()), Branch(id="by", on="ask", cases={"yes": "end"}), END),
        "bot/flows/broken.py, step 'by': 'ask' is asked in the repeat 'each', for each item by itself. "
        "Name a step outside of it.",
    ),
}

SOUND = {
    "a review of what follows, once the exercise is opened again": flow(
        Ask(id="ask", text="?", choices=(YES_NO[0], Choice(key="no", label="No", goto="name_it"))),
        Review(id="r", text="R?", of=("name_it",), goto="end"),
        NAME,
        END,
        reopen="r",
    ),
    "a review of what follows, in a flow that is begun again each time": flow(
        Review(id="r", text="R?", of=("name_it",)), NAME, END, single=True
    ),
    "a review of what another exercise told": flow(
        picked(choices=YES_NO),
        Reuse(id="reuse", choice="p", of=("name_it",)),
        Review(id="r", text="R?", of=("name_it",)),
        NAME,
        END,
    ),
    "an order inside a repeat, of what is ticked there": flow(
        TICKS,
        each(
            AskMany(id="parts", text="Which of {item}?", choices=YES_NO, short="Of {item}"),
            Arrange(id="a", text="First?", of="parts"),
        ),
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
