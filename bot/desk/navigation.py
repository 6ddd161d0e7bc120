"""The pages that a reader has by their roles: what stands in the navigation, and where they land."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot import policy
from bot.desk.desk import ROOT
from bot.engine.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.policy import Staff


class Place(NamedTuple):
    """A page in the navigation: its key, its address, its name, and how one is asked to go there."""

    key: str
    address: str
    name: str
    invites: str


CITIZENS: Final = Place("citizens", f"{ROOT}/", N_("My citizens"), N_("Go to my citizens"))
REMINDERS: Final = Place("reminders", f"{ROOT}/reminders", N_("My reminders"), N_("Go to my reminders"))
ORGANISATION: Final = Place(
    "organisation", f"{ROOT}/organisation", N_("Organisation"), N_("Go to the organisation")
)


def places(roles: Collection[Staff]) -> tuple[Place, ...]:
    """What somebody with these roles has, the first of which they land on."""
    follows = any(policy.may("know", role=role, relation="follows") for role in roles)
    reminds = any(policy.may("remind", role=role, relation="follows") for role in roles)
    coordinates = any(policy.may("see_organisation", role=role) for role in roles)
    found = ((CITIZENS, follows), (REMINDERS, reminds), (ORGANISATION, coordinates))
    return tuple(place for place, has in found if has) or (CITIZENS,)
