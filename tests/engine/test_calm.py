"""After a sign of distress the bot stays calm: nothing but kind words until the person chooses to go on."""

from __future__ import annotations

import pytest

from bot.engine.steps import Ask, Choice, End, Write
from tests.engine.stage import answers, begun, newcomer, stands_at
from tests.talk import Talk

SIGN = "i want to die"
COMPANY = "Thank you for writing."
STEPS = (
    Ask(id="one", text="One?", choices=(Choice(key="x", label="X"),)),
    Write(id="two", text="Two?"),
    End(id="end", text="Done."),
)


def calm() -> Talk:
    """A citizen who has just written a sign of distress instead of an answer."""
    talk = begun(*STEPS, language="en")
    talk.write(SIGN)
    return talk


def test_whatever_follows_is_kept_and_answered_kindly() -> None:
    talk = calm()
    said = [*talk.write("i am so sad"), *talk.speak(12), *talk.send("photo", "my room"), *talk.write("X")]
    assert [message.text.startswith(COMPANY) for message in said] == [True, False, False, False]
    assert all("112" in message.text and "70 201 201" in message.text for message in said)
    assert [message.labels() for message in said] == [["Continue", "⏸ Pause"]] * 4
    assert talk.texts() == ["Samir", SIGN, "i am so sad", "", "my room", "X"]
    assert answers(talk) == {}


def test_the_numbers_are_said_each_time() -> None:
    talk = calm()
    for _ in range(2):
        assert all(number in talk.write("hello")[-1].text for number in ("112", "70 201 201"))


def test_a_sign_in_another_language_is_answered_in_the_persons_own_and_in_that() -> None:
    talk = begun(*STEPS, language="da")
    care = talk.write("سأقتل نفسي")[0].text
    danish, arabic = care.split("· · ·")
    assert "Det lyder, som om du har det meget svært." in danish
    assert not any("\u0600" <= each <= "\u06ff" for each in danish)
    assert any("\u0600" <= each <= "\u06ff" for each in arabic)
    assert all("112" in half for half in (danish, arabic))


@pytest.mark.parametrize(
    "sign", ["jeg vil dø", "jeg vil dø. i want to die", "сьогодні я заподію собі шкоду. i want to die"]
)
def test_one_in_their_own_language_or_in_several_is_answered_in_their_own_alone(sign: str) -> None:
    talk = begun(*STEPS, language="da")
    assert "· · ·" not in talk.write(sign)[0].text


@pytest.mark.parametrize("way", ["tapped", "written"])
def test_continue_goes_on_with_the_question(way: str) -> None:
    talk = calm()
    talk.write("i am so sad")
    said = talk.tap("Continue") if way == "tapped" else talk.write("continue")
    assert [message.text for message in said] == ["One?"]
    talk.tap("X")
    talk.write("an answer")
    assert answers(talk) == {"one": "x", "two": "an answer"}


def test_an_old_button_or_a_command_goes_on_too() -> None:
    talk = calm()
    talk.tap("X")
    assert stands_at(talk) == ("mine", "two")
    talk.write(SIGN)
    talk.command("menu")
    assert stands_at(talk)[0] == "home"
    assert not talk.write("hello")[-1].text.startswith(COMPANY)


def test_home_is_as_calm_and_leads_on() -> None:
    talk = newcomer(*STEPS, language="en")
    assert talk.write(SIGN)[-1].labels() == ["Continue"]
    (said,) = talk.write("i am so sad")
    assert said.text.startswith(COMPANY)
    assert said.text.split("\n\n")[1] == "Everything else here can wait."
    assert said.text.endswith("You can also call somebody you trust.")
    talk.tap("Continue")
    assert "Mine" in talk.last.labels()


def test_somebody_new_is_met_as_calmly() -> None:
    talk = Talk("en")
    assert "112" in talk.write("i want to die")[0].text
    (said,) = talk.write("i am so sad")
    assert said.text.startswith(COMPANY)
    talk.tap("Continue")
    assert talk.last.labels()
    assert not talk.last.text.startswith(COMPANY)


def test_an_edit_that_tells_of_distress_does_not_become_the_answer() -> None:
    """The answer stays as it was; what was written is kept, and met with care and nothing else."""
    talk = begun(Write(id="one", text="One?"), *STEPS[1:], language="en")
    number = talk.own_message + 1
    talk.write("an answer")
    said = talk.edit(number, SIGN)
    assert "112" in said[0].text
    assert said[-1].labels() == ["Continue", "⏸ Pause"]
    assert answers(talk) == {"one": "an answer"}
    assert SIGN in talk.texts()
    talk.edit(number, "a better answer")
    assert answers(talk) == {"one": "a better answer"}


@pytest.mark.parametrize("old", ["sign", "answer"])
def test_an_edit_after_a_sign_leaves_the_calm(old: str) -> None:
    """The correction is kept; what is written next is still no answer."""
    talk = begun(Write(id="one", text="One?"), *STEPS[1:], language="en")
    answer = talk.own_message + 1
    talk.write("an answer")
    sign = talk.own_message + 1
    talk.write(SIGN)
    said = talk.edit(sign if old == "sign" else answer, "other words")
    assert "112" in said[-1].text
    assert said[-1].labels() == ["Continue", "⏸ Pause"]
    assert "other words" in talk.texts()
    talk.write("goodbye")
    assert "goodbye" in talk.texts()
    assert answers(talk) == {"one": "an answer" if old == "sign" else "other words"}


@pytest.mark.parametrize("name", ["help", "pause", "start", "menu", "language", "mydata"])
def test_a_sign_behind_a_command_is_met_with_care_and_nothing_else(name: str) -> None:
    talk = begun(Write(id="one", text="One?"), *STEPS[1:], language="en")
    said = talk.command(name, SIGN)
    assert "112" in said[0].text
    assert said[-1].labels() == ["Continue", "⏸ Pause"]
    talk.write("alone in the kitchen")
    assert answers(talk) == {}


def test_a_corrected_sign_is_the_answer_again_from_wherever_the_person_is() -> None:
    talk = begun(Write(id="one", text="One?"), *STEPS[1:], language="en")
    number = talk.own_message + 1
    talk.write("an answer")
    talk.command("menu")
    talk.edit(number, SIGN)
    talk.edit(number, "a better answer")
    assert answers(talk) == {"one": "a better answer"}


def test_who_is_forgotten_is_met_with_care_all_the_same() -> None:
    """Nothing is stored of it."""
    talk = Talk("en")
    (said,) = talk.edit(5, SIGN)
    assert "112" in said.text
    assert not talk.known


def test_who_takes_it_back_is_thanked_and_the_exercise_still_waits() -> None:
    talk = calm()
    (said,) = talk.write("I did not mean it")
    assert said.text.startswith("Thank you for telling me.")
    assert "70 201 201" in said.text
    assert said.labels() == ["Continue", "⏸ Pause"]
    assert talk.write("still sad")[0].text.split("\n\n")[-1].startswith("If you are in danger")


@pytest.mark.parametrize("way", ["tapped", "written", "command"])
def test_a_break_after_a_sign_begins_with_a_kind_word(way: str) -> None:
    talk = calm()
    (said,) = {
        "tapped": lambda: talk.tap("⏸ Pause"),
        "written": lambda: talk.write("pause"),
        "command": lambda: talk.command("pause"),
    }[way]()
    assert said.text.startswith("Take good care of yourself.")
    assert "70 201 201" in said.text
    assert said.labels() == ["Continue", "Home"]


def test_an_ordinary_break_is_as_brief_as_ever() -> None:
    talk = begun(*STEPS, language="en")
    assert talk.command("pause")[0].text.startswith("We stop here.")
