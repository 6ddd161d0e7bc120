"""What waits for somebody, one thing at a time, the longest waiting first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.context import Item
from bot.engine.deeds import Deal, Decide
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


def deal(view: View) -> tuple[Deed, ...]:
    """What was picked is dealt with."""
    return (Deal(number(view, "which")),) if chosen(view) else ()


def deal_first(view: View) -> tuple[Deed, ...]:
    """What has waited longest is dealt with."""
    waiting = first(view)
    return (Deal(int(waiting["key"], 36)),) if waiting else ()


def decide(view: View) -> tuple[Deed, ...]:
    """Answer to a proposal, which is dealt with by that."""
    waiting = first(view)
    if not waiting or not view.fact("proposed"):
        return deal_first(view)
    answer = str(view.value("handover_asked"))
    decision = Decide(int(waiting["subject"], 36), accepted=answer != "no", keep=answer == "keep")
    return (decision, Deal(int(waiting["key"], 36)))
