"""How each function about the desk is called once, as `calls.py` does for the rest of the storage."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.flows.content import star
from bot.state import access, bots, desk, figures, invitations, organisations, relations, roles, tally
from bot.state.ids import Ids
from tests.state.helpers import BOT, Clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.cursor import Cursor
    from tests.state.helpers import Someone

NOW = Clock().now
IDS = Ids(Clock(), beside=True)


def signed_in(cursor: Cursor, who: Someone) -> int:
    """They are signed in to the desk; the session."""
    new = IDS.next()
    desk.sign_in(cursor, new, who.id, "token", NOW)
    return new


def to_confirm(cursor: Cursor, who: Someone) -> int:
    """They sign in to the desk, and have still to confirm it; the session."""
    new = IDS.next()
    desk.sign_in(cursor, new, who.id, "token", NOW, number=47)
    return new


def signed_in_then(
    what: Callable[[Cursor, Someone], object],
) -> Callable[[Cursor, Someone], None]:
    """Something that is done while they are signed in."""

    def do(cursor: Cursor, who: Someone) -> None:
        signed_in(cursor, who)
        what(cursor, who)

    return do


def use_link(cursor: Cursor, who: Someone) -> None:
    desk.offer(cursor, who.id, "code", NOW, NOW + timedelta(minutes=1))
    assert desk.use(cursor, "code", NOW) == who.id


def coordinate(cursor: Cursor, who: Someone) -> int:
    """They coordinate the bot's own organisation, whose id it is."""
    place = bots.organisation_of(cursor, BOT)
    assert place is not None
    roles.give(cursor, IDS.next(), who.id, place, "coordinator", NOW)
    return place


def uncounted(cursor: Cursor, _: Someone) -> None:
    """Of an organisation that is here since before this month."""
    cursor.execute("UPDATE organisations SET created_at = 0", {})
    assert figures.uncounted(cursor, BOT, NOW)


CALLS: dict[Callable[..., Any], Callable[[Cursor, Someone], object]] = {
    access.in_organisation: lambda c, who: [
        coordinate(c, who),
        access.in_organisation(c, "see_organisation", who.id),
    ],
    access.revocable: lambda c, who: [coordinate(c, who), access.revocable(c, who.id, NOW)],
    figures.uncounted: uncounted,
    figures.forget_ahead: lambda c, _: figures.forget_ahead(c, NOW),
    figures.keep: lambda c, who: figures.keep(c, IDS.next(), coordinate(c, who), NOW.date(), {}),
    figures.of_organisation: lambda c, who: figures.of_organisation(c, coordinate(c, who)),
    invitations.open_in: lambda c, who: invitations.open_in(c, coordinate(c, who), NOW),
    organisations.made: lambda c, _: organisations.made(c),
    relations.counted: lambda c, who: relations.counted(c, coordinate(c, who)),
    roles.of_organisation: lambda c, who: roles.of_organisation(c, coordinate(c, who)),
    tally.of_month: lambda c, who: tally.of_month(c, coordinate(c, who), date(2026, 10, 1), star.packaged()),
    desk.close: signed_in_then(lambda c, _: desk.close(c)),
    desk.find: signed_in_then(lambda c, _: desk.find(c, "token", NOW)),
    desk.let_in: lambda c, who: desk.let_in(c, who.id, to_confirm(c, who), NOW),
    desk.number_of: lambda c, who: desk.number_of(c, who.id, to_confirm(c, who), NOW),
    desk.number_to_confirm: lambda c, who: desk.number_to_confirm(c, "token", NOW),
    desk.first_time: lambda c, who: desk.first_time(c, signed_in(c, who), "form", NOW),
    desk.language_of: signed_in_then(lambda c, _: desk.language_of(c, "token")),
    desk.is_there: lambda c, who: desk.is_there(c, signed_in(c, who)),
    desk.works: lambda c, who: desk.works(c, "code", NOW),
    desk.is_stale: lambda c, who: desk.is_stale(c, signed_in(c, who), NOW),
    desk.offer: lambda c, who: desk.offer(c, who.id, "code", NOW, NOW),
    desk.purge: signed_in_then(lambda c, _: desk.purge(c, NOW)),
    desk.seen: lambda c, who: desk.seen(c, signed_in(c, who), NOW),
    desk.sessions_of: lambda c, who: desk.sessions_of(c, who.id, NOW),
    desk.sign_in: signed_in,
    desk.sign_out: lambda c, who: desk.sign_out(c, signed_in(c, who)),
    desk.sign_out_everywhere: signed_in_then(lambda c, who: desk.sign_out_everywhere(c, who.id, NOW)),
    desk.use: use_link,
}
