"""`python -m bot staff`: who follows citizens, and who runs an organisation."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import datetime, time, timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import structlog

from bot import policy
from bot.commands import storage, which_bot
from bot.commands.arguments import number
from bot.commands.clock import now
from bot.commands.counting import several
from bot.commands.terminal import Declined, agrees, word
from bot.config import BOT, ConfigError
from bot.engine.callbacks import to_base36
from bot.engine.deeds import Resign
from bot.state import bots, invitations, organisations, people, relations, roles
from bot.state.beside import beside
from bot.state.deeds import Doer
from bot.state.notices import NEWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.policy import Staff
    from bot.state.cursor import Cursor
    from bot.state.invitations import Invitation
    from bot.state.opening import Database
    from bot.state.roles import Employed

CALLED: Final[Mapping[Staff, str]] = {
    "contact": "contact person",
    "mentor": "mentor",
    "coordinator": "coordinator",
}
"""What staff are called in each role."""
KNOWN: Final = "contact (a contact person), mentor or coordinator"
CODE_BYTES: Final = 16
"""128 bits, which are 22 characters in a link."""
DAYS: Final = (1, 90)
A_WHILE: Final = f"a number of days from {DAYS[0]} to {DAYS[1]}"
ZONE: Final = "Europe/Copenhagen"

log = structlog.get_logger(__name__)


def add_options(parser: argparse.ArgumentParser) -> None:
    whats = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    invite_ = whats.add_parser("invite", help="print a link that lets one person into a role, once")
    invite_.add_argument(
        "--role", required=True, type=role, metavar="ROLE", help=f"what the new one shall be: {KNOWN}"
    )
    invite_.add_argument("--organisation", default="", metavar="NAME", help="where (default: the bot's own)")
    which_bot.add_option(invite_, "the only one there is")
    invite_.add_argument(
        "--days", type=number(A_WHILE, *DAYS), default=7, help="how long the link works (default 7)"
    )
    revoke_ = whats.add_parser("revoke", help="take an invitation back that nobody has used")
    revoke_.add_argument(
        "link",
        metavar="LINK",
        help="what `staff invite` printed: the link, or only its code; or an id from `staff list`",
    )
    whats.add_parser("list", help="everybody who has a role, and every invitation that works, with an id")
    citizens_ = whats.add_parser("citizens", help="whom somebody follows: first name and Telegram user id")
    add_who(citizens_)
    remove_ = whats.add_parser("remove", help="take a role away at once; the citizens are told")
    add_who(remove_)
    remove_.add_argument("--yes", action="store_true", help="do not ask first")


def add_who(parser: argparse.ArgumentParser) -> None:
    """Which of the staff is meant."""
    parser.add_argument("who", metavar="WHO", help="a name, or an id from `staff list`")
    parser.add_argument(
        "--role", type=role, metavar="ROLE", help=f"which role, where somebody has several: {KNOWN}"
    )


def role(text: str) -> Staff:
    """The role of staff that somebody has written, also as it is called."""
    found: Staff | None = next(
        (each for each in policy.STAFF if text.casefold() in (each, CALLED[each])), None
    )
    if found is None:
        raise argparse.ArgumentTypeError(f"expected {KNOWN}, got {text[:80]!a}")
    return found


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Do it, and say what was done; code 3 after a no. Works while the bot runs."""
    database = storage.database(environment)
    match options.what:
        case "invite":
            said = invite(database, options, environment)
        case "revoke":
            said = revoke(database, options.link)
        case "citizens":
            said = citizens_of(database, options.who, options.role)
        case "remove":
            said = remove(database, options.who, options.role, agreed=options.yes)
        case _:
            said = everybody(database)
    sys.stdout.write(said)
    return 0


NO_OPEN_LINK: Final = (
    "LINK: expected one that `staff invite` printed and nobody has used, or an id from `staff list`; "
    "this one is unknown, used, taken back or too old"
)


def drawn() -> str:
    """A new code. None begins with a hyphen: `staff revoke` would take it for an option."""
    while (code := token_urlsafe(CODE_BYTES)).startswith("-"):
        pass
    return code


def invite(database: Database, options: argparse.Namespace, environment: Mapping[str, str]) -> str:
    """Store an invitation, and give what to send; ConfigError for an organisation that is not there.

    Where several bots are, it says into the chat with which of them it leads.
    """
    code, role = drawn(), options.role
    until = now().astimezone(ZoneInfo(ZONE)).date() + timedelta(days=options.days)
    expires = datetime.combine(until + timedelta(days=1), time(), ZoneInfo(ZONE))
    with beside(database, clock=now) as (cursor, ids):
        bot = which_bot.one(cursor, database.url, options.bot, environment, now())
        where = _organisation(cursor, options.organisation, bot)
        new = ids.next()
        invitations.make(cursor, new, code, where, role, None, None, now(), expires)
        name, link = organisations.get(cursor, where)[0], bots.link(cursor, code, bot or 0)
        among = len(which_bot.here(cursor, database.url, now())) > 1
        whose = f" It is for bot {which_bot.told(cursor, bot)}." if bot and among else ""
    log.info("staff.invited", row=new, kind=role)
    how = "Send this link to them:" if link else NO_LINK
    works = f"It works once, until {until} has ended ({ZONE})."
    return f"Somebody can become a {CALLED[role]} at {name}.{whose} {how}\n\n{link or f'/start {code}'}\n\n{works}\n"


def revoke(database: Database, link: str) -> str:
    """Let an invitation work no more; ConfigError for one that does not work anyway."""
    code = CODE_IN_LINK.sub("", link.strip())
    with beside(database, clock=now) as (cursor, _):
        found = invitations.find(cursor, code, now()) or _listed(cursor, code)
        if found is None:
            raise ConfigError(NO_OPEN_LINK)
        if not invitations.revoke(cursor, found.id, now()):
            raise ConfigError(NO_OPEN_LINK)
        name = organisations.get(cursor, found.organisation)[0]
    log.info("staff.uninvited", row=found.id)
    return f"The invitation of a {CALLED[found.role]} to {name} no longer works.\n"


def _listed(cursor: Cursor, key: str) -> Invitation | None:
    """The invitation that has this id in the list."""
    found = (
        each for each in invitations.open_to_staff(cursor, now()) if to_base36(each.id) == key.casefold()
    )
    return next(found, None)


CODE_IN_LINK: Final = re.compile(r"^.*(\?start=|/start )")
"""What stands before the code of an invitation."""
NO_LINK: Final = (
    "The bot has not run yet, so its name is not known and there is no link. "
    "Let them find the bot in Telegram, and write this to it:"
)


def _organisation(cursor: Cursor, name: str, bot: int | None) -> int:
    """The id of the organisation of this name, however it is written; for "" the bot's own."""
    if name:
        found = organisations.named(cursor, name) or organisations.alike(cursor, name)
    else:
        found = bots.organisation_of(cursor, bot or 0)
    if found is not None:
        return found
    if not name:
        raise ConfigError(f"--organisation: the bot's own is not there yet; start the bot once ({BOT} run)")
    names = [known for known, _ in organisations.all_of(cursor)]
    raise ConfigError(
        f"--organisation: expected one of {', '.join(names) or 'none'}; got {name!a}. "
        f"Add a new one first: {BOT} org create NAME --contact ..."
    )


def everybody(database: Database) -> str:
    """A line for each role that somebody has, and for each invitation into one that still works."""
    with beside(database, clock=now) as (cursor, _):
        found = "".join(map(_line, roles.everybody(cursor)))
        invited = "".join(_open(cursor, each) for each in invitations.open_to_staff(cursor, now()))
    log.info("staff.listed")
    nobody = f"Nobody yet. Invite somebody: {BOT} staff invite --role contact\n"
    return (found or nobody) + (f"\nInvitations that nobody has used yet:\n{invited}" if invited else "")


def citizens_of(database: Database, who: str, role: Staff | None) -> str:
    """A line for each citizen whom somebody follows in a role: the number by which `export` and `erase` know them.

    For whoever has lost their phone, and asks the one who follows them. It is a look, and so it is logged.
    """
    with beside(database, clock=now) as (cursor, _):
        held = _meant(roles.everybody(cursor), who, role)
        found = [
            f"{user}  {word(people.name_of(cursor, citizen))}, since {since.date()}\n"
            for citizen, user, since in relations.numbers_of(
                cursor, held.person, held.role, held.organisation
            )
        ]
    log.info("citizens.listed", row=held.id, person=held.person, kind=held.role)
    return f"Followed by {_line(held)}{''.join(found) or 'Nobody.'}".rstrip() + "\n"


def _open(cursor: Cursor, each: Invitation) -> str:
    until = (each.expires_at - timedelta(milliseconds=1)).astimezone(ZoneInfo(ZONE)).date()
    name = organisations.get(cursor, each.organisation)[0]
    return f"{to_base36(each.id)}  {CALLED[each.role]} at {name}, works until {until} has ended\n"


def _line(each: Employed) -> str:
    where = f"{CALLED[each.role]} at {each.organisation_name}"
    return f"{to_base36(each.id)}  {word(each.name)}, {where}, since {each.since.date()}\n"


def remove(database: Database, who: str, role: Staff | None, *, agreed: bool) -> str:
    """End a role as if whoever has it had resigned, once the operator has said yes.

    Declined where that is no; ConfigError where nobody is meant, or several are, and where nobody can be asked.
    """
    with beside(database, clock=now) as (cursor, _):
        held = _meant(roles.everybody(cursor), who, role)
        citizens = _followed(cursor, held)
    # The question stands outside of the transaction: the bot goes on writing while the operator thinks.
    if not agreed and not _says_yes(held, citizens):
        raise Declined
    with beside(database, clock=now) as (cursor, ids):
        held = _meant(roles.everybody(cursor), to_base36(held.id), role)
        citizens = _followed(cursor, held)
        take_away(Doer(cursor, ids, held.person, held.organisation, now()), held.id)
    log.info("staff.removed", row=held.id, person=held.person, kind=held.role)
    told = (
        f"{several(citizens, 'of their citizens is', 'of their citizens are')} told"
        if citizens
        else "They followed nobody"
    )
    return f"{word(held.name)} is no {CALLED[held.role]} at {held.organisation_name} any more, and is told. {told}.\n"


def _followed(cursor: Cursor, held: Employed) -> int:
    """How many citizens somebody follows in a role."""
    followed = relations.of_staff(cursor, held.person, held.role)
    return sum(each.organisation == held.organisation for each in followed)


def _says_yes(held: Employed, citizens: int) -> bool:
    """Whether the operator says yes to what cannot be undone; ConfigError where there is nobody to ask."""
    return agrees(
        f"{_line(held)}Citizens followed in this role: {citizens}. What they show {word(held.name)} is taken back "
        "at once, and they are told. It cannot be undone.\nTake the role away?"
    )


def take_away(doer: Doer, role: int) -> None:
    """End a role of a person's as if they had resigned, and let them be told."""
    people.touch(doer.cursor, doer.person)
    doer.do(Resign(role))
    doer.tell(doer.person, "removed", NEWS, subject=role, nameless=True)


def _meant(everyone: list[Employed], who: str, role: Staff | None) -> Employed:
    """The one who is meant."""
    found = [each for each in everyone if _is_named(each, who) and role in (None, each.role)]
    if not found and role and (others := [each for each in everyone if _is_named(each, who)]):
        lines = "".join(map(_line, others)).rstrip()
        raise ConfigError(f"--role: {who!r} is no {CALLED[role]}. Nothing was changed; there is\n{lines}")
    if not found:
        raise ConfigError(f"WHO: expected a name or id from `staff list`, got {who!r}; nothing was changed")
    if len(found) > 1:
        lines = "".join(map(_line, found)).rstrip()
        raise ConfigError(f"WHO: {who!r} can mean several; name one by its id. Nothing was changed\n{lines}")
    return found[0]


def _is_named(each: Employed, who: str) -> bool:
    """Whether somebody is called so, or has this id in the list."""
    return who.casefold() in (to_base36(each.id), each.name.casefold())
