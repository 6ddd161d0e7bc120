"""The checker as a whole; what it says of each kind of fault stands in `tests/engine/checks/`."""

from __future__ import annotations

from bot.engine.steps import AskDate, AskNumber, Branch, Repeat, Write
from tests.engine.checks.broken import END, asked, flow, said


def test_a_sound_flow_has_no_problems() -> None:
    sound = flow(
        asked(),
        AskDate(id="day", text="Which day?"),
        AskNumber(id="many", text="How many?", low=0, high=3),
        Repeat(id="each", over="many", steps=(Write(id="w", text="What about {item}?"),)),
        Branch(id="by", on="ask", cases={"yes": "end"}, goto="end"),
        END,
    )
    assert said(sound) == []
