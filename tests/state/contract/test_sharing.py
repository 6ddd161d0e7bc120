"""What is shared and said: shares, looks, remarks, notices, observations."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.engine.deeds import (
    Comment,
    Deal,
    Look,
    Observe,
    Reply,
    Share,
    Unshare,
)
from bot.policy import NotAllowed
from bot.state import (
    comments,
    looks,
    notices,
    observations,
    recordings,
    sealing,
    shares,
    versions,
)
from bot.state.errors import Tampered
from bot.state.values import to_json
from tests import damage
from tests.state.company import Office, played

if TYPE_CHECKING:
    from bot.state.store import Store
    from tests.state.helpers import Clock

RECORDING = {"file": "x", "seconds": 7}


async def test_a_version_is_shared_with_one_person_and_taken_back(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, sara = office.cursor, office.citizen("Sara")
        mette, jonas = office.staff("Mette", "contact"), office.staff("Jonas", "mentor")
        relation, exercise = office.follow(mette, sara.id), sara.session.id
        office.follow(jonas, sara.id, "mentor")
        for text in ("first", "first"):
            office.doer(sara.id).do(Share(relation, exercise, {"text": text}))
        (seen,) = shares.seen_by(cursor, mette, sara.id)
        assert (seen.version, seen.snapshot) == (1, {"text": "first"})
        assert shares.get(cursor, seen.id) == seen
        assert shares.of_exercise(cursor, exercise) == shares.of_citizen(cursor, sara.id) == [seen]
        assert shares.seen_by(cursor, jonas, sara.id) == []
        office.doer(sara.id).do(Unshare(relation, exercise))
        assert shares.get(cursor, seen.id) is None
        cursor.execute("SELECT snapshot FROM shares", {})
        assert set(cursor.fetchall()) == {("",)}

    await played(store, story)


async def test_another_snapshot_is_another_version_also_where_the_text_that_is_kept_has_not_changed(
    store: Store,
) -> None:
    def story(office: Office) -> None:
        cursor, sara = office.cursor, office.citizen("Sara")
        mette, jonas = office.staff("Mette", "contact"), office.staff("Jonas", "mentor")
        hers, his = office.follow(mette, sara.id), office.follow(jonas, sara.id, "mentor")
        for relation, text in ((hers, "first"), (his, "ticked"), (hers, "ticked")):
            office.doer(sara.id).do(Share(relation, sara.session.id, {"text": text}))
        found = shares.of_citizen(cursor, sara.id)
        assert [(each.version, each.snapshot["text"]) for each in found] == [
            (1, "first"),
            (2, "ticked"),
            (2, "ticked"),
        ]
        (_, before, _), (_, after, _) = versions.of_exercise(cursor, sara.session.id)
        assert before == after

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
            office.doer(mette).do(Look((seen.id,)))
        every = looks.of_exercise(cursor, sara.session.id)
        assert [(each.viewer, each.version) for each in every] == [(mette, 1)] * 2
        office.doer(sara.id).do(Unshare(relation, sara.session.id))
        with pytest.raises(NotAllowed):
            office.doer(mette).do(Look((seen.id,)))
        assert len(looks.of_exercise(cursor, sara.session.id)) == 2, "what was looked at stays known"

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


async def test_of_what_somebody_has_said_the_rest_is_there_where_the_citizens_words_do_not_open(
    store: Store,
) -> None:
    """Whoever has said it takes along that it was said, and when: the citizen's trouble is not theirs."""

    def story(office: Office) -> None:
        cursor, sara = office.cursor, office.citizen("Sara")
        mette, now = office.staff("Mette", "contact"), office.store.clock()
        said = (("x", None), ("", RECORDING), ("", None))
        for text, recording in said:
            new, exercise = office.store.ids.next(), sara.session.id
            comments.add(
                cursor, new, sara.id, mette, mette, exercise, 1, "who", "reviewed", text, {}, now, recording
            )
        before = comments.by_author(cursor, mette)
        assert [(each.text, each.recording) for _, each in before] == [(x, y or {}) for x, y in said]
        damage.flip(cursor, sara.id)
        with pytest.raises(Tampered):
            comments.of_exercise(cursor, sara.session.id)
        found = comments.by_author(cursor, mette)
        assert [each.text for _, each in found] == [sealing.UNREAD, sealing.UNREAD, ""]
        assert [(each.recording, each.about) for _, each in found] == [({}, {})] * 3
        assert [(whose, each.id, each.kind, each.said_at) for whose, each in found] == [
            (whose, each.id, each.kind, each.said_at) for whose, each in before
        ]

    await played(store, story)


def test_a_recording_that_does_not_open_is_none() -> None:
    assert recordings.opened(sealing.UNREAD) == recordings.opened("") == {}
    assert recordings.opened(to_json(RECORDING)) == RECORDING
