"""What waits for staff: a tap opens what it names, also where something else has come meanwhile."""

from __future__ import annotations

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
