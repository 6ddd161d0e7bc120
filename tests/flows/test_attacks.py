"""Nobody gets anywhere with what is somebody else's: each button, command, code and key, tried by all others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from bot.engine.callbacks import Callback, unpack
from bot.engine.errands import COMMANDS
from bot.engine.inputs import Command, Tapped, Typed
from bot.state import sessions
from tests.flows.city import PEOPLE, city, leaked, words
from tests.talk import all_flows

if TYPE_CHECKING:
    from tests.talk import Message

FREE = "zzzzzzzzzz"
"""A key of nothing."""
DEPTH = 9


class Attacker:
    """Goes through every errand of their own, undoing each step, and tries keys of others at every question."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.shown: set[str] = set()
        """The data of every button that this phone was ever shown."""
        self.stood: set[tuple[str, str]] = set()
        self.keys = city().foreign_keys(name)
        self.tried = 0

    def walk(self) -> set[str]:
        here = city()
        self._note(here.talks[self.name].sent)
        for data in list(self.shown):
            self._go(Tapped(data), DEPTH)
        for command in COMMANDS:
            self._go(Command(command), DEPTH)
        return self.shown

    def _note(self, messages: list[Message]) -> list[str]:
        found = [data for message in messages for _, data in message.buttons]
        self.shown.update(found)
        return found

    def _go(self, given: Tapped | Command, depth: int) -> None:
        here = city()
        with here.undone():
            said, toasts = here.turn(self.name, given)
            assert leaked(self.name, said, toasts) == [], given
            new, session = self._note(said), here.focus(self.name)
            if session is None or not depth or not walks(session.flow):
                return
            place = (session.flow, session.at)
            if place in self.stood:
                return
            self.stood.add(place)
            self._attack(session.id, session.prompt)
            for data in new:
                self._go(Tapped(data), depth - 1)

    def _attack(self, session: int, prompt: int) -> None:
        """Put keys of others into the question at hand."""
        expected = tried(self.name, Tapped(Callback(session, prompt, FREE).pack()))
        for kind, key in self.keys.items():
            self.tried += 1
            answer = tried(self.name, Tapped(Callback(session, prompt, key).pack()))
            assert answer == expected, (kind, city().focus(self.name))


def walks(flow: str) -> bool:
    """Whether the steps of a flow are walked: every errand, and of the exercises the plan."""
    return flow == "plan" or not all_flows()[flow].pausable


def tried(name: str, given: Tapped | Command | Typed) -> list[object]:
    """What somebody is told when they try this; no word of others is, and nothing of theirs changes."""
    here = city()
    with here.undone():
        before = here.others(name)
        said, toasts = here.turn(name, given)
        assert leaked(name, said, toasts) == [], given
        assert here.others(name) == before, given
        return words(said, toasts)


OF_A_CITIZEN = {"home", "my_people", "sharing", "my_news", "my_data", "remarks", "reminder", "plan"}
OF_A_FOLLOWER = {
    "staff_home",
    "my_citizens",
    "my_citizen",
    "invite",
    "review",
    "remind",
    "my_reminders",
    "my_data",
}


@pytest.mark.parametrize("name", PEOPLE)
def test_the_walk_reaches_every_errand_that_is_theirs(name: str) -> None:
    reached = {flow for flow, _ in walked(name).stood}
    expected = {
        "Samirkudu": OF_A_CITIZEN | {"stop", "join", "language"},
        "Aminaocelot": OF_A_CITIZEN,
        "Mettelama": OF_A_FOLLOWER | {"my_queue", "score_too"},
        "Jonaspuma": OF_A_FOLLOWER,
        "Kaiyak": OF_A_FOLLOWER | {"my_queue"},
        "Idazebra": {"staff_home", "invite"},
    }
    assert reached >= expected.get(name, set())


@cache
def walked(name: str) -> Attacker:
    attacker = Attacker(name)
    attacker.walk()
    return attacker


@pytest.mark.parametrize("name", PEOPLE)
def test_no_key_of_others_opens_anything_at_any_question(name: str) -> None:
    assert set(walked(name).keys) >= {
        "relation",
        "share",
        "exercise",
        "plan",
        "comment",
        "observation",
        "reminder",
        "delivery",
        "notice",
        "invitation",
        "role",
        "person",
    }
    assert walked(name).tried > 50


@pytest.mark.parametrize("name", PEOPLE)
def test_no_button_of_others_does_anything(name: str) -> None:
    nothing = tried(name, Tapped(f"{FREE}.1:{FREE}"))
    theirs = [data for other in PEOPLE if other != name for data in lasting(other)]
    assert len(theirs) > 100
    for data in theirs:
        assert tried(name, Tapped(data)) == nothing, data


@cache
def lasting(name: str) -> list[str]:
    """The buttons of somebody whose session is there: each choice under its newest question."""
    newest: dict[tuple[int, str], str] = {}
    for data in sorted(walked(name).shown, key=lambda each: (len(each), each)):
        callback = unpack(data)
        assert callback is not None
        if sessions.load(city().cursor, city().talks[name].user, callback.session):
            newest[callback.session, callback.choice] = data
    return list(newest.values())


@pytest.mark.parametrize("name", PEOPLE)
def test_no_command_says_a_word_of_others(name: str) -> None:
    keys = city().foreign_keys(name)
    for command in (*COMMANDS, "begin", "export", "staff", "org"):
        for argument in ("", *keys.values()):
            tried(name, Command(command, argument, 9_000))


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("kind", ["used", "revoked", "expired", "guessed", "of a link that is used"])
def test_a_code_that_does_not_work_is_like_one_that_never_was(name: str, kind: str) -> None:
    code = city().codes[kind]
    nothing = tried(name, Command("start", "QQ999999", 9_000))
    assert "does not work" in str(nothing)
    assert tried(name, Command("start", code, 9_000)) == nothing
    if len(code) < 22:
        assert tried(name, Typed(code, 9_000)) == tried(name, Typed("QQ 999 999", 9_000))


def test_ones_own_code_is_called_so_and_joins_nobody() -> None:
    assert "your own code" in str(tried("Mettelama", Typed(city().codes["own"], 9_000)))
