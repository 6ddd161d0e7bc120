"""What the steps of a flow say: texts that are missing, and names in them that nobody can fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.checks.problem import closest, declared, problem
from bot.engine.checks.repeated import OUTSIDE, by_itself, elsewhere
from bot.engine.steps import Copy, Forget, Pick, Question, Scale, Step, Tell, Write
from bot.engine.view import PERSON_VALUES, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.engine.errors import Problem
    from bot.engine.fact import Fact
    from bot.engine.flow import Flow

ITEM = "item"
"""The name that only a repeat fills in, with the item it is at."""


def messages(step: Step) -> tuple[str, ...]:
    """Every message id of a step."""
    own = [step.text, step.plural, *(choice.label for choice in declared(step))]
    if isinstance(step, Question):
        own += [
            step.short,
            step.short_of_another,
            step.example,
            *step.starters,
            step.read_by,
            step.explain,
            step.intro,
        ]
    own += step.labels if isinstance(step, Scale) else ()
    own += [step.long, step.stand_in, step.unspoken] if isinstance(step, Write) else []
    own += [step.gone] if isinstance(step, Pick) else []
    return tuple(filter(None, own))


def texts(flow: Flow, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Steps that say nothing, and texts with names that nobody knows."""
    for message in filter(None, (flow.called, *flow.tells.values())):
        yield from _names(flow, None, message, facts)
    for step in flow.all_steps:
        silent = isinstance(step, Tell) and (step.source or step.recordings)
        if isinstance(step, Question | Tell | Forget | Copy) and not step.text and not silent:
            yield problem(flow, step, "it says nothing", 'Add text=N_("...")')
        if isinstance(step, Tell) and bool(step.picture) + bool(step.document) + bool(step.copy) > 1:
            what = "it has two of a picture, a document and a copy, and a message carries one of them"
            yield problem(flow, step, what, "Make two Tell steps of it")
        if isinstance(step, Question) and step.numbered and not step.short:
            yield problem(flow, step, "it has no short name for lists", 'Add short=N_("...")')
        for message in messages(step):
            yield from _names(flow, step, message, facts)


def _known(flow: Flow, step: Step | None, facts: Mapping[str, Fact]) -> set[str]:
    """The names that a text can have, there where it stands."""
    said = {name for name, fact in facts.items() if fact.kind == "text" and not flow.find(name)}
    questions = (each.id for each in flow.all_steps if isinstance(each, Question))
    asked = {name for name in questions if not elsewhere(flow, step, name)}
    known = {*said, *asked, *PERSON_VALUES} - {ITEM}
    return known | flow.values.keys() | ({ITEM} if step and step not in flow.steps else set())


def _names(flow: Flow, step: Step | None, message: str, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """What is wrong with the placeholders of one text."""
    try:
        names = placeholders(message)
    except ValueError as error:
        yield problem(flow, step, f"{message!r} cannot be filled in: {error}", "Write {{ and }} for braces")
        return
    if "{}" in message.replace("{{", "").replace("}}", ""):
        yield problem(flow, step, "{} in its text has no name", "Name what goes there, like {item}")
    known = _known(flow, step, facts) if names else set()
    counted = {"n"} if step and step.plural else set()
    for name in names:
        if name not in known | counted:
            what, mend = _wrong(flow, step, name, known, facts)
            yield problem(flow, step, f"{{{name}}} in its text {what}", mend)


def _wrong(
    flow: Flow, step: Step | None, name: str, known: set[str], facts: Mapping[str, Fact]
) -> tuple[str, str]:
    """What is wrong with a name that cannot be filled in, and the mend."""
    if name == "n":
        return "is unknown", 'Add plural=N_("...") and count'
    if name == ITEM:
        return "stands in no repeat", "Put the question into the steps of a Repeat, or name something else"
    if repeat := elsewhere(flow, step, name):
        return by_itself(repeat), OUTSIDE
    if flow.find(name):
        return "is a step that asks nothing", "Name a question"
    if name in facts:
        return f"is a fact of {facts[name].kind}, not of text", "Make a text of it in `values`"
    return "is unknown", closest(name, known)
