"""The model notices what is wrong: states that no run has shown, made up one by one."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.callbacks import Callback
from bot.engine.effects import NUDGE, REMINDER, RETENTION
from bot.engine.nudging import GO
from bot.state.notices import NEWS, QUEUE
from tests.end_to_end.phones import CITIZEN, Message, Phone
from tests.end_to_end.scripted import QUESTIONS, ScriptedCitizen
from tests.end_to_end.words import PITCH
from tests.faults.model import STEPS, Held, compared
from tests.faults.players import Player

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PITCHING, CONTRACT = 77, 78
FOLLOWED = (NEWS, REMINDER)


@pytest.fixture
def phone(tmp_path: Path) -> Phone:
    return Phone(tmp_path)


async def nothing(_: Player) -> None:
    """An errand that is done at once."""


def player(phone: Phone, user: int, *told_by: str) -> Player:
    return Player(
        phone, user, "Ane", random=Random(1), words=str, comes=nothing, does=[nothing], told_by=told_by
    )


def exercise(number: int, flow: str, *, status: str = "open") -> dict[str, Any]:
    return {"id": number, "flow": flow, "status": status, "answers": []}


def stored(
    *exercises: dict[str, Any], timers: Iterable[str] = (), focus: int = 0, roles: Iterable[str] = ()
) -> dict[str, Any]:
    return {
        "person": {"focus": focus},
        "exercises": list(exercises),
        "unplaced": [],
        "messages": [],
        "reminders": [],
        "timers": [{"kind": kind} for kind in (RETENTION, *timers)],
        "people": {"roles": list(roles), "shared": [], "said_by_them": []},
    }


def problems(*people: tuple[ScriptedCitizen | Player, dict[str, Any]]) -> list[str]:
    """The kinds of what is found."""
    for person, _ in people:
        person.phone.first.setdefault(person.user, {})
    outcome = compared([(person, Held(held, set())) for person, held in people], [])
    return [kind for kind, _ in outcome.problems]


# Where a hasty text may stand --------------------------------------------------------------------------

TEXT = "en tekst"


def placed(phone: Phone, flow: str, step: str, *told: str) -> list[str]:
    """What is found where a text stands at this step; `told` are the questions on the phone, by name, and the text."""
    hasty = ScriptedCitizen(phone, CITIZEN, Random(1), hasty=True)
    texts = {step: text for text, step in QUESTIONS.items()} | {TEXT: TEXT}
    phone.first[CITIZEN] = {
        number: Message(number, each == TEXT, texts[each], ()) for number, each in enumerate(told, 1)
    }
    hasty.sent = {told.index(TEXT) + 1: TEXT}
    before = STEPS[: STEPS.index(step)] if flow == PITCH else ()
    answers = [
        *({"step": each, "content": {"value": TEXT}} for each in before),
        {"step": step, "content": {"value": TEXT, "parts": [*map(list, hasty.sent.items())]}},
    ]
    # What was asked is marked, and so is no stray.
    held = stored({"id": PITCHING, "flow": flow, "status": "open", "answers": answers})
    held["messages"] = [
        {"status": "sent", "message": number} for number, each in enumerate(told, 1) if each != TEXT
    ]
    return problems((hasty, held))


@pytest.mark.parametrize("step", ["who", "burn", "job", "skills"])
def test_a_hasty_text_may_stand_at_the_questions_before_and_after_it_or_beside_these(
    phone: Phone, step: str
) -> None:
    assert placed(phone, PITCH, step, "who", "burn", TEXT, "job") == []


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("contribute", ("who", "burn", TEXT, "job")),
        ("who", ("who", "burn", "job", TEXT)),
        ("skills", ("who", TEXT, "burn", "job", "skills")),
        ("who", (TEXT,)),
    ],
)
def test_a_hasty_text_further_away_is_misplaced(phone: Phone, step: str, told: tuple[str, ...]) -> None:
    assert placed(phone, PITCH, step, *told) == ["misplaced"]


def test_a_hasty_text_may_follow_its_citizen_into_another_pitch(phone: Phone) -> None:
    """They led there themselves, and the question there came while they wrote."""
    assert placed(phone, PITCH, "skills", "who", TEXT, "skills") == []
    assert placed(phone, PITCH, "skills", "who", TEXT) == ["misplaced"]


def test_a_hasty_text_in_another_kind_of_exercise_is_misplaced(phone: Phone) -> None:
    assert placed(phone, "plan", "what", "who", TEXT) == ["misplaced"]
    assert placed(phone, "plan", "who", "who", TEXT) == ["misplaced"]
    assert placed(phone, "first_contact", "name", "name", TEXT, "who") == []
    assert placed(phone, "first_contact", "name", "job", TEXT, "skills") == ["misplaced"]


# What staff are asked to look at -----------------------------------------------------------------------


def asked(phone: Phone, *prompts: int, joined: int, shared: int) -> list[str]:
    """What is found where staff were asked to look, under these prompts, after a citizen did so much."""
    citizen, staff = player(phone, CITIZEN, *FOLLOWED), player(phone, CITIZEN + 500, QUEUE)
    citizen.joined, citizen.shared = joined, shared
    phone.first[staff.user] = {
        number: Message(
            number, False, "Hej", (("Fortsæt", Callback(CONTRACT, prompt, f"{GO}.{QUEUE}").pack()),)
        )
        for number, prompt in enumerate(prompts, 1)
    }
    held = stored()
    held["people"]["shared"] = [{}] * shared
    return problems((citizen, held), (staff, stored(roles=["contact"])))


def test_staff_are_asked_to_look_once_at_most_for_each_thing_that_a_citizen_did(phone: Phone) -> None:
    assert asked(phone, 1, 2, 3, joined=1, shared=2) == []
    assert asked(phone, 3, joined=1, shared=2) == []
    assert asked(phone, 1, 2, 3, 4, joined=1, shared=2) == ["stray"]
    assert asked(phone, 1, joined=0, shared=0) == ["stray"]


def test_staff_who_are_asked_twice_by_the_same_message_were_asked_once(phone: Phone) -> None:
    """It came again after a kill, and that is counted elsewhere."""
    assert asked(phone, 1, 1, joined=1, shared=0) == []


# The timers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flow", "status", "timers", "wrong"),
    [
        (PITCH, "open", [NUDGE], False),
        (PITCH, "open", [], True),
        (PITCH, "open", [NUDGE, NUDGE], True),
        (PITCH, "done", [], False),
        (PITCH, "done", [NUDGE], True),
        ("home", "open", [], False),
        ("home", "open", [NUDGE], True),
    ],
)
def test_there_is_a_nudge_exactly_where_an_exercise_stands_open(
    phone: Phone, flow: str, status: str, timers: list[str], wrong: bool
) -> None:
    held = stored(exercise(PITCHING, flow, status=status), timers=timers, focus=PITCHING)
    for person in (ScriptedCitizen(phone, CITIZEN, Random(1), hasty=True), player(phone, CITIZEN)):
        assert problems((person, held)) == ["timers"] * wrong


def test_an_exercise_that_is_open_but_not_in_front_of_somebody_has_no_nudge(phone: Phone) -> None:
    held = stored(exercise(PITCHING, PITCH), timers=[NUDGE], focus=CONTRACT)
    assert problems((player(phone, CITIZEN), held)) == ["timers"]


def test_whom_others_tell_may_have_been_told_instead_of_nudged(phone: Phone) -> None:
    """And never has a nudge that nothing stands open for."""
    person = player(phone, CITIZEN, *FOLLOWED)
    assert problems((person, stored(exercise(PITCHING, PITCH), focus=PITCHING))) == []
    assert problems((person, stored(timers=[NUDGE]))) == ["timers"]


@pytest.mark.parametrize("kind", [QUEUE, NEWS, REMINDER])
def test_a_timer_by_which_others_tell_is_there_once_at_most_and_only_for_whom_they_tell(
    phone: Phone, kind: str
) -> None:
    told, untold = player(phone, CITIZEN, kind), player(phone, CITIZEN)
    assert problems((told, stored(timers=[kind]))) == []
    assert problems((told, stored(timers=[kind, kind]))) == ["timers"]
    assert problems((untold, stored(timers=[kind]))) == ["timers"]


def test_a_timer_of_a_plan_is_there_for_each_plan(phone: Phone) -> None:
    person = player(phone, CITIZEN, *FOLLOWED)
    person.timers = Counter(plan=2)
    assert problems((person, stored(timers=["plan", "plan", NEWS]))) == []
    assert problems((person, stored(timers=["plan", NEWS]))) == ["timers"]
