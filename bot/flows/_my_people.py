"""What the errand about one's own people computes: who they are, what they see, and letting them go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.deeds import Part
from bot.engine.text import N_, Words, lines
from bot.flows._company import as_items, found, named, number

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.view import Lists, Values, View


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


def part(view: View) -> tuple[Deed, ...]:
    return (Part(number(view, "which")),) if chosen(view) else ()


VALUES: Values = {"has_people": has_people, "is_there": is_there, "person_name": name, "about": about}
LISTS: Lists = {"people": lambda view: as_items(view.fact("followers"))}
