"""Goals for what is in focus: each with its parts, which are ticked off one by one, and shown as a stair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.context import Item
from bot.engine.document import Block
from bot.engine.picture import Picture
from bot.engine.steps import AskMany, Branch, Choice, Keep, Pick, Repeat, Step, Tell, Write
from bot.engine.text import N_, Words, lines, literal
from bot.flows._written import lines_of

if TYPE_CHECKING:
    from bot.engine.view import Lists, Values, View

# Translators: one part of a goal that is done, and one that is not; only the order may change.
DONE, UNDONE = N_("☑ {part}"), N_("☐ {part}")


def goal(view: View, axis: str) -> str:
    """The goal for an axis in the person's own words, "" where there is none."""
    answer = view.session.answers.get(f"goals/{axis}/goal")
    return "" if answer is None else str(answer["value"])


def parts(view: View, axis: str) -> tuple[str, ...]:
    """The parts of a goal, one a line of what the person wrote."""
    answer = view.session.answers.get(f"goals/{axis}/parts")
    written = "" if answer is None else str(answer["value"])
    return lines_of(written)


def done(view: View, axis: str) -> list[int]:
    """The places of the parts that are done, counted from 0."""
    return [int(number) for number in view.session.kept.get("done", {}).get(axis, [])]


def chosen_goals(view: View) -> tuple[Item, ...]:
    """The goals there are, by the axis that each is for."""
    axes: list[str] = view.value("focus") or []
    return tuple(Item(axis, literal(goal(view, axis))) for axis in axes if goal(view, axis))


def chosen_parts(view: View) -> tuple[Item, ...]:
    """The parts of the goal that the person looks at."""
    every = enumerate(parts(view, view.value("which")))
    return tuple(Item(f"part_{number}", literal(part)) for number, part in every)


def ticked(view: View) -> tuple[str, ...]:
    return tuple(f"part_{number}" for number in done(view, view.value("which")))


def has_goals(view: View) -> bool:
    return bool(chosen_goals(view))


def has_parts(view: View) -> bool:
    return bool(chosen_parts(view))


def stair_words(view: View) -> Words:
    """The goal that the person looks at, in words."""
    return goal_words(view, view.value("which"))


def goal_words(view: View, axis: str) -> Words:
    """A goal and its parts in words, as the stair shows them, the goal on top."""
    climbed = done(view, axis)
    steps = [
        Words(DONE if number in climbed else UNDONE, {"part": part})
        for number, part in enumerate(parts(view, axis))
    ]
    return lines([Words("<b>{goal}</b>", {"goal": goal(view, axis)}), *reversed(steps)])


def stair(view: View) -> Picture:
    """The goal that the person looks at as a stair."""
    axis = view.value("which")
    steps, climbed = parts(view, axis), done(view, axis)
    return Picture(
        "stair",
        {
            "title": Words(N_("Your goal")),
            "goal": goal(view, axis),
            "steps": steps,
            "done": tuple(climbed),
            "reached": int(bool(steps) and len(climbed) == len(steps)),
        },
    )


def ticked_off(view: View) -> dict[str, Any]:
    """What a version keeps of the parts that are done."""
    before = view.session.kept.get("done", {})
    numbers = [int(key.removeprefix("part_")) for key in view.value("parts_done") or []]
    return {"done": {**before, view.value("which"): numbers}}


def paper(view: View) -> tuple[Block, ...]:
    """What of the goals stands on paper."""
    every = tuple(goal_words(view, item.key) for item in chosen_goals(view))
    return (Block(Words(N_("My goals")), every),) if every else ()


VALUES: Values = {"has_goals": has_goals, "has_parts": has_parts, "stair_words": stair_words}
LISTS: Lists = {"chosen_goals": chosen_goals, "chosen_parts": chosen_parts}


def setting(*, over: str) -> Repeat:
    """Ask for a goal and its parts for each of what was ticked at the step `over`."""
    return Repeat(
        id="goals",
        over=over,
        steps=(
            Write(
                id="goal",
                text=N_(
                    "<b>{item}</b>\nWhat would it look like if it went a little better? One sentence is enough."
                ),
                short=N_("Goal: {item}"),
                skippable=True,
                voice=False,
                example=N_('<i>"I have called three employers before Christmas."</i>'),
            ),
            Write(
                id="parts",
                text=N_(
                    "<b>Which small steps lead there?</b>\nWrite one on each line. Two or three are enough."
                ),
                short=N_("Steps: {item}"),
                after="goal",
                skippable=True,
                example=N_('<i>"Find three places\nPractise what I say\nCall the first one"</i>'),
            ),
        ),
    )


def looking(*, back: str) -> tuple[Step, ...]:
    """The steps from "look": choose a goal, see its stair, tick off what is done; they lead to the step `back`."""
    return (
        Branch(id="look", on="has_goals", cases={"yes": "which"}, goto="no_goals"),
        Tell(
            id="no_goals",
            text=N_(
                "You have no goals here yet. You can write one under <b>What I want to do more about</b>."
            ),
            goto=back,
        ),
        Pick(
            id="which",
            text=N_("Which goal do you want to look at?"),
            source="chosen_goals",
            choices=(Choice(key="back", label=N_("Back to my star"), goto=back),),
            asks_again=True,
            own_ways=True,
        ),
        Tell(id="stair", text="{stair_words}", picture=stair),
        Branch(id="any_parts", on="has_parts", cases={"yes": "parts_done"}, goto="no_parts"),
        Tell(
            id="no_parts",
            text=N_(
                "There are no small steps here yet. You can write them under <b>What I want to do more about</b>."
            ),
            goto=back,
        ),
        AskMany(
            id="parts_done",
            text=N_("Tap what is done."),
            source="chosen_parts",
            ticked=ticked,
            asks_again=True,
            own_ways=True,
        ),
        Keep(id="ticked_off", content=ticked_off, amend=True, goto=back),
    )
