"""What was said of an exercise: the citizen reads it, answers, improves, and shows the new version."""

from __future__ import annotations

import pytest

from bot.state import comments
from tests.flows.reviewing import GONE, change, page, said, take_back, waiting
from tests.town import Town


def told() -> Town:
    """Mette has said two things of Samir's pitch, and he has opened the notice."""
    town = Town().with_shared_pitch().with_remarks()
    town.rings(town.samir)
    town.samir.tap("Continue")
    return town


def test_the_notice_leads_to_what_was_said_of_which_answer_and_by_whom() -> None:
    town = Town().with_shared_pitch().with_remarks()
    (notice,) = town.rings(town.samir)
    assert "driven" not in notice.text
    text = page(town.samir.tap("Continue"))
    assert "Mette suggested on Monday 23 November:\nSay how many years" in text
    assert (
        "Mette wrote on Monday 23 November:\n"
        "What you love doing: I like to drive at night\nThat is good to hear." in text
    )
    assert waiting(town.samir) == []


def test_a_long_answer_is_quoted_briefly() -> None:
    town = Town().with_pitch()
    town.samir.tap("Change something")
    town.samir.tap("✏ What you love")
    town.samir.write("I drive at night. " * 20)
    town.samir.tap("Show it to")
    town.samir.tap("Yes, show it")
    town.with_remarks()
    town.rings(town.samir)
    quoted = page(town.samir.tap("Continue")).split("What you love doing: ")[1].split("\n")[0]
    assert len(quoted) < 130
    assert quoted.endswith("…")
    assert quoted.removesuffix("…").split()[-1] in {"I", "drive", "at", "night."}


def test_an_answer_stands_beside_the_version_that_it_is_about() -> None:
    town = told()
    change(town)
    town.taps(town.samir, "✔ Talk", "💬")
    town.samir.tap("Answer Mette")
    town.samir.write("I meant at night")
    cursor = town.samir._connection.cursor()
    ((_, reply),) = comments.by_author(cursor, town.samir.user)
    _, answered = comments.by_author(cursor, town.mette.user)[-1]
    assert (reply.version, reply.place, reply.about) == (1, answered.place, answered.about)


def test_an_answer_goes_to_who_spoke_and_they_are_told() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    assert "Mette finds your answer here." in page(town.samir.write("Eight years, four of them in Norway."))
    assert said(town)[-1] == ("reply", "burn", "Eight years, four of them in Norway.")
    assert "replied" in waiting(town.mette)
    text = page(town.reviews(town.mette))
    assert "Samir answered on Monday 23 November:" in text
    assert "replied" not in waiting(town.mette)


def test_two_answers_that_nobody_has_read_are_both_new() -> None:
    town = told()
    for text in ("Eight years.", "Four of them in Norway."):
        town.samir.tap("Answer Mette")
        town.samir.write(text)
    read = page(town.reviews(town.mette))
    assert "Eight years." in read
    assert "Four of them in Norway." in read
    assert "You suggested on" not in read


def test_whoever_is_answered_reads_only_what_is_new_and_can_see_the_rest() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    town.samir.write("Eight years, four of them in Norway.")
    read = town.reviews(town.mette)
    assert "Eight years" in page(read)
    assert "You suggested on" not in page(read)
    assert "The answers" not in page(read)
    assert "You suggested on" in page(town.mette.tap("What was said earlier"))
    assert "The answers" in page(town.mette.tap("See it"))
    again = page(town.reviews(town.mette))
    assert "You suggested on" in again, "nothing is new any more"
    assert "The answers" in again


def test_what_is_written_below_a_remark_goes_to_who_spoke_last_once_its_writer_says_so() -> None:
    town = told()
    assert (
        page(town.samir.write("what does she mean by that")) == "Shall I send that to Mette as your answer?"
    )
    assert "Mette finds your answer here." in page(town.samir.write("yes"))
    assert said(town)[-1] == ("reply", "burn", "what does she mean by that")


def test_what_is_written_below_a_remark_goes_to_nobody_who_does_not_see_it_any_more() -> None:
    town = told()
    town.samir.write("what does she mean by that")
    town.taps(town.mette, "My citizens", "Samir", "I do not follow Samir", "Yes")
    assert "gets no answer" in page(town.samir.tap("Yes, send it"))
    assert said(town)[-1][0] != "reply"


def test_a_suggestion_becomes_a_plan_and_then_one_is_back_at_what_was_said() -> None:
    town = told()
    assert "Make a small plan" in town.samir.last.labels()
    text = page(town.samir.tap("Make a small plan"))
    assert "Your small step: Say how many years you have driven abroad." in text
    town.samir.write("on Thursday at 10")
    for _ in range(2):
        town.samir.tap("Skip" if "Skip" in town.samir.last.labels() else "Nothing comes to mind")
    assert "What do you want to do?" in town.samir.last.text


def test_without_a_suggestion_no_plan_is_offered() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.write("Good.")
    town.taps(town.samir, "✔ Talk: warehouse", "💬")
    assert "Make a small plan" not in town.samir.last.labels()


def test_an_answer_that_comes_while_they_write_waits_until_they_have_read_it() -> None:
    town = told()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.samir.tap("Answer Mette")
    town.samir.write("Eight years, four of them in Norway.")
    town.mette.write("And call me on Friday.")
    assert "replied" in waiting(town.mette)
    assert "four of them in Norway" in page(town.reviews(town.mette))
    assert "replied" not in waiting(town.mette)


def test_a_contact_person_and_a_mentor_are_answered_one_by_one() -> None:
    town = Town().with_others().with_shared_pitch().with_remarks()
    town.samir.tap("Show it to")
    town.samir.tap("Yes, show it")
    town.reviews(town.jonas)
    town.jonas.tap("Write a comment")
    town.jonas.write("See you on Friday.")
    town.taps(town.samir, "✔ Talk: warehouse", "💬")
    assert town.samir.last.labels()[:2] == ["Answer Mette", "Answer Jonas"]
    town.samir.tap("Answer Jonas")
    town.samir.write("Fine with me.")
    assert "Fine with me." in page(town.reviews(town.jonas))
    assert "Fine with me." not in page(town.reviews(town.mette))


def test_it_is_improved_at_the_answer_that_was_spoken_of_and_the_new_version_shown() -> None:
    town = told()
    assert "What do you love doing?" in town.samir.tap("Improve it")[-1].text
    text = page(town.samir.write("I like to drive at night, in Norway"))
    assert "I like to drive at night, in Norway" in text
    town.samir.tap("Show Mette the new one")
    thread, *_ = town.reviews(town.mette)
    assert "What was said of it\n\nVersion 1\n\nYou read it on" in thread.text


def test_what_was_said_stands_right_above_the_question_that_it_is_about() -> None:
    town = told()
    (question,) = town.samir.tap("Improve it")
    above, below = question.text.split("What do you love doing?")
    assert "Mette suggested on Monday 23 November:\nSay how many years you have driven abroad." in above
    assert "Mette wrote on Monday 23 November:\nThat is good to hear." in above
    assert "Your answer now: I like to drive at night" in below


def test_only_what_is_about_the_question_or_the_whole_stands_there() -> None:
    town = Town().with_shared_pitch().with_remarks()
    town.mette.tap("Comment on")
    town.mette.tap("What Samir can")
    town.mette.write("Which kind of goods?")
    town.rings(town.samir)
    town.samir.tap("Continue")
    text = page(town.samir.tap("Improve it"))
    assert "Which kind of goods?" in text
    assert "That is good to hear." not in text


def test_what_was_said_of_an_earlier_version_does_not_stand_there() -> None:
    town = told()
    town.samir.tap("Improve it")
    town.samir.write("I like to drive at night, in Norway")
    town.samir.tap("Show Mette the new one")
    town.reviews(town.mette)
    town.mette.tap("Suggest")
    town.mette.tap("What Samir loves")
    town.mette.write("Say why.")
    town.taps(town.samir, "✔ Talk: warehouse", "💬")
    text = page(town.samir.tap("Improve it"))
    assert "Say why." in text
    assert "driven abroad" not in text


def test_a_star_that_was_only_scored_opens_with_nothing_above_it() -> None:
    town = Town().with_shared_star().with_scored_star()
    town.rings(town.samir)
    town.samir.tap("Continue")
    town.samir.tap("Yes, show both")
    town.taps(town.samir, "✔ Star", "💬")
    assert page(town.samir.tap("Open it")).startswith("Your star")


WHICH_PART = "Which part do you want to change?"


def about_the_whole(*way: str, stands: tuple[str, ...] = ()) -> Town:
    """Mette has said something of the whole talk, and Samir reads it, wherever he stands."""
    town = Town().with_shared_pitch()
    for label in stands:
        town.samir.tap(label)
    town.reviews(town.mette)
    for label in way:
        town.mette.tap(label)
    town.mette.write("Make it shorter, please.")
    town.rings(town.samir)
    town.samir.tap("Continue")
    return town


@pytest.mark.parametrize("way", [("Suggest", "The whole"), ("Write a comment",)])
def test_where_the_whole_was_spoken_of_it_asks_which_part_to_change(way: tuple[str, ...]) -> None:
    town = about_the_whole(*way)
    said = page(town.samir.tap("Improve it"))
    assert said.index("Make it shorter") < said.index(WHICH_PART)
    town.samir.tap("✏ What you love doing")
    text = page(town.samir.write("I like the night"))
    assert "I did not quite get that" not in text
    assert "I like the night" in text
    town.samir.tap("Show Mette the new one")
    assert "I like the night" in page(town.reviews(town.mette))


def test_an_exercise_that_is_at_a_question_of_its_own_asks_that_one() -> None:
    town = about_the_whole("Suggest", "The whole", stands=("Change something", "✏ What you love doing"))
    assert "What do you love doing?" in page(town.samir.tap("Improve it"))


def test_the_exercise_leads_to_it_only_where_something_was_said() -> None:
    town = Town().with_shared_pitch()
    assert "💬 What was said of it" not in town.samir.last.labels()
    town.with_remarks()
    town.taps(town.samir, "✔ Talk: warehouse")
    assert "Say how many years" in page(town.samir.tap("💬"))
    assert "What would you like to do with your talk?" in town.samir.tap("Back")[-1].text


def test_nobody_is_answered_who_does_not_see_it_any_more() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    town.taps(town.samir, "✔ Talk: warehouse")
    take_back(town)
    town.samir.tap("Back")
    town.samir.tap("💬")
    assert "Answer Mette" not in town.samir.last.labels()
    assert GONE not in page(town.samir.tap("Back"))
    assert [kind for kind, *_ in said(town)] == ["reviewed", "suggestion", "comment"]


def test_an_old_button_answers_nobody_who_has_left() -> None:
    town = told()
    town.samir.tap("Answer Mette")
    town.taps(town.mette, "My citizens", "Samir", "I do not follow Samir", "Yes")
    assert "gets no answer" in page(town.samir.write("Eight years"))
    assert [kind for kind, *_ in said(town)] == ["reviewed", "suggestion", "comment"]


def test_who_can_see_it_is_one_tap_away() -> None:
    town = told()
    assert "Mette, contact person: sees it as it is now" in page(town.samir.tap("👁"))
    assert "Answer Mette" in town.samir.tap("Back")[-1].labels()


def test_more_news_waits_until_it_is_asked_for() -> None:
    town = told()
    town.taps(town.mette, "My citizens", "Samir", "I do not follow Samir", "Yes")
    assert town.samir.tap("Back")[-1].text == "There is more news for you."
    assert "Mette does not follow you here any more" in town.samir.tap("See it")[-1].text


def delete_talk(town: Town) -> None:
    town.taps(town.samir, "📁 My work", "✔ Talk: warehouse", "Delete it", "Yes, delete it")


def test_a_notice_of_what_was_said_of_a_deleted_exercise_says_that_it_is_gone() -> None:
    town = Town().with_shared_pitch().with_remarks()
    town.rings(town.samir)
    delete_talk(town)
    notice = next(message for message in reversed(town.samir.sent) if "Continue" in message.labels())
    text = page(town.samir.tap_data(dict(notice.buttons)["Continue"], notice.id))
    assert text.startswith("It is not here any more. You have seen it already, or it is taken back")
    assert "Mette" not in text


def test_a_notice_of_what_was_read_from_the_exercise_says_so_too() -> None:
    town = Town().with_shared_pitch().with_remarks()
    town.rings(town.samir)
    notice = town.samir.last
    town.taps(town.samir, "✔ Talk: warehouse", "💬", "Back")
    text = page(town.samir.tap_data(dict(notice.buttons)["Continue"], notice.id))
    assert text.startswith("It is not here any more. You have seen it already, or it is taken back")


def test_an_old_button_of_a_deleted_exercise_says_that_it_is_deleted() -> None:
    town = told()
    menu = town.samir.last
    delete_talk(town)
    text = page(town.samir.tap_data(dict(menu.buttons)["Answer Mette"], menu.id))
    assert text == "That exercise is deleted. What was said of it is gone with it."
    assert next(each for each in town.samir.sent if each.id == menu.id).labels() == ["Back"]


def test_what_was_taken_back_is_quoted_to_the_citizen_only() -> None:
    """Whoever is shown a newer version reads none of the answers that were taken back with the one before."""
    town = told()
    take_back(town)
    quoted = "What you love doing: I like to drive at night"
    town.taps(town.samir, "✔ Talk: warehouse", "Change something", "✏ What you love")
    town.samir.write("I like snow")
    for label in ("Show it to", "Yes, show it"):
        town.samir.tap(label)
    assert quoted in page(town.samir.tap("💬"))
    read = page(town.reviews(town.mette))
    assert "That is good to hear." in read
    assert "drive at night" not in read
