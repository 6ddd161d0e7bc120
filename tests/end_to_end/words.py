"""What stands on the screen in Danish, looked up in the flows and the catalogue: tests follow when a text changes."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.engine.steps import Ask, Keep, Pick, Question
from bot.engine.text import Words
from bot.flows import discover
from bot.words import catalogues

if TYPE_CHECKING:
    from bot.engine.flow import Flow

PITCH = "elevator_pitch"


@cache
def flow(name: str) -> Flow:
    return discover()[name]


def danish(text: str, **values: str) -> str:
    """The Danish for an English sentence of the program."""
    return catalogues().language("da").say(Words(text, values))


def part(text: str) -> str:
    """The longest part of the Danish for a sentence that stands on the screen as it is: no value, no mark-up in it."""
    template = catalogues().language("da").template(Words(text)) or text
    return max(re.split(r"\{\w+\}|<[^>]+>|\n", template), key=len).strip(" .,:")


def question(flow_name: str, step: str) -> str:
    """How a question without placeholders is put."""
    return danish(flow(flow_name).question(step).text)


def choice(flow_name: str, step: str, key: str) -> str:
    """What stands on the button of a choice."""
    asked = flow(flow_name).question(step)
    assert isinstance(asked, Ask)
    return danish(next(choice.label for choice in asked.choices if choice.key == key))


@cache
def pitch_steps() -> tuple[str, ...]:
    """The questions of a pitch that is not based on another one, in order."""
    steps = takewhile(lambda step: not isinstance(step, Keep), flow(PITCH).steps)
    return tuple(step.id for step in steps if isinstance(step, Question) and not isinstance(step, Pick))
