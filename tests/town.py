"""Several people with one bot: citizens, and the staff who follow them, brought together by real turns."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache, cached_property, wraps
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.state import invitations
from tests.copies import copied
from tests.talk import Talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screen import Message

    Happening: TypeAlias = Callable[..., "Town"]

METTE, JONAS, IDA, OTTO, KAI, LONE, TOVE = (7_200_000_001 + number for number in range(7))
WEEK: Final = timedelta(days=7)
LABELS: Final = {
    "en": ("English", "I agree", "Just looking", "Invite a citizen", "Yes, that is fine"),
    "da": ("Dansk", "Det er i orden", "Bare kigge", "Inviter en borger", "Ja, det er fint"),
}
"""What is tapped on the way in: the language, yes, no exercise; then to invite, and to accept."""


def settle_citizen(talk: Talk, name: str) -> Talk:
    """Somebody after first contact, who only looks."""
    language, yes, look, *_ = LABELS[talk.phone_language]
    talk.command("start")
    talk.tap(language)
    talk.tap(yes)
    talk.write(name)
    talk.tap(look)
    return talk


def settle_staff(talk: Talk, name: str, role: str) -> Talk:
    """Somebody whom an operator has invited into a role."""
    language, yes, *_ = LABELS[talk.phone_language]
    talk.command("start", invitation(talk, role))
    talk.tap(language)
    talk.tap(yes)
    talk.write(name)
    talk.tap(yes)
    return talk


def invitation(talk: Talk, role: str) -> str:
    """A code that lets one more of the staff in, as an operator makes it."""
    world = talk.world
    ids, cursor, code = world.turns.ids, world.connection.cursor(), f"{role:x<14}{world.update:08}"
    new, where = ids.next(), world.turns.organisation
    invitations.make(cursor, new, code, where, role, None, None, world.now, world.now + WEEK)
    return code


def code_of(staff: Talk) -> str:
    """A code for a citizen, that one of the staff makes in the chat."""
    staff.command("menu")
    staff.tap(LABELS[staff.phone_language][3])
    found = re.findall(r"\b[A-Z]{2} \d{3} \d{3}\b", "\n".join(message.text for message in staff.sent))
    return str(found[-1])


def join(citizen: Talk, staff: Talk) -> None:
    """The citizen is followed from now on."""
    citizen.write(code_of(staff))
    citizen.tap(LABELS[citizen.phone_language][4])


def forget_notices(talk: Talk) -> None:
    """As if everybody had read what waits for them."""
    talk.world.connection.execute("DELETE FROM notices")
    talk.world.connection.execute(
        "DELETE FROM timers WHERE kind IN ('queue', 'news', 'call_wanted', 'call_promised')"
    )


class Phone:
    """Somebody's phone in a town. Whoever looks at the first one brings the town to life."""

    def __set_name__(self, _: type[Town], name: str) -> None:
        self._name = name

    def __get__(self, town: Town, _: type[Town]) -> Talk:
        return town.phones[self._name]

    def __set__(self, town: Town, talk: Talk) -> None:
        town.phones[self._name] = talk


def beforehand(happening: Happening) -> Happening:
    """What happens in a town before anybody looks at it is played once, and copied for each town after that.

    A test that changes the rules of the program looks first: what happens then is played under those rules.
    """

    @wraps(happening)
    def happen(town: Town, *texts: str) -> Town:
        if town.alive:
            return happening(town, *texts)
        town.past = (*town.past, (happening, texts))
        played(town.language, town.past)
        return town

    return happen


class Town:
    """Samir the citizen and Mette his contact person, who speak English unless a test says otherwise."""

    samir, mette, jonas, ida, otto, kai = (Phone() for _ in range(6))

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.past: tuple[tuple[Happening, tuple[str, ...]], ...] = ()
        """What has happened in it before it came to life."""
        played(language, ())

    @cached_property
    def phones(self) -> dict[str, Talk]:
        """The phones by their names, a copy of those on which its past was played."""
        before = played(self.language, self.past)
        world = next(iter(before.values())).world
        copies = copied(world).talks
        return {name: copies[world.talks.index(talk)] for name, talk in before.items()}

    @property
    def alive(self) -> bool:
        """Whether anybody has looked at it."""
        return "phones" in vars(self)

    def staff(self, user: int, name: str, role: str) -> Talk:
        """One more of the staff, who follows nobody yet."""
        return settle_staff(self.samir.beside(user, self.samir.phone_language), name, role)

    @beforehand
    def with_others(self) -> Town:
        """Also a mentor of Samir's, and a coordinator, who follows nobody."""
        self.jonas = self.staff(JONAS, "Jonas", "mentor")
        join(self.samir, self.jonas)
        self.ida = self.staff(IDA, "Ida", "coordinator")
        return self

    def rings(self, talk: Talk) -> list[Message]:
        """Let what has just happened reach somebody."""
        return talk.wait(seconds=1)

    def taps(self, talk: Talk, *labels: str) -> list[Message]:
        """Begin at the menu, and tap these."""
        said = talk.command("menu")
        for label in labels:
            said = talk.tap(label)
        return said

    @beforehand
    def with_pitch(self) -> Town:
        """Samir has made an elevator pitch, and stands at its menu."""
        self.taps(self.samir, "New elevator pitch")
        self.samir.write("I am Samir, and I have driven a truck for eight years.")
        self.samir.write("I like to drive at night")
        self.samir.write("warehouse")
        self.samir.write("I can load and pack")
        self.samir.write("I come on time, every day of the year, and I know the way")
        self.samir.tap("Somebody I meet")
        return self

    @beforehand
    def with_shared_pitch(self) -> Town:
        """Mette sees it, and has been told."""
        self.with_pitch()
        self.samir.tap("Show it to")
        if "Mette, contact person" in self.samir.last.labels():
            self.samir.tap("Mette")
        self.samir.tap("Yes, show it")
        self.rings(self.mette)
        return self

    @beforehand
    def with_shared_star(self) -> Town:
        """Samir has filled in a star, and Mette sees it and has been told."""
        self.taps(self.samir, "Fill in my star")
        for step in (*"44343556", "Not now"):
            self.samir.tap(step)
        self.samir.write("today")
        self.taps(self.samir, "✔ Star")
        self.samir.tap("Show it to")
        if "Mette, contact person" in self.samir.last.labels():
            self.samir.tap("Mette")
        self.samir.tap("Yes, show it")
        self.rings(self.mette)
        return self

    def reviews(self, talk: Talk) -> list[Message]:
        """One of the staff opens what Samir showed them last."""
        self.taps(talk, "My citizens", "Samir", "What Samir shows")
        return talk.tap(next(label for label in talk.last.labels() if label != "Back"))

    @beforehand
    def with_remarks(self, *texts: str) -> Town:
        """Mette has suggested something, commented on an answer, and said each of these of the whole."""
        self.reviews(self.mette)
        self.mette.tap("Suggest")
        self.mette.tap("The whole")
        self.mette.write("Say how many years you have driven abroad.")
        self.mette.tap("Comment on")
        self.mette.tap("What Samir loves")
        self.mette.write("That is good to hear.")
        for text in texts:
            self.mette.tap("Write a comment")
            self.mette.write(text)
        return self

    @beforehand
    def with_scored_star(self) -> Town:
        """Mette has scored the star that Samir shows her, but for two axes."""
        self.reviews(self.mette)
        self.mette.tap("Score it too")
        for step in ("5", "5", "3", "Skip", "3", "6", "Stop here"):
            self.mette.tap(step)
        return self


@cache
def played(language: str, past: tuple[tuple[Happening, tuple[str, ...]], ...]) -> dict[str, Talk]:
    """The phones of a town with this past. Nobody touches them again: each town gets a copy."""
    if past:
        *before, (happening, texts) = past
        town = Town(language)
        town.past = tuple(before)
        assert town.phones, "it comes to life, so that what happens is played"
        return happening(town, *texts).phones
    samir = settle_citizen(Talk(language), "Samir")
    mette = settle_staff(samir.beside(METTE, language), "Mette", "contact")
    join(samir, mette)
    return {"samir": samir, "mette": mette}
