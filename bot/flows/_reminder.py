"""What a reminder computes when it comes: whether it may, who it is from, what it is of, and what a tap means."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.coaching.reminding import ring as judged
from bot.engine.bell import Ring
from bot.engine.context import Item
from bot.engine.deeds import Await, Deliver, Respond, StopReminder
from bot.engine.hours import allowed_from, later_today
from bot.engine.text import N_, Words
from bot.flows._company import named, titled

if TYPE_CHECKING:
    from datetime import datetime

    from bot.coaching.reminding import Blocker
    from bot.engine.deeds import Deed, Delivered
    from bot.engine.view import Lists, Values, View

STILL_ASKED_FOR = timedelta(hours=24)
"""How long after the promised moment something may come that was put off."""

# Translators: what a citizen reads who opens a reminder. {person} is a name and a role: "Jonas, mentor".
OF_EXERCISE = N_("A reminder from <b>{person}</b>:\n\n{what}\n\nDo you have time for it now?")
WRITTEN = N_("From <b>{person}</b>:\n\n{text}")


# Translators: button. This reminder, which comes again and again, shall come no more.
STOP = N_("Stop these")


def reminded(view: View) -> dict[str, Any]:
    """What the errand reminds of; empty where it comes no more."""
    found: dict[str, Any] = view.fact("reminded")
    return found


def ring(view: View, promised: datetime) -> Ring:
    """Whether the person is asked now, and what is to be noted of the moments until now.

    `promised` is the moment for which the timer was set.
    """
    known = reminded(view)
    if not known:
        return Ring()
    if known["asked"]:
        return _again(view, known, promised)
    if known["due"] is None:
        return Ring()
    now, reminder = view.context.now, int(known["key"], 36)
    verdict = judged(known["rule"], known["due"], now, view.hours, _blocker(view))
    left_out = tuple(
        Deliver(reminder, each.due, "held_up" if each.held_up else "missed", each.reason)
        for each in verdict.left_out
    )
    sent = () if verdict.send is None else (_sent(view, reminder, verdict.send),)
    return Ring(bool(sent), (*left_out, *sent, Await(reminder, verdict.due, verdict.at)))


def _again(view: View, known: dict[str, Any], promised: datetime) -> Ring:
    """The same for what the person has put off; they chose the day, so it may be a free one."""
    now, reminder, asked = view.context.now, int(known["key"], 36), known["asked"]
    blocker, hours = _blocker(view), view.hours.on_any_day
    if asked["state"] != "later":
        return Ring()
    if now - promised > STILL_ASKED_FOR:
        return Ring(deeds=(Deliver(reminder, asked["due"], "missed", "off"),))
    if not hours.allow(now):
        return Ring(deeds=(Respond(view.session.id, "later", allowed_from(now, hours)),))
    if blocker:
        return Ring(deeds=(Deliver(reminder, asked["due"], "held_up", blocker),))
    return Ring(asks=True, deeds=(_sent(view, reminder, asked["due"]),))


def _sent(view: View, reminder: int, due: Any) -> Deliver:
    """The message that asks is the next that the session asks."""
    return Deliver(reminder, due, "sent", session=view.session.id, prompt=view.session.prompt + 1)


def _blocker(view: View) -> Blocker:
    if not view.person.agreed:
        return "not_agreed"
    if not view.context.reachable:
        return "blocked"
    return "quiet" if view.person.quiet else ""


def controls(view: View) -> tuple[Item, ...]:
    """What can be done without opening it, beside what always can: only what comes again can be stopped."""
    known = reminded(view)
    comes_again = bool(known) and known["rule"].kind != "once"
    return (Item("stop", Words(STOP)),) if comes_again else ()


def ways(view: View) -> tuple[Item, ...]:
    """What the person can do now that they know what it is; nothing where it is gone."""
    known = reminded(view)
    done = (Item("done", Words(N_("✔ Done"))),) if known and known["text"] else ()
    now: tuple[Item, ...] = (*view.fact("reminded_work"), *done)
    not_now = (Item("later", Words(N_("Later today"))), Item("not_today", Words(N_("Not today"))))
    return (*now, *not_now, *controls(view)) if now else ()


def way(view: View) -> str:
    """What was chosen, or whether an exercise is to be begun or opened."""
    chosen = str(view.value("what"))
    if chosen.startswith("new_"):
        return "begin"
    return chosen if chosen in ("done", "later", "not_today", "stop") else "open"


def message(view: View) -> Words:
    """Who it is from, and what it says or is of."""
    known = reminded(view)
    if not known:
        return Words("–")
    person = named(known)
    if known["text"]:
        return Words(WRITTEN, {"person": person, "text": known["text"]})
    shared = view.fact("reminded_work") if known["exercise"] else ()
    what = shared[0].label if shared else titled(view, known["flow"])
    return Words(OF_EXERCISE, {"person": person, "what": what})


def sender(view: View) -> str:
    return str(reminded(view).get("name", "–"))


def opens(view: View) -> bool:
    """Whether there is something to open: it still comes, and its exercise is still there."""
    return bool(ways(view))


def respond(state: Delivered) -> Any:
    """The deed that notes what the person does."""

    def deeds(view: View) -> tuple[Deed, ...]:
        known = reminded(view)
        return (Respond(view.session.id, state),) if known and known["asked"] else ()

    return deeds


def later(view: View) -> tuple[Deed, ...]:
    """Ask again later today, unless it comes again before that."""
    known = reminded(view)
    if not known or not known["asked"]:
        return ()
    at = later_today(view.context.now, view.hours)
    comes_first = known["due"] is not None and known["due"] <= at
    return (Respond(view.session.id, "later", None if comes_first else at),)


def stop(view: View) -> tuple[Deed, ...]:
    known = reminded(view)
    return (*respond("stopped")(view), StopReminder(int(known["key"], 36))) if known else ()


VALUES: Values = {"message": message, "opens": opens, "sender": sender, "way": way}
LISTS: Lists = {"controls": controls, "ways": ways}
