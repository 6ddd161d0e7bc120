"""Organisations: the bot's own, and those that an operator adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state import (
    bots,
    invitations,
    organisations,
    relations,
    roles,
)
from tests.state.company import Office, played
from tests.state.helpers import BOT

if TYPE_CHECKING:
    from bot.state.store import Store


async def test_an_organisation_that_was_made_before_the_first_start_becomes_the_bots_own(
    store: Store,
) -> None:
    def story(office: Office) -> None:
        cursor = office.cursor
        cursor.execute("DELETE FROM bots", {})
        cursor.execute("DELETE FROM organisations", {})
        made = organisations.create(cursor, store.ids.next(), "Kommunen", "a@example.org", store.clock())
        assert bots.organisation_of(cursor, BOT) is None
        own = organisations.ensure(cursor, BOT, "Kommunen", "b@example.org", store.ids, store.clock()).id
        assert own == made == bots.organisation_of(cursor, BOT) == organisations.named(cursor, "Kommunen")
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
        renamed = organisations.ensure(cursor, BOT, "Jobhuset", "b@example.org", store.ids, now).id
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
        own = organisations.ensure(cursor, BOT, name, "b@example.org", store.ids, store.clock()).id
        assert own == office.other == bots.organisation_of(cursor, BOT)
        assert [each[0] for each in organisations.all_of(cursor)].count(name) == 1
        assert roles.has(cursor, kai, "contact", own)

    await played(store, story)
