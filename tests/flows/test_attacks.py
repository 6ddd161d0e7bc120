"""Nobody gets anywhere with what is somebody else's: each button, command, code and key, tried by all others.

Everybody goes through every errand of theirs; while they stand at a question, all others tap its buttons.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import pytest

from bot.engine.callbacks import Callback, unpack
from bot.engine.errands import COMMANDS
from bot.engine.flow import step_of
from bot.engine.inputs import Command, Tapped, Typed
from bot.state import sessions
from tests.flows.city import PEOPLE, city, leaked, words
from tests.talk import all_flows

if TYPE_CHECKING:
    from bot.engine.inputs import Input
    from tests.screen import Message

Kind: TypeAlias = tuple[str, str, str, str]
FREE = "zzzzzzzzzz"
"""A key of nothing."""
DEPTH = 9


class Others:
    """Everybody but whoever a phone belongs to: they tap what it shows, and write what that carries."""

    def __init__(self) -> None:
        self.tapped: set[Kind] = set()
        """The kinds of the buttons that all others have tapped, by whom they were shown to."""
        self._written: set[str] = set()
        """The flows of which a button was written too."""
        self._refused: dict[str, list[object]] = {}

    def tap(self, owner: str, shown: list[str]) -> None:
        """Nobody gets anywhere with a button of a kind that was not tapped before; of each flow one is written too."""
        for data in shown:
            kind = kind_of(owner, data)
            if kind is None or kind in self.tapped:
                continue
            self.tapped.add(kind)
            for other in PEOPLE:
                if other != owner:
                    self._refuses(other, data)
                    if kind[1] not in self._written:
                        writes(other, data)
            self._written.add(kind[1])

    def _refuses(self, name: str, data: str) -> None:
        """A button of somebody else says what one says that never was, as things stand now."""
        answer = tried(name, Tapped(data))
        if answer != self._refused.get(name):
            self._refused[name] = tried(name, Tapped(f"{FREE}.1:{FREE}"))
        assert answer == self._refused[name], (name, data)


def kind_of(owner: str, data: str) -> Kind | None:
    """Whose button it is, of which flow and step, and which choice or that it is an item; a way around, in any step."""
    callback = unpack(data)
    assert callback is not None
    session = sessions.load(city().cursor, city().talks[owner].user, callback.session)
    place = step_of(session.place_of(callback.prompt)) if session else ""
    if session is None or not place:
        return None
    if callback.choice.startswith("@"):
        return owner, session.flow, "", callback.choice
    choices = getattr(all_flows()[session.flow].find(place), "choices", ())
    chosen = {each.key: each.key for each in choices}.get(callback.choice, "an item")
    return owner, session.flow, place, chosen


def writes(name: str, data: str) -> None:
    """What a button of somebody else carries is any word when it is written, and no link."""
    linked, free = (tried(name, Command("start", each, 9_000)) for each in (data, FREE))
    assert linked == free, (name, data)
    tried(name, Typed(data, 9_000))


class Attacker:
    """Goes through every errand of their own, undoing each step; keys and taps of others are tried everywhere."""

    def __init__(self, name: str, others: Others) -> None:
        self.name = name
        self.stood: set[tuple[str, str]] = set()
        self.keys = city().foreign_keys(name)
        self.tried = 0
        self.others = others

    def walk(self) -> Attacker:
        before = carried(city().talks[self.name].sent)
        self.others.tap(self.name, before)
        for command in COMMANDS:
            self._go(Command(command), DEPTH)
        for data in sorted(set(before)):
            self._go(Tapped(data), DEPTH)
        return self

    def _go(self, given: Tapped | Command, depth: int) -> None:
        here = city()
        with here.undone():
            said, toasts = here.turn(self.name, given)
            assert leaked(self.name, said, toasts) == [], given
            new, session = carried(said), here.focus(self.name)
            self.others.tap(self.name, new)
            if session is None or not depth:
                return
            if not walks(session.flow):
                depth = 1  # a look at what an exercise leads to
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


def carried(messages: list[Message]) -> list[str]:
    """The data of every button of some messages."""
    return [data for message in messages for _, data in message.buttons]


def walks(flow: str) -> bool:
    """Whether the steps of a flow are walked: every errand, and of the exercises the plan."""
    return flow == "plan" or not all_flows()[flow].pausable


def tried(name: str, given: Input) -> list[object]:
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
def everybody() -> dict[str, Attacker]:
    """All of them after their walks, which share what the others have tapped."""
    others = Others()
    return {name: Attacker(name, others).walk() for name in PEOPLE}


def walked(name: str) -> Attacker:
    return everybody()[name]


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
        "report",
        "delivery",
        "notice",
        "invitation",
        "role",
        "person",
    }
    assert walked(name).tried > 50


WALKED_ELSEWHERE = {"desk_entry", "other_language"}
"""One stands for ten minutes, where somebody signs in: tests/desk/test_signing_in.py lets others tap it.

The other is asked beside what somebody does: tests/engine/test_offering.py lets others tap that.
"""


def test_no_button_of_others_does_anything_in_any_flow() -> None:
    """Each was tapped by all others in the walks, while its owner stood there."""
    tapped = walked(PEOPLE[-1]).others.tapped
    assert {flow for _, flow, _, _ in tapped} | WALKED_ELSEWHERE == set(all_flows())
    assert {owner for owner, *_ in tapped} == set(PEOPLE)
    assert len(tapped) > 1_000


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
