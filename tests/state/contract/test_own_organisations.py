"""Several bots on one database: each has its own organisation, and takes nobody else's people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.person import Person
from bot.state import bots, figures, invitations, organisations, people, relations, roles
from tests.state.company import Office, played
from tests.state.helpers import BOT

if TYPE_CHECKING:
    from bot.state.store import Store

OTHER = BOT + 1
FREMAD, ANDEN = "Foreningen Fremad", "Den Anden Forening"


def begun(office: Office, bot: int, name: str) -> organisations.Own:
    """A bot has started, and is set to an organisation of this name."""
    store = office.store
    return organisations.ensure(office.cursor, bot, name, "b@example.org", store.ids, store.clock())


def joined(office: Office, bot: int, user: int, organisation: int) -> int:
    """Somebody whom a bot reaches."""
    person = Person(office.store.ids.random(), name="Bo")
    people.create(office.cursor, bot, user, user, person, organisation, office.store.clock())
    return person.id


def belongs(office: Office, person: int) -> int:
    found = people.by_id(office.cursor, person)
    assert found is not None
    return found[0].organisation


async def test_no_start_of_a_bot_touches_the_people_of_another(store: Store) -> None:
    def story(office: Office) -> None:
        cursor = office.cursor
        fremad, anden = begun(office, BOT, FREMAD).id, begun(office, OTHER, ANDEN).id
        ours, theirs = joined(office, BOT, 501, fremad), joined(office, OTHER, 502, anden)
        roles.give(cursor, store.ids.next(), theirs, anden, "coordinator", store.clock())
        now = store.clock()
        invitations.make(
            cursor, store.ids.next(), "KM482739", anden, "contact", None, None, now, now.replace(year=2099)
        )
        for bot, name in ((BOT, FREMAD), (OTHER, ANDEN), (BOT, FREMAD)):
            assert begun(office, bot, name).moved is None
            assert (belongs(office, ours), belongs(office, theirs)) == (fremad, anden)
            assert roles.has(cursor, theirs, "coordinator", anden)
            invited = invitations.find(cursor, "KM482739", now)
            assert invited is not None
            assert invited.organisation == anden

    await played(store, story)


async def test_a_bot_that_is_new_takes_nobody_from_the_one_that_was_here(store: Store) -> None:
    def story(office: Office) -> None:
        sara = office.citizen("Sara").id
        own = begun(office, OTHER, ANDEN)
        assert own == organisations.Own(bots.organisation_of(office.cursor, OTHER) or 0)
        assert belongs(office, sara) == office.own == bots.organisation_of(office.cursor, BOT) != own.id

    await played(store, story)


async def test_a_bot_of_several_that_changes_its_name_takes_only_its_own_people_along(store: Store) -> None:
    def story(office: Office) -> None:
        cursor, now = office.cursor, store.clock()
        fremad, anden = begun(office, BOT, FREMAD).id, begun(office, OTHER, ANDEN).id
        ours, theirs = joined(office, BOT, 501, fremad), joined(office, OTHER, 502, anden)
        figures.keep(cursor, store.ids.next(), anden, now.date().replace(day=1), {})
        renamed = begun(office, OTHER, "Jobhuset")
        assert renamed.moved == 1
        assert (belongs(office, ours), belongs(office, theirs)) == (fremad, renamed.id)
        assert figures.of_organisation(cursor, renamed.id), "it is the same organisation"

    await played(store, story)


async def test_of_an_organisation_that_two_bots_work_for_only_who_is_reached_by_the_one_goes_along(
    store: Store,
) -> None:
    """So it is after the migration, too, where both had one organisation between them."""

    def story(office: Office) -> None:
        cursor, now = office.cursor, store.clock()
        mette, sara = office.staff("Mette", "contact"), office.citizen("Sara").id
        kept = office.follow(mette, sara)
        assert begun(office, OTHER, "Kommunen") == organisations.Own(office.own)
        ida, bo = (joined(office, OTHER, user, office.own) for user in (501, 502))
        roles.give(cursor, store.ids.next(), ida, office.own, "contact", now)
        theirs = office.follow(ida, bo)
        for code, maker in (("KM482739", mette), ("AB123456", ida)):
            until = now.replace(year=2099)
            invitations.make(cursor, store.ids.next(), code, office.own, "contact", maker, maker, now, until)
        figures.keep(cursor, store.ids.next(), office.own, now.date().replace(day=1), {})
        own = begun(office, OTHER, ANDEN)
        assert own.moved == 2
        assert [belongs(office, each) for each in (mette, sara, ida, bo)] == [office.own] * 2 + [own.id] * 2
        assert roles.has(cursor, mette, "contact", office.own)
        assert roles.has(cursor, ida, "contact", own.id)
        found = [relations.get(cursor, each) for each in (kept, theirs)]
        assert [each and each.organisation for each in found] == [office.own, own.id]
        invited = [invitations.find(cursor, code, now) for code in ("KM482739", "AB123456")]
        assert [each and each.organisation for each in invited] == [office.own, own.id]
        assert figures.of_organisation(cursor, office.own), "they tell of both, and stay"
        assert begun(office, BOT, "Kommunen").moved is None

    await played(store, story)


async def test_whoever_has_a_contact_person_that_stays_stays_too(store: Store) -> None:
    """Who follows them is responsible, and is reached by the other bot."""

    def story(office: Office) -> None:
        mette = office.staff("Mette", "contact")
        begun(office, OTHER, "Kommunen")
        bo = joined(office, OTHER, 501, office.own)
        office.follow(mette, bo)
        assert begun(office, OTHER, ANDEN).moved == 0
        assert belongs(office, bo) == office.own

    await played(store, story)


async def test_a_link_leads_to_the_bot_of_whoever_made_it(store: Store) -> None:
    def story(office: Office) -> None:
        cursor = office.cursor
        begun(office, OTHER, ANDEN)
        mette, ida = office.staff("Mette", "contact"), joined(office, OTHER, 501, office.other)
        assert bots.link_of(cursor, "x", mette) == "", "its name is not known yet"
        bots.remember(cursor, BOT, "fremad_bot")
        bots.remember(cursor, OTHER, "anden_bot")
        assert bots.organisation_of(cursor, BOT) == office.own, "a name that is learned changes nothing else"
        begun(office, BOT, "Kommunen")
        assert bots.known(cursor) == {BOT: "fremad_bot", OTHER: "anden_bot"}
        assert [bots.link_of(cursor, "x", each) for each in (mette, ida)] == [
            "https://t.me/fremad_bot?start=x",
            "https://t.me/anden_bot?start=x",
        ]
        assert bots.link(cursor, "x", OTHER + 1) == ""

    await played(store, story)
