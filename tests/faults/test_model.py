"""What the model says of a message on the phone that no row of the outbox is marked with."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.engine.callbacks import Callback
from bot.engine.effects import RETENTION
from tests.end_to_end.phones import CITIZEN, Message, Phone
from tests.end_to_end.scripted import FINE, ScriptedCitizen
from tests.faults.model import Found, Held, compared

if TYPE_CHECKING:
    from pathlib import Path

SESSION = 77
KILLED_AT = 20
"""The newest message id at the kill."""


@pytest.fixture
def citizen(tmp_path: Path) -> ScriptedCitizen:
    return ScriptedCitizen(Phone(tmp_path), CITIZEN, Random(1), hasty=True)


def notice(number: int, prompt: int) -> Message:
    data = Callback(SESSION, prompt, FINE).pack()
    return Message(number, False, f"Jeg har lagt dine {prompt} beskeder sammen", (("Det er fint", data),))


def found(
    citizen: ScriptedCitizen, *shown: Message, marked: int, taken_back: set[int], roles: tuple[str, ...] = ()
) -> Found:
    """What is found where these messages are shown, one is marked, and some prompts were taken back unmarked."""
    citizen.phone.first[CITIZEN] = {message.id: message for message in shown}
    citizen.phone.screens[CITIZEN] = dict(citizen.phone.first[CITIZEN])
    rows = [{"status": "withdrawn", "message": None} for _ in taken_back]
    stored = {
        "person": {"focus": 0},
        "exercises": [],
        "unplaced": [],
        "messages": [*rows, {"status": "sent", "message": marked}],
        "timers": [{"kind": RETENTION}],
        "people": {"roles": list(roles)},
    }
    held = Held(stored, {(SESSION, prompt) for prompt in taken_back})
    return compared([(citizen, held)], [KILLED_AT])


def test_a_notice_on_its_way_at_a_kill_that_was_replaced_then_is_no_stray(citizen: ScriptedCitizen) -> None:
    """Nobody knows that it arrived; the next one says all that it said."""
    outcome = found(citizen, notice(20, 1), notice(30, 2), marked=30, taken_back={1})
    assert not outcome.problems, outcome.report
    assert outcome.replaced == Counter({(CITIZEN, 1): 1})
    assert outcome.unmarked == outcome.replaced


def test_a_notice_that_was_never_taken_back_is_a_stray(citizen: ScriptedCitizen) -> None:
    outcome = found(citizen, notice(20, 1), notice(30, 2), marked=30, taken_back={3})
    assert [kind for kind, _ in outcome.problems] == ["stray"]


def test_a_notice_that_nothing_replaced_is_a_stray(citizen: ScriptedCitizen) -> None:
    outcome = found(citizen, notice(20, 2), notice(30, 1), marked=20, taken_back={1})
    assert [kind for kind, _ in outcome.problems] == ["stray"]


def test_what_was_taken_back_once_explains_one_message(citizen: ScriptedCitizen) -> None:
    shown = notice(18, 1), notice(19, 3), notice(20, 1), notice(30, 2)
    outcome = found(citizen, *shown, marked=30, taken_back={1, 3})
    assert [kind for kind, _ in outcome.problems] == ["stray"]


def test_at_one_kill_one_message_of_a_person_may_be_unmarked(citizen: ScriptedCitizen) -> None:
    """Whether it comes twice or was replaced: both at one kill are one too many, and the scenario says so."""
    shown = notice(19, 1), notice(30, 2), notice(31, 2)
    outcome = found(citizen, *shown, marked=31, taken_back={1})
    assert not outcome.problems, outcome.report
    assert (outcome.repeated, outcome.replaced) == (Counter({(CITIZEN, 1): 1}), Counter({(CITIZEN, 1): 1}))
    assert outcome.unmarked == Counter({(CITIZEN, 1): 2})


def of_staff(citizen: ScriptedCitizen, *shown: Message) -> Found:
    """What is found of somebody of the staff: what was said in an errand that has ended is marked nowhere."""
    return found(citizen, *shown, marked=shown[-1].id, taken_back=set(), roles=("contact",))


def test_what_came_twice_to_staff_counts_too(citizen: ScriptedCitizen) -> None:
    outcome = of_staff(citizen, notice(18, 1), notice(30, 1), notice(31, 2))
    assert not outcome.problems, outcome.report
    assert outcome.repeated == Counter({(CITIZEN, 1): 1})


def test_what_came_twice_to_staff_after_one_kill_is_one_too_many(citizen: ScriptedCitizen) -> None:
    thrice = of_staff(citizen, notice(19, 1), notice(30, 1), notice(31, 1), notice(32, 2))
    two = of_staff(citizen, notice(19, 1), notice(30, 1), notice(31, 2), notice(32, 2), notice(33, 3))
    assert thrice.unmarked == two.unmarked == Counter({(CITIZEN, 1): 2})


def test_what_comes_to_staff_again_after_something_else_is_a_stray(citizen: ScriptedCitizen) -> None:
    """One is on its way at a time, so nothing that was sent before it comes again."""
    outcome = of_staff(citizen, notice(18, 1), notice(19, 2), notice(30, 1), notice(31, 2), notice(32, 3))
    assert [kind for kind, _ in outcome.problems] == ["stray", "stray"]


def test_plain_words_may_come_to_staff_more_than_once(citizen: ScriptedCitizen) -> None:
    shown = (Message(number, False, "Sendt til Ane.", ()) for number in (18, 30))
    ask = (notice(19, 1), notice(31, 2))
    outcome = of_staff(citizen, *sorted((*shown, *ask), key=lambda message: message.id))
    assert not outcome.problems, outcome.report
