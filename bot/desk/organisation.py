"""The organisation of a coordinator: who works there, and the invitations that are open; nothing of any citizen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.coaching.figures import in_fives
from bot.desk.forms import NO_FORM, Unfit
from bot.desk.navigation import ORGANISATION
from bot.desk.visit import sent_on
from bot.engine.callbacks import to_base36
from bot.engine.deeds import Invite, Revoke
from bot.engine.text import N_, Month, WithYear
from bot.flows._invite import end_of_last_day
from bot.policy import STAFF, NotAllowed
from bot.state import access, bots, invitations, organisations, relations, roles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from aiohttp import web

    from bot.desk.visit import Visit
    from bot.policy import Staff
    from bot.state.cursor import Cursor
    from bot.state.roles import Colleague

TABS: Final = (
    # Translators: the first of the pages about an organisation.
    ("", N_("Staff and invitations")),
    ("figures", N_("Key figures")),
    ("settings", N_("How it is set up")),
)
"""The pages about an organisation: where each lies below the first, and what it is called."""
ROLES: Final[Mapping[Staff, str]] = {
    "contact": N_("Contact person"),
    "mentor": N_("Mentor"),
    "coordinator": N_("Coordinator"),
}
DOES: Final[Mapping[Staff, str]] = {
    "contact": N_("Follows citizens: reads and comments on what they show, and reminds them."),
    "mentor": N_("Supports citizens: sees what they show to mentors, and reminds them."),
    "coordinator": N_("Invites staff, and sees this page. Never what a citizen writes."),
}
SHOWN_BEFORE: Final = N_(
    "The invitation is made. It was shown once, and cannot be shown again. If you do not have it any more, "
    "take it back and make a new one."
)


@dataclass(frozen=True, slots=True)
class Employee:
    """One of the staff: what they are called, their roles, and how many citizens they follow.

    That is told in fives, as figures are: by an exact number it could be seen who has just come or gone. 0 are fewer
    than five, None whoever follows nobody by any of their roles.
    """

    name: str
    roles: tuple[Staff, ...]
    since: Month
    seen: date | WithYear
    citizens: int | None


@dataclass(frozen=True, slots=True)
class Open:
    """An invitation that works; `by` is "" where nobody here knows who made it."""

    key: str
    role: Staff
    by: str
    until: date


@dataclass(frozen=True, slots=True)
class Made:
    """An invitation that was made just now, with what is shown once: a link, or the code where there can be none."""

    role: Staff
    link: str
    code: str
    until: date


@dataclass(frozen=True, slots=True)
class Organisation:
    """What stands on the page."""

    name: str
    staff: tuple[Employee, ...]
    open: tuple[Open, ...]


async def organisation(visit: Visit) -> web.Response:
    """The page; NotAllowed where the reader coordinates nothing."""
    return await _page(visit)


async def invite(visit: Visit) -> web.Response:
    """An invitation is made, and shown this once on the page."""
    role = next((each for each in STAFF if each == visit.fields.get("kind")), None)
    if role is None:
        raise Unfit(NO_FORM, 422)
    made = await visit.write(_invite, role)
    return await _page(visit, made=made, told="" if made else SHOWN_BEFORE)


async def revoke(visit: Visit) -> web.Response:
    """An invitation works no more."""
    await visit.write(_revoke)
    return sent_on(f"{ORGANISATION.address}#invitations")


def of_organisation(visit: Visit, template: str, name: str, tab: str, **values: Any) -> web.Response:
    """One of the pages about the reader's organisation: the one that lies at `tab`."""
    return visit.page(template, organisation_name=name, tabs=TABS, tab=tab, **values)


def coordinated(cursor: Cursor, visit: Visit) -> tuple[int, str]:
    """The organisation that the reader coordinates, and its name; NotAllowed where there is none."""
    held = access.in_organisation(cursor, "see_organisation", visit.me)
    return held.organisation, organisations.get(cursor, held.organisation)[0]


async def _page(visit: Visit, *, made: Made | None = None, told: str = "") -> web.Response:
    found = await visit.read(_look)
    return of_organisation(
        visit, "organisation.html", found.name, "", found=found, made=made, told=told, names=ROLES, does=DOES
    )


def _look(cursor: Cursor, visit: Visit) -> Organisation:
    number, name = coordinated(cursor, visit)
    follow = relations.counted(cursor, number)
    theirs: dict[int, list[Colleague]] = {}
    for each in roles.of_organisation(cursor, number):
        theirs.setdefault(each.person, []).append(each)
    staff = (_employee(visit, held, follow.get(person, 0)) for person, held in theirs.items())
    return Organisation(
        name,
        tuple(sorted(staff, key=lambda each: visit.language.order(each.name))),
        tuple(
            Open(to_base36(each.id), each.role, each.made_by, last_day(visit, each.expires_at))
            for each in invitations.open_in(cursor, number, visit.now)
        ),
    )


def _employee(visit: Visit, held: list[Colleague], citizens: int) -> Employee:
    first, seen = held[0], visit.day(held[0].seen_at)
    names = {each.role for each in held}
    return Employee(
        first.name,
        tuple(role for role in STAFF if role in names),
        Month(visit.day(min(each.since for each in held)), year=True),
        seen if seen.year == visit.today.year else WithYear(seen),
        in_fives(citizens) if names & {"contact", "mentor"} else None,
    )


def last_day(visit: Visit, expires_at: datetime) -> date:
    """The last day on which an invitation works."""
    return visit.day(expires_at - timedelta(seconds=1))


def _invite(cursor: Cursor, visit: Visit, role: Staff) -> Made | None:
    """Make it; None where this form has made one before."""
    access.in_organisation(cursor, "invite_staff", visit.me)
    if not visit.first_time(cursor):
        return None
    code = visit.desk.store.ids.link_code()
    expires_at = end_of_last_day(visit.today, visit.known.person.time_zone)
    visit.do(cursor, Invite(code, role, expires_at, follow=False))
    return Made(role, bots.link_of(cursor, code, visit.me), code, last_day(visit, expires_at))


def _revoke(cursor: Cursor, visit: Visit) -> None:
    """Take it back; NotAllowed where it does not stand in the list and this form has not taken it back before."""
    number, _ = coordinated(cursor, visit)
    invitation = visit.number("invitation")
    if not visit.first_time(cursor):
        return
    if all(each.id != invitation for each in invitations.open_in(cursor, number, visit.now)):
        raise NotAllowed(f"person {visit.me} may not take the invitation {invitation} back")
    visit.do(cursor, Revoke(invitation))
