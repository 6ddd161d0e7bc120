"""Steps whose figures nothing can satisfy, or that no phone can show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.engine.checks.problem import problem
from bot.engine.steps import Ask, AskMany, AskNumber, AskTime, Pick, Question, Review, Scale, Write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.errors import Problem
    from bot.engine.flow import Flow
    from bot.engine.steps import Step

MOST_CHOICES: Final = 60
"""Telegram takes 100 buttons under a message, and the ways around a question need some of them."""
MOST_STEPS: Final = 24
"""A longer scale fills more than a screen; whoever has to look for their number is better off writing it."""

TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def figures(flow: Flow) -> Iterator[Problem]:
    """Every figure that is wrong."""
    for step in flow.all_steps:
        yield from _buttons(flow, step)
        match step:
            case AskNumber() if step.low > step.high:
                yield problem(flow, step, f"it goes from {step.low} to {step.high}", "Let low be below high")
            case AskMany() if not 0 <= step.at_least <= min(step.at_most, _most(step)):
                yield problem(
                    flow,
                    step,
                    f"it wants {step.at_least} to {step.at_most} of {len(step.choices)} choices",
                    "Let that be possible",
                )
            case AskTime():
                yield from _suggested(flow, step)
            case Pick() | AskMany() if step.page_size < 1:
                yield problem(flow, step, "its pages hold nothing", "Let page_size be 1 or more")
            case Scale():
                yield from _scale(flow, step)
            case Write() if not 0 <= step.at_least <= step.at_most:
                yield problem(flow, step, "its least is more than its most", "Let at_least be below at_most")


def _most(step: AskMany) -> int:
    """How many can be ticked; nobody knows here where they come from a list."""
    return step.at_most if step.source else len(step.choices)


def _suggested(flow: Flow, step: AskTime) -> Iterator[Problem]:
    """Times to tap that are none, or that are there twice."""
    for each in dict.fromkeys(step.suggested):
        if not TIME.fullmatch(each):
            yield problem(flow, step, f"its suggestion {each!r} is no time", 'Write it like "09:30"')
        elif step.suggested.count(each) > 1:
            yield problem(flow, step, f"it suggests {each!r} twice", "Suggest each time once")


def _scale(flow: Flow, step: Scale) -> Iterator[Problem]:
    steps = step.high - step.low + 1
    if step.low < 0:
        yield problem(flow, step, f"it begins at {step.low}", "Let low be 0 or more")
    elif step.low >= step.high:
        yield problem(flow, step, f"it goes from {step.low} to {step.high}", "Let low be below high")
    elif steps > MOST_STEPS:
        yield problem(
            flow,
            step,
            f"its scale has {steps} steps",
            f"Let it have {MOST_STEPS} at most, or ask with AskNumber",
        )
    elif step.labels and len(step.labels) != steps:
        yield problem(flow, step, "its labels do not match its numbers", "Give one label for each number")


def _buttons(flow: Flow, step: Step) -> Iterator[Problem]:
    """More buttons than fit under a message: choices, or beginnings of a sentence."""
    starters = len(step.starters) if isinstance(step, Question) else 0
    most = max(_choices(step), starters)
    if most > MOST_CHOICES:
        yield problem(flow, step, f"it shows {most} buttons at once", f"Let it show {MOST_CHOICES} at most")


def _choices(step: Step) -> int:
    """How many choices a step shows at once."""
    match step:
        case Pick():
            return step.page_size + len(step.choices)
        case Scale():
            return step.high - step.low + 1 + len(step.choices)
        case AskTime():
            return len(step.suggested)
        case AskMany() if step.source:
            return step.page_size
        case Ask() | AskMany():
            return len(step.choices)
        case Review():
            return len(step.of)
    return 0
