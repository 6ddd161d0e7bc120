"""What the errand about one's own people computes: who they are, what they see, and letting them go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.deeds import Part
from bot.engine.text import N_, Words, lines
from bot.flows._company import as_items, found, named, number, role_words

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.view import Lists, Values, View


STOPS = N_(
    "Then {name} cannot open anything of yours any more, and cannot send you reminders. "
    "What {name} has read may still stand in their chat. I ask {name} to delete it there. "
    "{name} is told that you have stopped it, but not why."
)
# Translators: {role} and {other_role} are like "contact person" and "mentor".
STOPS_AS_ONE = N_(
    "Then {name} is not your {role} any more, and cannot open what you have shown so far. "
    "What {name} has read may still stand in their chat. I ask {name} to delete it there. "
    "{name} is still your {other_role}: sees your first name and when you were last here, and can send you reminders. "
    "{name} is told that you have stopped it, but not why."
)
STOPPED = N_(
    "{name} does not follow you any more. What {name} has seen may still stand in their chat. "
    "I ask {name} to delete it there."
)
STOPPED_AS_ONE = N_(
    "{name} is not your {role} any more, and is still your {other_role}. What {name} has seen may still stand in "
    "their chat. I ask {name} to delete it there."
)


def chosen(view: View) -> dict[str, Any]:
    """Whom the person looks at."""
    return found(view.fact("followers"), view.value("which"))


def has_people(view: View) -> bool:
    return bool(view.fact("followers"))


def is_there(view: View) -> bool:
    """Whether whoever was chosen still follows the person."""
    return bool(chosen(view))


def name(view: View) -> str:
    return str(chosen(view).get("name", "–"))


def about(view: View) -> Words:
    """Who somebody is, from where, since when, and how much they see."""
    person = chosen(view)
    if not person:
        return Words("–")
    since = Words(
        N_("{organisation}, since {since}"), {key: person[key] for key in ("organisation", "since")}
    )
    count = person["shares"]
    sees = Words(
        N_("Sees {n} exercise that you have shared."),
        {"n": count},
        plural=N_("Sees {n} exercises that you have shared."),
    )
    days = person["silence_days"]
    watches = Words(
        N_("I tell {name} when you have not been here for {n} day."),
        {"name": person["name"], "n": days},
        plural=N_("I tell {name} when you have not been here for {n} days."),
    )
    told = (watches,) if days else ()
    return lines([Words("<b>{person}</b>", {"person": named(person)}), since, sees, *told])


def means(view: View) -> Words:
    """What it means to let somebody go: in one of two roles, or altogether."""
    return _said(view, STOPS_AS_ONE, STOPS)


def stopped(view: View) -> Words:
    return _said(view, STOPPED_AS_ONE, STOPPED)


def _said(view: View, as_one: str, altogether: str) -> Words:
    person = chosen(view)
    if not person or not person["also"]:
        return Words(altogether, {"name": name(view)})
    roles = {"role": role_words(person["role"]), "other_role": role_words(person["also"])}
    return Words(as_one, {"name": name(view), **roles})


def part(view: View) -> tuple[Deed, ...]:
    return (Part(number(view, "which")),) if chosen(view) else ()


VALUES: Values = {
    "has_people": has_people,
    "is_there": is_there,
    "person_name": name,
    "about": about,
    "means": means,
    "stopped": stopped,
}
LISTS: Lists = {"people": lambda view: as_items(view.fact("followers"))}
