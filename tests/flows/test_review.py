"""Reviewing: what is shown is read, something is said of it in few taps, and what is taken back is out of reach."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.flows.plans import planned
from tests.flows.reviewing import (
    GONE,
    MENU,
    OVERTAKEN,
    READ,
    TAKEN_BACK,
    change,
    page,
    said,
    take_back,
    waiting,
)
from tests.town import Town, forget_notices

if TYPE_CHECKING:
    from tests.screen import Message
    from tests.talk import Talk


def noticed() -> Town:
    """Mette has got the neutral notice, and nothing else waits for her."""
    town = Town().with_pitch()
    forget_notices(town.samir)
    town.samir.tap("Show it to")
    town.samir.tap("Yes, show it")
    town.rings(town.mette)
    assert town.mette.last.labels()[0] == "Continue"
    return town


@pytest.mark.parametrize(
    ("taps", "texts", "kept"),
    [
        (
            ["Continue", "Samir: something", "Suggest", "The whole"],
            ["Say how long"],
            ("suggestion", "", "Say how long"),
        ),
        (
            ["Continue", "Samir: something", "Suggest", "What Samir loves"],
            ["Say where you drive"],
            ("suggestion", "burn", "Say where you drive"),
        ),
        (
            ["Continue", "Samir: something", "Comment on", "Who Samir is"],
            ["Clear"],
            ("comment", "who", "Clear"),
        ),
        (["Continue", "Samir: something", "Write a"], ["Fine"], ("comment", "", "Fine")),
        (["Continue", "Samir: something", "✔ Reviewed"], [], READ),
    ],
)
def test_at_most_four_taps_and_one_text_from_the_notice_on(
    taps: list[str], texts: list[str], kept: tuple[str, str, str]
) -> None:
    town = noticed()
    for label in taps:
        town.mette.tap(label)
    for text in texts:
        town.mette.write(text)
    assert len(taps) <= 4
    assert len(texts) <= 1
    assert said(town) == list(dict.fromkeys([READ, kept]))
    assert waiting(town.mette) == []
    assert "✔ Reviewed" not in town.mette.last.labels()
    assert town.taps(town.mette, "My citizens", "Samir", "What Samir")[-1].labels()[0].startswith("✔ ")


def test_a_comment_says_that_it_was_read_and_the_citizen_hears_of_both_at_once() -> None:
    town = noticed()
    for label in ("Continue", "Samir: something", "Write a"):
        town.mette.tap(label)
    assert "It is saved. Samir finds it here, and can see that you have read it." in page(
        town.mette.write("Fine")
    )
    assert waiting(town.samir) == ["commented"]
    assert len(town.rings(town.samir)) == 1
    read = page(town.samir.tap("Continue"))
    assert "Mette read it on Monday 23 November.\n\nMette wrote on Monday 23 November:\nFine" in read
    assert waiting(town.samir) == []


def test_further_comments_on_the_same_version_do_not_say_again_that_it_was_read() -> None:
    town = Town().with_shared_pitch().with_remarks("Good.")
    assert [kind for kind, *_ in said(town)] == ["reviewed", "suggestion", "comment", "comment"]
    change(town)
    town.reviews(town.mette)
    assert "✔ Reviewed" in town.mette.last.labels()
    town.mette.tap("Write a comment")
    town.mette.write("Better still.")
    assert [kind for kind, *_ in said(town)][-2:] == ["reviewed", "comment"]


def test_taking_back_says_what_still_stands_in_the_chat_of_who_has_read_it() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.taps(town.samir, "✔ Talk: warehouse", "👁", "Take it back")
    text = page(town.samir.tap("Mette"))
    assert "Mette cannot open it any more. What Mette has read already still stands in their chat." in text
    assert "Nobody else can open it now." in text


def test_it_is_shown_as_it_was_shared_with_every_answer() -> None:
    town = Town().with_shared_pitch()
    town.samir.tap("Change something")
    town.samir.tap("✏ What you love")
    town.samir.write("I like to drive in Norway")
    text = page(town.reviews(town.mette))
    assert "Samir showed it to you on" in text
    assert "I am Samir, and I have driven a truck for eight years. I like to drive at night." in text
    assert "What Samir loves doing\nI like to drive at night" in text
    assert "Norway" not in text


def test_a_look_is_noted_and_the_citizen_sees_it() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.taps(town.samir, "✔ Talk: warehouse")
    assert "• Mette, Monday 23 November" in town.samir.tap("👁")[-1].text


def test_spoken_answers_come_as_voice_messages() -> None:
    town = Town()
    town.taps(town.samir, "New elevator pitch")
    town.samir.speak(9)
    recorded = town.samir.answers("elevator_pitch")["who"]
    for text in ("I like to drive at night", "warehouse", "I can load and pack", "I come on time, every day"):
        town.samir.write(text)
    town.samir.tap("Somebody I meet")
    town.samir.tap("Show it to")
    town.samir.tap("Yes, show it")
    spoken = [(message.voice, message.text) for message in town.reviews(town.mette) if message.voice]
    assert spoken == [(recorded, "Samir · Who Samir is")]


@pytest.mark.parametrize("read", [True, False])
def test_a_newer_version_says_what_is_changed_to_whoever_has_read_the_one_before(read: bool) -> None:
    town = noticed()
    if read:
        town.mette.tap("Continue")
        assert "Changed" not in page(town.mette.tap("Samir: something"))
    change(town)
    forget_notices(town.samir)
    text = page(town.reviews(town.mette))
    assert ("Changed since you read it: What Samir loves doing." in text) is read
    assert "I like to drive in Norway" in text


def test_what_is_changed_is_said_of_the_last_version_that_was_read_and_once() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    change(town)
    change(town, "Who you", "I am Samir, and I like lorries")
    text = page(town.reviews(town.mette))
    assert "Changed since you read it: Who Samir is and What Samir loves doing." in text
    assert "Changed" not in page(town.reviews(town.mette))


@pytest.mark.parametrize("back", [timedelta(minutes=10), timedelta(days=1)])
def test_a_clock_that_is_set_back_keeps_nobody_from_reviewing(back: timedelta) -> None:
    town = Town().with_pitch()
    forget_notices(town.samir)
    for label in ("Show it to", "Yes, show it"):
        town.samir.tap(label)
    town.samir.world.now -= back
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.write("Well said")
    assert said(town) == [READ, ("comment", "", "Well said")]
    assert town.samir._connection.execute("SELECT COUNT(*) FROM looks").fetchone() == (1,)
    town.mette.tap("Back")
    assert waiting(town.mette) == []


def test_what_is_reviewed_has_a_tick_until_a_newer_version_is_shown() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("✔ Reviewed")
    assert town.taps(town.mette, "My citizens", "Samir", "What Samir")[-1].labels()[0].startswith("✔ ")
    change(town)
    shown = town.taps(town.mette, "My citizens", "Samir", "What Samir")[-1].labels()[0]
    assert "✔" not in shown


WAYS = (
    ("Write a comment",),
    ("Suggest one improvement",),
    ("✔ Reviewed",),
    ("Comment on an answer",),
    ("Suggest one improvement", "The whole"),
    ("Suggest one improvement", "Who Samir is"),
    ("Comment on an answer", "Who Samir is"),
    ("Write a comment", "(text)"),
    ("Suggest one improvement", "The whole", "(text)"),
    ("Comment on an answer", "Who Samir is", "(text)"),
)


def do(talk: Talk, what: str) -> list[Message]:
    return talk.write("Very good") if what == "(text)" else talk.tap(what)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_taken_back_meanwhile_is_not_reached_at_any_step(way: tuple[str, ...]) -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    for step in way[:-1]:
        do(town.mette, step)
    take_back(town)
    assert (TAKEN_BACK if way[-1] == "(text)" else GONE) in page(do(town.mette, way[-1]))
    assert said(town) == []


@pytest.mark.parametrize("label", ["Write a comment", "✔ Reviewed", "Who Samir is"])
def test_an_old_button_says_kindly_that_it_is_taken_back_and_leads_on(label: str) -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    for step in ("Comment on an answer", "Back", "Comment on an answer"):
        town.mette.tap(step)
    if label != "Who Samir is":
        town.mette.tap("Back")
    message, data = next(
        (message.id, data) for message in town.mette.sent for shown, data in message.buttons if shown == label
    )
    take_back(town)
    answer = page(town.mette.tap_data(data, message))
    assert GONE in answer
    assert "not here any more" not in answer
    assert town.mette.last.labels()[-1] == "Back"
    assert "With you since" in page(town.mette.tap("Back"))


@pytest.mark.parametrize("way", WAYS)
def test_a_newer_version_is_read_before_something_is_said_of_it(way: tuple[str, ...]) -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    for step in way[:-1]:
        do(town.mette, step)
    change(town)
    text = page(do(town.mette, way[-1]))
    assert (OVERTAKEN if way[-1] == "(text)" else "Samir shows you a newer version now.") in text
    assert "I like to drive in Norway" in text
    assert town.mette.last.text.endswith(MENU)
    assert said(town) == []


def test_a_notice_of_what_was_taken_back_is_gone() -> None:
    town = noticed()
    take_back(town)
    text = town.mette.tap("Continue")[-1].text
    assert text.startswith("It is not here any more. It has been seen to, taken back or deleted.")
    assert "Samir" not in text


def test_an_entry_of_what_was_taken_back_says_so_and_reveals_nothing() -> None:
    town = noticed()
    town.mette.tap("Continue")
    take_back(town)
    text = town.mette.tap("Samir: something")[-1].text
    assert (
        text
        == "It is not here any more. It has been seen to, taken back or deleted.\n\nNothing waits for you."
    )
    assert "Nothing waits for you." not in page(town.mette.tap("Back"))


def test_where_nothing_waits_the_menu_says_so_and_an_old_button_too() -> None:
    town = Town()
    town.taps(town.mette)
    waits = town.mette.last
    forget_notices(town.samir)
    town.taps(town.mette)
    assert "There is nothing new." in town.mette.last.text
    assert not any("wait" in label for label in town.mette.last.labels())
    town.mette.tap_data(waits.buttons[0][1], waits.id)
    assert "There is nothing new." in next(each for each in town.mette.sent if each.id == waits.id).text


def test_a_mentor_reviews_too_and_reads_only_their_own_thread() -> None:
    town = Town().with_others().with_shared_pitch().with_remarks()
    town.samir.tap("Show it to")
    town.samir.tap("Yes, show it")
    text = page(town.reviews(town.jonas))
    assert "driven abroad" not in text
    town.jonas.tap("Write a comment")
    town.jonas.write("See you on Friday.")
    assert "See you on Friday." not in page(town.reviews(town.mette))
    assert "See you on Friday." in page(town.reviews(town.jonas))


SENT = "That was sent before you changed it, and stays as it was. Write a new one if you want to."


def test_whoever_edits_what_was_sent_hears_that_it_stays_as_it_was_and_can_write_a_new_one() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.write("Verry good")
    first = town.mette.own_message - 1
    assert page(town.mette.edit(first, "Very good")) == SENT
    assert "Write a comment" in town.mette.tap("Continue")[-1].labels()
    town.mette.tap("Write a comment")
    town.mette.write("Very good")
    assert page(town.mette.edit(first, "Very, very good")) == SENT
    assert said(town) == [READ, ("comment", "", "Verry good"), ("comment", "", "Very good")]


def test_an_edit_is_told_truly_also_when_the_errand_is_over() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.write("Verry good")
    sent = town.mette.own_message - 1
    town.mette.tap("Back")
    text = page(town.mette.edit(sent, "Very good"))
    assert text == "I have kept your change. It changes no answer, and nothing that you have sent to others."
    assert said(town) == [READ, ("comment", "", "Verry good")]


def test_a_second_text_sent_at_once_is_not_told_to_have_gone_along() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    text = page(town.mette.burst("Very good", "And clear"))
    assert "I was still writing when your message came, so I have not used it." in text
    assert said(town) == [READ, ("comment", "", "Very good")]


def test_nothing_is_said_where_nothing_is_written() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.write("Very good")
    town.mette.tap("Write a comment")
    assert town.mette.tap("Cancel")[-1].text.endswith(MENU)
    assert said(town) == [READ, ("comment", "", "Very good")]


def test_a_thread_that_fills_the_screen_is_read_from_its_end_and_the_rest_on_a_tap() -> None:
    town = Town().with_shared_pitch().with_remarks(*(f"{number}. " + "Good. " * 40 for number in range(4)))
    shown = page(town.reviews(town.mette))
    assert "3. Good." in shown
    assert "driven abroad" not in shown
    earlier = page(town.mette.tap("What was said earlier"))
    assert "driven abroad" in earlier
    assert "3. Good." not in earlier


def test_a_plan_to_do_together_says_so_and_is_dealt_with_by_an_answer() -> None:
    town = Town("da")
    forget_notices(town.samir)
    planned(talk=town.samir)
    town.samir.wait(days=4)
    for label in ("Fortsæt", "Jeg vil gerne have hjælp", "Gør det sammen med Mette"):
        town.samir.tap(label)
    town.rings(town.mette)
    town.mette.tap("Fortsæt")
    assert "Samir vil gerne gøre det sammen med dig." in page(town.mette.tap("Samir: vil gerne"))
    town.mette.tap("Skriv en kommentar")
    town.mette.write("Vi ringer sammen på mandag kl. 10.")
    assert waiting(town.mette) == []
    town.rings(town.samir)
    assert "Vi ringer sammen på mandag kl. 10." in page(town.samir.tap("Fortsæt"))
    assert "Åbn" in town.samir.last.labels()


@pytest.mark.parametrize("label", ["✔ Reviewed", "Write a comment"])
def test_what_is_said_of_sending_is_true_also_for_somebody_who_is_not_told_now(label: str) -> None:
    """The citizen wants no messages, or has blocked the bot: what was said is there for them all the same."""
    town = Town().with_shared_pitch()
    town.samir.command("stop")
    town.reviews(town.mette)
    text = page(town.mette.tap(label))
    if label == "Write a comment":
        text = page(town.mette.write("Good"))
    assert "Samir" in text
    assert not any(untrue in text for untrue in ("told", "with Samir now", "gets"))
    assert "can see" in text
