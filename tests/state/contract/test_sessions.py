"""Sessions, answers and versions: what a person has worked on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.inputs import Spoke
from bot.engine.scratch import Early, Offered, Scratch
from bot.engine.session import Session
from bot.engine.text import Words
from bot.state import answers, sessions, versions
from bot.state.errors import NothingToAmend, NotTheirs
from bot.state.sessions import Sessions
from bot.state.values import optional_moment
from tests.state.helpers import anna, bent

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Clock, Someone


def text(value: str) -> dict[str, Any]:
    return {"kind": "text", "value": value}


async def begin(store: Store, someone: Someone, flow: str = "elevator_pitch", **fields: Any) -> Session:
    session = Session(store.ids.next(), flow, **fields)
    await store.write(lambda cursor: sessions.save(cursor, someone.id, session, store.clock()))
    return session


async def finished_at(store: Store, session: Session) -> datetime | None:
    def read(cursor: Cursor) -> int | None:
        cursor.execute("SELECT finished_at FROM exercises WHERE id = :id", {"id": session.id})
        stored: int | None = cursor.fetchone()[0]
        return stored

    return optional_moment(await store.read(read))


async def test_a_session_comes_back_as_it_was(store: Store) -> None:
    someone = await anna(store)
    session = await begin(
        store,
        someone,
        at="jobs/2/why",
        answers={"who": {"kind": "text", "value": "Æblegrød 🍎 \x00 \ud800 مرحبا", "parts": [[5, "hej"]]}},
        trail=["who", "jobs/1/why"],
        prompts=["who", "jobs/1/why", "jobs/2/why"],
        scratch=Scratch(
            asked=2,
            mode="begun",
            starter="Jeg er glad, når",
            picked=("a", "b"),
            page=2,
            offered=Offered(1, (("@fine", Words("That is fine")), ("@use", Words("{n}", {"n": 2})))),
            early=Early(
                ((7, "hej"), (8, "مرحبا")), Spoke("voice-file", 4, 9), "who", 1, beyond=True, before=(3, 5)
            ),
        ),
        detour="close",
        parent=someone.session.id,
    )
    assert await store.read(lambda cursor: sessions.load(cursor, someone.id, session.id)) == session


async def test_somebody_elses_session_does_not_exist_for_a_person(store: Store) -> None:
    someone, other = await anna(store), await bent(store)
    assert await store.read(lambda cursor: sessions.load(cursor, other.id, someone.session.id)) is None


@pytest.mark.parametrize("forged", [0, -1, 2**63, 10**40])
async def test_a_forged_session_id_of_any_size_is_nobodys(store: Store, forged: int) -> None:
    someone = await anna(store)
    assert await store.read(lambda cursor: sessions.load(cursor, someone.id, forged)) is None
    assert await store.read(lambda cursor: forged in Sessions(cursor, someone.id)) is False


async def test_a_session_cannot_be_saved_over_somebody_elses(store: Store) -> None:
    someone, other = await anna(store), await bent(store)
    stolen = Session(someone.session.id, "elevator_pitch", at="stolen")
    with pytest.raises(NotTheirs):
        await store.write(lambda cursor: sessions.save(cursor, other.id, stolen, store.clock()))
    kept = await store.read(lambda cursor: sessions.load(cursor, someone.id, someone.session.id))
    assert kept == someone.session


async def test_an_exercise_is_finished_when_it_last_became_done(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    session = someone.session

    async def save(status: Any) -> None:
        session.status = status
        await store.write(lambda cursor: sessions.save(cursor, someone.id, session, clock()))

    assert await finished_at(store, session) is None
    first = clock.move(hours=1)
    await save("done")
    clock.move(hours=1)
    await save("done")
    assert await finished_at(store, session) == first
    await save("open")
    assert await finished_at(store, session) is None
    second = clock.move(hours=1)
    await save("done")
    assert await finished_at(store, session) == second


async def test_the_overview_shows_unfinished_exercises_first_and_the_newest_first(store: Store) -> None:
    someone, other = await anna(store), await bent(store)
    first = someone.session
    done = await begin(store, someone, status="done")
    star = await begin(store, someone, flow="star", status="paused")
    await begin(store, other)
    assert await store.read(lambda cursor: sessions.overview(cursor, someone.id)) == [star, first, done]
    pitches = await store.read(lambda cursor: sessions.overview(cursor, someone.id, "elevator_pitch"))
    assert pitches == [first, done]


async def test_a_view_of_sessions_loads_each_once_and_only_the_persons_own(store: Store) -> None:
    someone, other = await anna(store), await bent(store)
    second = await begin(store, someone)

    def look(cursor: Cursor) -> None:
        view = Sessions(cursor, someone.id)
        assert list(view) == [someone.session.id, second.id]
        assert len(view) == 2
        assert view[second.id] is view[second.id]
        assert view.get(other.session.id) is None
        assert other.session.id not in view

    await store.read(look)


async def test_a_changed_answer_is_a_new_revision_of_its_place(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    exercise = someone.session.id

    def record(cursor: Cursor, place: str, value: str, message: int) -> int:
        return answers.record(
            cursor, store.ids.next(), someone.id, exercise, place, text(value), message, clock()
        )

    assert await store.write(lambda cursor: record(cursor, "who", "bager", 5)) == 1
    assert await store.write(lambda cursor: record(cursor, "why", "brød", 6)) == 1
    later = clock.move(minutes=1)
    assert await store.write(lambda cursor: record(cursor, "who", "bagersvend", 5)) == 2
    stored = await store.read(lambda cursor: answers.all_of(cursor, someone.id))
    assert [(each.place, each.revision, each.content["value"], each.message) for each in stored] == [
        ("who", 1, "bager", 5),
        ("why", 1, "brød", 6),
        ("who", 2, "bagersvend", 5),
    ]
    assert {each.exercise for each in stored} == {exercise}
    assert stored[-1].created_at == later


async def test_unplaced_texts_are_kept_with_and_without_an_exercise(store: Store) -> None:
    someone = await anna(store)

    def record(exercise: int, value: str, cursor: Cursor) -> int:
        return answers.record(
            cursor, store.ids.next(), someone.id, exercise, "", text(value), 0, store.clock()
        )

    revisions = [
        await store.write(partial(record, exercise, value))
        for exercise, value in [(0, "a"), (someone.session.id, "b"), (0, "c"), (someone.session.id, "d")]
    ]
    assert revisions == [1, 1, 2, 2]
    stored = await store.read(lambda cursor: answers.all_of(cursor, someone.id))
    assert [(each.exercise != 0, each.content["value"]) for each in stored] == [
        (False, "a"),
        (True, "b"),
        (False, "c"),
        (True, "d"),
    ]
    assert {(each.place, each.message, each.part_of) for each in stored} == {("", 0, 0)}


async def test_a_message_is_found_where_it_was_answered_last_and_only_by_its_person(store: Store) -> None:
    someone, other = await anna(store), await bent(store)
    exercise = someone.session.id

    def record(cursor: Cursor, exercise: int, place: str, message: int, moved: tuple[int, ...] = ()) -> None:
        answers.record(
            cursor, store.ids.next(), someone.id, exercise, place, text("x"), message, store.clock(), moved
        )

    def where(person: int, message: int) -> Any:
        return store.read(lambda cursor: answers.of_message(cursor, person, message))

    await store.write(lambda cursor: record(cursor, exercise, "who", 5))
    await store.write(lambda cursor: record(cursor, 0, "", 6))
    await store.write(lambda cursor: record(cursor, exercise, "", 7))
    assert await where(someone.id, 5) == (exercise, "who")
    assert await where(someone.id, 6) == (0, "")
    assert await where(someone.id, 7) == (exercise, "")
    assert await where(someone.id, 8) is None
    assert await where(other.id, 5) is None

    await store.write(lambda cursor: record(cursor, exercise, "why", 5, moved=(6, 7)))
    assert await where(someone.id, 5) == (exercise, "why")
    assert await where(someone.id, 6) == (exercise, "why")
    assert await where(someone.id, 7) == (exercise, "why")
    stored = await store.read(lambda cursor: answers.all_of(cursor, someone.id))
    assert [each.part_of for each in stored] == [0, stored[3].id, stored[3].id, 0]


async def test_finished_texts_are_numbered_and_the_newest_can_be_added_to(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    exercise = someone.session.id

    def keep(cursor: Cursor, content: dict[str, Any]) -> int:
        return versions.keep(cursor, store.ids.next(), someone.id, exercise, content, clock())

    first = clock.now
    assert await store.write(lambda cursor: keep(cursor, {"text": "Hej"})) == 1
    second = clock.move(days=1)
    assert await store.write(lambda cursor: keep(cursor, {"text": "Goddag", "seconds": 20})) == 2
    await store.write(lambda cursor: versions.amend(cursor, exercise, {"seconds": 31, "voice": "f1"}))
    assert await store.read(lambda cursor: versions.of_exercise(cursor, exercise)) == [
        (1, {"text": "Hej"}, first),
        (2, {"text": "Goddag", "seconds": 31, "voice": "f1"}, second),
    ]


async def test_a_version_that_was_never_kept_cannot_be_added_to(store: Store) -> None:
    someone = await anna(store)
    with pytest.raises(NothingToAmend):
        await store.write(lambda cursor: versions.amend(cursor, someone.session.id, {"seconds": 31}))
