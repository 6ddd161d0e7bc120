"""How much is written: the essential alone and with symbols, as usual, or with explanations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.engine.person import Person
from bot.engine.steps import Ask, AskDate, Choice, End, Scale, Tell, Write
from bot.state import people
from tests.engine.stage import answers, begun, focus, newcomer, stands_at
from tests.talk import BOT, Talk

YES_NO = (Choice(key="yes", label="Yes"), Choice(key="no", label="No"))
NAME = Write(id="name_it", text="What is it called?", short="Its name", numbered=True, voice=False)
WHY = Write(id="why", text="Why that?", short="Why", numbered=True, skippable=True, extra=True)
LIKED = Ask(id="liked", text="Did you like it?", choices=YES_NO)
END = End(id="end", text="That is all.")


def wants(talk: Talk, detail: str) -> Talk:
    """The same phone, after its owner has decided how much is written."""
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    changed = replace(known.person, detail=detail)  # type: ignore[arg-type]
    people.save(cursor, changed, known.version, talk.now, seen=True)
    talk._connection.commit()
    return talk


def simple(*steps: Write | Ask | Scale | Tell | End) -> Talk:
    """A citizen at the first step in simple mode."""
    talk = wants(newcomer(*steps, language="en"), "less")
    talk.command("menu")
    talk.tap("➕ Mine")
    return talk


def test_an_extra_question_and_an_extra_message_are_left_out() -> None:
    talk = simple(NAME, WHY, Tell(id="praise", text="Well done.", extra=True), LIKED, END)
    said = talk.write("Bo")
    assert "Well done." not in said[-1].text
    assert "Did you like it?" in said[-1].text
    assert focus(talk).answers["why"] == {"kind": "skipped", "value": "", "passed": True}


def test_as_usual_they_are_said_and_asked() -> None:
    talk = begun(NAME, WHY, Tell(id="praise", text="Well done.", extra=True), LIKED, END, language="en")
    assert "Why that?" in talk.write("Bo")[-1].text
    assert "Well done." in talk.write("Because.")[-1].text


def test_whoever_stands_at_an_extra_question_goes_on_and_keeps_the_answers() -> None:
    talk = begun(NAME, WHY, LIKED, END, language="en")
    talk.write("Bo")
    assert stands_at(talk) == ("mine", "why")
    wants(talk, "less")
    talk.command("menu")
    talk.tap("Ⓐ Mine")
    assert stands_at(talk) == ("mine", "liked")
    assert answers(talk)["name_it"] == "Bo"


def test_an_answer_that_was_given_before_stays_and_can_be_changed() -> None:
    talk = begun(NAME, WHY, LIKED, END, language="en")
    talk.write("Bo")
    talk.write("Because.")
    wants(talk, "less")
    talk.command("help")
    talk.tap("✏️ Change an answer")
    talk.tap("Ⓑ Why")
    talk.write("Just because.")
    assert answers(talk)["why"] == "Just because."
    assert stands_at(talk) == ("mine", "liked")


def test_a_question_that_was_left_out_comes_back_with_the_usual_manner() -> None:
    talk = simple(NAME, WHY, LIKED, END)
    talk.write("Bo")
    wants(talk, "usual")
    talk.tap("⬅ Back")
    talk.write("Ida")
    assert stands_at(talk) == ("mine", "why")


def test_progress_is_told_in_digits_and_makes_no_gap() -> None:
    talk = simple(NAME, WHY, replace(LIKED, numbered=True, short="Liked"), END)
    assert "Mine · 1/2" in talk.last.text
    assert "Mine · 2/2" in talk.write("Bo")[-1].text


@pytest.mark.parametrize("written", ["No", "❌", "❌ No", "no"])
def test_a_button_can_be_written_with_its_symbol_without_it_or_as_that_alone(written: str) -> None:
    talk = simple(LIKED, END)
    assert talk.last.labels()[:2] == ["✅ Yes", "❌ No"]
    talk.write(written)
    assert answers(talk)["liked"] == "no"


def test_a_symbol_means_no_button_to_others() -> None:
    talk = begun(LIKED, END, language="en")
    talk.write("❌")
    assert "liked" not in answers(talk)


def test_a_scale_shows_digits_and_what_its_ends_mean() -> None:
    scale = Scale(id="how", text="How is it?", high=3, labels=("Hard", "So-so", "Good"), choices=YES_NO[:1])
    talk = simple(scale, Tell(id="told", text="It is {how}."), END)
    assert "1 = Hard\n3 = Good" in talk.last.text
    assert talk.last.labels()[:4] == ["1", "2", "3", "✅ Yes"]
    assert "It is 2 So-so." in talk.write("2")[-1].text


def test_a_number_is_an_answer_where_one_writes() -> None:
    talk = simple(NAME, LIKED, END)
    talk.write("1")
    assert answers(talk)["name_it"] == "1"


INTRO = "Things have names. " * 8 + "All of them."
EXPLAINED = replace(NAME, explain="It is easier to find.", example="Like Bo.", intro=INTRO)
HINT = "Write it as you like."


def test_whoever_wants_more_gets_an_explanation_with_the_question() -> None:
    talk = wants(newcomer(EXPLAINED, END, language="en"), "more")
    talk.tap("Mine")
    assert talk.last.text.endswith(f"{INTRO}\n\nWhat is it called?\n\nIt is easier to find.")


def test_as_usual_the_explanation_is_behind_the_example() -> None:
    talk = begun(EXPLAINED, END, language="en")
    assert "It is easier" not in talk.last.text
    assert "Explain more" not in talk.last.labels()
    talk.tap("💡 Show an example")
    said = talk.tap("Explain more")
    assert said[-1].text == f"{INTRO}\n\nIt is easier to find."
    talk.tap("Back to the question")
    assert talk.last.text.endswith("What is it called?")


def test_help_explains_where_there_is_no_example() -> None:
    talk = begun(replace(LIKED, explain="Then I know."), END, language="en")
    talk.command("help")
    assert talk.tap("Explain more")[-1].text == "Then I know."
    talk.tap("No")
    assert answers(talk)["liked"] == "no"


def test_an_introduction_is_said_the_first_time_and_folded_after_that() -> None:
    talk = begun(EXPLAINED, END, language="en")
    assert talk.last.text.endswith(f"{INTRO}\n\nWhat is it called?")
    talk.write("Bo")
    talk.command("menu")
    talk.tap("Mine")
    assert talk.last.text.endswith(f"What is it called?\n\n{INTRO}")


def test_a_short_one_is_said_once_below_the_question() -> None:
    hinted = replace(NAME, intro=HINT)
    talk = begun(hinted, replace(hinted, id="other", text="And the other?"), END, language="en")
    assert talk.last.text.endswith(f"What is it called?\n\n{HINT}")
    assert talk.write("Bo")[-1].text.endswith("And the other?")
    talk.tap("⬅ Back")
    assert HINT not in talk.last.text


def test_whoever_wants_more_reads_a_short_one_each_time() -> None:
    hinted = replace(NAME, intro=HINT)
    talk = begun(hinted, replace(hinted, id="other", text="And the other?"), END, language="en")
    wants(talk, "more")
    assert HINT in talk.write("Bo")[-1].text


def test_a_short_one_is_not_said_again_where_what_to_do_was_just_said() -> None:
    """ "Tap a button here, or write it", and below it the same once more, was too much."""
    talk = begun(AskDate(id="day", text="Which day?", intro=HINT), END, language="en")
    assert talk.last.text.endswith(HINT)
    assert HINT not in talk.speak(3)[-1].text
    assert HINT not in talk.write("banana")[-1].text


def test_simple_mode_has_a_short_one_too() -> None:
    assert simple(replace(NAME, intro=HINT), END).last.text.endswith(HINT)


def test_simple_mode_has_no_introduction() -> None:
    assert INTRO not in simple(EXPLAINED, END).last.text


def test_staff_are_written_to_as_ever() -> None:
    assert Person(1, detail="less").is_simple
    assert not Person(1, detail="less", hat="contact").is_simple
    assert not Person(1, detail="more", hat="contact").wants_more
