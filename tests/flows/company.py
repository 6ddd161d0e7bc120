"""People who follow one another, as several tests look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands.staff import take_away
from bot.state import people, relations, roles, shares
from bot.state.deeds import Doer
from tests.town import OTTO, Town, invitation, join

if TYPE_CHECKING:
    from bot.state.relations import Relation
    from tests.talk import Talk


def followers(talk: Talk) -> list[Relation]:
    return relations.of_citizen(talk._connection.cursor(), talk.user)


def names(talk: Talk) -> list[str]:
    """Who follows somebody."""
    cursor = talk._connection.cursor()
    return [people.name_of(cursor, each.staff) for each in followers(talk)]


def seen(staff: Talk, citizen: Talk) -> int:
    """How many exercises of a citizen's somebody sees."""
    return len(shares.seen_by(staff._connection.cursor(), staff.user, citizen.user))


def remove(staff: Talk) -> None:
    """Somebody gives up the role that they are in."""
    staff.command("menu")
    for label in ("⚙ Settings", "I am not", "Yes, stop as"):
        staff.tap(label)


def also_mentor(town: Town) -> None:
    """Mette, the contact person, follows Samir as his mentor too, and is in her first role again."""
    town.mette.command("start", invitation(town.mette, "mentor"))
    town.mette.tap("I agree")
    join(town.samir, town.mette)
    town.taps(town.mette, "⚙ Settings", "Change role", "Contact person at")


def data(talk: Talk, label: str) -> str:
    """What the newest button with this label carries."""
    return next(
        callback
        for message in reversed(talk.sent)
        for shown, callback in reversed(message.buttons)
        if shown.startswith(label)
    )


def text(talk: Talk) -> str:
    """What somebody was told last."""
    return "\n".join(message.text for message in talk.sent[-3:])


def doer_of(talk: Talk) -> Doer:
    """Whatever somebody does, without their phone."""
    world = talk.world
    return Doer(talk._connection.cursor(), world.turns.ids, talk.user, world.turns.organisation, world.now)


def lose_role(talk: Talk, role: str) -> None:
    """An operator takes a role away from somebody."""
    doer = doer_of(talk)
    held = next(each for each in roles.of_person(doer.cursor, talk.user) if each.role == role)
    take_away(doer, held.id)


def asked_about_otto() -> Town:
    """Samir has been asked whether Otto may follow him instead of Mette, and has not answered yet."""
    town = Town()
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto", "Yes, ask")
    town.rings(town.samir)
    town.samir.tap("Continue")
    return town
