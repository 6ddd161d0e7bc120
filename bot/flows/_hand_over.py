"""What handing a citizen over to a colleague computes: to whom, and when the citizen is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.engine.deeds import Propose
from bot.engine.hours import allowed_from
from bot.engine.text import N_, Words, lines
from bot.flows._company import found, number, role_words
from bot.flows._staff import chosen, name

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.view import Values, View

TODAY = N_("{name} hears from me today, and finds the question then.")
TOMORROW = N_("{name} hears from me tomorrow, and finds the question then.")
ON_DAY = N_("{name} hears from me on {day}, and finds the question then.")
WAITS = N_("The question is ready when {name} is here next.")
BLOCKERS = {
    "quiet": N_(
        "{name} does not want any messages just now. The question is ready when {name} is here next."
    ),
    "blocked": N_("I cannot write to {name} just now. The question is ready when {name} is here next."),
}
TELLS = N_("I tell you the answer.")


def has_colleague(view: View) -> bool:
    """Whether there is anybody to hand the citizen over to."""
    return bool(view.fact("colleagues"))


def role(view: View) -> Words:
    """The role in which the citizen is followed, and a colleague would."""
    citizen = chosen(view)
    return role_words(citizen["role"]) if citizen else Words("–")


def colleague(view: View) -> str:
    """What the chosen colleague is called."""
    key = view.value("colleague")
    label = next((each.label for each in view.fact("colleagues") if each.key == key), None)
    return "–" if label is None else str(label.values["name"])


def can_propose(view: View) -> bool:
    """Whether the chosen colleague can still take over."""
    return view.value("colleague") in {each.key for each in view.fact("colleagues")}


def asked(view: View) -> Words:
    """When the citizen is asked, as far as whoever asks may know."""
    return lines([_when(view), Words(TELLS)])


def _when(view: View) -> Words:
    named = {"name": name(view)}
    person = found(view.fact("remindable"), view.value("citizen"))
    if not person or person["blocker"]:
        return Words(BLOCKERS.get(person.get("blocker", ""), WAITS), named)
    at = allowed_from(view.context.now, person["hours"])
    day = at.astimezone(ZoneInfo(view.person.time_zone)).date()
    if day <= view.today:
        return Words(TODAY, named)
    if day == view.today + timedelta(days=1):
        return Words(TOMORROW, named)
    return Words(ON_DAY, {**named, "day": day})


def propose(view: View) -> tuple[Deed, ...]:
    key = str(view.value("colleague"))
    return (Propose(number(view, "citizen"), int(key, 36)),) if can_propose(view) else ()


VALUES: Values = {
    "has_colleague": has_colleague,
    "colleague_role": role,
    "colleague_name": colleague,
    "can_propose": can_propose,
    "asked": asked,
}
