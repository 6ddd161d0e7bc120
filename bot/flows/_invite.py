"""What inviting computes: a code, for whom it is, and until when it works."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot import policy
from bot.engine.codes import spaced
from bot.engine.context import Item
from bot.engine.deeds import Invite, Revoke
from bot.engine.text import N_, Words
from bot.flows._company import found, number, role_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.engine.deeds import Deed
    from bot.engine.text import Value
    from bot.engine.view import Lists, Values, View
    from bot.policy import Action, Hat

LASTS = timedelta(days=7)
"""How long a code works: long enough for the next meeting, and short enough that a lost one does no harm."""

WHOM: Mapping[Action, str] = {"invite_citizen": "citizen", "invite_staff": "staff"}


def until(view: View) -> date:
    """The last day on which a code that is made today works."""
    return view.today + LASTS


def expires(view: View) -> datetime:
    """The end of that day."""
    return end_of_last_day(view.today, view.person.time_zone)


def end_of_last_day(today: date, zone: str) -> datetime:
    """The end of the last day on which a code that is made today works."""
    return datetime.combine(today + LASTS + timedelta(days=1), time(), ZoneInfo(zone))


def invites(view: View) -> str:
    """Whom somebody in this role invites: citizens, staff, or nobody."""
    return next((whom for action, whom in WHOM.items() if _may(action, view.person.hat)), "nobody")


def _may(action: Action, hat: Hat) -> bool:
    return hat != "" and policy.may(action, role=hat)


def invite(view: View) -> tuple[Deed, ...]:
    """A citizen to whoever makes the code, or staff into the role that was chosen."""
    follow = invites(view) == "citizen"
    wanted = view.person.hat if follow else view.value("role")
    return tuple(Invite(made(view), role, expires(view), follow) for role in policy.STAFF if role == wanted)


def code(view: View) -> str:
    """The code as people read it."""
    return spaced(str(view.value("made")))


def made(view: View) -> str:
    """The code as it goes into a link."""
    return str(view.value("made"))


def is_for_staff(view: View) -> bool:
    """Whether the code lets somebody into a role: it opens what citizens show, so nobody shall guess it."""
    return invites(view) == "staff"


def way(view: View) -> str:
    """How the code gets to whoever it is for: by a link, by the code itself, by either, or written after /start."""
    linked = bool(view.fact("invitation_link"))
    if is_for_staff(view):
        return "link" if linked else "start"
    return "link_or_code" if linked else "code"


def has_open(view: View) -> bool:
    return bool(view.fact("invitations"))


def opened(view: View) -> tuple[Item, ...]:
    """The codes that nobody has used yet, the newest first; those of one minute have a number."""
    labels: list[Words] = []
    items = []
    for each in reversed(view.fact("invitations")):
        label = _label(view, each)
        labels.append(label)
        # Translators: button. Which of several codes that were made within the same minute.
        told_apart = Words(N_("{code} ({n})"), {"code": label, "n": labels.count(label)})
        items.append(Item(each["key"], told_apart if labels.count(label) > 1 else label))
    return tuple(reversed(items))


def _label(view: View, invitation: dict[str, Any]) -> Words:
    """Whom a code is for, and when it was made: what the one who made it remembers."""
    # Translators: whom a code is for, within a sentence.
    whom = Words(N_("citizen")) if invitation["follow"] else role_words(invitation["role"])
    values: dict[str, Value] = {"whom": whom, "time": invitation["time"]}
    if invitation["day"] == view.today:
        # Translators: button. Whom a code is for, and when it was made.
        return Words(N_("For a {whom}, today at {time}"), values)
    # Translators: button. Whom a code is for, and when it was made.
    return Words(N_("For a {whom}, {day} at {time}"), {**values, "day": invitation["day"]})


def revoke(view: View) -> tuple[Deed, ...]:
    mine = found(view.fact("invitations"), view.value("which"))
    return (Revoke(number(view, "which")),) if mine else ()


VALUES: Values = {
    "invites": invites,
    "until": until,
    "shown_code": code,
    "code": made,
    "way": way,
    "has_open": has_open,
}
LISTS: Lists = {"opened": opened}
