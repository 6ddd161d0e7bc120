"""What flows may ask of coming together: what a code is good for, the roles one has, and who could take over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.callbacks import to_base36
from bot.engine.context import Item
from bot.engine.text import Words
from bot.state import (
    access,
    bots,
    comments,
    handovers,
    invitations,
    looks,
    notices,
    observations,
    organisations,
    relations,
    reports,
    roles,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.chat.company import Company
    from bot.engine.context import Context
    from bot.engine.session import Session
    from bot.state.invitations import Invitation
    from bot.state.notices import Notice
    from bot.state.relations import Relation


def invitation(company: Company, session: Session, _: Context) -> dict[str, Any]:
    """What the code that somebody has sent is good for."""
    code = str(session.answers.get("code", {}).get("value", ""))
    if invitations.is_guessing(company.cursor, company.me, company.now):
        return {"state": "guessing"}
    found = invitations.of_digest(company.cursor, code, company.now)
    can_be_guessed = found is None or found.follower is not None
    if can_be_guessed and invitations.are_guessed(company.cursor, company.now):
        return {"state": "closed"}
    if found is None:
        return _used(company, code) or {"state": "unusable", "unknown": True}
    organisation, reached = organisations.get(company.cursor, found.organisation)
    known = {"role": found.role, "organisation": organisation}
    if found.follower is None:
        return {**known, **_offered(company, found)}
    if found.follower == company.me:
        return {"state": "own"}
    if not roles.has(company.cursor, found.follower, found.role, found.organisation):
        return {"state": "unusable"}
    if already := _already(company, found):
        return already
    takes_over = found.role == "contact"
    contact = relations.contact_of(company.cursor, company.me) if takes_over else None
    return {
        **known,
        "state": "follow",
        "name": company.name(found.follower),
        "instead": "" if contact is None else company.name(contact.staff),
        "instead_also": "" if contact is None else access.other_role(company.cursor, contact),
        "reached": reached if takes_over and found.organisation != company.known.organisation else "",
    }


def _already(company: Company, found: Invitation) -> dict[str, Any]:
    """That whoever made an invitation follows the person in its role; empty where they do not."""
    mine = relations.of_citizen(company.cursor, company.me)
    follower = next(
        (each.staff for each in mine if (each.staff, each.role) == (found.follower, found.role)), 0
    )
    return {"state": "follows_already", "name": company.name(follower)} if follower else {}


def _used(company: Company, code: str) -> dict[str, Any]:
    """What the person has by a code that they have used themselves; empty where they have it no more."""
    found = invitations.used_by(company.cursor, code, company.me)
    if found is None:
        return {}
    if found.follower is not None:
        return _already(company, found)
    has = roles.has(company.cursor, company.me, found.role, found.organisation)
    return {"state": "has_role"} if has else {}


def _offered(company: Company, found: Invitation) -> dict[str, Any]:
    """Whether the role of an invitation can be taken on: nobody has the same one in two organisations."""
    has = next(
        (each for each in roles.of_person(company.cursor, company.me) if each.role == found.role), None
    )
    if has is None:
        return {"state": "staff"}
    if has.organisation == found.organisation:
        return {"state": "has_role"}
    return {"state": "elsewhere", "elsewhere": organisations.get(company.cursor, has.organisation)[0]}


def open_invitations(company: Company, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
    """The invitations of the person's that nobody has used yet."""
    return tuple(
        {
            "key": to_base36(each.id),
            "role": each.role,
            "follow": each.follower is not None,
            "day": company.day(each.made_at, context),
            "time": company.time(each.made_at, context).replace(second=0, microsecond=0),
        }
        for each in invitations.open_of(company.cursor, company.me, company.now)
    )


def invitation_link(company: Company, session: Session, _: Context) -> str:
    """The address that carries the code which was just made; "" where the bot's own name is not known."""
    code = str(session.answers.get("made", {}).get("value", ""))
    return bots.link_of(company.cursor, code, company.me)


def held_roles(company: Company, _: Session, __: Context) -> tuple[dict[str, Any], ...]:
    """The roles of staff that the person has."""
    return tuple(
        {
            "key": to_base36(each.id),
            "role": each.role,
            "organisation": organisations.get(company.cursor, each.organisation)[0],
        }
        for each in roles.of_person(company.cursor, company.me)
    )


def has_written(company: Company, _: Session, __: Context) -> str:
    """Whether something stays with citizens that the person has written or noted, in whatever role they had."""
    written = (each.about_others(company.cursor, company.me) for each in (comments, observations, reports))
    return "yes" if any(written) else "no"


def is_followed(company: Company, _: Session, __: Context) -> str:
    """Whether somebody follows the person; nothing of anybody's is opened to tell."""
    return "yes" if relations.of_citizen(company.cursor, company.me) else "no"


def call_waits(company: Company, _: Session, __: Context) -> str:
    """Whether a call that the person has asked for waits for whoever follows them, who has not seen to it yet."""
    followers = relations.of_citizen(company.cursor, company.me)
    waiting = (each for one in followers for each in notices.waiting(company.cursor, one.staff))
    return "yes" if any((each.kind, each.about) == ("call", company.me) for each in waiting) else "no"


def was_seen(company: Company, _: Session, __: Context) -> str:
    """Whether others have looked at something that the person has shown them."""
    return "yes" if looks.of_citizen(company.cursor, company.me) else "no"


def lost(company: Company, notice: Notice) -> dict[str, str]:
    """The role that was taken away from the person, and whom they can ask; nothing for any other notice."""
    held = roles.get(company.cursor, notice.subject) if notice.kind == "removed" else None
    if held is None:
        return {}
    organisation, reached = organisations.get(company.cursor, held.organisation)
    return {"role": held.role, "organisation": organisation, "reached": reached}


def proposed(company: Company, _: Session, __: Context) -> dict[str, Any]:
    """The colleague who would follow the person instead of somebody; empty where nothing is asked any more."""
    for each in notices.waiting(company.cursor, company.me):
        asked = handovers.open_one(company.cursor, each.subject) if each.kind == "handover" else None
        relation = relations.get(company.cursor, asked.relation) if asked else None
        if asked and relation and _can_take_over(company, relation, asked.colleague):
            names = {"name": company.name(relation.staff), "colleague": company.name(asked.colleague)}
            also = access.other_role(company.cursor, relation)
            return {"key": to_base36(asked.id), **names, "also": also}
    return {}


def asked_about(company: Company, relation: Relation) -> str:
    """The colleague about whom the citizen of a relation is asked and has not answered yet, "" for nobody."""
    asked = handovers.of_relation(company.cursor, relation.id)
    return company.name(asked.colleague) if asked else ""


def _can_take_over(company: Company, relation: Relation, colleague: int) -> bool:
    """Whether a colleague can still follow the person by a relation of theirs."""
    mine = relation.citizen == company.me and relation.ended_at is None
    return mine and roles.has(company.cursor, colleague, relation.role, relation.organisation)


def colleagues(company: Company, session: Session, _: Context) -> tuple[Item, ...]:
    """Whom the citizen that the session is about can be handed over to."""
    relation = company.about(session)
    if relation is None:
        return ()
    found = roles.colleagues(company.cursor, company.me, relation.role, relation.organisation)
    return tuple(
        Item(to_base36(id_), Words("{name}", {"name": name}))
        for id_, name in found
        if id_ != relation.citizen
    )


FACTS: Mapping[str, Callable[[Company, Session, Context], Any]] = {
    "call_waits": call_waits,
    "colleagues": colleagues,
    "has_written": has_written,
    "invitation": invitation,
    "invitation_link": invitation_link,
    "invitations": open_invitations,
    "is_followed": is_followed,
    "proposed": proposed,
    "roles": held_roles,
    "was_seen": was_seen,
}
