"""What opening the desk computes: the link, until when it works, and where the person is signed in already."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import policy
from bot.engine.deeds import CloseDesk, OpenDesk
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.view import Values, View

LASTS = timedelta(minutes=10)
"""How long a link works: long enough to get it from a phone to a computer, and no longer."""
# Translators: below a link to the desk: what whoever has it would see.
OPENS_CITIZENS = N_("It opens what your citizens show you, so send it to nobody.")
OPENS_FIGURES = N_("With it one can invite colleagues and see your figures, so send it to nobody.")


def has_desk(view: View) -> bool:
    """Whether somebody in this role has a desk, and there is one."""
    hat = view.person.hat
    return hat != "" and policy.may("open_desk", role=hat) and bool(view.fact("desk_link"))


def link(view: View) -> str:
    return str(view.fact("desk_link"))


def expires(view: View) -> datetime:
    return view.context.now + LASTS


def until(view: View) -> time:
    """The same by the person's own clock."""
    return expires(view).astimezone(ZoneInfo(view.person.time_zone)).time().replace(second=0, microsecond=0)


def opens(view: View) -> Words:
    """What the link opens, of all that the person's roles let them see, and that it is theirs alone."""
    follows = any(each["role"] in policy.FOLLOWERS for each in view.fact("roles"))
    return Words(OPENS_CITIZENS if follows else OPENS_FIGURES)


def asks(view: View) -> Words:
    """Where the person is signed in, if anywhere: below a fresh link "nowhere" reads like a mistake."""
    signed_in = int(view.fact("desk_sessions"))
    if not signed_in:
        return Words(N_("What would you like to do now?"))
    # Translators: {n} is in how many browsers somebody is signed in.
    return Words(
        N_("You are signed in to the desk in one place."),
        {"n": signed_in},
        plural=N_("You are signed in to the desk in {n} places."),
    )


def open_desk(view: View) -> tuple[Deed, ...]:
    return (OpenDesk(str(view.value("made")), expires(view)),)


def close_desk(_: View) -> tuple[Deed, ...]:
    return (CloseDesk(),)


VALUES: Values = {"has_desk": has_desk, "desk_link": link, "until": until, "opens": opens, "asks": asks}
