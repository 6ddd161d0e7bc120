"""Won plans: the row of small wins, and which of them are steps of a goal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.engine.text import N_, Month, Words

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.engine.view import View

PLAN = "plan"
OPEN, WON = "open", "won"
STARS = 10
"""The most stars in a row; the number beside them tells how many there are."""
# Translators: a row of small wins; {stars} is one star for each.
FIRST = N_("{stars} Your first small step.")


def won(view: View) -> list[dict[str, Any]]:
    """What is kept of the plans that were carried out, the newest first."""
    others = (plan["kept"] for plan in view.fact("plans") if int(plan["key"], 36) != view.session.id)
    own = (view.session.kept,) if view.flow.id == PLAN else ()
    return [kept for kept in (*own, *others) if kept.get("state") == WON]


def has_won(view: View) -> bool:
    return bool(won(view))


def row(view: View) -> Words:
    """The small wins as a row of stars, how many they are, and since when."""
    wins = won(view)
    stars = "★" * min(len(wins), STARS)
    if len(wins) == 1:
        return Words(FIRST, {"stars": stars})
    first = min(date.fromisoformat(kept["won_on"]) for kept in wins)
    month = Month(first, year=first.year != view.today.year)
    # Translators: {n} is 2 or more, and {month} is like "October".
    return Words(
        N_("{stars} {n} small step since {month}."),
        {"stars": stars, "n": len(wins), "month": month},
        plural=N_("{stars} {n} small steps since {month}."),
    )


def steps_won(view: View, axis: str) -> set[str]:
    """The keys of the steps of an axis' goal that a plan has carried out."""
    return {kept["part"] for kept in won(view) if kept["part"] and kept["axis"] == axis}


def steps_planned(view: View) -> set[tuple[str, str]]:
    """The axis and key of each step of a goal that there is a plan for now."""
    plans = (plan["kept"] for plan in view.fact("plans"))
    return {(kept["axis"], kept["part"]) for kept in plans if kept.get("state") == OPEN and kept["part"]}


def beneath(view: View, axis: str, steps: Collection[str]) -> tuple[str, ...]:
    """What was won for an axis, or for none, that is none of the steps of its goal; the newest first."""
    here = (kept for kept in won(view) if kept["axis"] in ("", axis))
    return tuple(str(kept["what"]) for kept in here if not (kept["axis"] == axis and kept["part"] in steps))
