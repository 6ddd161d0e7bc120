"""What waits for staff: a tap opens what it names, also where something else has come meanwhile."""

from __future__ import annotations

from bot.desk.waiting import OF_CITIZENS
from bot.flows._queue import LABELS
from bot.flows._urgency import ORDER, by_urgency
from tests.flows.reviewing import page
from tests.town import Town, forget_notices

CALL = "Samir: would like a call"


def asked_to_call() -> Town:
    """Samir has asked Mette to call, and Mette sees it in the list of what waits."""
    town = Town()
    forget_notices(town.samir)
    town.samir.write("I want to die")
    town.samir.tap("Ask Mette to call me")
    town.rings(town.mette)
    town.mette.tap("Continue")
    return town


def something_new(town: Town) -> None:
    """Mette is written to about something else."""
    town.samir.tap("Continue")
    town.with_shared_pitch()


def test_a_tap_opens_what_it_names_when_a_greeting_came_meanwhile() -> None:
    town = asked_to_call()
    something_new(town)
    assert "Continue" in town.mette.last.labels()
    assert "would like you to call" in town.mette.tap(CALL)[-1].text


def test_a_tap_opens_what_it_names_also_in_an_earlier_list() -> None:
    town = asked_to_call()
    listed = town.mette.last
    town.taps(town.mette, "What waits for me", "Back", "My citizens")
    town.mette.tap_data(dict(listed.buttons)[CALL], listed.id)
    assert "would like you to call" in town.mette.last.text


def test_what_is_read_is_dealt_with_when_a_greeting_came_meanwhile() -> None:
    town = asked_to_call()
    town.mette.tap(CALL)
    something_new(town)
    said = town.mette.tap("I call Samir")[-1].labels()
    assert CALL not in said
    assert "I call Samir" not in said


def test_what_has_been_seen_to_is_not_opened_by_an_earlier_list() -> None:
    town = asked_to_call()
    listed = town.mette.last
    town.mette.tap(CALL)
    town.mette.tap("I call Samir")
    said = town.mette.tap_data(dict(listed.buttons)[CALL], listed.id)
    assert "It is not here any more." in said[0].text


def waiting(town: Town) -> list[str]:
    town.taps(town.mette, "What waits for me")
    return [label for label in town.mette.last.labels() if label != "Back"]


def test_two_new_things_of_the_same_person_are_told_apart_by_their_kind() -> None:
    town = Town().with_shared_pitch()
    assert waiting(town)[0] == "Samir: something new to see"
    town.with_shared_star()
    assert waiting(town)[:2] == ["Samir: A star", "Samir: An elevator pitch"]


def test_two_of_one_kind_get_a_number_and_each_opens_its_own() -> None:
    town = Town().with_shared_pitch()
    town.taps(town.samir, "New elevator pitch", "No, begin afresh")
    town.samir.write("I am Samir, and I can cook for many.")
    town.samir.write("I like to cook")
    town.samir.write("kitchen")
    town.samir.write("I can cook")
    town.samir.write("I come on time, every day of the year")
    town.samir.tap("Somebody I meet")
    town.samir.tap("Show it to")
    town.samir.tap("Yes, show it")
    new = waiting(town)[:2]
    assert new == [f"Samir: An elevator pitch ({number})" for number in (1, 2)]
    assert "kitchen" in page(town.mette.tap(new[0]))


def test_the_chat_and_the_desk_know_how_urgent_everything_is_and_agree() -> None:
    assert ORDER.keys() >= LABELS.keys()
    assert ORDER.keys() >= OF_CITIZENS.keys()
    assert [kind for kind in ORDER if kind in OF_CITIZENS] == list(OF_CITIZENS)


def test_who_would_like_a_call_or_help_stands_before_what_is_to_be_read() -> None:
    """Whoever asks has waited; of what is to be read the newest is what the message came about."""
    arrived = ("joined", "silence", "help", "shared", "taken_back", "help", "call", "shared")
    found = by_urgency([{"kind": kind, "at": at} for at, kind in enumerate(arrived)])
    assert [(each["kind"], each["at"]) for each in found] == [
        ("call", 6),
        ("help", 2),
        ("help", 5),
        ("shared", 7),
        ("shared", 3),
        ("silence", 1),
        ("joined", 0),
        ("taken_back", 4),
    ]


def test_help_that_a_citizen_asks_for_stands_above_what_came_before_it() -> None:
    town = Town().with_shared_pitch()
    town.taps(town.samir, "Make a small plan")
    town.samir.write("Call the warehouse")
    town.samir.write("on Thursday at 10")
    for label in ("Skip", "Nothing comes to mind"):
        town.samir.tap(label)
    town.taps(town.samir, "Plan: ", "I would like help", "Do it together with Mette")
    assert waiting(town)[:2] == ["Samir: would like help", "Samir: something new to see"]
