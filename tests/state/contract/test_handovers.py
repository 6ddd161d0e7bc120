"""Colleagues who take over, and what others are told when somebody leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.deeds import (
    AskToCall,
    Decide,
    Part,
    Propose,
    Resign,
    Share,
)
from bot.policy import NotAllowed
from bot.state import (
    export_company,
    handovers,
    notices,
    people,
    relations,
    roles,
    shares,
)
from bot.state.leaving import leave
from tests.state.company import Office, played

if TYPE_CHECKING:
    from bot.state.store import Store


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


async def test_what_the_colleague_sees_already_is_seen_by_them_once(store: Store) -> None:
    """Their own row stays, with the moment at which it was shown; the other is taken back, and says nothing."""

    def story(office: Office) -> None:
        cursor, ids, now = office.cursor, office.store.ids, office.store.clock()
        sara, mette, otto, question = asked(office)
        (shown,) = shares.of_citizen(cursor, sara)
        own, newer = ids.next(), ids.next()
        shares.add(cursor, own, sara, otto, shown.exercise, shown.version, {"text": "x"}, now)
        shares.add(cursor, newer, sara, mette, shown.exercise, shown.version + 1, {"text": "y"}, now)
        office.doer(sara).do(Decide(question, accepted=True, keep=True))
        assert [(each.id, each.viewer) for each in shares.of_citizen(cursor, sara)] == [
            (own, otto),
            (newer, otto),
        ]
        cursor.execute("SELECT snapshot, withdrawn_at IS NULL FROM shares WHERE id = :id", {"id": shown.id})
        assert tuple(cursor.fetchone()) == ("", 0)

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
