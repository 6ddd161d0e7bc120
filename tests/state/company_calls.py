"""How each function of storage that is about people around a person is called, to look at its queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.engine.deeds import AskToCall, Comment, Invite, Share
from bot.state import (
    access,
    bots,
    caseload,
    comments,
    export_company,
    handovers,
    invitations,
    looks,
    notices,
    observations,
    often,
    organisations,
    outbox,
    people,
    refusals,
    relations,
    remindable,
    roles,
    shares,
)
from bot.state.ids import Ids
from tests.state.helpers import BOT, Clock, Someone

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.cursor import Cursor

NOW = Clock().now
TODAY = NOW.date()
IDS = Ids(Clock(), beside=True)


def place(c: Cursor) -> int:
    found = bots.organisation_of(c, BOT)
    assert found is not None
    return found


def in_any_role(cursor: Cursor, who: Someone) -> None:
    relation = relations.get(cursor, follow(cursor, who))
    assert relation is not None
    access.in_any_role(cursor, "open_desk", relation.staff)


def follow(c: Cursor, who: Someone) -> int:
    """The person as their own contact person, who shares their exercise; the relation's id."""
    roles.give(c, IDS.next(), who.id, place(c), "contact", NOW)
    new = IDS.next()
    relations.begin(c, new, who.id, who.id, place(c), "contact", NOW)
    return new


def share(c: Cursor, who: Someone) -> int:
    follow(c, who)
    new = IDS.next()
    shares.add(c, new, who.id, who.id, who.session.id, 1, {}, NOW)
    return new


def earlier(c: Cursor, who: Someone) -> list[shares.Share]:
    shared = shares.get(c, share(c, who))
    assert shared is not None
    return shares.earlier(c, shared)


def observe(c: Cursor, who: Someone) -> None:
    observations.note(c, IDS.next(), who.id, who.id, "star", who.session.id, {}, NOW)


def observe_and_change(c: Cursor, who: Someone) -> None:
    observe(c, who)
    observations.change(c, who.id, "star", dict)


def observe_and_decide(c: Cursor, who: Someone) -> None:
    observe(c, who)
    for shown in (False, True):
        observations.decide(c, IDS, who.id, who.id, who.session.id, shown=shown)


def invite(c: Cursor, who: Someone) -> int:
    new = IDS.next()
    invitations.make(c, new, f"{new}", place(c), "contact", who.id, who.id, NOW, NOW)
    return new


DEEDS = (Invite("x", "contact", NOW), Share(1, 1, {}), Comment(1, "comment"), AskToCall())
"""One of each kind that may be done only so often in an hour."""


def open_code(c: Cursor, who: Someone) -> str:
    """A code that works."""
    new = IDS.next()
    invitations.make(c, new, f"{new}", place(c), "contact", who.id, who.id, NOW, NOW + timedelta(days=1))
    return f"{new}"


def guard(c: Cursor, who: Someone) -> None:
    for deed in DEEDS:
        often.guard(c, who.id, deed, NOW)


def say(c: Cursor, who: Someone) -> None:
    exercise = who.session.id
    comments.add(c, IDS.next(), who.id, who.id, who.id, exercise, 1, "", "comment", "x", {}, NOW)


def turned_away(cursor: Cursor, who: Someone) -> None:
    """Of somebody who has blocked the bot, who is back since, and of whom nothing is stored any more."""
    row = outbox.Row(1, BOT, who.user, who.id, "da", {}, 0, -1, 0, 0, NOW, NOW, version=1)
    for each in (row, row, replace(row, chat_id=-1)):
        refusals.note(cursor, each, NOW)


CALLS: dict[Callable[..., Any], Callable[[Cursor, Someone], object]] = {
    access.following: lambda c, who: access.following(c, "know", who.id, follow(c, who)),
    access.in_role: lambda c, who: [
        follow(c, who),
        access.in_role(c, "invite_citizen", who.id, "contact"),
    ],
    access.in_any_role: in_any_role,
    access.may: lambda c, who: [follow(c, who), access.may(c, "know", who.id, who.id)],
    access.own: lambda c, who: access.own(c, "share", who.id, who.session.id),
    access.other_role: lambda c, who: access.other_role(c, relations.get(c, follow(c, who))),  # type: ignore[arg-type]
    access.own_relation: lambda c, who: access.own_relation(c, who.id, follow(c, who)),
    access.owns: lambda c, who: access.owns(c, "share", who.id, who.session.id),
    access.sees: lambda c, who: [follow(c, who), access.sees(c, "read", who.id, who.id)],
    access.seen: lambda c, who: [share(c, who), access.seen(c, "read", who.id, who.id)],
    caseload.followed: lambda c, who: [follow(c, who), caseload.followed(c, who.id, [who.id])],
    caseload.names: lambda c, who: [follow(c, who), caseload.names(c, who.id)],
    caseload.plans_shown: lambda c, who: [
        share(c, who),
        *(caseload.plans_shown(c, who.id, TODAY, TODAY, only) for only in (None, [who.id])),
    ],
    caseload.since: lambda c, who: [
        follow(c, who),
        *(caseload.since(c, who.id, only) for only in (None, [who.id])),
    ],
    caseload.standing: lambda c, who: [
        follow(c, who),
        *(caseload.standing(c, who.id, by_seen=by_seen) for by_seen in (False, True)),
    ],
    caseload.stars_shown: lambda c, who: [
        share(c, who),
        *(caseload.stars_shown(c, who.id, TODAY, TODAY, only) for only in (None, [who.id])),
    ],
    access.all_shown: lambda c, who: access.all_shown(c, "read", who.id, [share(c, who)]),
    access.shown: lambda c, who: access.shown(c, "read", who.id, share(c, who)),
    access.standing: lambda c, who: [follow(c, who), access.standing(c, who.id, who.id)],
    access.ties: lambda c, who: [follow(c, who), list(access.ties(c, 1, who.id))],
    bots.link: lambda c, who: bots.link(c, "x", 1),
    bots.is_anybodys: lambda c, who: bots.is_anybodys(c, place(c)),
    bots.known: lambda c, who: bots.known(c),
    bots.link_of: lambda c, who: bots.link_of(c, "x", who.id),
    bots.meet: lambda c, who: bots.meet(c, 1),
    bots.organisation_of: lambda c, who: bots.organisation_of(c, BOT),
    bots.organisations_of_others: lambda c, who: bots.organisations_of_others(c, 1),
    bots.remember: lambda c, who: bots.remember(c, 1, "a_bot"),
    bots.work_for: lambda c, who: bots.work_for(c, BOT, place(c)),
    comments.about_others: lambda c, who: comments.about_others(c, who.id),
    comments.add: say,
    comments.by_author: lambda c, who: comments.by_author(c, who.id),
    comments.forget: lambda c, who: comments.forget(c, who.id, who.session.id, ["who"]),
    comments.of_citizen: lambda c, who: comments.of_citizen(c, who.id),
    comments.of_exercise: lambda c, who: comments.of_exercise(c, who.session.id),
    comments.thread: lambda c, who: comments.thread(c, who.session.id, who.id),
    export_company.of_person: lambda c, who: export_company.of_person(c, who.id),
    handovers.decide: lambda c, who: handovers.decide(c, 1, NOW, accepted=True),
    handovers.decide_all: lambda c, who: handovers.decide_all(c, 1, NOW),
    handovers.of_relation: lambda c, who: handovers.of_relation(c, follow(c, who)),
    handovers.open_one: lambda c, who: handovers.open_one(c, 1),
    handovers.propose: lambda c, who: handovers.propose(c, IDS.next(), follow(c, who), who.id, NOW),
    handovers.to_colleague: lambda c, who: handovers.to_colleague(c, who.id),
    invitations.of_digest: lambda c, who: invitations.of_digest(c, "x", NOW),
    invitations.forget: lambda c, who: invitations.forget(c, NOW),
    invitations.find: lambda c, who: invitations.find(c, "x", NOW),
    invitations.are_guessed: lambda c, who: invitations.are_guessed(c, NOW),
    invitations.lets_in: lambda c, who: [
        invitations.lets_in(c, IDS.next(), (1, 98), code, NOW) for code in ("x", open_code(c, who))
    ],
    often.guard: guard,
    invitations.is_guessing: lambda c, who: invitations.is_guessing(c, who.id, NOW),
    invitations.make: invite,
    invitations.mistyped: lambda c, who: invitations.mistyped(c, IDS.next(), who.id, NOW),
    invitations.open_of: lambda c, who: invitations.open_of(c, who.id, NOW),
    invitations.open_to_staff: lambda c, who: invitations.open_to_staff(c, NOW),
    invitations.purge: lambda c, who: invitations.purge(c, NOW),
    invitations.revoke: lambda c, who: invitations.revoke(c, 1, NOW),
    invitations.revoke_all: lambda c, who: invitations.revoke_all(c, who.id, "contact", place(c), NOW),
    invitations.take_back: lambda c, who: invitations.take_back(c, invite(c, who), NOW),
    invitations.used_by: lambda c, who: invitations.used_by(c, "x", who.id),
    invitations.use: lambda c, who: invitations.use(c, 1, who.id, NOW),
    notices.add: lambda c, who: notices.add(c, IDS.next(), who.id, None, "left", 0, 0, NOW),
    notices.between: lambda c, who: notices.between(c, who.id, who.id),
    notices.deal: lambda c, who: notices.deal(c, who.id, 1, NOW),
    notices.deal_about: lambda c, who: notices.deal_about(c, who.id, who.id, NOW),
    notices.deal_seen: lambda c, who: notices.deal_seen(c, who.id, who.id, 1, 1, NOW),
    notices.hand_over: lambda c, who: notices.hand_over(c, who.id, who.id, "call", who.id),
    notices.purge: lambda c, who: notices.purge(c, NOW),
    notices.waiting: lambda c, who: notices.waiting(c, who.id),
    observations.about_others: lambda c, who: observations.about_others(c, who.id),
    observations.change: observe_and_change,
    observations.by_author: lambda c, who: observations.by_author(c, who.id),
    observations.decide: observe_and_decide,
    observations.decided: lambda c, who: observations.decided(c, who.id, who.id, 1),
    observations.hide: lambda c, _: observations.hide(c, 1),
    observations.note: observe,
    observations.of_citizen: lambda c, who: observations.of_citizen(c, who.id, "star"),
    organisations.alike: lambda c, who: organisations.alike(c, "fremad"),
    organisations.all_of: lambda c, who: organisations.all_of(c),
    organisations.keeps: lambda c, who: organisations.keeps(c, place(c)),
    organisations.create: lambda c, who: organisations.create(c, IDS.next(), "Fremad", "x", NOW),
    organisations.named: lambda c, who: organisations.named(c, "Kommunen"),
    people.move: lambda c, who: people.move(c, who.id, place(c)),
    people.names_of: lambda c, who: people.names_of(c, [who.id]),
    people.name_of: lambda c, who: people.name_of(c, who.id),
    people.seen_at: lambda c, who: people.seen_at(c, who.id),
    relations.begin: follow,
    relations.between: lambda c, who: relations.between(c, who.id, who.id),
    relations.contact_of: lambda c, who: relations.contact_of(c, who.id),
    relations.decline: lambda c, who: relations.decline(c, who.id, who.id, NOW),
    relations.end: lambda c, who: relations.end(c, follow(c, who), NOW),
    relations.ever_of_citizen: lambda c, who: relations.ever_of_citizen(c, who.id),
    relations.get: lambda c, who: relations.get(c, 1),
    relations.of_citizen: lambda c, who: relations.of_citizen(c, who.id),
    relations.numbers_of: lambda c, who: relations.numbers_of(c, who.id, "contact", 1),
    relations.of_staff: lambda c, who: [relations.of_staff(c, who.id, role) for role in ("", "mentor")],
    relations.watch: lambda c, who: relations.watch(c, 1, 7),
    roles.colleagues: lambda c, who: roles.colleagues(c, who.id, "contact", place(c)),
    roles.get: lambda c, who: roles.get(c, 1),
    roles.end: lambda c, who: roles.end(c, 1, NOW),
    roles.give: lambda c, who: roles.give(c, IDS.next(), who.id, place(c), "mentor", NOW),
    refusals.note: turned_away,
    roles.has: lambda c, who: roles.has(c, who.id, "mentor", place(c)),
    remindable.by: lambda c, who: [
        follow(c, who),
        *(remindable.by(c, who.id, only) for only in (None, [who.id])),
    ],
    roles.where_may: lambda c, who: roles.where_may(c, who.id, "know"),
    roles.of_person: lambda c, who: roles.of_person(c, who.id),
    shares.add: share,
    shares.earlier: earlier,
    shares.between: lambda c, who: shares.between(c, 1),
    shares.last_shown: lambda c, who: shares.last_shown(c, who.id, [who.session.id]),
    shares.get: lambda c, who: shares.get(c, 1),
    shares.end: lambda c, who: shares.end(c, share(c, who), NOW),
    shares.hand_over: lambda c, who: shares.hand_over(c, who.id, who.id, who.id, NOW),
    shares.some: lambda c, who: shares.some(c, [share(c, who)]),
    looks.note: lambda c, who: looks.note(
        c, [(IDS.next(), each) for each in shares.some(c, [share(c, who)])], NOW
    ),
    looks.last: lambda c, who: looks.last(c, who.id, who.session.id),
    looks.of_citizen: lambda c, who: looks.of_citizen(c, who.id),
    looks.of_exercise: lambda c, who: looks.of_exercise(c, who.session.id),
    shares.of_citizen: lambda c, who: shares.of_citizen(c, who.id),
    shares.of_exercise: lambda c, who: shares.of_exercise(c, who.session.id),
    shares.shown_to: lambda c, who: shares.shown_to(c, who.id, who.id),
    shares.seen_by: lambda c, who: shares.seen_by(c, who.id, who.id),
    shares.standing: lambda c, who: shares.standing(c, who.id, who.id, who.session.id),
    shares.withdraw: lambda c, who: shares.withdraw(c, who.id, who.id, who.session.id, NOW),
    shares.withdraw_all: lambda c, who: shares.withdraw_all(c, who.id, who.id, NOW),
}
"""Ids of rows that are not there (1) are looked for in the same way."""
