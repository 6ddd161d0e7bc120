"""What one person can be handed and what erasing leaves: everything of theirs, nothing of anybody else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.deeds import AskToCall, Comment, Look, Observe, PromiseCall, Propose, Reply, Share
from bot.state import (
    answers,
    broken,
    consents,
    export,
    keeping,
    leaving,
    notices,
    outbox,
    people,
    shares,
    timers,
    versions,
)
from bot.state.broken import Fault
from bot.state.errors import SeveralPeople
from tests.keys import everything
from tests.state.company import Office
from tests.state.helpers import ANNA, BENT, BOT, settle

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Someone

OWNED = (
    *("people", "addresses", "consents", "exercises", "answers", "versions", "outbox", "timers", "broken"),
    "keeping",
)


def fill(cursor: Cursor, store: Store, user: int, name: str) -> Someone:
    """Give a person something in every table that can hold something of theirs."""
    someone = settle(cursor, store, user, name)
    now, ids, exercise = store.clock(), store.ids, someone.session.id
    known = people.find(cursor, BOT, user)
    assert known is not None
    consents.give(cursor, ids.next(), someone.id, known.organisation, "1", now)

    def record(
        place: str, value: Any, message: int, exercise: int = exercise, moved: tuple[int, ...] = ()
    ) -> None:
        content = {"kind": "text", "value": value}
        answers.record(cursor, ids.next(), someone.id, exercise, place, content, message, now, moved)

    record("who", f"{name} bager", 5)
    record("who", f"{name} bagersvend", 5)
    record("jobs", ["a", "b"], 6)
    record("", f"{name} hov", 7, exercise=0)
    record("", f"{name} brød", 8)
    record("why", f"{name} kan lide brød", 9, moved=(8,))
    versions.keep(cursor, ids.next(), someone.id, exercise, {"text": f"{name} pitch"}, now)
    done = ids.next()
    outbox.add(cursor, done, BOT, user, someone.id, "da", {"text": f"{name} sent"}, exercise, 0, now)
    outbox.sent(cursor, done, 900, now)
    outbox.add(cursor, ids.next(), BOT, user, someone.id, "da", {"text": f"{name} waiting"}, exercise, 1, now)
    timers.schedule(cursor, ids.next(), someone.id, "nudge", 0, now)
    fell = timers.Timer(1, someone.id, "plan", exercise, now, 1)
    broken.note(cursor, ids.next(), Fault("KeyError", "bot.flows.plan:1"), now, fell)
    keeping.note(cursor, someone.id, 1, 3, exercise, now)
    return someone


async def test_everything_of_a_person_is_in_it_with_step_text_and_time(store: Store) -> None:
    someone = await store.write(lambda cursor: fill(cursor, store, ANNA, "Anna"))
    data = await store.read(lambda cursor: export.everything(cursor, BOT, ANNA))
    time = "2026-11-02T09:00:00+00:00"
    assert data["person"]["name"] == "Anna"
    hours = {name: data["person"][name] for name in ("awake_from", "awake_to", "weekends")}
    assert hours == {"awake_from": "09:00", "awake_to": "20:00", "weekends": False}
    assert data["person"]["organisation"] == {
        "name": "Kommunen",
        "contact": "jobstjernen@example.org",
        "keeps_elsewhere": "",
    }
    assert data["addresses"] == [{"bot": BOT, "user_id": ANNA, "chat_id": ANNA, "blocked_at": None}]
    said = {"kind": "terms", "agreed": True, "text_version": "1", "given_at": time}
    assert data["consents"] == [{"organisation": "Kommunen", **said}]
    assert data["keeping"] == {"warnings": 1, "days": 3, "counted_at": time}
    (exercise,) = data["exercises"]
    assert (exercise["flow"], exercise["status"], exercise["created_at"]) == ("elevator_pitch", "open", time)
    assert exercise["session"] == someone.session.to_json()
    assert [(each["step"], each["revision"], each["text"], each["time"]) for each in exercise["answers"]] == [
        ("who", 1, "Anna bager", time),
        ("who", 2, "Anna bagersvend", time),
        ("jobs", 1, None, time),
        ("why", 1, "Anna kan lide brød", time),
    ]
    assert exercise["answers"][2]["content"] == {"kind": "text", "value": ["a", "b"]}
    assert [each["text"] for each in data["unplaced"]] == ["Anna hov"]
    assert [(each["number"], each["content"]) for each in data["versions"]] == [(1, {"text": "Anna pitch"})]
    assert data["timers"] == [{"kind": "nudge", "session": 0, "due_at": time}]
    assert data["broken"] == [{"kind": "plan", "session": someone.session.id, "broke_at": time}]
    assert [(each["status"], each["content"], each["sent_at"]) for each in data["messages"]] == [
        ("sent", None, time),
        ("waiting", {"text": "Anna waiting"}, None),
    ]
    assert json.loads(json.dumps(data)) == data


async def test_nothing_of_anybody_else_is_in_it(store: Store) -> None:
    await store.write(lambda cursor: fill(cursor, store, ANNA, "Anna"))
    other = await store.write(lambda cursor: fill(cursor, store, BENT, "Bent"))
    data = json.dumps(await store.read(lambda cursor: export.everything(cursor, BOT, ANNA)))
    assert "Bent" not in data
    assert str(other.id) not in data
    assert str(other.session.id) not in data


async def test_a_user_nobody_knows_has_nothing(store: Store) -> None:
    await store.write(lambda cursor: fill(cursor, store, ANNA, "Anna"))
    assert await store.read(lambda cursor: export.everything(cursor, BOT, BENT)) == {}
    assert await store.read(lambda cursor: export.everything(cursor, BOT + 1, ANNA)) == {}
    assert await store.read(lambda cursor: export.everything(cursor, None, BENT)) == {}


async def test_the_bot_need_not_be_named_while_the_user_is_one_person(store: Store) -> None:
    await store.write(lambda cursor: fill(cursor, store, ANNA, "Anna"))
    whole = await store.read(lambda cursor: export.everything(cursor, BOT, ANNA))
    assert await store.read(lambda cursor: export.everything(cursor, None, ANNA)) == whole

    def elsewhere(cursor: Cursor) -> None:
        other = settle(cursor, store, BENT)
        cursor.execute(
            "UPDATE addresses SET bot = :bot, user_id = :user WHERE person = :person",
            {"bot": BOT + 1, "user": ANNA, "person": other.id},
        )

    await store.write(elsewhere)
    with pytest.raises(SeveralPeople, match="name the bot"):
        await store.read(lambda cursor: export.everything(cursor, None, ANNA))
    assert await store.read(lambda cursor: export.everything(cursor, BOT, ANNA)) == whole


async def test_an_export_holds_what_is_stored_of_the_people_around_a_citizen_and_around_staff(
    store: Store,
) -> None:
    def story(cursor: Cursor) -> list[dict[str, Any]]:
        _, *users = surrounded(cursor, store)
        return [export.everything(cursor, BOT, user)["people"] for user in users]

    citizen, staff = await store.write(story)
    assert [each["name"] for each in citizen["followed_by"]] == ["Mette"]
    assert citizen["shared"][0]["snapshot"] == {"text": "secret"}
    assert [each["by_whom"] for each in citizen["looks"]] == ["Mette"]
    assert [each["text"] for each in citizen["said_to_them"]] == ["Well done", "Thanks"]
    assert citizen["noted_of_them"][0]["content"] == {"belief": 5}
    assert citizen["asked_about_a_colleague"][0]["colleague"] == "Otto"
    assert [each["kind"] for each in citizen["notices"]] == ["commented", "handover"]
    assert staff["roles"][0]["role"] == "contact"
    assert [each["name"] for each in staff["follows"]] == ["Sara"]
    assert [each["text"] for each in staff["said_by_them"]] == ["Well done"]
    assert staff["noted_by_them"][0]["content"] == {"belief": 5}
    assert staff["invitations"][0]["for_a_citizen"] is True
    assert "secret" not in json.dumps(staff), "what is shared is the citizen's"


@pytest.mark.parametrize("who", ["Sara", "Mette"])
async def test_erasing_leaves_nothing_of_a_person_with_others_in_any_table(store: Store, who: str) -> None:
    """Of staff stays what they have said to a citizen, without their name."""

    def story(cursor: Cursor) -> str:
        office, *_ = surrounded(cursor, store)
        gone = office.people[who]
        leaving.leave(office.doer(gone))
        people.erase(cursor, gone)
        found = json.dumps(everything(cursor))
        assert str(gone) not in found
        return found

    left = await store.write(story)
    assert who not in left
    assert ("Well done" in left) is (who == "Mette"), "the citizen keeps what was said to them"
    assert "secret" not in left


def surrounded(cursor: Cursor, store: Store) -> tuple[Office, int, int]:
    """Sara with Mette, who has looked, said and noted something, and asks about Otto; and the users of the two."""
    office = Office(cursor, store)
    sara, mette = office.citizen("Sara"), office.staff("Mette", "contact")
    otto = office.staff("Otto", "contact")
    relation, exercise = office.follow(mette, sara.id), sara.session.id
    office.invite("KM482739", "contact", mette)
    office.doer(sara.id).do(Share(relation, exercise, {"text": "secret"}))
    (seen,) = shares.seen_by(cursor, mette, sara.id)
    deeds: tuple[Deed, ...] = (
        Look((seen.id,)),
        Comment(seen.id, "comment", "Well done"),
        Observe(relation, "belief", {"belief": 5}),
        Propose(relation, otto),
    )
    for deed in deeds:
        office.doer(mette).do(deed)
    office.doer(sara.id).do(Reply(relation, exercise, "Thanks"))
    return office, sara.user, 101


async def test_erasing_leaves_nothing_of_the_person_and_everything_of_the_others(store: Store) -> None:
    someone = await store.write(lambda cursor: fill(cursor, store, ANNA, "Anna"))
    other = await store.write(lambda cursor: fill(cursor, store, BENT, "Bent"))
    before = await store.read(lambda cursor: export.everything(cursor, BOT, BENT))
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    assert await store.read(lambda cursor: export.everything(cursor, BOT, ANNA)) == {}
    assert await store.read(lambda cursor: export.everything(cursor, BOT, BENT)) == before

    def owners(cursor: Cursor) -> dict[str, set[int]]:
        found = {}
        for table in OWNED:
            cursor.execute(f"SELECT {'id' if table == 'people' else 'person'} FROM {table}", {})
            found[table] = {person for (person,) in cursor.fetchall()}
        return found

    assert await store.read(owners) == {table: {other.id} for table in OWNED}


async def test_a_call_that_was_asked_for_is_in_both_exports_and_so_is_who_promised_it(store: Store) -> None:
    def story(cursor: Cursor) -> None:
        office = Office(cursor, store)
        sara, mette = office.citizen("Sara"), office.staff("Mette", "contact")
        office.follow(mette, sara.id)
        office.doer(sara.id).do(AskToCall())
        asked = next(each.id for each in notices.waiting(cursor, mette) if each.kind == "call")
        office.doer(mette).do(PromiseCall(asked))
        citizen, staff = (export.of_person(cursor, each)["people"] for each in (sara.id, mette))
        (told,) = [each for each in citizen["told_of_them"] if each["kind"] == "call"]
        assert (told["to_whom"], told["exercise"]) == ("Mette", None)
        assert told["made_at"]
        assert told["dealt_at"]
        assert [(each["kind"], each["about"]) for each in citizen["notices"]] == [("promised", "Mette")]
        (promised,) = [each for each in staff["told_of_them"] if each["kind"] == "promised"]
        assert (promised["to_whom"], promised["dealt_at"]) == ("Sara", None)

    await store.write(story)
