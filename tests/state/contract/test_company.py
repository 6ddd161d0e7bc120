"""People who follow one another: roles, invitations, relations, hand-overs, shares, remarks, notices, observations."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, get_args

import pytest

from bot.engine.deeds import (
    Allow,
    AskForHelp,
    AskToCall,
    Await,
    Comment,
    Deal,
    Decide,
    Deed,
    Deliver,
    FallSilent,
    Invite,
    Join,
    Look,
    Mistype,
    Observe,
    Part,
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
from bot.policy import NotAllowed
from bot.state import (
    comments,
    consents,
    export_company,
    handovers,
    invitations,
    notices,
    observations,
    organisations,
    people,
    relations,
    roles,
    shares,
)
from bot.state.leaving import leave
from tests.state.company import WEEK, Office

if TYPE_CHECKING:
    from bot.state.store import Store
    from tests.state.helpers import Clock

Story = Callable[[Office], None]


async def played(store: Store, story: Story) -> None:
    """Let a story happen in one transaction."""
    await store.write(lambda cursor: story(Office(cursor, store)))


async def test_a_role_is_given_once_and_ends(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, now = office.cursor, store.clock()
        mette = office.staff("Mette", "contact")
        roles.give(cursor, store.ids.next(), mette, office.own, "contact", now)
        roles.give(cursor, store.ids.next(), mette, office.own, "mentor", now)
        held = roles.of_person(cursor, mette)
        assert [each.role for each in held] == ["contact", "mentor"]
        roles.end(cursor, held[0].id, now)
        assert not roles.has(cursor, mette, "contact", office.own)
        assert roles.has(cursor, mette, "mentor", office.own)
        assert not roles.has(cursor, mette, "mentor", office.other)
        roles.give(cursor, store.ids.next(), mette, office.own, "contact", now)
        assert roles.has(cursor, mette, "contact", office.own)

    await played(store, story)


async def test_colleagues_are_those_in_the_same_role_at_the_same_place(store: Store) -> None:
    def story(office: Office) -> None:
        mette = office.staff("Mette", "contact")
        otto, anders = office.staff("Otto", "contact"), office.staff("Anders", "contact")
        office.staff("Jonas", "mentor")
        office.staff("Kai", "contact", office.other)
        found = roles.colleagues(office.cursor, mette, "contact", office.own)
        assert found == [(anders, "Anders"), (otto, "Otto")]

    await played(store, story)


async def test_of_a_code_only_a_digest_is_stored(store: Store) -> None:
    def story(office: Office) -> None:
        office.invite("KM482739", "mentor", office.staff("Mette", "mentor"))
        office.cursor.execute("SELECT * FROM invitations", {})
        assert "482739" not in json.dumps(office.cursor.fetchall())

    await played(store, story)


async def test_a_code_works_once_for_a_time_until_it_is_taken_back(store: Store, clock: Clock) -> None:
    def story(office: Office) -> None:
        cursor, mette = office.cursor, office.staff("Mette", "contact")
        used, revoked, old = (office.invite(f"KM48273{n}", "contact", mette) for n in range(3))
        sara = office.citizen("Sara").id
        assert [each.id for each in invitations.open_of(cursor, mette, clock())] == [old, revoked, used]
        invitations.use(cursor, used, sara, clock())
        invitations.revoke(cursor, revoked, clock())
        assert invitations.find(cursor, "KM482730", clock()) is None
        assert invitations.find(cursor, "KM482731", clock()) is None
        assert invitations.find(cursor, "km482732", clock()) is None
        works = invitations.find(cursor, "KM482732", clock())
        assert works is not None
        assert (works.id, works.role, works.follower) == (old, "contact", mette)
        assert invitations.find(cursor, "KM482732", clock() + WEEK) is None
        assert invitations.open_of(cursor, mette, clock() + WEEK) == []

    await played(store, story)


async def test_a_role_that_is_left_takes_its_own_codes_along_and_no_others(store: Store) -> None:
    """A coordinator who stops being a mentor still lets in whom they have invited as a coordinator."""

    def story(office: Office) -> None:
        cursor, now, ida = office.cursor, store.clock(), office.staff("Ida", "coordinator")
        roles.give(cursor, store.ids.next(), ida, office.own, "mentor", now)
        office.doer(ida).do(Invite("AA111111", "mentor", now + WEEK, follow=True))
        office.doer(ida).do(Invite("x" * 22, "contact", now + WEEK, follow=False))
        mentor = next(each for each in roles.of_person(cursor, ida) if each.role == "mentor")
        office.doer(ida).do(Resign(mentor.id))
        assert invitations.find(cursor, "AA111111", now) is None
        assert invitations.find(cursor, "x" * 22, now) is not None
        coordinator = next(each for each in roles.of_person(cursor, ida) if each.role == "coordinator")
        office.doer(ida).do(Resign(coordinator.id))
        assert invitations.find(cursor, "x" * 22, now) is None

    await played(store, story)


async def test_five_wrong_codes_in_an_hour_are_guessing(store: Store, clock: Clock) -> None:
    def story(office: Office) -> None:
        cursor, sara = office.cursor, office.citizen("Sara").id
        for _ in range(invitations.MOST_MISTYPED):
            assert not invitations.is_guessing(cursor, sara, clock())
            invitations.mistyped(cursor, store.ids.next(), sara, clock())
        assert invitations.is_guessing(cursor, sara, clock())
        clock.move(hours=1)
        assert not invitations.is_guessing(cursor, sara, clock())
        invitations.purge(cursor, clock() + timedelta(hours=1))
        cursor.execute("SELECT COUNT(*) FROM wrong_codes", {})
        assert cursor.fetchone() == (0,)

    await played(store, story)


async def test_joining_needs_the_code_itself(store: Store) -> None:
    """An id can be guessed, a code cannot."""

    def story(office: Office) -> None:
        cursor, mette, sara = office.cursor, office.staff("Mette", "contact"), office.citizen("Sara").id
        number = office.invite("KM482739", "contact", mette)
        for code in ("KM482738", str(number), ""):
            with pytest.raises(NotAllowed):
                office.doer(sara).do(Join(code))
        with pytest.raises(NotAllowed):
            office.doer(mette).do(Join("KM482739"))
        office.doer(sara).do(Join("KM482739"))
        assert [each.staff for each in relations.of_citizen(cursor, sara)] == [mette]
        with pytest.raises(NotAllowed):
            office.doer(office.citizen("Tove").id).do(Join("KM482739"))

    await played(store, story)


async def test_whoever_guesses_joins_nobody(store: Store) -> None:
    def story(office: Office) -> None:
        office.invite("KM482739", "contact", office.staff("Mette", "contact"))
        sara = office.citizen("Sara").id
        for _ in range(invitations.MOST_MISTYPED):
            invitations.mistyped(office.cursor, store.ids.next(), sara, store.clock())
        with pytest.raises(NotAllowed):
            office.doer(sara).do(Join("KM482739"))

    await played(store, story)


async def test_nobody_follows_twice_in_one_role(store: Store) -> None:
    def story(office: Office) -> None:
        jonas, sara = office.staff("Jonas", "mentor"), office.citizen("Sara").id
        office.follow(jonas, sara, "mentor")
        office.invite("KM482739", "mentor", jonas)
        with pytest.raises(NotAllowed):
            office.doer(sara).do(Join("KM482739"))

    await played(store, story)


async def test_a_citizen_has_one_contact_person_and_several_mentors(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, sara = office.cursor, office.citizen("Sara")
        mette, jonas = office.staff("Mette", "contact"), office.staff("Jonas", "mentor")
        first = office.follow(mette, sara.id)
        office.follow(jonas, sara.id, "mentor")
        office.doer(sara.id).do(Share(first, sara.session.id, {"text": "x"}))
        otto = office.staff("Otto", "contact")
        office.invite("KM482739", "contact", otto)
        office.doer(sara.id).do(Join("KM482739"))
        assert [each.staff for each in relations.of_citizen(cursor, sara.id)] == [otto, jonas]
        assert shares.seen_by(cursor, mette, sara.id) == []
        assert office.waits(mette) == ["left"]
        assert office.waits(otto) == ["joined"]

    await played(store, story)


async def test_another_organisation_takes_over_with_the_contact_person_and_a_mentor_changes_nothing(
    store: Store,
) -> None:
    def story(office: Office) -> None:
        cursor, sara = office.cursor, office.citizen("Sara").id
        consents.give(cursor, store.ids.next(), sara, office.own, "2026-11", store.clock())
        office.invite("AA111111", "mentor", office.staff("Bo", "mentor", office.other), office.other)
        office.doer(sara).do(Join("AA111111"))
        assert office.doer(sara).organisation == office.own
        before = consents.current(cursor, sara)
        assert before is not None
        assert before.organisation == office.own, "the one that is responsible"
        office.invite("BB222222", "contact", office.staff("Kai", "contact", office.other), office.other)
        office.doer(sara).do(Join("BB222222"))
        assert office.doer(sara).organisation == office.other
        after = consents.current(cursor, sara)
        assert after is not None
        assert (after.organisation, after.text_version) == (office.other, "2026-11")

    await played(store, story)


async def test_a_relation_that_ends_takes_along_what_was_shared_and_what_waits(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, sara, mette = office.cursor, office.citizen("Sara"), office.staff("Mette", "contact")
        relation = office.follow(mette, sara.id)
        office.doer(sara.id).do(Share(relation, sara.session.id, {"text": "secret"}))
        assert office.waits(mette) == ["shared"]
        office.doer(sara.id).do(Part(relation))
        assert relations.of_staff(cursor, mette) == []
        assert office.waits(mette) == ["left"]
        cursor.execute("SELECT snapshot FROM shares", {})
        assert cursor.fetchall() == [("{}",)]
        ended = relations.get(cursor, relation)
        assert ended is not None
        assert ended.ended_at == store.clock()

    await played(store, story)


async def test_the_end_of_one_of_two_relations_takes_back_what_was_shown(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, sara, mette = office.cursor, office.citizen("Sara"), office.staff("Mette", "contact")
        roles.give(cursor, store.ids.next(), mette, office.own, "mentor", store.clock())
        contact, mentor = office.follow(mette, sara.id), office.follow(mette, sara.id, "mentor")
        office.doer(sara.id).do(Share(contact, sara.session.id, {"text": "x"}))
        office.doer(sara.id).do(Part(contact))
        assert shares.seen_by(cursor, mette, sara.id) == []
        office.doer(sara.id).do(Share(mentor, sara.session.id, {"text": "x"}))
        assert len(shares.seen_by(cursor, mette, sara.id)) == 1

    await played(store, story)


async def test_a_version_is_shared_with_one_person_and_taken_back(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, sara = office.cursor, office.citizen("Sara")
        mette, jonas = office.staff("Mette", "contact"), office.staff("Jonas", "mentor")
        relation, exercise = office.follow(mette, sara.id), sara.session.id
        office.follow(jonas, sara.id, "mentor")
        for text in ("first", "again"):
            office.doer(sara.id).do(Share(relation, exercise, {"text": text}))
        (seen,) = shares.seen_by(cursor, mette, sara.id)
        assert (seen.version, seen.snapshot) == (1, {"text": "again"})
        assert shares.get(cursor, seen.id) == seen
        assert shares.of_exercise(cursor, exercise) == shares.of_citizen(cursor, sara.id) == [seen]
        assert shares.seen_by(cursor, jonas, sara.id) == []
        office.doer(sara.id).do(Unshare(relation, exercise))
        assert shares.get(cursor, seen.id) is None
        cursor.execute("SELECT snapshot FROM shares", {})
        assert set(cursor.fetchall()) == {("{}",)}

    await played(store, story)


async def test_nobody_takes_back_what_somebody_else_shares(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, mette = office.cursor, office.staff("Mette", "contact")
        sara, tove = office.citizen("Sara"), office.citizen("Tove")
        hers, mine = office.follow(mette, sara.id), office.follow(mette, tove.id)
        office.doer(sara.id).do(Share(hers, sara.session.id, {"text": "x"}))
        with pytest.raises(NotAllowed):
            office.doer(tove.id).do(Unshare(mine, sara.session.id))
        assert len(shares.seen_by(cursor, mette, sara.id)) == 1

    await played(store, story)


async def test_every_look_is_kept_and_shown_to_the_citizen(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, sara, mette = office.cursor, office.citizen("Sara"), office.staff("Mette", "contact")
        relation = office.follow(mette, sara.id)
        office.doer(sara.id).do(Share(relation, sara.session.id, {"text": "x"}))
        (seen,) = shares.seen_by(cursor, mette, sara.id)
        for _ in range(2):
            office.doer(mette).do(Look(seen.id))
        looks = shares.looks_of(cursor, sara.session.id)
        assert [(each.viewer, each.version) for each in looks] == [(mette, 1)] * 2
        office.doer(sara.id).do(Unshare(relation, sara.session.id))
        with pytest.raises(NotAllowed):
            office.doer(mette).do(Look(seen.id))
        assert len(shares.looks_of(cursor, sara.session.id)) == 2, "what was looked at stays known"

    await played(store, story)


async def test_a_thread_is_between_the_citizen_and_one_who_follows(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, sara = office.cursor, office.citizen("Sara")
        mette, jonas = office.staff("Mette", "contact"), office.staff("Jonas", "mentor")
        exercise = sara.session.id
        for staff, role in ((mette, "contact"), (jonas, "mentor")):
            relation = office.follow(staff, sara.id, role)
            office.doer(sara.id).do(Share(relation, exercise, {"text": "x"}))
            (seen,) = shares.seen_by(cursor, staff, sara.id)
            office.doer(staff).do(Comment(seen.id, "comment", f"{role} says", "who"))
            office.doer(sara.id).do(Reply(relation, exercise, f"thanks, {role}", "who"))
        said = comments.of_exercise(cursor, exercise)
        assert [each.text for each in said] == [
            "contact says",
            "thanks, contact",
            "mentor says",
            "thanks, mentor",
        ]
        assert [each.text for each in comments.thread(cursor, exercise, jonas)] == [
            "mentor says",
            "thanks, mentor",
        ]
        assert [
            (each.author, each.kind, each.place) for each in comments.thread(cursor, exercise, mette)
        ] == [
            (mette, "comment", "who"),
            (sara.id, "reply", "who"),
        ]

    await played(store, story)


async def test_a_notice_waits_until_it_is_dealt_with_by_whose_it_is(store: Store, clock: Clock) -> None:
    def story(office: Office) -> None:
        cursor, sara, mette = office.cursor, office.citizen("Sara"), office.staff("Mette", "contact")
        other = office.staff("Otto", "contact")
        for _ in range(2):  # of one kind about one exercise, the newest is enough
            new = store.ids.next()
            notices.add(cursor, new, mette, sara.id, "shared", sara.session.id, 0, clock())
        (waiting,) = notices.waiting(cursor, mette)
        office.doer(other).do(Deal(waiting.id))
        assert office.waits(mette) == ["shared"]
        office.doer(mette).do(Deal(waiting.id))
        assert office.waits(mette) == []
        notices.purge(cursor, clock() + timedelta(seconds=1))
        cursor.execute("SELECT COUNT(*) FROM notices", {})
        assert cursor.fetchone() == (0,)

    await played(store, story)


async def test_an_observation_is_kept_about_a_citizen_of_ones_own(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, sara, tove = office.cursor, office.citizen("Sara"), office.citizen("Tove")
        mette, jonas = office.staff("Mette", "contact"), office.staff("Jonas", "mentor")
        mine, his = office.follow(mette, sara.id), office.follow(jonas, sara.id, "mentor")
        office.doer(mette).do(Observe(mine, "belief", {"belief": 5}))
        with pytest.raises(NotAllowed):
            office.doer(mette).do(Observe(mine, "star", {"axes": [1]}, sara.session.id))
        office.doer(sara.id).do(Share(mine, sara.session.id, {}))
        office.doer(mette).do(Observe(mine, "star", {"axes": [1]}, sara.session.id))
        (belief,) = observations.of_citizen(cursor, sara.id, "belief")
        assert (belief.author, belief.content) == (mette, {"belief": 5})
        (star,) = observations.of_citizen(cursor, sara.id, "star")
        assert star.exercise == sara.session.id
        with pytest.raises(NotAllowed):
            office.doer(jonas).do(Observe(his, "belief", {"belief": 1}))
        with pytest.raises(NotAllowed):
            office.doer(mette).do(Observe(mine, "star", {"axes": [1]}, tove.session.id))

    await played(store, story)


def asked(office: Office) -> tuple[int, int, int, int]:
    """Sara is asked whether Otto may follow her instead of Mette; her id, theirs, and the question's."""
    sara, mette, otto = (
        office.citizen("Sara"),
        office.staff("Mette", "contact"),
        office.staff("Otto", "contact"),
    )
    relation = office.follow(mette, sara.id)
    office.doer(sara.id).do(Share(relation, sara.session.id, {"text": "x"}))
    office.doer(mette).do(Propose(relation, otto))
    (question,) = (each for each in notices.waiting(office.cursor, sara.id) if each.kind == "handover")
    return sara.id, mette, otto, question.subject


@pytest.mark.parametrize("keep", [True, False])
async def test_a_colleague_takes_over_with_or_without_what_was_shared(store: Store, keep: bool) -> None:
    def story(office: Office) -> None:
        sara, mette, otto, question = asked(office)
        office.doer(sara).do(Decide(question, accepted=True, keep=keep))
        assert [each.staff for each in relations.of_citizen(office.cursor, sara)] == [otto]
        assert len(shares.seen_by(office.cursor, otto, sara)) == int(keep)
        assert shares.seen_by(office.cursor, mette, sara) == []
        shown = ["shared"] if keep else []
        assert (office.waits(mette), office.waits(otto)) == (["accepted"], [*shown, "joined"])
        with pytest.raises(NotAllowed):
            office.doer(sara).do(Decide(question, accepted=False))

    await played(store, story)


async def test_a_hand_over_that_is_refused_changes_nothing(store: Store) -> None:
    def story(office: Office) -> None:
        sara, mette, _, question = asked(office)
        office.doer(sara).do(Decide(question, accepted=False))
        assert [each.staff for each in relations.of_citizen(office.cursor, sara)] == [mette]
        assert len(shares.seen_by(office.cursor, mette, sara)) == 1
        assert office.waits(mette) == ["shared", "declined"]

    await played(store, story)


async def test_nobody_is_handed_over_to_a_colleague_who_has_left(store: Store) -> None:
    def story(office: Office) -> None:
        sara, mette, otto, question = asked(office)
        (role,) = roles.of_person(office.cursor, otto)
        office.doer(otto).do(Resign(role.id))
        with pytest.raises(NotAllowed):
            office.doer(sara).do(Decide(question, accepted=True, keep=True))
        assert [each.staff for each in relations.of_citizen(office.cursor, sara)] == [mette]

    await played(store, story)


async def test_the_proposer_is_told_when_the_colleague_has_left_and_nothing_is_asked_any_more(
    store: Store,
) -> None:
    def story(office: Office) -> None:
        sara, mette, otto, question = asked(office)
        (role,) = roles.of_person(office.cursor, otto)
        office.doer(otto).do(Resign(role.id))
        assert office.waits(mette) == ["shared", "unavailable"]
        (notice,) = (each for each in notices.waiting(office.cursor, mette) if each.kind == "unavailable")
        assert notice.about == sara
        assert handovers.open_one(office.cursor, question) is None

    await played(store, story)


async def test_the_proposer_is_told_when_the_colleague_deletes_everything(store: Store) -> None:
    def story(office: Office) -> None:
        _, mette, otto, question = asked(office)
        leave(office.doer(otto))
        assert office.waits(mette) == ["shared", "unavailable"]
        assert handovers.open_one(office.cursor, question) is None

    await played(store, story)


async def test_nothing_is_asked_about_a_relation_that_is_over(store: Store) -> None:
    def story(office: Office) -> None:
        sara, _, _, question = asked(office)
        office.doer(sara).do(Part(relations.of_citizen(office.cursor, sara)[0].id))
        assert handovers.open_one(office.cursor, question) is None

    await played(store, story)


async def test_two_citizens_who_delete_everything_are_two_notices(store: Store) -> None:
    def story(office: Office) -> None:
        mette = office.staff("Mette", "contact")
        for name in ("Sara", "Tove"):
            citizen = office.citizen(name).id
            office.follow(mette, citizen)
            leave(office.doer(citizen))
            people.erase(office.cursor, citizen)
        assert office.waits(mette) == ["left", "left"]

    await played(store, story)


async def test_an_export_does_not_say_what_a_former_citizen_is_called_now(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, sara, mette = office.cursor, office.citizen("Sara"), office.staff("Mette", "contact")
        relation = office.follow(mette, sara.id)
        office.doer(sara.id).do(AskToCall())
        assert [each["about"] for each in export_company.of_person(cursor, mette)["notices"]] == ["Sara"]
        office.doer(sara.id).do(Part(relation))
        told = export_company.of_person(cursor, mette)["notices"]
        assert [(each["kind"], each["about"]) for each in told] == [("call", None), ("left", None)]

    await played(store, story)


async def test_nobody_is_handed_over_to_themselves_or_to_a_stranger(store: Store) -> None:
    def story(office: Office) -> None:
        sara, mette, _, _ = asked(office)
        relation = relations.of_citizen(office.cursor, sara)[0].id
        roles.give(office.cursor, store.ids.next(), sara, office.own, "contact", store.clock())
        strangers = (
            office.staff("Kai", "contact", office.other),
            office.staff("Jonas", "mentor"),
            mette,
            sara,
        )
        for colleague in strangers:
            with pytest.raises(NotAllowed):
                office.doer(mette).do(Propose(relation, colleague))

    await played(store, story)


async def test_a_new_question_takes_the_place_of_the_one_before(store: Store) -> None:
    def story(office: Office) -> None:
        sara, mette, _, before = asked(office)
        relation = relations.of_citizen(office.cursor, sara)[0].id
        office.doer(mette).do(Propose(relation, office.staff("Kai", "contact")))
        assert handovers.open_one(office.cursor, before) is None
        assert office.waits(sara) == ["handover"]

    await played(store, story)


async def test_whoever_resigns_follows_nobody_in_that_role_and_each_citizen_is_told(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, mette = office.cursor, office.staff("Mette", "contact")
        roles.give(cursor, store.ids.next(), mette, office.own, "mentor", store.clock())
        sara, tove, ulla = (office.citizen(name).id for name in ("Sara", "Tove", "Ulla"))
        office.follow(mette, sara)
        office.follow(mette, tove)
        office.follow(mette, ulla, "mentor")
        contact = next(each for each in roles.of_person(cursor, mette) if each.role == "contact")
        office.doer(mette).do(Resign(contact.id))
        assert [each.citizen for each in relations.of_staff(cursor, mette)] == [ulla]
        assert [office.waits(each) for each in (sara, tove, ulla)] == [["parted"], ["parted"], []]
        assert [office.rings(each) for each in (sara, tove, ulla)] == [["news"], ["news"], []]

    await played(store, story)


async def test_an_organisation_that_was_made_before_the_first_start_becomes_the_bots_own(
    store: Store,
) -> None:
    def story(office: Office) -> None:
        cursor = office.cursor
        cursor.execute("DELETE FROM organisations", {})
        made = organisations.create(cursor, store.ids.next(), "Kommunen", "a@example.org", store.clock())
        assert organisations.named(cursor, "") is None
        own = organisations.ensure(cursor, "Kommunen", "b@example.org", store.ids, store.clock())
        assert own == made == organisations.named(cursor, "") == organisations.named(cursor, "Kommunen")
        assert organisations.all_of(cursor) == [("Kommunen", "b@example.org")]

    await played(store, story)


async def test_an_organisation_that_changes_its_name_keeps_its_people(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, mette, kai = (
            office.cursor,
            office.staff("Mette", "contact"),
            office.staff("Kai", "contact", office.other),
        )
        sara = office.citizen("Sara").id
        office.follow(mette, sara)
        office.invite("KM482739", "contact", mette)
        now = store.clock()
        renamed = organisations.ensure(cursor, "Jobhuset", "b@example.org", store.ids, now)
        assert roles.has(cursor, mette, "contact", renamed)
        assert roles.has(cursor, kai, "contact", office.other)
        contact = relations.contact_of(cursor, sara)
        found = invitations.find(cursor, "KM482739", now)
        assert contact is not None
        assert found is not None
        assert contact.organisation == found.organisation == renamed

    await played(store, story)


async def test_the_bot_takes_the_name_of_an_organisation_that_an_operator_has_made(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, kai = office.cursor, office.staff("Kai", "contact", office.other)
        name = organisations.get(cursor, office.other)[0]
        own = organisations.ensure(cursor, name, "b@example.org", store.ids, store.clock())
        assert own == office.other == organisations.named(cursor, "")
        assert [each[0] for each in organisations.all_of(cursor)].count(name) == 1
        assert roles.has(cursor, kai, "contact", own)

    await played(store, story)


def town(office: Office) -> tuple[dict[str, int], list[tuple[str, Deed]]]:
    """Two pairs who have nothing to do with one another; and each deed that one could try on the other's rows."""
    cursor, store = office.cursor, office.store
    sara, tove = office.citizen("Sara"), office.citizen("Tove")
    mette, kai = office.staff("Mette", "contact"), office.staff("Kai", "contact", office.other)
    otto = office.staff("Otto", "contact")
    ida = office.staff("Ida", "coordinator")
    hers = office.follow(mette, sara.id)
    office.follow(kai, tove.id, "contact", office.other)
    office.doer(sara.id).do(Share(hers, sara.session.id, {"text": "x"}))
    office.doer(mette).do(Propose(hers, otto))
    invitation, reminder, due = office.invite("KM482739", "contact", mette), store.ids.next(), store.clock()
    office.doer(mette).do(Remind(reminder, hers, {}, due, text="x"))
    office.doer(sara.id).do(Deliver(reminder, due, "sent", "", sara.session.id))
    (share,) = shares.seen_by(cursor, mette, sara.id)
    (role,) = roles.of_person(cursor, mette)
    question = next(each for each in notices.waiting(cursor, sara.id) if each.kind == "handover")
    expires, exercise = store.clock() + WEEK, sara.session.id
    deeds: list[tuple[str, Deed]] = [
        ("revoke", Revoke(invitation)),
        ("join by id", Join(str(invitation))),
        ("part", Part(hers)),
        ("resign", Resign(role.id)),
        ("propose", Propose(hers, otto)),
        ("decide", Decide(question.subject, accepted=True, keep=True)),
        ("share by a foreign relation", Share(hers, tove.session.id, {})),
        ("share a foreign exercise", Share(hers, exercise, {})),
        ("unshare", Unshare(hers, exercise)),
        ("look", Look(share.id)),
        ("comment", Comment(share.id, "comment", "x")),
        ("reply", Reply(hers, exercise, "x")),
        ("ask for help with a foreign exercise", AskForHelp(exercise, {})),
        ("observe", Observe(hers, "belief", {})),
        ("see the scores of a stranger", Allow(hers, exercise, shown=True)),
        ("watch", Watch(hers, 7)),
        ("remind", Remind(store.ids.next(), hers, {}, due, text="x")),
        ("stop a reminder", StopReminder(reminder)),
        ("say that a reminder came", Deliver(reminder, due, "sent")),
        ("end a reminder", Await(reminder, None, None)),
        ("answer a reminder", Respond(exercise, "done")),
        ("say that somebody is silent", FallSilent(hers)),
        ("deal", Deal(question.id)),
        ("invite as a mentor", Invite("AB111111", "mentor", expires)),
    ]
    strangers = {"Tove": tove.id, "Kai": kai, "Ida": ida, "Otto": otto}
    return strangers, deeds


async def test_no_deed_works_on_what_is_somebody_elses(store: Store) -> None:
    def story(office: Office) -> None:
        strangers, deeds = town(office)
        assert {type(deed) for _, deed in deeds} | {AskToCall, Mistype} == set(get_args(Deed)), (
            "each that names a row"
        )
        before = everything(office)
        for name, person in strangers.items():
            for what, deed in deeds:
                office.cursor.execute("SAVEPOINT attempt", {})
                try:
                    office.doer(person).do(deed)
                except NotAllowed:
                    pass
                else:
                    assert everything(office) == before, f"{name} could {what}"
                office.cursor.execute("ROLLBACK TO attempt", {})

    await played(store, story)


def everything(office: Office) -> dict[str, list[object]]:
    """All rows of all tables."""
    cursor = office.cursor
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'", {})
    rows: dict[str, list[object]] = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f"SELECT * FROM {name}", {})
        rows[name] = cursor.fetchall()
    return rows
