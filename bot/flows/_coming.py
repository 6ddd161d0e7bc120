"""What is coming to a citizen: the reminders that others have set for them, and how they are stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.coaching.recurrence import in_words
from bot.engine.context import Item
from bot.engine.deeds import StopReminder
from bot.engine.text import N_, Words, lines, literal
from bot.flows._company import found, named, titled

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.text import Value
    from bot.engine.view import View

SENDER = "sender"
"""The answer that names, by their relation, whose reminder has led to the messages."""
LONGEST = 60
"""Characters of a text that stand in the list."""
LISTED = N_("<b>This comes to you</b>\n{list}\n\nTap what shall come no more.")
NOTHING = N_("Nothing comes to you any more.")
# Translators: one line of a list. {person} is a name and a role, {when} like "every Monday at 09:00".
COMES = "<b>{number}.</b> {person}: {what}, {when}."
COMES_AGAIN = N_("<b>{number}.</b> {person}: {what}, {when}. Next time: {day} at {time}.")


def coming(view: View) -> tuple[dict[str, Any], ...]:
    known: tuple[dict[str, Any], ...] = view.fact("reminders_coming")
    return known


def ways(view: View) -> tuple[Item, ...]:
    """What can be done about reminders: look at what comes, and want no more of somebody's."""
    look = (Item("coming", Words(N_("Reminders that come to me"))),) if coming(view) else ()
    # Translators: button. Stop all the reminders that this person has set.
    no_more = Words(N_("No more of these from {name}"), {"name": sender(view)})
    return (*((Item("no_more", no_more),) if _of_sender(view) else ()), *look)


def _of_sender(view: View) -> tuple[dict[str, Any], ...]:
    """What comes from whoever has sent the reminder that has led here."""
    led_here = view.context.sessions.get(view.session.parent)
    if led_here is None or led_here.flow != "reminder":
        return ()
    return tuple(each for each in coming(view) if each["by"] == view.value(SENDER))


def sender(view: View) -> str:
    return str(next((each["name"] for each in _of_sender(view)), "–"))


def has_any(view: View) -> bool:
    return bool(coming(view))


def has_sender(view: View) -> bool:
    return bool(_of_sender(view))


def listed(view: View) -> Words:
    """All that comes: from whom, of what, and when."""
    found = [_line(view, number, each) for number, each in enumerate(coming(view), start=1)]
    return Words(LISTED, {"list": lines(found)}) if found else Words(NOTHING)


def _line(view: View, number: int, reminder: dict[str, Any]) -> Words:
    values: dict[str, Value] = {
        "number": number,
        "person": named(reminder),
        "what": _what(view, reminder),
        "when": in_words(reminder["rule"], reminder["today"]),
    }
    once = reminder["rule"].kind == "once"
    return Words(COMES, values) if once else Words(COMES_AGAIN, {**values, **reminder["next"]})


def _what(view: View, reminder: dict[str, Any]) -> Words:
    text = str(reminder["text"])
    if len(text) > LONGEST:
        text = f"{text[:LONGEST].rstrip()} …"
    return literal(text) if text else titled(view, reminder["flow"])


def to_stop(view: View) -> tuple[Item, ...]:
    """A button for each, by its number in the list."""
    stop = N_("Stop number {number}")
    return tuple(
        Item(each["key"], Words(stop, {"number": number}))
        for number, each in enumerate(coming(view), start=1)
    )


def chosen(view: View) -> dict[str, Any]:
    return found(coming(view), view.value("coming"))


def whose(view: View) -> str:
    return str(chosen(view).get("name", "–"))


def stop(view: View) -> tuple[Deed, ...]:
    """The one that was chosen comes no more."""
    return (StopReminder(int(chosen(view)["key"], 36)),) if chosen(view) else ()


def stop_all(view: View) -> tuple[Deed, ...]:
    """None of what whoever has led here has set comes any more."""
    return tuple(StopReminder(int(each["key"], 36)) for each in _of_sender(view))
