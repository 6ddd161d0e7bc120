"""Deleting one exercise: all that belongs to it goes, and nothing else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.engine.session import Session
from bot.state import answers, exercises, export, outbox, sessions, timers, versions
from tests.state.helpers import ANNA, BOT, anna, bent, count

if TYPE_CHECKING:
    from typing import Any

    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Someone

SECRET = "something of one's own"


def fill(cursor: Cursor, store: Store, who: Someone, session: int) -> None:
    """Everything that an exercise can have."""
    new, now = store.ids.next, store.clock()
    mine = {"kind": "text", "value": SECRET, "parts": [[5, SECRET]]}
    answers.record(cursor, new(), who.id, session, "", mine, 7, now)
    answers.record(cursor, new(), who.id, 0, "", mine, 5, now)  # written elsewhere, and moved here below
    answers.record(cursor, new(), who.id, session, "who", mine, 6, now, moved=(5,))
    answers.record(cursor, new(), who.id, session, "who", mine, 8, now)
    versions.keep(cursor, new(), who.id, session, {"text": SECRET}, now)
    timers.schedule(cursor, new(), who.id, "follow_up", session, now)
    said = {"kind": "say", "paragraphs": [SECRET], "of": session}
    outbox.add(cursor, new(), BOT, who.user, who.id, "da", said, session, 3, now)
    outbox.add(cursor, new(), BOT, who.user, who.id, "da", said, 0, -1, now)


async def everything(store: Store, who: Someone) -> dict[str, Any]:
    return await store.read(lambda cursor: export.everything(cursor, BOT, who.user))


async def test_all_that_belongs_to_an_exercise_is_gone(store: Store) -> None:
    someone = await anna(store)
    await store.write(lambda cursor: fill(cursor, store, someone, someone.session.id))
    assert SECRET in str(await everything(store, someone))
    await store.write(lambda cursor: exercises.discard(cursor, someone.id, someone.session.id))
    stored = await everything(store, someone)
    assert SECRET not in str(stored)
    assert [stored[part] for part in ("exercises", "unplaced", "versions", "timers", "messages")] == [[]] * 5
    assert stored["person"]["name"] == "Anna"
    counted = [await store.read(partial(count, table=table)) for table in TABLES]
    assert counted == [0] * len(TABLES)
    assert await store.read(lambda cursor: outbox.next_of(cursor, BOT, ANNA)) is None


TABLES = ("exercises", "answers", "versions", "timers", "outbox")


async def test_everything_else_of_the_person_and_of_others_stays(store: Store) -> None:
    someone, other = await anna(store), await bent(store)
    second = Session(store.ids.next(), "star", at="axis")

    def prepare(cursor: Cursor) -> None:
        sessions.save(cursor, someone.id, second, store.clock())
        fill(cursor, store, other, other.session.id)
        for session in (second.id, someone.session.id):
            fill(cursor, store, someone, session)
        timers.schedule(cursor, store.ids.next(), someone.id, "nudge", 0, store.clock())

    await store.write(prepare)
    theirs = await everything(store, other)
    await store.write(lambda cursor: exercises.discard(cursor, someone.id, someone.session.id))
    assert await everything(store, other) == theirs
    mine = await everything(store, someone)
    assert [exercise["id"] for exercise in mine["exercises"]] == [second.id]
    assert len(mine["exercises"][0]["answers"]) == 2
    assert [version["exercise"] for version in mine["versions"]] == [second.id]
    assert sorted(timer["kind"] for timer in mine["timers"]) == ["follow_up", "nudge"]
    assert len(mine["messages"]) == 2


async def test_somebody_elses_exercise_is_not_deleted_and_one_that_is_gone_is_no_error(store: Store) -> None:
    someone, other = await anna(store), await bent(store)
    await store.write(lambda cursor: fill(cursor, store, other, other.session.id))
    theirs = await everything(store, other)
    await store.write(lambda cursor: exercises.discard(cursor, someone.id, other.session.id))
    assert await everything(store, other) == theirs
    for _ in range(2):
        await store.write(lambda cursor: exercises.discard(cursor, other.id, other.session.id))
    assert (await everything(store, other))["exercises"] == []
