"""What waits for somebody, one thing at a time, the most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.context import Item
from bot.engine.deeds import Deal
from bot.engine.recording import Recording
from bot.engine.text import N_, Words, brief, lines, literal
from bot.flows._company import found, number, role_words
from bot.flows._spoken import ON_A_CAPTION, captioned
from bot.flows._thread import TO_YOU
from bot.flows._urgency import by_urgency

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
    "taken_back": N_("{name}: has taken something back"),
    "accepted": N_("{name}: has said yes to the change"),
    "declined": N_("{name}: would rather stay"),
    "unavailable": N_("{name}: your colleague has stopped"),
    "report_approved": N_("{name}: has approved the report"),
    "report_changes": N_("{name}: wants the report changed"),
}
# Translators: button, in the same list: somebody, whose name is not known any more.
DELETED = N_("A citizen has deleted everything")
LEFT = N_(
    "{name} has stopped. You see nothing of {name} any more. That can have many reasons. "
    "Please delete what you have from {name} in your chat too."
)
# Translators: {role} is like "mentor".
LEFT_AS_ONE = N_(
    "{name} has stopped in one of two roles. You are still {role} of {name}, "
    "and do not see what was shown so far. That can have many reasons. "
    "Please delete it in your chat too."
)
ANSWERED = N_("You wrote: {what}\n\n<b>{name}</b> has answered:\n{answers}")
ANSWER = "• {text}"
TO_REVIEW = ("shared", "replied", "help")
"""What is dealt with by looking at what a citizen shows."""
# Translators: to staff, on a locked screen, which others may read.
WANTS_CALL = N_("A citizen would like you to call.")
NOTHING = N_("Nothing waits for you.")
GONE = N_("It is not here any more. It has been seen to, taken back or deleted.")
# The same words stand on several buttons: which kind of exercise it is about, or a number, tells them apart.
OF_KIND = "{what} · {kind}"
NEW_OF_KIND = "{name}: {kind}"
NUMBERED = "{what} ({number})"


def items(view: View) -> tuple[Item, ...]:
    """What waits for staff, as buttons."""
    found = [each for each in by_urgency(view.fact("queue")) if each["kind"] in LABELS]
    labels, kinds = [_label(each) for each in found], view.fact("kinds")
    named = zip(found, labels, strict=True)
    names = _told_apart([_of_kind(own, each, kinds) if labels.count(own) > 1 else own for each, own in named])
    return tuple(
        Item(each["key"], name, Words("{name}", {"name": each["name"] or Words(DELETED)}))
        for each, name in zip(found, names, strict=True)
    )


def _label(notice: dict[str, Any]) -> Words:
    name = notice["name"]
    return Words(LABELS[notice["kind"]], {"name": name}) if name else Words(DELETED)


def _of_kind(own: Words, notice: dict[str, Any], kinds: dict[str, str]) -> Words:
    """What a button says where several would say the same: also which kind of exercise it is about."""
    kind = kinds.get(notice["flow"], "")
    if not kind:
        return own
    said = NEW_OF_KIND if notice["kind"] == "shared" else OF_KIND
    return Words(said, {"what": own, "name": notice["name"], "kind": Words(kind)})


def _told_apart(names: list[Words]) -> list[Words]:
    """What is called the same gets a number, from the top."""
    return [
        Words(NUMBERED, {"what": each, "number": names[: at + 1].count(each)})
        if names.count(each) > 1
        else each
        for at, each in enumerate(names)
    ]


def wants_call(view: View) -> Words | None:
    """That a citizen would like a call, without whom or why: others may read it on a locked screen."""
    return Words(WANTS_CALL) if any(each["kind"] == "call" for each in view.fact("queue")) else None


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
    picked, reminder = chosen(view), _answered(view)
    values: dict[str, Value] = {"name": picked.get("name", "–"), "what": str(reminder.get("text", "–"))}
    said = [Words(ANSWER, {"text": each["text"]}) for each in reminder.get("answers", ())]
    return Words(ANSWERED, {**values, "answers": lines(said)})


def recordings(view: View) -> tuple[Recording, ...]:
    """What of that was spoken."""
    return spoken(_answered(view))


def spoken(reminder: dict[str, Any]) -> tuple[Recording, ...]:
    """The spoken answers to a reminder, each with whose it is, its day and what it answers; none where it is gone."""
    what = brief(literal(str(reminder.get("text", ""))), ON_A_CAPTION)
    return tuple(
        Recording(
            each["recording"]["file"], captioned(Words(TO_YOU, {"name": reminder["name"]}), each["day"], what)
        )
        for each in reminder.get("answers", ())
        if each["recording"]
    )


def _answered(view: View) -> dict[str, Any]:
    """The reminder that a citizen has answered."""
    return found(view.fact("reminders"), chosen(view).get("subject", ""))


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
