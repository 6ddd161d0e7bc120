"""People, their addresses, consents and organisations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import ANY

import pytest

from bot.engine.person import Person
from bot.state import consents, organisations, people
from bot.state.consents import Consent
from bot.state.errors import Conflict
from tests.state.helpers import ANNA, BOT, anna, bent

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.people import Known
    from bot.state.store import Store
    from tests.state.helpers import Clock


async def found(store: Store, user: int = ANNA) -> Known:
    known = await store.read(lambda cursor: people.find(cursor, BOT, user))
    assert known is not None
    return known


async def test_a_person_is_found_by_bot_and_telegram_user_only(store: Store) -> None:
    someone = await anna(store)
    known = await found(store)
    assert (known.person, known.version, known.chat, known.blocked) == (someone.person, 1, ANNA, False)
    assert await store.read(lambda cursor: people.find(cursor, BOT + 1, ANNA)) is None
    assert await store.read(lambda cursor: people.find(cursor, BOT, ANNA + 1)) is None


async def test_every_setting_of_a_person_comes_back(store: Store) -> None:
    someone = await anna(store)
    changed = Person(
        id=someone.id,
        language="en",
        name="Anna ⭐",
        time_zone="Atlantic/Faroe",
        focus=someone.session.id,
        agreed=True,
        energy=3,
        energy_day="2026-11-02",
        quiet=True,
        awake_from="07:30",
        awake_to="12:00",
        weekends=True,
    )
    await store.write(lambda cursor: people.save(cursor, changed, 1, store.clock(), seen=True))
    known = await found(store)
    assert (known.person, known.version) == (changed, 2)


async def test_what_has_not_changed_of_a_person_stays_as_it_is_stored(store: Store) -> None:
    someone = await anna(store)
    changed = replace(someone.person, focus=someone.session.id)

    def sealed(cursor: Cursor) -> tuple[str, ...]:
        cursor.execute("SELECT name, energy_today, manner FROM people WHERE id = :id", {"id": someone.id})
        row: tuple[str, ...] = cursor.fetchone()
        return row

    def story(cursor: Cursor) -> None:
        stored = sealed(cursor)
        people.save(cursor, changed, 1, store.clock(), seen=True, before=someone.person)
        assert sealed(cursor) == stored
        renamed = replace(changed, name="Anne", focus=0)
        people.save(cursor, renamed, 2, store.clock(), seen=True, before=changed)
        assert sealed(cursor) != stored
        with pytest.raises(Conflict):
            people.save(cursor, renamed, 2, store.clock(), seen=True, before=renamed)

    await store.write(story)
    known = await found(store)
    assert (known.person, known.version) == (replace(changed, name="Anne", focus=0), 3)


async def test_a_person_who_has_moved_on_is_a_conflict_and_stays_as_they_are(store: Store) -> None:
    someone = await anna(store)
    newer, older = replace(someone.person, name="Ny"), replace(someone.person, name="Gammel")
    await store.write(lambda cursor: people.save(cursor, newer, 1, store.clock(), seen=True))
    with pytest.raises(Conflict, match="version 1"):
        await store.write(lambda cursor: people.save(cursor, older, 1, store.clock(), seen=True))
    assert (await found(store)).person.name == "Ny"


async def test_an_erased_person_is_a_conflict_too(store: Store) -> None:
    someone = await anna(store)
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    with pytest.raises(Conflict):
        await store.write(lambda cursor: people.save(cursor, someone.person, 1, store.clock(), seen=True))


async def test_only_a_person_who_wrote_was_seen(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    begun = clock.now

    def seen_at(cursor: Cursor) -> int:
        cursor.execute("SELECT seen_at FROM people WHERE id = :id", {"id": someone.id})
        stored: int = cursor.fetchone()[0]
        return stored

    later = clock.move(hours=1)
    await store.write(lambda cursor: people.save(cursor, someone.person, 1, later, seen=False))
    assert await store.read(seen_at) == begun.timestamp() * 1000
    await store.write(lambda cursor: people.save(cursor, someone.person, 2, later, seen=True))
    assert await store.read(seen_at) == later.timestamp() * 1000


async def test_a_person_is_reached_at_an_address_that_is_not_blocked(store: Store) -> None:
    someone = await anna(store)
    found_there = await store.read(lambda cursor: people.by_id(cursor, someone.id))
    assert found_there is not None
    assert found_there[1:] == (BOT, ANNA)

    def second_bot(cursor: Cursor) -> None:
        cursor.execute(
            "INSERT INTO addresses (bot, user_id, chat_id, person) VALUES (:bot, :user, :user, :person)",
            {"bot": BOT + 1, "user": ANNA, "person": someone.id},
        )
        assert people.block(cursor, BOT, ANNA, store.clock())

    await store.write(second_bot)
    found_elsewhere = await store.read(lambda cursor: people.by_id(cursor, someone.id))
    assert found_elsewhere is not None
    assert found_elsewhere[1:] == (BOT + 1, ANNA)
    assert await store.read(lambda cursor: people.by_id(cursor, someone.id + 1)) is None


async def test_blocking_is_remembered_until_they_write_again(store: Store) -> None:
    await anna(store)
    assert await store.write(lambda cursor: people.block(cursor, BOT, ANNA, store.clock()))
    assert (await found(store)).blocked
    await store.write(lambda cursor: people.unblock(cursor, BOT, ANNA))
    assert not (await found(store)).blocked


async def test_blocking_an_address_nobody_has_says_so(store: Store) -> None:
    assert not await store.write(lambda cursor: people.block(cursor, BOT, 99, store.clock()))


async def test_an_organisation_of_another_name_is_another_one_and_the_earlier_stays(store: Store) -> None:
    first = await store.write(
        lambda cursor: (
            organisations.ensure(cursor, BOT, "Kommunen", "a@example.org", store.ids, store.clock()).id
        )
    )
    again = await store.write(
        lambda cursor: (
            organisations.ensure(cursor, BOT, "Jobhuset", "b@example.org", store.ids, store.clock()).id
        )
    )
    third = await store.write(
        lambda cursor: (
            organisations.ensure(cursor, BOT, "Jobhuset", "c@example.org", store.ids, store.clock()).id
        )
    )
    assert again == third != first
    assert await store.read(lambda cursor: organisations.get(cursor, first)) == ("Kommunen", "a@example.org")
    assert await store.read(lambda cursor: organisations.get(cursor, third)) == ("Jobhuset", "c@example.org")
    with pytest.raises(KeyError):
        await store.read(lambda cursor: organisations.get(cursor, third + 1))


async def test_people_belong_to_the_organisation_of_now_and_their_consent_stays_with_whom_it_was_given(
    store: Store,
) -> None:
    someone = await anna(store)
    before = (await found(store)).organisation
    await store.write(
        lambda cursor: consents.give(cursor, store.ids.next(), someone.id, before, "2026-11", store.clock())
    )
    now = await store.write(
        lambda cursor: (
            organisations.ensure(cursor, BOT, "Jobhuset", "b@example.org", store.ids, store.clock()).id
        )
    )
    assert (await found(store)).organisation == now != before
    consent = await store.read(lambda cursor: consents.current(cursor, someone.id))
    assert consent is not None
    assert consent.organisation == before


async def test_the_newest_consent_holds_until_it_is_withdrawn(store: Store, clock: Clock) -> None:
    someone, other = await anna(store), await bent(store)
    organisation = (await found(store)).organisation

    def give(cursor: Cursor, person: int, version: str) -> None:
        consents.give(cursor, store.ids.next(), person, organisation, version, clock())

    await store.write(lambda cursor: give(cursor, someone.id, "1"))
    await store.write(lambda cursor: give(cursor, other.id, "1"))
    later = clock.move(days=1)
    await store.write(lambda cursor: give(cursor, someone.id, "2"))
    newest = await store.read(lambda cursor: consents.current(cursor, someone.id))
    assert newest == Consent(ANY, "terms", organisation, "2", later, agreed=True)
    assert await store.read(lambda cursor: consents.current(cursor, other.id)) is not None
