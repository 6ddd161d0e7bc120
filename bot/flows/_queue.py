"""What waits for somebody, one thing at a time, the longest waiting first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.context import Item
from bot.engine.deeds import Allow, Deal, Decide
from bot.engine.text import N_, Words
from bot.flows._company import number

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.session import Answer
    from bot.engine.text import Value
    from bot.engine.view import View

# Translators: buttons. What waits for one of the staff: the name of the citizen, and what it is.
LABELS = {
    "shared": N_("{name}: something new to see"),
    "replied": N_("{name}: an answer"),
    "help": N_("{name}: would like help"),
    "silence": N_("{name}: not seen for a while"),
    "joined": N_("{name}: is with you now"),
    "left": N_("{name}: has stopped"),
    "accepted": N_("{name}: has said yes to the change"),
    "declined": N_("{name}: would rather stay"),
}
TO_REVIEW = ("shared", "replied", "help")
"""What is dealt with by looking at what a citizen shows."""


def items(view: View) -> tuple[Item, ...]:
    """What waits for staff, as buttons."""
    waiting = (each for each in view.fact("queue") if each["kind"] in LABELS)
    return tuple(
        Item(
            each["key"],
            Words(LABELS[each["kind"]], {"name": each["name"]}),
            Words("{name}", {"name": each["name"]}),
        )
        for each in waiting
    )


def first(view: View, *kinds: str) -> dict[str, Any]:
    """What has waited longest, of these kinds if any; empty where nothing waits."""
    return next((each for each in view.fact("queue") if not kinds or each["kind"] in kinds), {})


def chosen(view: View) -> dict[str, Any]:
    """What was picked; empty where it has been dealt with."""
    return next((each for each in view.fact("queue") if each["key"] == view.value("which")), {})


def seen(view: View) -> Value:
    """When whoever it is about was last here."""
    return chosen(view).get("seen") or "–"


def to_remind(view: View) -> dict[str, Answer]:
    """Whom it is about, as the answer with which a reminder begins."""
    about = chosen(view).get("about", "")
    return {"citizen": {"kind": "choice", "value": about}} if about else {}


def to_review(view: View) -> dict[str, Answer]:
    """The citizen whom the thing that was picked is about, and the exercise."""
    picked = chosen(view)
    return {
        "citizen": {"kind": "choice", "value": picked["about"]},
        "exercise": {"kind": "choice", "value": picked["exercise"]},
    }


def deal(view: View) -> tuple[Deed, ...]:
    """What was picked is dealt with."""
    return (Deal(number(view, "which")),) if chosen(view) else ()


def deal_first(view: View) -> tuple[Deed, ...]:
    """What has waited longest is dealt with."""
    waiting = first(view)
    return (Deal(int(waiting["key"], 36)),) if waiting else ()


def exercise(view: View) -> dict[str, Answer]:
    """The exercise that the news is about which has waited longest."""
    return {"exercise": {"kind": "choice", "value": first(view)["exercise"]}}


def scored_star(view: View) -> tuple[Item, ...]:
    """The star that somebody has scored too, by whose key the citizen says yes to seeing it."""
    news = first(view)
    # Translators: button. Yes, show my own scores and those of my contact person in the picture of the star.
    label = Words(N_("Yes, show both"))
    return (Item(news["exercise"], label),) if news.get("kind") == "scored" else ()


def allow(view: View) -> tuple[Deed, ...]:
    return _shown(view, shown=True)


def disallow(view: View) -> tuple[Deed, ...]:
    return _shown(view, shown=False)


def _shown(view: View, *, shown: bool) -> tuple[Deed, ...]:
    """Decide whether somebody's scores stand in the picture of a star, which is dealt with by that."""
    news = first(view)
    if news.get("kind") != "scored" or not news["about"]:
        return ()
    decision = Allow(int(news["about"], 36), int(news["exercise"], 36), shown=shown)
    return (decision, Deal(int(news["key"], 36)))


def decide(view: View) -> tuple[Deed, ...]:
    """Answer to a proposal, which is dealt with by that."""
    waiting = first(view)
    if not waiting or not view.fact("proposed"):
        return deal_first(view)
    answer = str(view.value("handover_asked"))
    decision = Decide(int(waiting["subject"], 36), accepted=answer != "no", keep=answer == "keep")
    return (decision, Deal(int(waiting["key"], 36)))
