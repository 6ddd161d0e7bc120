"""What is done once says no to whoever comes second, also to one who has looked before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.engine.codes import digest
from bot.engine.deeds import Propose
from bot.state import desk, handovers, invitations, relations
from bot.state.errors import Conflict
from tests.state.company import Office, played

if TYPE_CHECKING:
    from bot.state.store import Store


async def test_an_invitation_lets_one_person_in(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, now = office.cursor, office.store.clock()
        anna, bent = office.citizen("Anna").id, office.citizen("Bent").id
        new = office.invite("KM123456", "contact")
        assert invitations.use(cursor, new, anna, now)
        assert not invitations.use(cursor, new, bent, now)
        assert invitations.used_by(cursor, digest("KM123456"), anna) is not None
        assert invitations.used_by(cursor, digest("KM123456"), bent) is None
        with pytest.raises(Conflict):
            invitations.take_back(cursor, new, now)

    await played(store, story)


async def test_an_invitation_that_is_taken_back_lets_nobody_in(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, now = office.cursor, office.store.clock()
        anna, new = office.citizen("Anna").id, office.invite("KM123456", "contact")
        assert invitations.revoke(cursor, new, now)
        assert not invitations.revoke(cursor, new, now)
        assert not invitations.use(cursor, new, anna, now)
        assert invitations.used_by(cursor, digest("KM123456"), anna) is None

    await played(store, story)


async def test_a_link_to_the_desk_signs_in_once(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, now, boss = office.cursor, office.store.clock(), office.staff("Boss", "coordinator")
        desk.offer(cursor, boss, digest("link"), now, now + timedelta(minutes=10))
        assert desk.use(cursor, digest("another"), now) is None
        assert desk.use(cursor, digest("link"), now + timedelta(minutes=10)) is None, "too late"
        assert desk.use(cursor, digest("link"), now) == boss
        assert desk.use(cursor, digest("link"), now) is None

    await played(store, story)


async def test_a_question_is_answered_once(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, now, sara = office.cursor, office.store.clock(), office.citizen("Sara").id
        mette, otto = office.staff("Mette", "contact"), office.staff("Otto", "contact")
        relation = office.follow(mette, sara)
        office.doer(mette).do(Propose(relation, otto))
        question = handovers.of_relation(cursor, relation)
        assert question is not None
        assert handovers.decide(cursor, question.id, now, accepted=True)
        assert not handovers.decide(cursor, question.id, now, accepted=False)
        assert not handovers.decide_all(cursor, relation, now)

    await played(store, story)


async def test_a_relation_ends_once(store: Store) -> None:
    def story(office: Office) -> None:
        now, sara = office.store.clock(), office.citizen("Sara").id
        relation = office.follow(office.staff("Mette", "contact"), sara)
        relations.end(office.cursor, relation, now)
        with pytest.raises(Conflict):
            relations.end(office.cursor, relation, now)

    await played(store, story)
