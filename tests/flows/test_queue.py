"""What waits for staff: a tap opens what it names, also where something else has come meanwhile."""

from __future__ import annotations

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
    assert waiting(town)[-1] == "Samir: something new to see"
    town.with_shared_star()
    assert waiting(town)[-2:] == ["Samir: An elevator pitch", "Samir: A star"]


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
    new = waiting(town)[-2:]
    assert new == [f"Samir: An elevator pitch ({number})" for number in (1, 2)]
    assert "kitchen" in page(town.mette.tap(new[1]))
