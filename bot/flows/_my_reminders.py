"""What somebody sees of the reminders that they have set: the rule, the next time, and what became of the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.coaching.recurrence import ONCE, in_words
from bot.engine.context import Item
from bot.engine.deeds import Deal, StopReminder
from bot.engine.text import N_, Value, Words, lines, literal
from bot.flows._company import found, number, titled
from bot.flows._queue import spoken
from bot.flows._remind import AGREED, OWN_TEXT, SHARED
from bot.flows._remind_preview import BLOCKERS
from bot.flows._shown import name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.engine.deeds import Deed
    from bot.engine.recording import Recording
    from bot.engine.session import Answer
    from bot.engine.view import View

LONGEST_ON_A_BUTTON = 40
# Translators: what has become of a reminder, one line for each time that it was due. {when} is like "today at 07:09".
STATES = {
    "sent": N_("It is on its way to {name} ({when})."),
    "delivered": N_("{name} got it {when}."),
    "opened": N_("{name} got it {when}, and has opened it."),
    "done": N_("✔ {name} got it {when}, and has done it."),
    "later": N_("{name} got it {when}, and chose: Later today."),
    "not_today": N_("{name} got it {when}, and chose: Not today."),
    "stopped": N_("{name} got it {when}, and has stopped it."),
}
# Translators: a moment within a sentence.
TODAY = N_("today at {time}")
REASONS = {
    "quiet": N_("{day} at {time}: not delivered. {name} did not want messages."),
    "blocked": N_("{day} at {time}: not delivered. {name} had blocked me."),
    "not_agreed": N_("{day} at {time}: not delivered. {name} had not said yes to me."),
    "declined": N_("{day} at {time}: not delivered. {name} did not want reminders."),
    "refused": N_("{day} at {time}: not delivered. Telegram did not take it."),
    "gone": N_("{day} at {time}: not opened. The exercise is not there any more."),
    "no_room": N_("{day} at {time}: left out. {name} is not written to then."),
    "broken": N_("{day} at {time}: not delivered. Something went wrong on my side."),
    "off": N_("{day} at {time}: not delivered. I was not running, and it came too late to be of use."),
}
# Translators: what a citizen has answered to a reminder, and when.
ANSWERED = N_("💬 {day} at {time}, {name}: {text}")
# Translators: {when} is like "every Monday at 09:00".
COMES = N_("It comes {when}.")
CAME = N_("It was to come {when}.")
ENDED = {
    "broken": N_(
        "⚠ Something went wrong on my side, so it cannot be delivered. "
        "Neither you nor {name} has done anything wrong. You can set it again."
    ),
    "over": N_("It does not come any more."),
    "stopped": N_("{name} has stopped it. There can be many reasons for that."),
}


def set_now(view: View) -> tuple[Item, ...]:
    """The reminders as buttons, for whom and of what: by name, and of one citizen the newest first."""
    order = view.context.language.order
    by_name = sorted(view.fact("reminders"), key=lambda each: order(each["name"]))
    return tuple(Item(each["key"], _label(view, each)) for each in by_name)


# Translators: buttons. Who is reminded, and of what.
LABELS = {
    "running": "{name}: {what}",
    "broken": N_("⚠ {name}: {what} (not delivered)"),
    "stopped": N_("{name}: {what} (stopped)"),
}
OVER = N_("{name}: {what} (over)")
CARRIED_OUT = "✔ {name}: {what}"
"""One that comes no more, as the citizen has said that it is done."""


def _label(view: View, reminder: dict[str, Any]) -> Words:
    what, text = subject(view, reminder), reminder["text"]
    if len(text) > LONGEST_ON_A_BUTTON:
        what = literal(f"{text[:LONGEST_ON_A_BUTTON].rstrip()} …")
    label = CARRIED_OUT if is_done(reminder) else LABELS.get(reminder["status"], OVER)
    return Words(label, {"name": reminder["name"], "what": what})


def is_done(reminder: Mapping[str, Any]) -> bool:
    """Whether a reminder comes no more, and the citizen has said of the last that it is done."""
    newest = reminder["deliveries"][:1]
    return reminder["status"] == "over" and any(each["state"] == "done" for each in newest)


def subject(view: View, reminder: dict[str, Any]) -> Words:
    """What a reminder is of. An exercise that is not shared any more has no name here."""
    if reminder["text"]:
        return literal(reminder["text"])
    if reminder["exercise"]:
        shared = reminder["shared"]
        return name(view, shared) if shared else Words(N_("an exercise that is not shared any more"))
    return titled(view, reminder["flow"])


def chosen(view: View) -> dict[str, Any]:
    return found(view.fact("reminders"), view.value("which"))


def has_any(view: View) -> bool:
    return bool(view.fact("reminders"))


def is_there(view: View) -> bool:
    return bool(chosen(view))


def about(view: View) -> Words:
    """A reminder with its rule, its next time, and what has become of it."""
    reminder = chosen(view)
    if not reminder:
        return Words("–")
    named: dict[str, Value] = {"name": reminder["name"]}
    told = [Words("<b>{name}</b>: {what}", {**named, "what": subject(view, reminder)})]
    told += comes(reminder, named)
    told += [answered(each, reminder["name"]) for each in reminder["answers"]]
    told += [became(reminder, each) for each in reminder["deliveries"]]
    return lines(told)


def answered(answer: dict[str, Any], name: Value) -> Words:
    """What a citizen of this name has answered, and when."""
    return Words(ANSWERED, {"name": name, **{each: answer[each] for each in ("day", "time", "text")}})


def recordings(view: View) -> tuple[Recording, ...]:
    """What the citizen has answered by voice."""
    return spoken(chosen(view))


def comes(reminder: dict[str, Any], named: dict[str, Value]) -> Iterator[Words]:
    """When it comes, or why it does not any more; of one that came once, what became of it tells that."""
    rule, coming, status = reminder["rule"], reminder["next"], reminder["status"]
    came = any(each["state"] in STATES for each in reminder["deliveries"])
    if (status, rule.kind) == ("over", "once") and came:
        return
    yield Words(COMES if status == "running" else CAME, {"when": in_words(rule, reminder["today"])})
    if status == "running" and reminder["blocker"]:
        yield Words(BLOCKERS[reminder["blocker"]], named)
    elif coming and (rule.kind, coming) != ("once", {"day": rule.day, "time": rule.at}):
        yield Words(N_("Next time: {day} at {time}."), coming)
    elif status in ENDED:
        yield Words(ENDED[status], named)


def read(view: View) -> tuple[Deed, ...]:
    """What the citizen has answered is read by that."""
    return tuple(
        Deal(int(each["key"], 36))
        for each in view.fact("queue")
        if each["kind"] == "answered" and each["subject"] == view.value("which")
    )


def became(reminder: dict[str, Any], delivery: dict[str, Any]) -> Words:
    """What has become of it at one moment, by the clock of the citizen."""
    state, moment = delivery["state"], {"day": delivery["day"], "time": delivery["time"]}
    named: dict[str, Value] = {"name": reminder["name"]}
    if state not in STATES:
        return Words(REASONS[delivery["reason"]], {**named, **moment})
    today = delivery["day"] == reminder["today"]
    when = Words(TODAY, {"time": moment["time"]}) if today else Words(ONCE, moment)
    return Words(STATES[state], {**named, "when": when})


def ways(view: View) -> tuple[Item, ...]:
    """What can be done with one that still comes, and with one that the program failed at."""
    status = chosen(view).get("status")
    if status == "broken":
        return (Item("again", Words(N_("Set it again"))),)
    if status != "running":
        return ()
    return (Item("change", Words(N_("✏ Change"))), Item("stop", Words(N_("Stop it"))))


def stop(view: View) -> tuple[Deed, ...]:
    return (StopReminder(number(view, "which")),) if chosen(view) else ()


def anew(view: View) -> dict[str, Answer]:
    """The same for one that is set again: for whom and of what; when is asked."""
    asked = ("replaces", "citizen", "what", "text", AGREED)
    return {step: answer for step, answer in as_answers(view).items() if step in asked}


def as_answers(view: View) -> dict[str, Answer]:
    """The reminder that is to be changed, as answers of the errand in which it was set."""
    reminder = chosen(view)
    if not reminder:
        return {}
    what = reminder["flow"]
    if reminder["text"]:
        what = OWN_TEXT
    elif reminder["exercise"]:
        what = SHARED + reminder["exercise"]
    rule = reminder["rule"]
    return {
        **_as_text(reminder["text"]),
        "replaces": _choice(reminder["key"]),
        "citizen": _choice(reminder["citizen"]),
        "what": _choice(what),
        "when": _choice("own"),
        "day": {"kind": "date", "value": rule.day.isoformat()},
        "at": {"kind": "time", "value": rule.at.isoformat("minutes")},
        "repeat": _choice(rule.kind),
    }


def _as_text(text: str) -> dict[str, Answer]:
    """A text of the sender's own, about which they have been asked before."""
    if not text:
        return {}
    return {"text": {"kind": "text", "value": text}, AGREED: {"kind": "held", "value": text}}


def _choice(key: str) -> Answer:
    return {"kind": "choice", "value": key}
