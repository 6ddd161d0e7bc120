"""What waits for somebody, one thing at a time, the longest waiting first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.context import Item
from bot.engine.deeds import Deal
from bot.engine.text import N_, Words, lines
from bot.flows._company import found, number, role_words

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.session import Answer
    from bot.engine.text import Value
    from bot.engine.view import View

# Translators: buttons. What waits for one of the staff: the name of the citizen, and what it is.
LABELS = {
    "call": N_("{name}: would like a call"),
    "shared": N_("{name}: something new to see"),
    "replied": N_("{name}: an answer"),
    "answered": N_("{name}: an answer to you"),
    "help": N_("{name}: would like help"),
    "silence": N_("{name}: not seen for a while"),
    "joined": N_("{name}: is with you now"),
    "left": N_("{name}: has stopped"),
    "accepted": N_("{name}: has said yes to the change"),
    "declined": N_("{name}: would rather stay"),
    "unavailable": N_("{name}: your colleague has stopped"),
}
LEFT = N_("{name} has stopped. You see nothing of {name} any more. That can have many reasons.")
# Translators: {role} is like "mentor".
LEFT_AS_ONE = N_(
    "{name} has stopped in one of two roles. You are still {role} of {name}, "
    "and do not see what was shown so far. That can have many reasons."
)
ANSWERED = N_("You wrote: {what}\n\n<b>{name}</b> has answered:\n{answers}")
ANSWER = "• {text}"
TO_REVIEW = ("shared", "replied", "help")
"""What is dealt with by looking at what a citizen shows."""
NOTHING = N_("Nothing waits for you.")
GONE = N_("It is not here any more. It has been seen to, or taken back.")
# Translators: in place of a name, at the beginning of a line: "Somebody: has stopped".
SOMEBODY = N_("Somebody")


def items(view: View) -> tuple[Item, ...]:
    """What waits for staff, as buttons; first whoever would like a call."""
    waiting = sorted(view.fact("queue"), key=lambda each: each["kind"] != "call")
    return tuple(_item(each) for each in waiting if each["kind"] in LABELS)


def _item(notice: dict[str, Any]) -> Item:
    name = notice["name"] or Words(SOMEBODY)
    return Item(notice["key"], Words(LABELS[notice["kind"]], {"name": name}), Words("{name}", {"name": name}))


def too_late(view: View) -> bool:
    """Whether a message has led here, and what it was about waits no more."""
    return not view.session.parent and not items(view)


def asks(view: View) -> Words:
    """What the list asks, or that it is empty by now."""
    return Words(N_("This waits for you. What do you want to see?") if items(view) else NOTHING)


def chosen(view: View) -> dict[str, Any]:
    """What was picked; empty where it has been dealt with."""
    return found(view.fact("queue"), view.value("which"))


def answered(view: View) -> Words:
    """What a citizen has answered to a reminder, below what was written to them."""
    picked = chosen(view)
    reminder = found(view.fact("reminders"), picked.get("subject", ""))
    values: dict[str, Value] = {"name": picked.get("name", "–"), "what": str(reminder.get("text", "–"))}
    said = [Words(ANSWER, {"text": each["text"]}) for each in reminder.get("answers", ())]
    return Words(ANSWERED, {**values, "answers": lines(said)})


def left(view: View) -> Words:
    """That a citizen has stopped; of one with whom the reader still is in another role, that too."""
    picked = chosen(view)
    named: dict[str, Value] = {"name": picked.get("name", "–")}
    also = picked.get("role", "")
    return Words(LEFT_AS_ONE, {**named, "role": role_words(also)}) if also else Words(LEFT, named)


def seen(view: View) -> Value:
    """When whoever it is about was last here."""
    return chosen(view).get("seen") or "–"


def call_from(view: View, citizen: str) -> dict[str, Any]:
    """The notice that a citizen, named by their relation, would like a call; empty where none waits."""
    calls = (each for each in view.fact("queue") if each["kind"] == "call" and each["about"] == citizen)
    return next(calls, {})


def reaches(view: View) -> bool:
    """Whether a message would reach whoever it is about; not where they have said no to messages, or block them."""
    person = found(view.fact("remindable"), chosen(view).get("about", ""))
    return not person.get("blocker")


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
