"""Goals for what is in focus: each with its parts, which are ticked off one by one, and shown as a stair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.engine.context import Item
from bot.engine.document import Block
from bot.engine.picture import Picture
from bot.engine.session import by_itself, uncovered
from bot.engine.steps import AskMany, Branch, Choice, Keep, Pick, Repeat, Step, Tell, Write
from bot.engine.steps.choosing import NO_LONGER
from bot.engine.text import N_, Words, lines, literal
from bot.flows._score import PASSED
from bot.flows._stars import earlier, focus
from bot.flows._wins import beneath, steps_won
from bot.flows._written import key_of, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.engine.session import Answer
    from bot.engine.text import Value
    from bot.engine.view import Lists, Values, View

# Translators: one part of a goal that is done, and one that is not; only the order may change.
DONE, UNDONE = N_("☑ {part}"), N_("☐ {part}")

# Translators: one small thing that was done beside the parts of a goal; only the order may change.
WIN = N_("★ {win}")
WINS = 5
"""The small wins that stand beneath a stair, the newest of them."""

SHOWN, BEHIND = 12, 3
"""Parts on the picture of a stair, which is read on a phone, and how many of them lie behind the next one."""


def goal(view: View, axis: str) -> Value:
    """The goal for an axis in the person's own words, or what it is for, where it is only said; "" for no goal."""
    answer = _answer(view, axis, "goal")
    if _is_spoken(answer):
        return view.flow.labels("focus", view).get(axis, Words(NO_LONGER))
    return _text(answer)


def parts(view: View, axis: str) -> dict[str, str]:
    """The parts of a goal, one a line of what the person wrote, by their keys."""
    answer = _answer(view, axis, "parts")
    return {} if _is_spoken(answer) else {key_of(part): part for part in lines_of(_text(answer))}


def done(view: View, axis: str) -> list[str]:
    """The keys of the parts that are done, in the order of the parts.

    They were ticked here, or else with an earlier star, or a plan has carried them out since.
    """
    stars = (view.session.kept, *(star["kept"] for star in earlier(view)))
    kept: Mapping[str, Any] = next((star for star in stars if axis in star.get("done", {})), {})
    ticks = kept.get("done", {}).get(axis, [])
    since = steps_won(view, axis) - set(kept.get("seen", {}).get(axis, []))
    return [key for key in parts(view, axis) if key in ticks or key in since]


def small_wins(view: View, axis: str) -> tuple[str | Words, ...]:
    """What else was done, for this axis or for none, the newest first."""
    wins = beneath(view, axis, parts(view, axis))
    # Translators: at the end of a list that is longer.
    more = Words(N_("… and {number} more"), {"number": len(wins) - WINS})
    return (*wins[:WINS], more) if len(wins) > WINS else wins


def _answer(view: View, axis: str, step: str) -> Answer | None:
    """What was written for an axis here, or else with an earlier star."""
    here = view.session.answers
    answers = here if f"goals/{axis}/goal" in here else before(view, axis)
    return uncovered(answers.get(f"goals/{axis}/{step}"))


def before(view: View, axis: str) -> Mapping[str, Answer]:
    """The answers of the newest of the earlier stars that has a goal for an axis; empty where none has."""
    found = (star["answers"] for star in earlier(view) if _text(star["answers"].get(f"goals/{axis}/goal")))
    return next(found, {})


def _text(answer: Answer | None) -> str:
    return "" if answer is None else str(answer["value"])


def _is_spoken(answer: Answer | None) -> bool:
    return answer is not None and answer["kind"] == "voice"


def chosen_goals(view: View) -> tuple[Item, ...]:
    """The goals there are, by the axis that each is for."""
    goals = {axis: goal(view, axis) for axis in focus(view)}
    return tuple(Item(axis, Words("{goal}", {"goal": each})) for axis, each in goals.items() if each)


def chosen_parts(view: View) -> tuple[Item, ...]:
    """The parts of the goal that the person looks at."""
    return tuple(Item(key, literal(part)) for key, part in parts(view, view.value("which")).items())


def ticked(view: View) -> tuple[str, ...]:
    return tuple(done(view, view.value("which")))


def has_goals(view: View) -> bool:
    return bool(chosen_goals(view))


def has_parts(view: View) -> bool:
    return bool(chosen_parts(view))


def stair_words(view: View) -> Words:
    """The goal that the person looks at, in words, with the small wins beneath it."""
    axis = view.value("which")
    wins = (each if isinstance(each, Words) else Words(WIN, {"win": each}) for each in small_wins(view, axis))
    return lines([goal_words(view, axis), *wins])


def goal_words(view: View, axis: str) -> Words:
    """A goal and below it its parts in words, the first one first, as one reads; only the stair is built from below."""
    climbed = done(view, axis)
    steps = [
        Words(DONE if key in climbed else UNDONE, {"part": part}) for key, part in parts(view, axis).items()
    ]
    return lines([Words("<b>{goal}</b>", {"goal": goal(view, axis)}), *steps])


def in_order(parts: Iterable[tuple[str, bool]], written: str) -> list[tuple[str, bool]]:
    """Parts of a goal that was shown, each with whether it is done, in the order in which they were `written`.

    What was shown by an earlier version has them the other way round.
    """
    places = {part: place for place, part in enumerate(lines_of(written))}
    return sorted(parts, key=lambda part: places.get(part[0], len(places)))


def stair(view: View) -> Picture:
    """The goal that the person looks at as a stair; of many parts those around the next one."""
    axis = view.value("which")
    climbed = done(view, axis)
    steps = list(parts(view, axis).items())
    following = next((number for number, (key, _) in enumerate(steps) if key not in climbed), len(steps))
    first = max(0, min(following - BEHIND, len(steps) - SHOWN))
    shown = steps[first : first + SHOWN]
    return Picture(
        "stair",
        {
            "title": Words(N_("Your goal")),
            "goal": goal(view, axis),
            "steps": tuple(part for _, part in shown),
            "done": tuple(number for number, (key, _) in enumerate(shown) if key in climbed),
            "reached": int(bool(steps) and len(climbed) == len(steps)),
            "wins": small_wins(view, axis),
            "below": Words(N_("Small wins")),
        },
    )


def ticked_off(view: View) -> dict[str, Any]:
    """What a version keeps of the parts that are done, and which of them a plan had carried out by then."""
    kept, axis = view.session.kept, view.value("which")
    return {
        "done": {**kept.get("done", {}), axis: view.value("parts_done") or []},
        "seen": {**kept.get("seen", {}), axis: sorted(steps_won(view, axis))},
    }


def paper(view: View) -> tuple[Block, ...]:
    """What of the goals stands on paper."""
    every = tuple(goal_words(view, item.key) for item in chosen_goals(view))
    return (Block(Words(N_("My goals")), every, aligned=True),) if every else ()


VALUES: Values = {"has_goals": has_goals, "has_parts": has_parts, "stair_words": stair_words}
LISTS: Lists = {"chosen_goals": chosen_goals, "chosen_parts": chosen_parts}


@dataclass(frozen=True, kw_only=True)
class Carried(Write):
    """A text about an axis that is taken over from the star before, and then stands as if it was written here.

    It is passed where it is `closed`: nobody has said yes to being asked. Where it is `wanted`, simple mode
    asks it too.
    """

    closed: Callable[[View], bool] = lambda _: False
    wanted: Callable[[View], bool] = lambda _: False

    def is_left_out(self, view: View) -> bool:
        return self.closed(view) or (Write.is_left_out(self, view) and not self.wanted(view))

    def known(self, view: View) -> Answer | None:
        if self.closed(view):
            return dict(PASSED)
        _, axis, _ = view.place.split("/")
        answers = {} if view.place in view.session.answers else before(view, axis)
        if not answers:
            return Write.known(self, view)
        answer = answers.get(f"goals/{axis}/{self.id}", {"kind": "skipped", "value": ""})
        return by_itself(answer)


def setting(*, over: str, closed: Callable[[View], bool], wanted: Callable[[View], bool]) -> Repeat:
    """Ask for a goal and its parts for each of what was ticked at the step `over`, but where that is `closed`.

    Simple mode asks only where that is `wanted`.
    """
    return Repeat(
        id="goals",
        over=over,
        steps=(
            Carried(
                id="goal",
                text=N_(
                    "<b>{item}</b>\nWhat would it look like if it went a little better? One sentence is enough."
                ),
                explain=N_(
                    "Think of a day when it goes a little better. What do you do then? It is easier to "
                    "reach what you can see before you."
                ),
                short=N_("Goal: {item}"),
                skippable=True,
                example=N_('<i>"I have called three employers before Christmas."</i>'),
                extra=True,
                closed=closed,
                wanted=wanted,
            ),
            Carried(
                id="parts",
                text=N_(
                    "<b>Which small steps lead there?</b>\nWrite one on each line. Two or three are enough."
                ),
                explain=N_(
                    "Small steps are easier to begin with. Each step should be something that you can do "
                    "in a day. You can make a plan of them later, one at a time."
                ),
                short=N_("Steps: {item}"),
                after="goal",
                skippable=True,
                example=N_('<i>"Find three places\nPractise what I say\nCall the first one"</i>'),
                extra=True,
                closed=closed,
                wanted=wanted,
            ),
        ),
    )


def looking(*, back: str) -> tuple[Step, ...]:
    """The steps from "look": choose a goal, see its stair, tick off what is done; they lead to the step `back`."""
    return (
        Branch(id="look", on="has_goals", cases={"yes": "which"}, goto="no_goals"),
        Tell(
            id="no_goals",
            text=N_("You have no goals here yet. You can write one under <b>{button_focus}</b>."),
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
            text=N_("There are no small steps here yet. You can write them under <b>{button_focus}</b>."),
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
