"""Who is in distress can ask their contact person to call: only if they want it, and nothing they wrote goes along."""

from __future__ import annotations

import pytest

from tests.town import Town, forget_notices

WORDS = "I want to die"
ASK = "Ask Mette to call me"


def town() -> Town:
    made = Town()
    forget_notices(made.samir)
    return made


def test_nothing_is_told_to_anybody_unless_it_is_asked_for() -> None:
    here = town()
    here.samir.write(WORDS)
    assert ASK in here.samir.last.labels()
    here.samir.tap("Continue")
    said = len(here.mette.sent)
    here.samir.wait(days=1)
    assert len(here.mette.sent) == said


def test_the_contact_person_is_told_that_a_call_is_wanted_and_not_why() -> None:
    here = town()
    here.samir.write(WORDS)
    here.samir.tap(ASK)
    assert "112" in here.samir.last.text
    assert ASK not in here.samir.last.labels()
    (notice,) = here.rings(here.mette)
    assert "Samir" not in notice.text
    here.mette.tap("Continue")
    here.mette.tap("Samir: would like a call")
    assert not any(WORDS in message.text for message in here.mette.sent)
    here.mette.tap("I take care of it")
    assert here.taps(here.mette)[-1].labels()[0] == "Nothing waits for me"


@pytest.mark.parametrize("sign", [WORDS, "I can't do this anymore"])
def test_the_offer_stays_until_a_call_was_asked_for(sign: str) -> None:
    here = town()
    for text in (sign, "so much", "i can cook"):
        here.samir.write(text)
        assert ASK in here.samir.last.labels()
    here.samir.tap(ASK)
    here.samir.write("thank you for that")
    assert ASK not in here.samir.last.labels()


def test_a_button_of_before_asks_nobody_once_there_is_no_contact_person() -> None:
    here = town()
    here.samir.write(WORDS)
    asked = here.samir.last
    here.taps(here.mette, "My citizens", "Samir", "I do not follow Samir", "Yes")
    said = len(here.mette.sent)
    here.samir.tap_data(asked.buttons[0][1], asked.id)
    here.samir.wait(days=1)
    assert len(here.mette.sent) == said


def test_who_has_no_contact_person_is_not_offered_one() -> None:
    here = town()
    here.mette.write(WORDS)
    assert here.mette.last.labels() == ["Continue"]
