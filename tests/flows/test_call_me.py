"""Who is in distress can ask their contact person to call: only if they want it, and nothing they wrote goes along."""

from __future__ import annotations

import pytest

from tests.town import Town, forget_notices

WORDS = "I want to die"
ASK = "Ask Mette to call me"
CALL = "Samir: would like a call"


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
    assert notice.text == "A citizen would like you to call."
    assert notice.labels() == ["Continue"]
    here.mette.tap("Continue")
    here.mette.tap("Samir: would like a call")
    assert not any(WORDS in message.text for message in here.mette.sent)
    here.mette.tap("I call Samir")
    assert "There is nothing new." in here.taps(here.mette)[-1].text


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


def asked() -> Town:
    """Samir has asked Mette to call, at one minute past ten."""
    here = town()
    here.samir.write(WORDS)
    here.samir.tap(ASK)
    here.rings(here.mette)
    return here


def test_the_request_stands_on_the_page_of_the_citizen_with_its_time() -> None:
    here = asked()
    here.taps(here.mette, "My citizens", "Samir")
    assert here.mette.last.labels()[0] == "☎ Samir would like a call"
    assert "Samir asked today at 10:" in here.mette.tap("☎ Samir")[-1].text
    assert "☎ Samir would like a call" in here.mette.tap("Back")[-1].labels()
    here.mette.tap("☎ Samir")
    here.mette.tap("I call Samir")
    assert "☎ Samir would like a call" not in here.mette.last.labels()


def test_a_day_later_the_day_is_said_too() -> None:
    here = asked()
    here.mette.wait(days=1)
    here.taps(here.mette, "What waits for me", CALL)
    assert "Samir asked on Monday 23 November at 10:" in here.mette.last.text


def test_the_citizen_is_told_that_they_are_called() -> None:
    here = asked()
    here.taps(here.mette, "What waits for me", CALL)
    assert "I tell Samir" in here.mette.tap("I call Samir")[-1].text
    (greeting,) = here.rings(here.samir)
    assert greeting.text == "Mette calls you."
    assert greeting.labels() == ["Continue"]
    told = here.samir.tap("Continue")[-1].text
    assert "Mette has seen that you would like a call, and calls you." in told
    assert "112" in told


def test_nobody_is_promised_a_call_by_somebody_who_has_left() -> None:
    here = asked()
    here.taps(here.mette, "What waits for me", CALL)
    here.mette.tap("I call Samir")
    here.taps(here.mette, "My citizens", "Samir", "I do not follow Samir", "Yes")
    here.rings(here.samir)
    here.taps(here.samir, "📬")
    assert not any("calls you" in each.text for each in here.samir.sent)


def test_a_call_can_wait_until_another_one_is_read() -> None:
    here = asked()
    here.taps(here.mette, "What waits for me", CALL)
    assert CALL in here.mette.tap("Back")[-1].labels()


# What is told, and taking it back ---------------------------------------------------------------

DROP = "I do not want a call after all"
TELLS = "Mette can see that you are having a hard time and would like a call, but perhaps only later."


def test_what_the_contact_person_reads_is_said_at_the_tap_that_asks_them() -> None:
    """Before it, it would push the numbers off a small phone. It can be taken back where it is said."""
    here = town()
    here.samir.write(WORDS)
    assert "having a hard time" not in here.samir.last.text
    assert TELLS in here.samir.tap(ASK)[-1].text
    assert "Nothing of what you wrote goes along." in here.samir.last.text
    assert DROP in here.samir.last.labels()


def test_who_has_nobody_to_ask_reads_nothing_of_it() -> None:
    here = town()
    here.mette.write(WORDS)
    assert "would like a call" not in here.mette.last.text


def test_the_call_can_be_taken_back_until_it_is_seen_to() -> None:
    here = asked()
    here.samir.tap(DROP)
    assert "It is taken back. Mette may have read it already." in here.samir.last.text
    assert "112" in here.samir.last.text
    assert ASK in here.samir.last.labels()
    assert DROP not in here.samir.last.labels()
    here.taps(here.mette, "My citizens", "Samir")
    assert "☎ Samir would like a call" not in here.mette.last.labels()


def test_the_button_stays_while_the_citizen_writes_on() -> None:
    here = town()
    here.samir.write(WORDS)
    here.samir.tap(ASK)
    assert DROP in here.samir.last.labels()
    here.samir.write("thank you for that")
    assert DROP in here.samir.last.labels()


def test_whoever_has_it_open_is_told_that_it_does_not_wait_any_more() -> None:
    here = asked()
    here.taps(here.mette, "What waits for me", CALL)
    here.samir.tap(DROP)
    assert "It does not wait any more" in "\n".join(each.text for each in here.mette.tap("I call Samir"))
    assert not here.rings(here.samir)


def test_what_was_seen_to_cannot_be_taken_back() -> None:
    here = asked()
    here.taps(here.mette, "What waits for me", CALL)
    here.mette.tap("I call Samir")
    here.samir.tap(DROP)
    assert "There is nothing to take back any more." in here.samir.last.text


def test_after_taking_it_back_a_call_can_be_asked_for_again() -> None:
    here = asked()
    here.samir.tap(DROP)
    here.samir.wait(seconds=10)
    here.samir.tap(ASK)
    here.taps(here.mette, "My citizens", "Samir")
    assert "☎ Samir would like a call" in here.mette.last.labels()


# Nothing that waits or is open holds it up -------------------------------------------------------


def in_an_exercise(here: Town) -> Town:
    """Samir writes a sign of distress in the middle of an exercise, asks for a call, and goes on."""
    here.taps(here.samir, "New elevator pitch")
    here.samir.write("I am Samir, and I have driven a truck for eight years.")
    here.samir.write(WORDS)
    here.samir.tap(ASK)
    here.samir.tap("Continue")
    return here


def promised(here: Town) -> Town:
    here.taps(here.mette, "What waits for me", CALL)
    assert "I tell Samir" in here.mette.tap("I call Samir")[-1].text
    return here


def with_unread_news() -> Town:
    """Samir has been told in the morning that something is ready, and has not opened it."""
    here = town().with_shared_pitch().with_remarks()
    here.rings(here.samir)
    return here


def test_the_call_reaches_somebody_who_goes_on_with_an_exercise() -> None:
    here = promised(in_an_exercise(town()))
    assert [each.text for each in here.rings(here.samir)] == ["Mette calls you."]
    assert "Which job is your talk for?" in here.samir.write("I like to drive at night")[-1].text


def test_news_of_today_that_nobody_has_opened_do_not_hold_up_the_call() -> None:
    here = promised(in_an_exercise(with_unread_news()))
    assert [each.text for each in here.rings(here.samir)] == ["Mette calls you."]
    here.samir.tap("Continue")
    assert not here.samir.wait(seconds=1)


def test_a_call_that_was_not_opened_does_not_hold_up_the_next_one() -> None:
    here = promised(in_an_exercise(town()))
    here.rings(here.samir)
    here.samir.write(WORDS)
    here.samir.tap(ASK)
    promised(here)
    assert [each.text for each in here.rings(here.samir)] == ["Mette calls you."]


def test_it_comes_at_night_and_to_who_wants_no_messages() -> None:
    here = in_an_exercise(town())
    here.samir.world.connection.execute(
        "UPDATE people SET quiet = 1 WHERE id = :samir", {"samir": here.samir.user}
    )
    here.samir.wait(hours=13)
    promised(here)
    assert [each.text for each in here.rings(here.samir)] == ["Mette calls you."]


def test_what_was_read_at_home_meanwhile_is_not_said_again() -> None:
    here = promised(in_an_exercise(town()))
    here.taps(here.samir, "📬")
    here.samir.tap("All right")
    assert not here.rings(here.samir)


def test_whoever_is_asked_reads_of_it_although_something_else_waits_unopened() -> None:
    here = town().with_shared_pitch()
    in_an_exercise(here)
    assert [each.text for each in here.rings(here.mette)] == ["A citizen would like you to call."]
    here.mette.tap("Continue")
    assert here.mette.last.labels()[0] == CALL


def test_whoever_is_asked_is_let_sleep() -> None:
    here = town()
    here.samir.wait(hours=13)
    here.samir.write(WORDS)
    here.samir.tap(ASK)
    assert not here.rings(here.mette)
    assert [each.text for each in here.mette.wait(hours=12)] == ["A citizen would like you to call."]


def test_whoever_is_asked_and_wants_no_messages_reads_of_it_once_they_do() -> None:
    here = town()
    quiet = "UPDATE people SET quiet = :quiet WHERE id = :mette"
    here.mette.world.connection.execute(quiet, {"quiet": 1, "mette": here.mette.user})
    here.samir.write(WORDS)
    here.samir.tap(ASK)
    assert not here.mette.wait(hours=3)
    here.mette.world.connection.execute(quiet, {"quiet": 0, "mette": here.mette.user})
    assert [each.text for each in here.mette.wait(days=1)] == ["A citizen would like you to call."]


def test_a_call_that_was_taken_back_is_told_to_nobody() -> None:
    here = town()
    here.samir.write(WORDS)
    here.samir.tap(ASK)
    here.samir.tap(DROP)
    assert not here.rings(here.mette)


# The numbers stay in sight, and a call that was asked for is not asked for as if it were new -------

NUMBERS = "☎ 112 · Livslinien 70 201 201"


def test_what_follows_a_sign_is_short_and_ends_with_the_numbers() -> None:
    here = town()
    here.samir.write(WORDS)
    assert here.samir.last.text == f"Everything else here can wait.\n\n{NUMBERS}"
    assert here.samir.tap(ASK)[-1].text.endswith(NUMBERS)
    assert here.samir.tap(DROP)[-1].text.endswith(NUMBERS)


def test_whoever_writes_on_reads_the_numbers_last() -> None:
    here = town()
    here.samir.write(WORDS)
    for text in ("so much", "and so long", "it was not meant like that"):
        said = here.samir.write(text)[-1].text
        assert "70 201 201" in said.split("\n\n")[-1]
        assert NUMBERS not in said


def test_whoever_is_only_worn_out_is_not_alarmed_by_them() -> None:
    here = town()
    here.samir.write("I can't do this anymore")
    assert "112" not in here.samir.last.text


def test_after_a_new_sign_it_is_said_that_the_contact_person_was_asked_already() -> None:
    here = asked()
    here.samir.tap("Continue")
    here.samir.write(WORDS)
    assert "I have told Mette already that you would like a call." in here.samir.last.text
    here.samir.tap(ASK)
    assert [each.text for each in here.rings(here.mette)] == ["A citizen would like you to call."]


def test_once_somebody_calls_it_can_be_asked_for_anew() -> None:
    here = promised(in_an_exercise(town()))
    here.rings(here.samir)
    here.samir.write(WORDS)
    assert "already" not in here.samir.last.text
    assert ASK in here.samir.last.labels()
