"""What the menus of staff compute: their roles, their citizens, and what is known of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import policy
from bot.engine.context import Item
from bot.engine.deeds import Part, Resign, Watch
from bot.engine.text import N_, Words, lines
from bot.flows import _news as news
from bot.flows._company import number, role_words
from bot.flows._queue import items as waiting

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.text import Value
    from bot.engine.view import View

HATS = {
    "contact": N_("Contact person at {organisation}"),
    "mentor": N_("Mentor at {organisation}"),
    "coordinator": N_("Coordinator at {organisation}"),
}
"""The roles as buttons."""
STOPS = N_("Then you see nothing of {name} any more, and {name} is told that you have stopped.")
# Translators: {role} is what the reader is besides: "mentor".
STOPS_AS_ONE = N_(
    "Then you do not see what {name} has shown you so far. You are still {role} of {name}. "
    "{name} is told that you have stopped."
)
ASKED = N_("{name} is asked whether {colleague} may take over. There is no answer yet.")
WEEK, TWO_WEEKS, MONTH = 7, 14, 30
SILENCES = {"week": WEEK, "two_weeks": TWO_WEEKS, "month": MONTH}
"""After how many days of silence something is told, by the choice."""
WATCHING = {
    WEEK: N_("Now I tell you when {name} has not been here for a week. Shall it be different?"),
    TWO_WEEKS: N_("Now I tell you when {name} has not been here for two weeks. Shall it be different?"),
    MONTH: N_("Now I tell you when {name} has not been here for a month. Shall it be different?"),
}
"""What is asked where silence is told, by its days."""
NOT_WITH_YOU = N_("That citizen is not with you any more.")
NOBODY = N_("You have no citizens here just now. Invite one with a code.")
NOT_WATCHING = N_("Shall I tell you when {name} has not been here for a while? Now I do not.")


def offers(view: View) -> tuple[Item, ...]:
    """What somebody can do in the role that they are in."""
    queue = len(waiting(view))
    hat = view.person.hat
    follows = hat in policy.FOLLOWERS
    # Translators: button. What waits for one of the staff, and how much that is.
    label = Words(N_("What waits for me ({n})"), {"n": queue})
    reminds = _may(hat, "remind", "follows")
    told = news.waiting(view)
    offered = (
        ("news", news.counted(told), bool(told)),
        ("queue", label, bool(queue)),
        ("citizens", Words(N_("My citizens")), follows),
        ("remind", Words(N_("Send a reminder")), reminds),
        ("reminders", Words(N_("My reminders")), reminds),
        ("desk", Words(N_("💻 Open the desk on a computer")), _has_desk(view)),
        ("invite", Words(N_("Invite a citizen")), _may(hat, "invite_citizen")),
        ("invite", Words(N_("Invite a colleague")), _may(hat, "invite_staff")),
    )
    return tuple(Item(key, each) for key, each, here in offered if here)


def _has_desk(view: View) -> bool:
    return _may(view.person.hat, "open_desk") and bool(view.fact("desk_link"))


def _may(hat: policy.Hat, action: policy.Action, relation: policy.Relation = "none") -> bool:
    return hat != "" and policy.may(action, role=hat, relation=relation)


def asks(view: View) -> Words:
    """What the menu asks; where nothing waits, it says so. Whoever has lost another role reads that first."""
    values: dict[str, Value] = {
        "role": role(view),
        "works_for": organisation(view),
        "name": view.person.name,
    }
    if waiting(view) or news.waiting(view):
        asked = Words(N_("You are {role} at {works_for}. What would you like to do, {name}?"), values)
        return news.with_lost_roles(view, asked)
    nothing_new = N_(
        "You are {role} at {works_for}. There is nothing new. What would you like to do, {name}?"
    )
    return Words(nothing_new, values)


def worn(view: View) -> str:
    """The role that somebody is in, as it is saved."""
    return view.person.hat


def role(view: View) -> Words:
    """The role that somebody is in now."""
    return role_words(view.person.hat) if view.person.hat else Words("–")


def organisation(view: View) -> str:
    """Where they have it."""
    held = (each["organisation"] for each in view.fact("roles") if each["role"] == view.person.hat)
    return str(next(held, "–"))


def hats(view: View) -> tuple[Item, ...]:
    """The other roles that somebody has."""
    others = {
        each["role"]: each["organisation"] for each in view.fact("roles") if each["role"] != view.person.hat
    }
    return tuple(Item(role, Words(HATS[role], {"organisation": named})) for role, named in others.items())


def hat(view: View) -> str:
    """The role that was chosen; none for a citizen, and for a role that somebody no longer has."""
    chosen = str(view.value("which_hat"))
    return chosen if any(each["role"] == chosen for each in view.fact("roles")) else ""


def resigned(view: View) -> Words:
    """The role that somebody was asked about."""
    return role_words(str(view.value("given_up"))) if view.value("given_up") else Words("–")


def resign(view: View) -> tuple[Deed, ...]:
    """Give up the role that somebody was asked about."""
    mine = (each["key"] for each in view.fact("roles") if each["role"] == view.value("given_up"))
    return tuple(Resign(int(key, 36)) for key in mine)


def left(view: View) -> str:
    """The role that somebody is in once they have given one up: the first of those that are left, if any."""
    if view.person.hat != view.value("given_up"):
        return view.person.hat
    return next((str(each["role"]) for each in view.fact("roles")), "")


def citizens(view: View) -> tuple[Item, ...]:
    """The citizens of somebody's, those first for whom something waits."""
    order = view.context.language.order
    mine = sorted(view.fact("citizens"), key=lambda each: (not each["waiting"], order(each["name"])))
    return tuple(Item(each["key"], _label(each), Words("{name}", {"name": each["name"]})) for each in mine)


def _label(citizen: dict[str, Any]) -> Words:
    if citizen["waiting"]:
        # Translators: button. A citizen, and how many things of theirs wait for the reader.
        values: dict[str, Value] = {"name": citizen["name"], "n": citizen["waiting"]}
        return Words(N_("{name} ({n} new)"), values, plural=N_("{name} ({n} new)"))
    return Words("{name}", {"name": citizen["name"]})


def chosen(view: View) -> dict[str, Any]:
    """The citizen whom an errand is about; empty where somebody does not follow them any more."""
    known: dict[str, Any] = view.fact("citizen")
    return known


def is_there(view: View) -> bool:
    return bool(chosen(view))


def name(view: View) -> str:
    return str(chosen(view).get("name", "–"))


def about(view: View) -> Words:
    """What somebody may know of a citizen although nothing is shared."""
    citizen = chosen(view)
    if not citizen:
        return Words("–")
    since, seen = citizen["since"], citizen["seen"]
    known = [
        Words("<b>{name}</b>", {"name": citizen["name"]}),
        Words(N_("With you since today."))
        if since == view.today
        else Words(N_("With you since {since}."), {"since": since}),
    ]
    if seen:
        today = seen == view.today
        known.append(
            Words(N_("Last here today.")) if today else Words(N_("Last here on {seen}."), {"seen": seen})
        )
    if citizen["asked_about"]:
        known.append(Words(ASKED, {"name": citizen["name"], "colleague": citizen["asked_about"]}))
    return lines(known)


def means(view: View) -> Words:
    """What it means not to follow a citizen any more: in one of two roles, or altogether."""
    also = chosen(view).get("also", "")
    named: dict[str, Value] = {"name": name(view)}
    return Words(STOPS_AS_ONE, {**named, "role": role_words(also)}) if also else Words(STOPS, named)


def part(view: View) -> tuple[Deed, ...]:
    return (Part(number(view, "citizen")),) if chosen(view) else ()


def watching(view: View) -> Words:
    """What is told of silence now, and the question what shall be."""
    return Words(WATCHING.get(chosen(view).get("silence_days", 0), NOT_WATCHING), {"name": name(view)})


def watched(view: View) -> str:
    """The choice that says after how long a silence is told now."""
    days = chosen(view).get("silence_days", 0)
    return next((key for key, each in SILENCES.items() if each == days), "never")


def watch(view: View) -> tuple[Deed, ...]:
    days = SILENCES.get(str(view.value("silence")), 0)
    return (Watch(number(view, "citizen"), days),) if chosen(view) else ()
