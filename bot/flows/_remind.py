"""What setting a reminder computes: for whom, of what, when, and what is saved in the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from bot.coaching.illness import speaks_of_illness
from bot.coaching.recurrence import Rule, next_after
from bot.engine.context import Item
from bot.engine.deeds import Remind, StopReminder
from bot.engine.hours import later_today
from bot.engine.text import N_, Value, Words, literal
from bot.flows._company import found, titled
from bot.flows._shown import listed_by
from bot.flows._staff import NOBODY

if TYPE_CHECKING:
    from datetime import datetime

    from bot.engine.deeds import Deed
    from bot.engine.hours import Hours
    from bot.engine.view import View

SEVERAL = "several_citizens"
"""No relation has this key, for that holds only letters and digits."""
SHARED = "shared_"
OWN_TEXT = "own_text"
AGREED = "agreed_text"
"""The step that holds the words which shall be sent although they may be about illness."""
NINE = time(9)
BUTTONS = {
    "elevator_pitch": N_("Practise the elevator pitch"),
    "star": N_("Fill in the star"),
    "contact_log": N_("Somebody who was met"),
}
"""What is said of an exercise on its button, where that is more than its title, or the title is the citizen's own."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What somebody is reminded of, as it is called, and where it is found."""

    name: Words
    flow: str = ""
    exercise: int = 0
    text: str = ""


def mine(view: View) -> tuple[Item, ...]:
    """Whom somebody can remind, those first whom they reminded last; several at once where there are several.

    So whoever is often written to is at hand, with many citizens too; `asks_whom` says it.
    """
    by_name = _by_name(view)
    latest = sorted(filter(_last, by_name), key=_last, reverse=True)
    people = (*latest, *(each for each in by_name if not _last(each)))
    several = (Item(SEVERAL, Words(N_("Several …"))),) if len(people) > 1 else ()
    return (*map(_as_item, people), *several)


def everybody(view: View) -> tuple[Item, ...]:
    """All of them by name: where several are ticked, each is looked for."""
    return tuple(map(_as_item, _by_name(view)))


def _by_name(view: View) -> list[dict[str, Any]]:
    order = view.context.language.order
    return sorted(view.fact("remindable"), key=lambda each: order(each["name"]))


def _last(person: dict[str, Any]) -> Any:
    """When they were reminded last, None for never."""
    return person["last"]


def _as_item(person: dict[str, Any]) -> Item:
    return Item(person["key"], Words("{name}", {"name": person["name"]}))


def chosen(view: View) -> tuple[dict[str, Any], ...]:
    """Who gets it, as far as they may still be reminded."""
    known, key = view.fact("remindable"), view.value("citizen")
    keys = list(view.value("citizens") or ()) if key == SEVERAL else [key]
    return tuple(person for each in keys if (person := found(known, each)))


def names(view: View) -> Value:
    """Who gets it, by name."""
    return tuple(str(each["name"]) for each in chosen(view)) or "–"


def subjects(view: View) -> tuple[Item, ...]:
    """What somebody can be reminded of: what can be practised, and what the one citizen shares with the sender."""
    practice = (Item(each.key, Words(BUTTONS.get(each.key, each.label.id))) for each in view.fact("practice"))
    shared = (Item(SHARED + each["exercise"], name) for each, name in listed_by(view))
    return (*practice, *shared)


def subject(view: View) -> Subject | None:
    """What was chosen; None while nothing is, or where it is not shared any more."""
    key, text = str(view.value("what")), str(view.value("text"))
    if key == OWN_TEXT:
        return Subject(literal(text), text=text) if text else None
    if key.startswith(SHARED):
        shared = (_shared_subject(*each) for each in listed_by(view) if SHARED + each[0]["exercise"] == key)
        return next(shared, None)
    offered = any(each.key == key for each in view.fact("practice"))
    return Subject(titled(view, key), flow=key) if offered else None


def _shared_subject(share: dict[str, Any], name: Words) -> Subject:
    return Subject(name, flow=share["snapshot"]["flow"], exercise=int(share["exercise"], 36))


def may_be_of_illness(view: View) -> bool:
    """Whether the text may speak of illness, and its writer has not said yes to just these words."""
    text = own_text(view)
    return text != view.value(AGREED) and speaks_of_illness(text)


def own_text(view: View) -> str:
    """What the sender has written, "" where the reminder is of something else."""
    return str(view.value("text")) if view.value("what") == OWN_TEXT else ""


def planned(view: View, hours: Hours) -> tuple[Rule, datetime]:
    """The rule by which it comes, on the clock of whoever has these hours, and its first moment."""
    now = view.context.now
    local = hours.local(now)
    match view.value("when"):
        case "now":
            return once(local), now
        case "later":
            at = later_today(now, hours)
            return once(hours.local(at)), at
        case "tomorrow":
            rule = Rule("once", local.date() + timedelta(days=1), NINE)
        case "monday":
            rule = Rule("weekly", local.date() + timedelta(days=-local.weekday() % 7), NINE)
        case _:
            day, at_time = date.fromisoformat(view.value("day")), time.fromisoformat(view.value("at"))
            rule = Rule(view.value("repeat"), day, at_time)
    return rule, next_after(rule, now, hours.time_zone) or now


def once(local: datetime) -> Rule:
    """Only at this moment, as a clock shows it."""
    return Rule("once", local.date(), local.time().replace(second=0, microsecond=0))


def is_timed(view: View) -> bool:
    """Whether it has been said when it comes, also by a reminder that is being changed."""
    return bool(view.value("when")) and (view.value("when") != "own" or bool(view.value("repeat")))


def begins(view: View) -> str:
    """Where the errand begins: at what is still to be said, at the whole, or nowhere for want of citizens.

    Of one that is changed the whole has just been looked at: then at what shall be different.
    """
    if not view.fact("remindable"):
        return "nobody"
    to_ask = asks_next(view)
    return "change" if to_ask == "preview" and view.value("replaces") else to_ask


def asks_next(view: View) -> str:
    """What is still to be said before it can be looked at as a whole."""
    if not chosen(view):
        return "whom"
    if subject(view) is None:
        return "text" if view.value("what") == OWN_TEXT else "what"
    return "preview" if is_timed(view) else "when"


def asks_whom(view: View) -> Words:
    """Who gets it, and in which order they stand; whoever could can have gone while the list stood here."""
    people = view.fact("remindable")
    if len(people) > 1 and any(map(_last, people)):
        return Words(N_("Who is the reminder for?\nThose you reminded last stand first."))
    return Words(N_("Who is the reminder for?") if people else NOBODY)


def is_over(view: View) -> bool:
    """Whether the reminder that is being changed has come to an end meanwhile: stopped, or come for the last time."""
    replaced = str(view.value("replaces"))
    return bool(replaced) and found(view.fact("reminders"), replaced).get("status") not in (
        "running",
        "broken",
    )


def save(view: View) -> tuple[Deed, ...]:
    """Set it for everybody who gets it, in place of the one that is being changed, if any."""
    of = subject(view)
    if of is None or not is_timed(view):
        return ()
    set_now = []
    for each in chosen(view):
        rule, due = planned(view, each["hours"])
        set_now.append(
            Remind(
                view.context.fresh(),
                int(each["key"], 36),
                rule.to_json(),
                due,
                flow=of.flow,
                exercise=of.exercise,
                text=of.text,
            )
        )
    replaced = found(view.fact("reminders"), view.value("replaces"))
    before = (StopReminder(int(replaced["key"], 36)),) if replaced else ()
    return (*before, *set_now)
