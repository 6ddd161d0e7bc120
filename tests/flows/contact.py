"""A contact person for a citizen, for the tests of what the two do together."""

from __future__ import annotations

from bot.state import people, relations, roles
from tests.talk import BOT, Citizen, Talk

METTE = 7_100_000_077


def with_contact(talk: Talk, name: str = "Mette") -> Talk:
    """The phone of a contact person who follows the citizen of this talk from now on."""
    staff = Citizen(talk.beside(METTE)).welcomed(name)
    cursor = talk.world.connection.cursor()
    citizen, contact = people.find(cursor, BOT, talk.user), people.find(cursor, BOT, METTE)
    assert citizen is not None
    assert contact is not None
    organisation = citizen.organisation
    roles.give(cursor, 1, contact.person.id, organisation, "contact", talk.now)
    relations.begin(cursor, 2, citizen.person.id, contact.person.id, organisation, "contact", talk.now)
    return staff
