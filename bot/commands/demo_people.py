"""The demo's people, all of them invented: a citizen, her contact person and her mentor, already connected.

Each is settled once, before they press START on their phone for the first time; after that they are left as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import aiohttp

from bot.commands import clock
from bot.commands.storage import database_of
from bot.engine.person import Person
from bot.flows._first_contact import TERMS
from bot.phone.settings import CITIZEN
from bot.phone.settings import Person as Holder
from bot.state import consents, organisations, people, relations, roles
from bot.state.ids import Ids
from bot.state.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.config import Config
    from bot.policy import Hat
    from bot.policy import Staff as StaffRole
    from bot.state.cursor import Cursor
    from bot.state.people import Known

METTE: Final = Holder(id=7_100_000_002, first_name="Mette", role="contact_person")
JONAS: Final = Holder(id=7_100_000_003, first_name="Jonas", role="mentor")
STAFF: Final[Mapping[Holder, StaffRole]] = {METTE: "contact", JONAS: "mentor"}
"""Who follows the citizen, and in which of the bot's roles."""
EVERYBODY: Final = (CITIZEN, *STAFF)
"""Whose phones stand on the page, in this order."""
ANYBODY: Final = Person(0, agreed=True, awake_from="00:00", awake_to="23:59", weekends=True)
"""What they have in common: whoever tries the demo in the evening, or on a Sunday, sees messages come too."""


async def begin(config: Config) -> None:
    """Settle whoever has not pressed START on their phone yet, and press it for them.

    The phone serves already, and the bot does not run yet: it answers everybody as soon as it does. Errors as
    `Store.open`, and aiohttp's where the phone has gone.
    """
    async with aiohttp.ClientSession(config.api_url, raise_for_status=True) as phone:
        async with phone.get("/phone/state") as response:
            shown = (await response.json())["phones"]
        started = {each["user"]["id"] for each in shown if each["started"]}
        new = [holder for holder in EVERYBODY if holder.id not in started]
        if new:
            await settle(config, new)
        for holder in new:
            wish = {"first_name": holder.first_name, "role": holder.role}
            await phone.post(f"/phone/{holder.id}/start", json=wish)


async def settle(config: Config, new: Sequence[Holder]) -> None:
    """Store these as people who have been through first contact, and connect the citizen with her two."""
    ids = Ids(clock.now)
    async with await Store.open(database_of(config), clock=clock.now, ids=ids) as store:
        await store.write(lambda cursor: Settling(cursor, ids, config, clock.now()).settle(new))


@dataclass(frozen=True, slots=True)
class Settling:
    """The bot's database, inside the transaction in which everybody is settled."""

    cursor: Cursor
    ids: Ids
    config: Config
    now: datetime

    def settle(self, new: Sequence[Holder]) -> None:
        """Whoever is stored, or connected, already stays so: a demo that was killed half-way goes on from there."""
        name, contact = self.config.organisation_name, self.config.organisation_contact
        organisation = organisations.ensure(
            self.cursor, self.config.bot, name, contact, self.ids, self.now
        ).id
        for holder in new:
            if self._known(holder) is None:
                self._welcome(holder, organisation)
        citizen = self._known(CITIZEN)
        for holder, role in STAFF.items():
            staff = self._known(holder)
            if holder in new and staff and citizen and citizen.person.agreed:
                self._connect(citizen.person.id, staff.person.id, role, organisation)

    def _known(self, holder: Holder) -> Known | None:
        return people.find(self.cursor, self.config.bot, holder.id)

    def _welcome(self, holder: Holder, organisation: int) -> None:
        """What first contact leaves behind: a name, a consent, and for staff the role."""
        cursor, now = self.cursor, self.now
        role: Hat = STAFF.get(holder, "")
        name, language = holder.first_name, holder.language_code
        person = replace(ANYBODY, id=self.ids.random(), language=language, name=name, hat=role)
        people.create(cursor, self.config.bot, holder.id, holder.id, person, organisation, now)
        consents.give(cursor, self.ids.next(), person.id, organisation, TERMS, now)
        if role:
            roles.give(cursor, self.ids.next(), person.id, organisation, role, now)

    def _connect(self, citizen: int, staff: int, role: str, organisation: int) -> None:
        followers = relations.of_citizen(self.cursor, citizen)
        if not any(each.staff == staff or each.role == role == "contact" for each in followers):
            relations.begin(self.cursor, self.ids.next(), citizen, staff, organisation, role, self.now)
