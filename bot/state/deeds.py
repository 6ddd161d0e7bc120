"""Carrying out what a turn does to other people: whether it is allowed is decided here, by the policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.engine.callbacks import to_base36
from bot.engine.deeds import (
    Allow,
    AnswerReminder,
    AskForHelp,
    AskToCall,
    Await,
    CloseDesk,
    Comment,
    Deal,
    Decide,
    Decline,
    Deliver,
    DropCall,
    FallSilent,
    Invite,
    Join,
    LetIn,
    Look,
    Mistype,
    Observe,
    OpenDesk,
    Part,
    PromiseCall,
    Propose,
    Remind,
    Reply,
    Resign,
    Respond,
    Revoke,
    Share,
    StopReminder,
    Unshare,
    Watch,
)
from bot.engine.effects import CALL_PROMISED, CALL_WANTED
from bot.engine.report_deeds import ReportDeed
from bot.policy import NotAllowed
from bot.state import (
    access,
    comments,
    exercises,
    handovers,
    invitations,
    joining,
    looks,
    notices,
    observations,
    often,
    outbox,
    people,
    relations,
    reminding,
    reporting,
    roles,
    sessions,
    shares,
    signing,
    silence,
    timers,
    versions,
)
from bot.state.errors import Tampered
from bot.state.notices import NEWS, QUEUE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from typing import Any

    from bot.engine.deeds import CommentKind, Deed
    from bot.policy import Action
    from bot.state.cursor import Cursor
    from bot.state.ids import Ids
    from bot.state.notices import Kind
    from bot.state.relations import Relation
    from bot.state.shares import Share as Shared

WRITING: Final = "remind"
"""The flow in which staff write to citizens."""
SEVERAL: Final = "citizens"
"""The answer that names, by their relations, several citizens whom something is for."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Carries out the deeds of one person, inside the transaction of their turn."""

    cursor: Cursor
    ids: Ids
    person: int
    organisation: int
    now: datetime

    def do(self, deed: Deed) -> None:
        """Carry a deed out; NotAllowed where the person may not, TooOften where they have done it too often lately."""
        often.guard(self.cursor, self.person, deed, self.now)
        match deed:
            case Invite() | Revoke() | Join() | Mistype():
                self._let_in(deed)
            case Part() | Resign() | Propose() | Decide() | Watch():
                self._follow(deed)
            case Share() | Unshare() | Look() | AskForHelp() | AskToCall():
                self._show(deed)
            case DropCall():
                for each in relations.of_citizen(self.cursor, self.person):
                    people.touch(self.cursor, each.staff)
                    notices.outdate(self.cursor, each.staff, self.person, "call", self.now)
            case PromiseCall(notice):
                self._promise_call(notice)
            case Comment() | Reply() | Observe() | Allow():
                self._say(deed)
            case Remind() | StopReminder() | Decline() | Deliver() | Await():
                reminding.do(self, deed)
            case Respond() | AnswerReminder() | FallSilent():
                reminding.do(self, deed)
            case OpenDesk() | LetIn() | CloseDesk():
                signing.do(self, deed)
            case Deal(notice):
                notices.deal(self.cursor, self.person, notice, self.now)
            case ReportDeed():
                reporting.do(self, deed)

    def tell(
        self,
        person: int,
        kind: Kind,
        timer: str,
        exercise: int = 0,
        subject: int = 0,
        *,
        about: int = 0,
        nameless: bool = False,
    ) -> None:
        """Let something wait for somebody else, and ring: their own turn asks them to look.

        It is `about` the person themselves, unless somebody else is named. What is `nameless` does not say whom it is
        about, and so outlives them.
        """
        cursor, new, whom = self.cursor, self.ids.next(), None if nameless else about or self.person
        notices.add(cursor, new, person, whom, kind, exercise, subject, self.now)
        timers.schedule(cursor, self.ids.next(), person, timer, 0, self.now)

    def part(self, relation: Relation) -> None:
        """End a relation, and take back all that was shown, also where the two are still joined by another one.

        What is still on its way of an errand about the citizen is taken back too.
        """
        cursor, citizen, staff = self.cursor, relation.citizen, relation.staff
        people.touch(cursor, citizen, staff)
        reminding.end(self, relation)
        reporting.end(self, relation)
        handovers.decide_all(cursor, relation.id, self.now)
        self.forget_drafts(relation)
        relations.end(cursor, relation.id, self.now)
        shares.withdraw_all(cursor, citizen, staff, self.now)
        outbox.untold(cursor, staff, citizen)
        notices.deal_about(cursor, staff, citizen, self.now)
        notices.outdate(cursor, citizen, staff, "promised", self.now)

    def discard(self, exercise: int) -> None:
        """Delete an exercise of the person's own; reminders of it end, and whoever has read it is told."""
        cursor, me = self.cursor, self.person
        followers = {each.staff for each in relations.of_citizen(cursor, me)}
        people.touch(cursor, *followers)
        reminding.lose(cursor, self.ids, me, exercise, self.now)
        self.ask_to_delete(exercise, followers)
        reporting.lose(cursor, self.ids, me, exercise, followers, self.now)
        exercises.discard(cursor, me, exercise)

    def ask_to_delete(self, exercise: int, staff: Collection[int]) -> None:
        """Whoever of these has read what is not shown any more from now on is told to delete it in their chat too."""
        for each in staff:
            shown = shares.standing(self.cursor, each, self.person, exercise) == "shared"
            if shown and looks.last(self.cursor, each, exercise) is not None:
                self.tell(each, "taken_back", QUEUE)

    def forget_drafts(self, relation: Relation) -> None:
        """What staff are writing to several citizens goes with any of them."""
        for draft, flow in sessions.flows(self.cursor, relation.staff):
            if flow == WRITING and self._may_be_for(relation, draft):
                exercises.discard(self.cursor, relation.staff, draft)

    def _may_be_for(self, relation: Relation, draft: int) -> bool:
        """Whether a draft is for the citizen of a relation; nobody can tell of one that does not open."""
        try:
            session = sessions.load(self.cursor, relation.staff, draft)
        except Tampered:
            return True
        addressed = session.answers.get(SEVERAL, {}).get("value") if session else None
        return to_base36(relation.id) in (addressed or ())

    def _let_in(self, deed: Invite | Revoke | Join | Mistype) -> None:
        cursor = self.cursor
        match deed:
            case Invite(code, role, expires_at, follow):
                action: Action = "invite_citizen" if follow else "invite_staff"
                held = access.in_role(cursor, action, self.person, role if follow else "coordinator")
                follower = self.person if follow else None
                new, organisation = self.ids.next(), held.organisation
                invitations.make(
                    cursor, new, code, organisation, role, follower, self.person, self.now, expires_at
                )
            case Revoke(invitation):
                if invitation in access.revocable(cursor, self.person, self.now):
                    invitations.take_back(cursor, invitation, self.now)
            case Join(digest):
                joining.accept(self, digest)
            case Mistype():
                invitations.mistyped(cursor, self.ids.next(), self.person, self.now)

    def _follow(self, deed: Part | Resign | Propose | Decide | Watch) -> None:
        cursor = self.cursor
        match deed:
            case Part(number):
                self._separate(number)
            case Resign(role):
                self._resign(role)
            case Propose(number, colleague):
                joining.propose(self, number, colleague)
            case Decide(handover, accepted, keep):
                joining.decide(self, handover, accepted=accepted, keep=keep)
            case Watch(number, days):
                relation = access.following(cursor, "know", self.person, number)
                silence.watch(cursor, self.ids, relation, days)

    def _separate(self, number: int) -> None:
        relation = relations.get(self.cursor, number)
        if relation is None or relation.ended_at is not None:
            return
        if self.person == relation.citizen:
            self.part(relation)
            self.tell(relation.staff, "left", QUEUE)
        elif self.person == relation.staff:
            self.part(relation)
            self.tell(relation.citizen, "parted", NEWS)
        else:
            raise NotAllowed(f"person {self.person} may not end the relation {number}")

    def _resign(self, role: int) -> None:
        """Leave a role: whoever was followed in it is followed no more."""
        held = next((each for each in roles.of_person(self.cursor, self.person) if each.id == role), None)
        if held is None:
            return
        for relation in relations.of_staff(self.cursor, self.person, held.role):
            if relation.organisation == held.organisation:
                self._separate(relation.id)
        roles.end(self.cursor, held.id, self.now)
        joining.stand_down(self)
        invitations.revoke_all(self.cursor, self.person, held.role, held.organisation, self.now)

    def _show(self, deed: Share | Unshare | Look | AskForHelp | AskToCall) -> None:
        cursor = self.cursor
        match deed:
            case Share(number, exercise, snapshot):
                relation = access.own_relation(cursor, self.person, number)
                self._share(relation.staff, exercise, snapshot)
                self.tell(relation.staff, "shared", QUEUE, exercise)
            case Unshare(number, exercise):
                relation = access.own_relation(cursor, self.person, number)
                access.own(cursor, "share", self.person, exercise)
                people.touch(cursor, relation.staff)
                self.ask_to_delete(exercise, {relation.staff})
                shares.withdraw(cursor, self.person, relation.staff, exercise, self.now)
                reporting.lose(cursor, self.ids, self.person, exercise, {relation.staff}, self.now)
                outbox.unshown(cursor, relation.staff, self.person, exercise)
                notices.deal_about(cursor, relation.staff, self.person, self.now, exercise)
            case Look(numbers, at_desk):
                found = access.all_shown(cursor, "read", self.person, numbers)
                anew = [(self.ids.next(), each) for each in found]
                looks.note(cursor, anew, self.now, at_desk=at_desk)
            case AskForHelp(exercise, snapshot):
                staff = self._contact()
                self._share(staff, exercise, snapshot)
                self.tell(staff, "help", QUEUE, exercise)
            case AskToCall():
                self.tell(self._contact(), "call", CALL_WANTED)

    def _promise_call(self, number: int) -> None:
        """The citizen is told that they are called; nobody is where that was seen to already, or taken back."""
        waiting = notices.waiting(self.cursor, self.person)
        asked = next((each for each in waiting if each.id == number and each.kind == "call"), None)
        if asked is None or asked.about is None:
            return
        notices.deal(self.cursor, self.person, number, self.now)
        if access.may(self.cursor, "know", self.person, asked.about):
            self.tell(asked.about, "promised", CALL_PROMISED)

    def _contact(self) -> int:
        """The contact person of the citizen who asks for something."""
        contact = relations.contact_of(self.cursor, self.person)
        if contact is None:
            raise NotAllowed(f"person {self.person} has no contact person to ask")
        return contact.staff

    def _share(self, viewer: int, exercise: int, snapshot: Mapping[str, Any]) -> None:
        """Let somebody see the newest version of an exercise of the person's own."""
        cursor = self.cursor
        access.own(cursor, "share", self.person, exercise)
        kept = versions.of_exercise(cursor, exercise)
        if not kept:
            raise NotAllowed(f"person {self.person} has no version of the exercise {exercise} to share")
        number, content, _ = kept[-1]
        if any(
            each.version == number and not each.shows(snapshot)
            for each in shares.of_exercise(cursor, exercise)
        ):  # what is shown under one number is one and the same for everybody
            number = versions.keep(cursor, self.ids.next(), self.person, exercise, content, self.now)
        shares.add(cursor, self.ids.next(), self.person, viewer, exercise, number, snapshot, self.now)

    def _say(self, deed: Comment | Reply | Observe | Allow) -> None:
        cursor, me = self.cursor, self.person
        match deed:
            case Comment(number, kind, text, place, recording):
                share = access.shown(cursor, "comment", me, number)
                exercise = share.exercise
                self._remark(share, me, place, kind, text, recording, share.version, share.answer(place))
                looked = looks.last(cursor, me, exercise)
                if looked is not None:  # a reply that has come since then is not read yet
                    notices.deal_seen(cursor, me, share.citizen, exercise, looked.id, self.now)
                self.tell(share.citizen, "commented", NEWS, exercise, share.id)
            case Reply(number, exercise, text, place, recording):
                relation = access.own_relation(cursor, me, number)
                access.own(cursor, "comment", me, exercise)
                seen = access.seen(cursor, "read_comments", relation.staff, me)
                shared = [each for each in seen if each.exercise == exercise]
                if not shared:
                    raise NotAllowed(f"person {me} does not share the exercise {exercise} by {number}")
                version, about = self._answered(shared[0], relation.staff, place)
                self._remark(shared[0], relation.staff, place, "reply", text, recording, version, about)
                self.tell(relation.staff, "replied", QUEUE, exercise)
            case Observe():
                self._observe(deed)
            case Allow(number, exercise, shown):
                relation = access.own_relation(cursor, me, number)
                access.own(cursor, "share", me, exercise)
                people.touch(cursor, relation.staff)
                observations.decide(cursor, self.ids, me, relation.staff, exercise, shown=shown)

    def _answered(self, share: Shared, viewer: int, place: str) -> tuple[int, Mapping[str, Any]]:
        """The version that a reply belongs to, and what it is about: those of the remark that it answers."""
        said = comments.thread(self.cursor, share.exercise, viewer)
        theirs = [each for each in said if each.author == viewer and each.place == place]
        return (theirs[-1].version, theirs[-1].about) if theirs else (share.version, share.answer(place))

    def _remark(
        self,
        share: Shared,
        viewer: int,
        place: str,
        kind: CommentKind,
        text: str,
        recording: Mapping[str, Any],
        version: int,
        about: Mapping[str, Any],
    ) -> None:
        """Add to the thread of somebody who sees an exercise what the person says of a version of it."""
        comments.add(
            self.cursor,
            self.ids.next(),
            share.citizen,
            self.person,
            viewer,
            share.exercise,
            version,
            place,
            kind,
            text,
            about,
            self.now,
            recording,
        )

    def _observe(self, deed: Observe) -> None:
        """Keep what somebody sees of a citizen; a star beside theirs shows after they have agreed to that."""
        cursor, me, exercise = self.cursor, self.person, deed.exercise
        action: Action = "score" if deed.kind == "star" else "belief"
        relation = access.following(cursor, action, me, deed.relation)
        citizen = relation.citizen
        if deed.kind == "star" and not access.may(cursor, "read", me, citizen, exercise=exercise):
            raise NotAllowed(f"person {me} is not shown the star {exercise}")
        observations.note(cursor, self.ids.next(), citizen, me, deed.kind, exercise, deed.content, self.now)
        if deed.kind == "star":
            self._tell_scored(citizen, exercise)

    def _tell_scored(self, citizen: int, exercise: int) -> None:
        """A citizen is asked about the first scores, told of new ones after a yes, and left alone after a no."""
        match observations.decided(self.cursor, citizen, self.person, exercise):
            case None:
                self.tell(citizen, "scored", NEWS, exercise)
            case True:
                self.tell(citizen, "scored_again", NEWS, exercise)
