"""People who come together: roles, codes, and who follows whom."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot import bounds
from bot.engine.codes import digest
from bot.engine.deeds import (
    Invite,
    Join,
    Part,
    Resign,
    Revoke,
    Share,
)
from bot.policy import NotAllowed
from bot.state import (
    consents,
    invitations,
    relations,
    roles,
    shares,
)
from tests.state.company import WEEK, Office, played

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Clock


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


async def test_an_invitation_into_a_role_is_forgotten_some_time_after_its_time_is_up(
    store: Store, clock: Clock
) -> None:
    """Used or not. A code for a citizen goes with whoever made it, and not before."""

    def story(office: Office) -> None:
        cursor, mette = office.cursor, office.staff("Mette", "contact")
        used, unused = (office.invite(f"{n:022}", "mentor") for n in range(2))
        invitations.use(cursor, used, office.citizen("Sara").id, clock())
        citizens = office.invite("KM482739", "contact", mette)
        invitations.forget(cursor, clock() + WEEK)
        assert ids(cursor) >= {used, unused, citizens}, "its time is not up before that moment"
        invitations.forget(cursor, clock() + WEEK + timedelta(seconds=1))
        assert not ids(cursor) & {used, unused}
        assert citizens in ids(cursor)

    def ids(cursor: Cursor) -> set[int]:
        cursor.execute("SELECT id FROM invitations", {})
        return {id_ for (id_,) in cursor.fetchall()}

    await played(store, story)


async def test_five_wrong_codes_in_an_hour_are_guessing(store: Store, clock: Clock) -> None:
    def story(office: Office) -> None:
        cursor, sara = office.cursor, office.citizen("Sara").id
        for _ in range(bounds.WRONG_CODES):
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
                office.doer(sara).do(Join(digest(code)))
        with pytest.raises(NotAllowed):
            office.doer(mette).do(Join(digest("KM482739")))
        office.doer(sara).do(Join(digest("KM482739")))
        assert [each.staff for each in relations.of_citizen(cursor, sara)] == [mette]
        with pytest.raises(NotAllowed):
            office.doer(office.citizen("Tove").id).do(Join(digest("KM482739")))

    await played(store, story)


async def test_whoever_guesses_joins_nobody(store: Store) -> None:
    def story(office: Office) -> None:
        office.invite("KM482739", "contact", office.staff("Mette", "contact"))
        sara = office.citizen("Sara").id
        for _ in range(bounds.WRONG_CODES):
            invitations.mistyped(office.cursor, store.ids.next(), sara, store.clock())
        with pytest.raises(NotAllowed):
            office.doer(sara).do(Join(digest("KM482739")))

    await played(store, story)


async def test_nobody_follows_twice_in_one_role(store: Store) -> None:
    def story(office: Office) -> None:
        jonas, sara = office.staff("Jonas", "mentor"), office.citizen("Sara").id
        office.follow(jonas, sara, "mentor")
        office.invite("KM482739", "mentor", jonas)
        with pytest.raises(NotAllowed):
            office.doer(sara).do(Join(digest("KM482739")))

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
        office.doer(sara.id).do(Join(digest("KM482739")))
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
        office.doer(sara).do(Join(digest("AA111111")))
        assert office.doer(sara).organisation == office.own
        before = consents.current(cursor, sara)
        assert before is not None
        assert before.organisation == office.own, "the one that is responsible"
        office.invite("BB222222", "contact", office.staff("Kai", "contact", office.other), office.other)
        office.doer(sara).do(Join(digest("BB222222")))
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
        assert cursor.fetchall() == [("",)]
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


async def test_a_coordinator_takes_back_what_lets_somebody_into_their_own_organisation(store: Store) -> None:
    """Whoever made it, an operator too; nothing of another organisation, and no code for a citizen."""

    def story(office: Office) -> None:
        ida, tove = office.staff("Ida", "coordinator"), office.staff("Tove", "coordinator")
        mette, vera = office.staff("Mette", "contact"), office.staff("Vera", "coordinator", office.other)
        mine = [office.invite(code, "mentor") for code in ("by an operator", "by nobody")]
        others = office.invite("elsewhere", "mentor", organisation=office.other)
        citizens = office.invite("KM482739", "contact", mette)
        office.doer(tove).do(Invite("by Tove", "contact", store.clock() + WEEK, follow=False))
        for staff, left in ((mette, {*mine, others}), (vera, set(mine)), (ida, set())):
            for each in (*mine, others):
                office.doer(staff).do(Revoke(each))
            still = {each.id for each in invitations.open_to_staff(office.cursor, store.clock())}
            assert still & {*mine, others} == left
        office.doer(ida).do(Revoke(citizens))
        assert invitations.find(office.cursor, "KM482739", store.clock()) is not None
        (by_tove,) = invitations.open_in(office.cursor, office.own, store.clock())
        assert by_tove.made_by == "Tove"
        office.doer(ida).do(Revoke(by_tove.id))
        assert invitations.open_in(office.cursor, office.own, store.clock()) == []

    await played(store, story)
