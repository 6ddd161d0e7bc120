"""What flows may ask of the people around a person: who follows whom, who sees what, and what waits for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.chat import joining, reminders, reports, threads
from bot.engine.callbacks import from_base36, to_base36
from bot.engine.effects import HEALTH
from bot.state import (
    access,
    comments,
    consents,
    looks,
    notices,
    observations,
    organisations,
    people,
    relations,
    shares,
)
from bot.state.cursor import undo
from bot.state.deeds import Doer
from bot.state.errors import Tampered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime, time

    from bot.engine.context import Context
    from bot.engine.deeds import Deed
    from bot.engine.person import Person
    from bot.engine.session import Answer, Session
    from bot.policy import Action
    from bot.state.cursor import Cursor
    from bot.state.ids import Ids
    from bot.state.notices import Notice
    from bot.state.people import Known
    from bot.state.relations import Relation
    from bot.state.shares import Share

    AsThingsStand: TypeAlias = tuple[dict[str, Answer], Person, tuple[Deed, ...]]

OF_MORE = ("followers",)
"""What depends on more than the answers, the person and the deeds: on the exercise as it would be shown."""


@dataclass(frozen=True, slots=True)
class Company:
    """Answers to what flows ask of other people, as one person may know it; valid inside the transaction."""

    cursor: Cursor
    ids: Ids
    known: Known
    now: datetime
    _queues: dict[str, tuple[dict[str, Any], ...]] = field(default_factory=dict, init=False)
    """What waits, by the time zone that its days are told in, as it was read: once in a turn."""
    _joins: dict[int, tuple[Relation, ...]] = field(default_factory=dict, init=False)
    """The relations that the person is in, read once too."""
    _told: dict[tuple[str, int], tuple[AsThingsStand, Any]] = field(default_factory=dict, init=False)
    """What was last answered of a session, and how things stood then: a turn asks the same again and again."""

    @property
    def me(self) -> int:
        return self.known.person.id

    def __call__(self, name: str, session: Session, context: Context) -> Any:
        """The fact of this name as it is once the turn's deeds so far are done."""
        if name in OF_MORE:
            return self._looked_up(name, session, context)
        then, fact = self._told.get((name, session.id), (None, None))
        if then != (session.answers, context.person, context.deeds):
            fact = self._looked_up(name, session, context)
            stood = dict(session.answers), context.person, context.deeds
            self._told[name, session.id] = stood, fact
        return fact

    def _looked_up(self, name: str, session: Session, context: Context) -> Any:
        """The same from the database; the deeds are undone again after a look."""
        if not context.deeds:
            return FACTS[name](self, session, context)
        self.cursor.execute("SAVEPOINT looking_ahead", {})
        try:
            doer = Doer(self.cursor, self.ids, self.me, self.known.organisation, self.now)
            for deed in context.deeds:
                doer.do(deed)
            ahead = replace(self)  # it has read nothing yet: what was read before is not so any more
            return FACTS[name](ahead, session, context)
        finally:
            undo(self.cursor, "looking_ahead")
            self.cursor.execute("RELEASE looking_ahead", {})

    def contact_person(self, _: Session, __: Context) -> str:
        contact = relations.contact_of(self.cursor, self.me)
        return "" if contact is None else self.name(contact.staff)

    def followers(self, session: Session, context: Context) -> tuple[dict[str, Any], ...]:
        """Who follows the person, and what each of them sees of the exercise that the session is (about)."""
        exercise = self.own_exercise(session, "share")
        following = relations.of_citizen(self.cursor, self.me)
        seen = {each.staff: access.seen(self.cursor, "read", each.staff, self.me) for each in following}
        shown = {staff: _share_of(exercise, theirs) for staff, theirs in seen.items()}
        now = context.facts("snapshot", session, context) if any(shown.values()) else {}
        return tuple(
            {
                "key": to_base36(each.id),
                "name": self.name(each.staff),
                "role": each.role,
                "also": access.other_role(self.cursor, each),
                "organisation": organisations.get(self.cursor, each.organisation)[0],
                "since": self.day(each.since, context),
                "sees": _sees(shown[each.staff], now),
                "shown_on": self._shown_on(shown[each.staff], context),
                "shares": len(seen[each.staff]),
                "silence_days": each.silence_days,
            }
            for each in following
        )

    def _shown_on(self, share: Share | None, context: Context) -> date | None:
        """The day on which somebody was shown what they see; None where they see nothing."""
        return None if share is None else self.day(share.shared_at, context)

    def looks(self, session: Session, context: Context) -> tuple[dict[str, Any], ...]:
        """Every look at the person's exercise that the session is about, the newest first."""
        exercise = self.own_exercise(session, "share")
        return tuple(
            {
                "name": self.name(each.viewer),
                "version": each.version,
                "in_chat": not each.at_desk,
                "day": self.day(each.looked_at, context),
                "time": self.time(each.looked_at, context),
            }
            for each in looks.of_exercise(self.cursor, exercise)
        )

    def citizens(self, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
        """Whom the person follows in the role that they are in now."""
        mine = relations.of_staff(self.cursor, self.me, context.person.hat)
        waiting = notices.waiting(self.cursor, self.me)
        return tuple(
            self._citizen(each, context) | {"waiting": sum(1 for one in waiting if one.about == each.citizen)}
            for each in mine
            if access.may(self.cursor, "know", self.me, each.citizen)
        )

    def citizen(self, session: Session, context: Context) -> dict[str, Any]:
        """Whom the session is about; empty where the person does not follow them any more."""
        relation = self.about(session)
        return {} if relation is None else self._citizen(relation, context)

    def shown(self, session: Session, context: Context) -> tuple[dict[str, Any], ...]:
        """What the citizen whom the session is about shows to the person, the newest first."""
        relation = self.about(session)
        if relation is None:
            return ()
        found = access.seen(self.cursor, "read", self.me, relation.citizen)
        return tuple(self._shown(each, context) for each in found)

    def queue(self, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
        """What waits for the person: of citizens whom they follow, or of the people who follow them."""
        zone = context.person.time_zone
        if zone not in self._queues:
            self._queues[zone] = self._queue(context)
        return self._queues[zone]

    def _queue(self, context: Context) -> tuple[dict[str, Any], ...]:
        return tuple(
            {
                "key": to_base36(each.id),
                "kind": each.kind,
                "name": self.name(each.about),
                "about": self.relation_key(each.about),
                "role": self._role(each.about),
                "again": self._again(each),
                "exercise": to_base36(each.exercise) if each.exercise else "",
                "flow": self._flow_shown(each),
                "subject": to_base36(each.subject),
                "day": self.day(each.made_at, context),
                "time": self.time(each.made_at, context),
                "seen": self._seen(each, context),
                **joining.lost(self, each),
            }
            for each in notices.waiting(self.cursor, self.me)
        )

    def observed(self, session: Session, context: Context) -> tuple[dict[str, Any], ...]:
        """What was noted: for staff what they have noted of whom the session is about, for citizens all about them."""
        relation = self.about(session)
        if relation is None and _number(session, "citizen"):
            return ()
        citizen = self.me if relation is None else relation.citizen
        return tuple(
            {
                **each.content,
                "kind": each.kind,
                "name": self.name(each.author),
                "by": self.relation_key(each.author),
                "shown": each.shown,
                "exercise": to_base36(each.exercise) if each.exercise else "",
                "day": self.day(each.noted_at, context),
            }
            for kind in ("star", "belief")
            for each in observations.of_citizen(self.cursor, citizen, kind)
            if relation is None or each.author == self.me
        )

    def health_consent(self, session: Session, _: Context) -> str:
        """What was said to questions about health, by the person or by whom the session is about.

        A yes holds for the organisation that it was given to; another one that is responsible now asks anew.
        """
        relation = self.about(session)
        if relation is None and _number(session, "citizen"):
            return "no"
        responsible = relation.organisation if relation else self.known.organisation
        said = consents.current(self.cursor, relation.citizen if relation else self.me, HEALTH)
        if said is None or (said.agreed and said.organisation != responsible):
            return ""
        return "yes" if said.agreed else "no"

    def about(self, session: Session) -> Relation | None:
        """The relation by which the person may know the citizen whom a session is about."""
        found = relations.get(self.cursor, _number(session, "citizen"))
        if found is None or found not in access.standing(self.cursor, self.me, found.citizen):
            return None
        return found if access.may(self.cursor, "know", self.me, found.citizen) else None

    def _citizen(self, relation: Relation, context: Context) -> dict[str, Any]:
        seen = people.seen_at(self.cursor, relation.citizen)
        return {
            "key": to_base36(relation.id),
            "name": self.name(relation.citizen),
            "role": relation.role,
            "also": access.other_role(self.cursor, relation),
            "asked_about": joining.asked_about(self, relation),
            "since": self.day(relation.since, context),
            "seen": None if seen is None else self.day(seen, context),
            "silence_days": relation.silence_days,
        }

    def _shown(self, share: Share, context: Context) -> dict[str, Any]:
        said = comments.thread(self.cursor, share.exercise, self.me)
        return {
            **self.listed(share, context),
            "key": to_base36(share.id),
            "exercise": to_base36(share.exercise),
            "version": share.version,
            "looked": self._looked(share),
            "changed": self._changed(share),
            "reviewed": any(each.kind == "reviewed" and share.covers(each.version, each.id) for each in said),
        }

    def listed(self, share: Share, context: Context) -> dict[str, Any]:
        """What is shown, since when, and whether the person has read its name, which can hold the citizen's words."""
        before = self._read_before(share)
        named = self._looked(share) or (
            before is not None and before.snapshot["name"] == share.snapshot["name"]
        )
        return {"snapshot": share.snapshot, "day": self.day(share.shared_at, context), "named": named}

    def _changed(self, share: Share) -> list[str]:
        """The places whose answers are others than in the version that the person read last.

        Nothing where they have read none, or this one is read again.
        """
        before = self._read_before(share)
        if before is None or self._looked(share):
            return []
        read = before.snapshot.get("answers", ())
        return [each["place"] for each in share.snapshot["answers"] if each not in read]

    def _read_before(self, share: Share) -> Share | None:
        """The newest version before this one that the person has read."""
        return next(filter(self._looked, shares.earlier(self.cursor, share)), None)

    def _looked(self, share: Share) -> bool:
        every = looks.of_exercise(self.cursor, share.exercise)
        return any(each.viewer == self.me and share.covers(each.version, each.id) for each in every)

    def own_exercise(self, session: Session, action: Action) -> int:
        """The exercise that a session is about, 0 where the person may not do this with it as with their own."""
        exercise = _exercise(session)
        return exercise if access.owns(self.cursor, action, self.me, exercise) else 0

    def _seen(self, notice: Notice, context: Context) -> date | None:
        """When somebody was last here of whom nothing was heard; None for any other notice."""
        if notice.kind != "silence" or notice.about is None:
            return None
        known = access.may(self.cursor, "know", self.me, notice.about)
        seen = people.seen_at(self.cursor, notice.about) if known else None
        return None if seen is None else self.day(seen, context)

    def _flow_shown(self, notice: Notice) -> str:
        """The flow of the exercise that something waits about, as long as they are shown it and it opens; else ""."""
        try:
            found = shares.of_exercise(self.cursor, notice.exercise) if notice.exercise else []
        except Tampered:
            return ""
        return next((str(each.snapshot["flow"]) for each in found if each.viewer == self.me), "")

    def relation_key(self, other: int | None) -> str:
        """The key of a relation that joins the person with somebody now, "" where none does."""
        found = self._joined(other)
        return to_base36(found.id) if found else ""

    def _role(self, other: int | None) -> str:
        """The role in which one of the person and somebody follows the other, "" where none does."""
        found = self._joined(other)
        return found.role if found else ""

    def _again(self, notice: Notice) -> str:
        """The role in which somebody follows the person since after this notice, "" where none does."""
        mine = relations.of_citizen(self.cursor, self.me)
        since = (each.role for each in mine if each.staff == notice.about and each.id > notice.id)
        return next(since, "")

    def _joined(self, other: int | None) -> Relation | None:
        if other is None:
            return None
        if self.me not in self._joins:
            self._joins[self.me] = (
                *relations.of_staff(self.cursor, self.me),
                *relations.of_citizen(self.cursor, self.me),
            )
        return next((each for each in self._joins[self.me] if other in (each.citizen, each.staff)), None)

    def name(self, person: int | None) -> str:
        return "" if person is None else people.name_of(self.cursor, person)

    def day(self, moment: datetime, context: Context) -> date:
        return moment.astimezone(ZoneInfo(context.person.time_zone)).date()

    def time(self, moment: datetime, context: Context) -> time:
        return moment.astimezone(ZoneInfo(context.person.time_zone)).time()


def _number(session: Session, step: str) -> int:
    """The number that a session's answer names, 0 where there is none."""
    return from_base36(str(session.answers.get(step, {}).get("value", "")))


def _exercise(session: Session) -> int:
    """The exercise that an errand is about; any other session is about itself."""
    return _number(session, "exercise") or session.id


def _share_of(exercise: int, seen: list[Share]) -> Share | None:
    """The one of these that is of an exercise."""
    return next((each for each in seen if each.exercise == exercise), None)


def _sees(share: Share | None, now: Mapping[str, Any]) -> str:
    """Whether somebody sees an exercise as it would be shown now, as it was, or not at all.

    What they see is compared, not the number of a version: much that is shown changes beside the text that is kept.
    """
    if share is None:
        return ""
    return "newest" if share.shows(now) else "older"


FACTS: Mapping[str, Callable[[Company, Session, Context], Any]] = {
    "citizen": Company.citizen,
    "citizens": Company.citizens,
    "contact_person": Company.contact_person,
    "followers": Company.followers,
    "health_consent": Company.health_consent,
    "looks": Company.looks,
    "observed": Company.observed,
    "queue": Company.queue,
    "shown": Company.shown,
    **joining.FACTS,
    **reminders.FACTS,
    **reports.FACTS,
    **threads.FACTS,
}
