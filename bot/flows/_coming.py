"""What is coming to a citizen: the reminders that others have set for them, and how they are stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.coaching.recurrence import in_words
from bot.engine.context import Item
from bot.engine.deeds import Decline, StopReminder
from bot.engine.text import N_, Words, lines, literal
from bot.flows._company import found, named, titled

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.text import Value
    from bot.engine.view import View

SENDER = "sender"
"""The answer that names, by their relation, whose reminder has led to the messages."""
ALLOW = "allow_"
"""How the key of somebody whose reminders may come again begins as a choice."""
# Translators: button. No reminders that this person sets shall come, now or later.
NO_MORE = N_("No more of these from {name}")
# Translators: button. The reminders of this person, of whom none was to come any more, may come again.
FROM_AGAIN = N_("Reminders from {name} again")
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
    """What can be done about reminders: look at what comes, want no more of somebody's, and want them again."""
    look = (Item("coming", Words(N_("Reminders that come to me"))),) if coming(view) else ()
    no_more = (Item("no_more", Words(NO_MORE, {"name": sender(view)})),) if has_sender(view) else ()
    again = (
        Item(f"{ALLOW}{each['key']}", Words(FROM_AGAIN, {"name": each["name"]}))
        for each in view.fact("senders")
        if each["declined"]
    )
    return (*no_more, *look, *again)


def _sender(view: View) -> dict[str, Any]:
    """Whoever has sent the reminder that has led here, as long as theirs may come."""
    led_here = view.context.sessions.get(view.session.parent)
    if led_here is None or led_here.flow != "reminder":
        return {}
    one = found(view.fact("senders"), view.value(SENDER))
    return {} if one.get("declined") else one


def sender(view: View) -> str:
    return str(_sender(view).get("name", "–"))


def has_any(view: View) -> bool:
    return bool(coming(view))


def has_sender(view: View) -> bool:
    return bool(_sender(view))


def way(view: View) -> str:
    """What was chosen about reminders: "no_more" or "allow", where there is somebody to say it of, else "look"."""
    if _chosen_way(view) == "no_more":
        return "no_more" if has_sender(view) else "nobody"
    if _chosen_way(view).startswith(ALLOW):
        return "allow" if _allowed(view) else "nobody"
    return "look"


def _chosen_way(view: View) -> str:
    """What was tapped: where somebody wants no messages at all, another step asks."""
    return str(view.value("again" if view.person.quiet else "what"))


def _allowed(view: View) -> dict[str, Any]:
    return found(view.fact("senders"), _chosen_way(view).removeprefix(ALLOW))


def allowed(view: View) -> str:
    """Whose reminders may come again."""
    return str(_allowed(view).get("name", "–"))


def allow(view: View) -> tuple[Deed, ...]:
    return (Decline(int(_allowed(view)["key"], 36), declined=False),)


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
    """Nothing of whoever has led here comes any more: what they have set, and what they may set later."""
    by = _sender(view)["key"]
    set_now = (StopReminder(int(each["key"], 36)) for each in coming(view) if each["by"] == by)
    return (*set_now, Decline(int(by, 36), declined=True))
