"""A report as it is read and handed on: the citizen's own words, what they have done, and what can come next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.engine.document import Block, Document
from bot.engine.picture import Picture
from bot.engine.text import N_, WithYear, Words, lines, unpack
from bot.flows._goals import DONE, UNDONE
from bot.flows._shown import AN_EXERCISE
from bot.flows._star import FORWARD, HARDER, MOVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.engine.text import Value

    Told = Mapping[str, Any]
    """A version of a report: its days, `state`, `approved` (the day, or None), what its content says, and its facts."""
    Star = Mapping[str, Any]

TITLE = N_("Progression report")
FILE = N_("Report")
# Translators: below the title of a report: whom it is about, and the days.
BYLINE = N_("{citizen} · {period}")
# Translators: the days of a report, from which to which.
PERIOD = N_("{begun} – {until}")
# Translators: on each page of a report that its citizen has not said yes to.
DRAFT = N_("Draft · {citizen} has not approved this report")
# Translators: at the foot of each page of a report: whom it is about, which days, and which version it is.
FOOT = N_("{citizen} · {period} · version {number}")
# Translators: below that, once the citizen has said yes to it.
FOOT_APPROVED = N_("{title} · approved by {citizen} on {day}")
OWN_WORDS = N_("In the words of {citizen}")
SCORINGS = N_("The star")
ASSESSMENT = N_("Assessment")
PROPOSALS = N_("Proposals for new goals")
# Translators: below an assessment: who has written it, and where they work.
BY = N_("{author}, contact person, {organisation}")
STEP = "{step} {word}"
# Translators: in a table: a step of the star, and the step that the citizen would give that time when looking back.
HINDSIGHT = N_("{step} (looking back: {then})")
LOOKING_BACK = N_("Looking back is how {citizen} sees that time today.")
# Translators: {high} is the highest step of the star.
SCALE = N_("{citizen} has scored each point from 1 to {high}.")
# Translators: below the star of a report, where there are more scorings in its days than it has room for.
# {list} is their days.
OF_SEVERAL = N_("The star shows {shown} of the {several} scorings of this time: those of {list}.")
FOCUS = N_("{citizen} has chosen to do more about {list}.")
GOALS = N_("Goals")
DEEDS = N_("What {citizen} has done")
SHOWN = N_("Exercises")
WON = N_("Small plans that were carried out")
SOURCE = N_(
    "This report is made of what {citizen} has chosen to show to {author}, and of what {citizen} and {author} have"
    " written in it. What does not stand here says nothing about {citizen}: sharing is voluntary."
)
APPROVED = N_("{citizen} has read this report and approved it on {day}.")
NOT_APPROVED = N_("{citizen} has not approved this report. It is not to be handed on.")


def on(day: date) -> WithYear:
    """A day as it stands in a report, where nobody asks which day of the week it was."""
    return WithYear(day, named=False)


def period(begun: date, until: date) -> Words:
    """The days of a report; the day, where it is one."""
    if begun == until:
        return Words("{day}", {"day": on(begun)})
    return Words(PERIOD, {"begun": on(begun), "until": on(until)})


def document(told: Told, kinds: Mapping[str, str]) -> Document:
    """The report; `kinds` is what an exercise of each flow is called."""
    facts = told["facts"]
    named: dict[str, Value] = {"citizen": facts["citizen"] or "–"}
    days: dict[str, Value] = {"period": period(told["begun"], told["until"])}
    foot = Words(FOOT, {**named, **days, "number": told["number"]})
    return Document(
        file=Words(FILE),
        title=Words(TITLE),
        byline=Words(BYLINE, {**named, **days}),
        blocks=tuple(_blocks(told, kinds)),
        mark="" if told["approved"] else Words(DRAFT, named),
        foot=lines(
            [foot, Words(FOOT_APPROVED, {**named, "title": Words(TITLE), "day": on(told["approved"])})]
        )
        if told["approved"]
        else foot,
        language=told["language"],
    )


def _blocks(told: Told, kinds: Mapping[str, str]) -> Iterator[Block]:
    facts = told["facts"]
    named: dict[str, Value] = {name: facts[name] or "–" for name in ("citizen", "author", "organisation")}
    if told["words"]:
        yield Block(Words(OWN_WORDS, named), (told["words"],))
    if told["assessment"]:
        yield Block(Words(ASSESSMENT), (told["assessment"], Words(BY, named)))
    if told["proposals"]:
        yield Block(Words(PROPOSALS), (told["proposals"],))
    yield from stars(facts)
    yield from goals(facts)
    yield from deeds(facts, kinds)
    approved = told["approved"]
    said = Words(APPROVED, {**named, "day": on(approved)}) if approved else Words(NOT_APPROVED, named)
    yield Block(Words(N_("About this report")), (Words(SOURCE, named), said))


def stars(facts: Told) -> Iterator[Block]:
    """The star: a picture of up to three scorings, a table of them, and what has moved from the first to the last."""
    found: Sequence[Star] = facts["stars"]
    if not found:
        return
    named: dict[str, Value] = {"citizen": facts["citizen"] or "–"}
    more: Sequence[Star] = facts.get("more_stars", ())
    seen = {star["day"]: _hindsight((*found, *more), star) for star in found}
    said = [
        Words(SCALE, {**named, "high": found[-1]["high"]}),
        *_chosen(found, len(more)),
        *([Words(LOOKING_BACK, named)] if any(seen.values()) else []),
    ]
    moved = _moved(found)
    picture = _picture(found)
    yield Block(
        Words(SCORINGS), (*([moved] if moved else []), lines(said)), picture, table=_table(found, seen)
    )


def _chosen(found: Sequence[Star], more: int) -> Iterator[Words]:
    """Which scorings these are, where there are more."""
    if more:
        days = tuple(on(_day(star)) for star in found)
        yield Words(OF_SEVERAL, {"shown": len(found), "several": len(found) + more, "list": days})


def _table(found: Sequence[Star], seen: Mapping[str, Mapping[str, int]]) -> tuple[tuple[Value, ...], ...]:
    """The steps of each axis, and how they are `seen` since, by the day of the scoring."""
    head: tuple[Value, ...] = (Words(N_("Point of the star")), *(on(_day(star)) for star in found))
    return (head, *(_row(found, axis, seen) for axis in _axes(found)))


def _row(found: Sequence[Star], axis: Star, seen: Mapping[str, Mapping[str, int]]) -> tuple[Value, ...]:
    cells: list[Value] = []
    for star in found:
        step = next((each for each in star["axes"] if each["id"] == axis["id"]), {"step": 0})
        cells.append(_cell(step, seen[star["day"]].get(axis["id"])))
    return (Words.from_json(axis["name"]), *cells)


def _cell(step: Star, then: int | None) -> Value:
    """A step in figures and in words; "–" where somebody did not say."""
    if not step["step"]:
        return "–"
    worded: Value = step["step"]
    if step.get("word"):
        worded = Words(STEP, {"step": step["step"], "word": Words.from_json(step["word"])})
    return worded if then in (None, step["step"]) else Words(HINDSIGHT, {"step": worded, "then": then or 0})


def _hindsight(every: Iterable[Star], star: Star) -> Mapping[str, int]:
    """How a scoring is seen since, by the scoring that looked back on it, whether there is room for that one or not."""
    back: Mapping[str, int] = next((each["back"] for each in every if each.get("before") == star["day"]), {})
    return back


def _moved(found: Sequence[Star]) -> Words | None:
    """What has moved from the first scoring to the last, forward first; None where nothing can be compared."""
    first, last = (_steps(star) for star in (found[0], found[-1]))
    names = {axis["id"]: Words.from_json(axis["name"]) for axis in _axes(found)}
    said = []
    for message, moves in (
        (FORWARD, [axis for axis in names if 0 < first.get(axis, 0) < last.get(axis, 0)]),
        (HARDER, [axis for axis in names if 0 < last.get(axis, 0) < first.get(axis, 0)]),
    ):
        listed = tuple(
            Words(MOVED, {"axis": names[axis], "before": first[axis], "now": last[axis]}) for axis in moves
        )
        said += [Words(message, {"list": listed})] if listed else []
    return lines(said) if said else None


def _picture(found: Sequence[Star]) -> Picture:
    """The scorings in one star: the last one, the first one, and one between."""
    axes = _axes(found)
    ids = [axis["id"] for axis in axes]
    now, before = found[-1], found[0] if len(found) > 1 else None
    between = found[1] if len(found) > 2 else None
    return Picture(
        "star",
        {
            "title": Words(SCORINGS),
            "labels": tuple(Words.from_json(axis["name"]) for axis in axes),
            "now": _line(now, ids),
            "before": _line(before, ids),
            "looking_back": _line(between, ids),
            "focus": tuple(number for number, axis in enumerate(ids) if axis in now["focus"]),
            "legend": tuple(
                Words("{day}", {"day": on(_day(star))}) if star else "" for star in (now, before, between)
            ),
            "low": 1,
            "high": now["high"],
        },
    )


def _line(star: Star | None, ids: Sequence[str]) -> tuple[Value, ...]:
    steps = _steps(star) if star else {}
    return tuple(steps.get(axis) or "" for axis in ids)


def _axes(found: Sequence[Star]) -> list[Star]:
    """The axes of the scorings, those of the last one first."""
    axes = {axis["id"]: axis for star in reversed(found) for axis in reversed(star["axes"])}
    last = [axis["id"] for axis in found[-1]["axes"]]
    return [axes[axis] for axis in (*last, *(each for each in axes if each not in last))]


def _steps(star: Star) -> dict[str, int]:
    return {axis["id"]: axis["step"] for axis in star["axes"]}


def goals(facts: Told) -> Iterator[Block]:
    """What was in focus at the last scoring, and each goal with its steps, the first one first."""
    last: Star | None = facts["stars"][-1] if facts["stars"] else None
    if last is None or not last["focus"]:
        return
    names = {axis["id"]: Words.from_json(axis["name"]) for axis in last["axes"]}
    focus = tuple(names[axis] for axis in last["focus"] if axis in names)
    chosen = Words(FOCUS, {"citizen": facts["citizen"] or "–", "list": focus})
    yield Block(Words(GOALS), (chosen,))
    for goal in last["goals"]:
        parts = [Words(DONE if done else UNDONE, {"part": part}) for part, done in goal["parts"]]
        yield Block(unpack(goal["goal"]), (lines(parts),) if parts else (), level=2)


def deeds(facts: Told, kinds: Mapping[str, str]) -> Iterator[Block]:
    """What was made and shown, and what was planned and done, each with its day."""
    named: dict[str, Value] = {"citizen": facts["citizen"] or "–"}
    made = [(_name(each, kinds), each["day"]) for each in facts["activities"]]
    won = [(unpack(each["what"]), each["day"]) for each in facts["plans"]]
    if made or won:
        yield Block(Words(DEEDS, named))
    if made:
        head = (Words(SHOWN), Words(N_("Shown on")))
        yield Block("", table=(head, *((name, _date(day)) for name, day in made)))
    if won:
        head = (Words(WON), Words(N_("Done on")))
        yield Block("", table=(head, *((name, _date(day)) for name, day in won)))


def _name(activity: Mapping[str, Any], kinds: Mapping[str, str]) -> Words:
    if activity["name"]:
        return Words.from_json(activity["name"])
    return Words(kinds.get(activity["flow"], AN_EXERCISE))


def _day(star: Star) -> date:
    return date.fromisoformat(star["day"])


def _date(day: str) -> WithYear:
    return on(date.fromisoformat(day))
