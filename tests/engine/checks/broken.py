"""What the tables of broken flows are made of: small steps, and what the checker says of a flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.checker import check
from bot.engine.fact import Fact
from bot.engine.flow import Flow
from bot.engine.steps import Ask, AskMany, Choice, End, Pick, Repeat, Write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from bot.engine.steps import Step

FACTS = {
    "contact": Fact("text", "how to reach us"),
    "everything": Fact("paragraphs", "all that is stored"),
    "home": Fact("exercises", "what can be continued or begun"),
    "languages": Fact("items", "the languages on offer", never_empty=True),
}
END = End(id="end")
NAME = Write(id="name_it", text="What is it called?")
YES_NO = (Choice(key="yes", label="Yes"), Choice(key="no", label="No"))
TICKS = AskMany(id="ticks", text="Which?", choices=YES_NO)


def flow(*steps: Step, **more: Any) -> Flow:
    return Flow(**{"id": "broken", "title": "Broken", "steps": steps, **more})


def asked(**more: Any) -> Ask:
    return Ask(**{"id": "ask", "text": "Which?", "choices": YES_NO, **more})


def each(*steps: Any, over: str = "ticks") -> Repeat:
    return Repeat(id="each", over=over, steps=steps)


def picked(**more: Any) -> Pick:
    return Pick(**{"id": "p", "text": "P?", "source": "home", **more})


def said(broken: Flow, **others: Flow) -> list[str]:
    """Everything that the checker says of a flow."""
    return [str(problem) for problem in check("broken", broken, {"broken": broken, **others}, FACTS)]


def said_of_another(broken: Flow) -> list[str]:
    """What it says of a sound flow beside a broken one."""
    sound = Flow(id="sound", title="Sound", steps=(NAME, END))
    return [str(problem) for problem in check("sound", sound, {"broken": broken, "sound": sound}, FACTS)]


def every_broken(table: Mapping[str, tuple[Flow, str]]) -> pytest.MarkDecorator:
    """Run a test for every flow of a table, with what is said of it."""
    return pytest.mark.parametrize(("broken", "sentence"), table.values(), ids=table)


def every_sound(table: Mapping[str, Flow]) -> pytest.MarkDecorator:
    """Run a test for every flow of a table."""
    return pytest.mark.parametrize("sound", table.values(), ids=table)
