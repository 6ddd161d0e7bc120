"""Steps that name other steps, values, facts or kinds which do not exist, or which cannot be used so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.engine.callbacks import MAX_CHOICE
from bot.engine.checks.problem import closest, declared, problem
from bot.engine.effects import CALL_PROMISED, CALL_WANTED, NUDGE, REMINDER, SILENCE, UNSENT
from bot.engine.nudging import LATER, UNDECIDED
from bot.engine.steps import (
    Act,
    Arrange,
    AskDate,
    AskMany,
    AskNumber,
    AskTime,
    Draw,
    Hush,
    Keep,
    Open,
    Pick,
    Question,
    Remember,
    Repeat,
    Reuse,
    Review,
    Tell,
    Unsay,
    Wake,
    Write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.engine.errors import Problem
    from bot.engine.fact import Fact
    from bot.engine.flow import Flow
    from bot.engine.steps import Step

SETTINGS = (
    "name",
    "language",
    "time_zone",
    "energy",
    "energy_day",
    "quiet",
    "awake_from",
    "awake_to",
    "weekends",
    "aloud",
    "speed",
    "beneath",
    "detail",
    "hat",
)
"""The fields of a person that a step may set."""
RESERVED = (NUDGE, UNDECIDED, REMINDER, SILENCE, UNSENT, CALL_WANTED, CALL_PROMISED)
"""The kinds of timer that the bot sets by itself."""
LONGEST_KIND = MAX_CHOICE - len(f"{LATER}.")
"""A timer's kind stands behind "later" on a button."""
KIND = re.compile(rf"[a-z][a-z0-9_]{{0,{LONGEST_KIND - 1}}}")


def references(flow: Flow, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Everything that a step names wrongly, but for where it goes and what chooses that."""
    for step in flow.all_steps:
        match step:
            case Pick():
                yield from _above(flow, step)
                yield from _source(flow, step, facts, "items", "exercises")
                yield from _offered(flow, step, facts)
                yield from _led_to(flow, step)
            case AskMany() if step.source:
                yield from _source(flow, step, facts, "items", "exercises")
            case Tell() if step.source:
                yield from _source(flow, step, facts, "paragraphs")
            case AskDate() if step.time:
                yield from _timed(flow, step)
            case Wake():
                yield from _woken(flow, step)
            case Hush():
                yield from _hushed(flow, step)
            case Act() | Open():
                yield from _led_on(flow, step)
            case Unsay() if step.of not in flow.sent_on:
                what = f"it forgets what is said at {step.of!r}, which no Act sends"
                yield problem(flow, step, what, "Name a question whose words an Act sends")
            case Keep() if step.of and not isinstance(flow.find(step.of), Question):
                what = f"it keeps the answer to {step.of!r}, which is no question"
                yield problem(flow, step, what, closest(step.of, [each.id for each in flow.all_steps]))
            case Remember():
                yield from _remembered(flow, step)
        yield from _written(flow, step)
        yield from _lapsing(flow, step)
        yield from _beginning(flow, step)
    yield from _built_upon(flow)
    yield from _of_the_flow(flow)


def _of_the_flow(flow: Flow) -> Iterator[Problem]:
    """What a flow as a whole names wrongly."""
    ids = [step.id for step in flow.all_steps]
    for name, what in ((flow.awaits, "it awaits"), (flow.unsaid, "it is unsaid by")):
        if name and name not in flow.values:
            yield problem(
                flow, None, f"{what} {name!r}, which it does not compute", "Name one of its `values`"
            )
    for name in flow.not_copied:
        if name not in ids:
            yield problem(flow, None, f"not_copied {name!r} is no step", closest(name, ids))


def _above(flow: Flow, step: Pick) -> Iterator[Problem]:
    """A choice that is to stand above the items and is not declared."""
    keys = [choice.key for choice in step.choices]
    for key in step.above:
        if key not in keys:
            yield problem(flow, step, f"{key!r} above its items is no choice", closest(key, keys))


def _source(
    flow: Flow, step: AskMany | Pick | Tell, facts: Mapping[str, Fact], *kinds: str
) -> Iterator[Problem]:
    """A source that is no fact, or a fact of another kind."""
    fitting = [name for name, fact in facts.items() if fact.kind in kinds]
    if step.source in flow.lists and not isinstance(step, Tell):
        return
    if step.source not in facts:
        known = {*facts, *flow.lists}
        yield problem(flow, step, f"its source {step.source!r} is no fact", closest(step.source, known))
    elif step.source not in fitting:
        what = f"its source {step.source!r} is a fact of {facts[step.source].kind}, not of {kinds[0]}"
        yield problem(flow, step, what, closest(step.source, fitting))


def _offered(flow: Flow, step: Pick, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """A question that can come without a single button."""
    fact = facts.get(step.source)
    may_be_empty = step.source in flow.lists or (fact is not None and not fact.never_empty)
    if may_be_empty and not step.choices and not step.skippable:
        what = f"its source {step.source!r} can be empty, and then there is nothing to tap"
        yield problem(flow, step, what, "Declare choices=(Choice(...), ...), or skippable=True")


def _led_to(flow: Flow, step: Pick) -> Iterator[Problem]:
    """Words of one's own at a list that answer nothing."""
    if step.written and not isinstance(flow.find(step.written), Write):
        what = f"words of one's own answer {step.written!r} there, where nobody writes"
        yield problem(flow, step, what, "Name a Write step")


def _written(flow: Flow, step: Step) -> Iterator[Problem]:
    """Choices made by words of one's own, which are written nowhere."""
    for choice in declared(step):
        if choice.written and not isinstance(flow.find(choice.goto), Write):
            what = f"its choice {choice.key!r} takes words of one's own, and leads to no Write step"
            yield problem(flow, step, what, "Give it the goto of one")
        if choice.dated and not _leads_to_a_day(flow, choice.goto):
            what = f"its choice {choice.key!r} takes a day in words, and leads to no AskDate step"
            yield problem(flow, step, what, "Give it the goto of one")


def _lapsing(flow: Flow, step: Step) -> Iterator[Problem]:
    """A question that begins again, once its time is over, where nothing is asked or an answer may be there already."""
    to = step.lapses_to if isinstance(step, Question) else ""
    found = flow.find(to)
    if to and not (isinstance(found, Question) and found.asks_again):
        yield problem(flow, step, f"it lapses to {to!r}, which is no menu", "Name a question that asks again")


def _beginning(flow: Flow, step: Step) -> Iterator[Problem]:
    """A question that begins again at a step which is not there."""
    to = step.begins_at if isinstance(step, Question) else ""
    if to and flow.find(to) is None:
        yield problem(flow, step, f"it begins again at {to!r}, which is no step", "Name a step of this flow")


def _leads_to_a_day(flow: Flow, goto: str, *before: str) -> bool:
    """Whether a day in words finds its question: there, or by choices that lead on to it."""
    step = flow.find(goto)
    if step is None or goto in before:
        return False
    further = (choice.goto for choice in declared(step) if choice.dated)
    return isinstance(step, AskDate) or any(_leads_to_a_day(flow, each, goto, *before) for each in further)


def _timed(flow: Flow, step: AskDate) -> Iterator[Problem]:
    """A question for the time that cannot take what is written with the day."""
    goes = f"a time goes to {step.time!r}, which"
    if not isinstance(flow.find(step.time), AskTime):
        yield problem(flow, step, f"{goes} asks no time", "Name an AskTime step")
    elif flow.repeats[step.time] != flow.repeats[step.id]:
        mend = "Put both into the same repeat, or none into any"
        yield problem(flow, step, f"{goes} does not stand beside it", mend)


def _woken(flow: Flow, step: Wake) -> Iterator[Problem]:
    if step.on not in flow.values and not isinstance(flow.find(step.on), AskDate):
        yield problem(flow, step, f"it wakes on {step.on!r}, which asks no day", "Name an AskDate step")
    if step.then and step.then not in flow.values:
        what = f"it wakes again on {step.then!r}, which computes no day"
        yield problem(flow, step, what, "Name one of its `values`")
    if step.time and not isinstance(flow.find(step.time), AskTime):
        what = f"it wakes at {step.time!r}, which asks no time"
        yield problem(flow, step, what, "Name an AskTime step")
    if step.kind in RESERVED:
        what = f"the kind {step.kind!r} is one of the bot's own"
        yield problem(flow, step, what, "Name it after what happens that day")
    elif not KIND.fullmatch(step.kind):
        use = f"Use 1-{LONGEST_KIND} of a-z, 0-9 and _, beginning with a letter"
        yield problem(flow, step, f"the kind {step.kind!r} is not usable", use)


def _hushed(flow: Flow, step: Hush) -> Iterator[Problem]:
    """A timer to take away that the flow never sets."""
    kinds = [each.kind for each in flow.all_steps if isinstance(each, Wake)]
    if step.kind not in kinds:
        what = f"it takes away a {step.kind!r} timer, which no Wake sets"
        yield problem(flow, step, what, closest(step.kind, kinds) if kinds else "Name the kind of a Wake")


def _led_on(flow: Flow, step: Act | Open) -> Iterator[Problem]:
    """Words that go to others and are nobody's, and a place to open at that nothing computes."""
    if isinstance(step, Act) and step.sends and not isinstance(flow.find(step.sends), Write | Draw):
        what = f"it sends the words of {step.sends!r}, where nobody writes"
        yield problem(flow, step, what, "Name a Write or Draw step")
    if isinstance(step, Open) and step.anew and step.anew not in flow.values:
        what = f"it asks again at {step.anew!r}, which computes no place"
        yield problem(flow, step, what, closest(step.anew, flow.values))


def _remembered(flow: Flow, step: Remember) -> Iterator[Problem]:
    """A setting that nobody has, and answers that are none."""
    if step.field not in SETTINGS:
        yield problem(flow, step, f"nobody has a {step.field!r}", closest(step.field, SETTINGS))
    for name in step.of:
        if not isinstance(flow.find(name), Question):
            what = f"it goes by the answer to {name!r}, which is no question"
            yield problem(flow, step, what, closest(name, [each.id for each in flow.all_steps]))


def _built_upon(flow: Flow) -> Iterator[Problem]:
    """Steps that build upon the answers of other steps, and cannot upon these."""
    for step in flow.all_steps:
        if isinstance(step, Question) and step.after and not _skippable(flow, step.after):
            what = f"it builds upon {step.after!r}, which cannot be skipped"
            yield problem(flow, step, what, "Name a question that can be skipped, or take `after` away")
        match step:
            case Review():
                yield from _answers(flow, step, "reviews")
            case Reuse():
                yield from _answers(flow, step, "reuses")
            case Arrange() if not isinstance(flow.find(step.of), AskMany):
                yield problem(
                    flow, step, f"it orders {step.of!r}, which ticks nothing", "Name an AskMany step"
                )
            case Repeat() if not isinstance(flow.find(step.over), AskMany | Arrange | AskNumber):
                mend = "Name an AskMany, Arrange or AskNumber step"
                yield problem(flow, step, f"it repeats over {step.over!r}", mend)


def _skippable(flow: Flow, name: str) -> bool:
    question = flow.find(name)
    return isinstance(question, Question) and question.skippable


def _answers(flow: Flow, step: Review | Reuse, does: str) -> Iterator[Problem]:
    """A step that goes through the answers of others, and finds none, one twice, or a menu."""
    if not step.of:
        yield problem(flow, step, f"it {does} nothing", "Name questions in `of`")
    if any(not isinstance(flow.find(each), Question) for each in step.of):
        yield problem(flow, step, f"it {does} a step that asks nothing", "Name questions only in `of`")
    for name in dict.fromkeys(step.of):
        if step.of.count(name) > 1:
            yield problem(flow, step, f"it {does} {name!r} twice", "Name each question once")
        if getattr(flow.find(name), "asks_again", False):
            what = f"it {does} {name!r}, which is asked again each time"
            yield problem(flow, step, what, "Take it out of `of`")
