"""Several exercises open, one in focus (DESIGN, rule 7): text goes to the focus, a button to its session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.engine.flow import Flow
from bot.engine.inputs import Other, Tapped, Typed
from bot.engine.steps import Ask, Begin, Choice, End, Handover, Open, Pick, Remember, Tell, Write
from bot.state.ids import Ids
from tests.engine.stage import answers, begun, focus, newcomer, session_of, stands_at
from tests.talk import Citizen, Talk, all_flows

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screen import Message

END = End(id="end", text="Done.")
ONE = Write(id="one", text="One?", short="First")
TWO = Write(id="two", text="Two?", short="Second")
OTHER = Flow(
    id="other",
    title="Other",
    offer="Other",
    steps=(
        Write(id="here", text="Here?", short="Here"),
        Write(id="there", text="There?", short="There"),
        END,
    ),
)


def two_open() -> tuple[Talk, Message]:
    """A citizen with two exercises open, the other one in focus; and the last question of the first one."""
    talk = begun(ONE, TWO, Write(id="three", text="Three?"), END, language="en", others=(OTHER,))
    talk.write("first")
    question = talk.last
    talk.command("menu")
    talk.tap("Other")
    return talk, question


def test_text_goes_to_the_exercise_in_focus_only() -> None:
    talk, _ = two_open()
    talk.write("in the other")
    assert talk.answers("other") == {"here": "in the other"}
    assert answers(talk) == {"one": "first"}


def test_a_button_leads_to_its_own_exercise_and_takes_the_focus() -> None:
    talk, question = two_open()
    talk.tap_data(next(data for label, data in question.buttons if label == "⬅ Back"), question.id)
    assert stands_at(talk) == ("mine", "one")
    assert session_of(talk, "other").at == "here"


def test_what_was_written_before_the_exercise_was_there_again_is_no_answer_in_it() -> None:
    """Somebody taps on what leads back to one, and writes on at the question that they still have in front of them."""
    talk, question = two_open()
    talk.edit(question.id - 1, "first, in other words")
    (back,) = (data for _, data in talk.last.buttons)
    talk._turn(Tapped(back, talk.last.id))
    talk._message += 1
    talk._turn(Typed("in the other", talk.own_message))
    talk.deliver()
    assert stands_at(talk) == ("mine", "two")
    assert answers(talk) == {"one": "first, in other words\nin the other"}
    assert "put your message together with the one before" in talk.last.text
    talk.tap("Split them")
    assert answers(talk) == {"one": "first, in other words", "two": "in the other"}


def test_what_is_written_once_it_is_there_again_answers_it() -> None:
    talk, question = two_open()
    talk.edit(question.id - 1, "first, in other words")
    (back,) = (data for _, data in talk.last.buttons)
    talk.tap_data(back, talk.last.id)
    talk.write("second")
    assert answers(talk) == {"one": "first, in other words", "two": "second"}


def test_what_is_written_before_a_question_is_there_again_that_nobody_left_answers_it() -> None:
    """It stood on the screen all the time, and was only asked once more."""
    talk = begun(ONE, TWO, END, language="en")
    talk._turn(Other("photo", "", talk.own_message + 1))
    talk._message += 2
    talk._turn(Typed("first", talk.own_message))
    talk.deliver()
    assert answers(talk) == {"one": "first"}


def test_the_same_exercise_can_be_open_twice() -> None:
    talk, _ = two_open()
    talk.command("menu")
    talk.tap_data(next(data for _, data in talk.last.buttons if data.endswith("new_mine")))
    talk.write("another first")
    mine = [each for each in talk.stored()["exercises"] if each["flow"] == "mine"]
    assert [each["answers"][0]["content"]["value"] for each in mine] == ["first", "another first"]


def test_a_nudge_takes_the_focus_only_when_it_is_tapped() -> None:
    talk, _ = two_open()
    before = focus(talk)
    assert [message.text[:9] for message in talk.wait(days=4)] == ["Hi Samir."]
    assert focus(talk).id == before.id
    assert focus(talk).at == before.at
    talk.tap("Continue")
    assert stands_at(talk) == ("other", "here")


def test_an_edit_changes_its_answer_and_not_the_focus() -> None:
    talk = begun(ONE, TWO, END, language="en", others=(OTHER,))
    own = talk.own_message + 1
    talk.write("first")
    talk.command("menu")
    talk.tap("Other")
    talk.edit(own, "changed")
    assert answers(talk) == {"one": "changed"}
    assert stands_at(talk) == ("other", "here")


def test_an_edit_of_a_message_that_answered_nothing_is_kept_in_its_place() -> None:
    talk = begun(Ask(id="a", text="A?", choices=(Choice(key="x", label="X"),)), END, language="en")
    own = talk.own_message + 1
    talk.write("stray")
    talk.edit(own, "stray, changed")
    assert talk.texts() == ["Samir", "stray, changed"]


def test_an_edit_that_is_no_answer_is_kept_beside_the_answer_that_stands() -> None:
    talk = begun(Write(id="one", text="One?", short="First", at_least=3), TWO, END, language="en")
    own = talk.own_message + 1
    talk.write("first")
    talk.edit(own, "x")
    assert talk.last.text.endswith("Your earlier answer still stands.")
    assert answers(talk) == {"one": "first"}
    assert sorted(talk.texts()) == ["Samir", "first", "x"]
    talk.edit(own, "first, again")
    assert talk.texts() == ["Samir", "first, again"]


# Hand-over ------------------------------------------------------------------------------------------

INNER = Flow(
    id="inner",
    title="Inner",
    single=True,
    steps=(Write(id="in_it", text="In it?", short="In it", voice=False), END),
)
MIDDLE = Flow(
    id="middle",
    title="Middle",
    single=True,
    steps=(Handover(id="deeper", flow="inner"), Write(id="on_it", text="On it?", short="On it"), END),
)


def test_hand_overs_stack_and_return_in_turn() -> None:
    talk = begun(ONE, Handover(id="over", flow="middle"), TWO, END, language="en", others=(MIDDLE, INNER))
    talk.write("first")
    assert stands_at(talk) == ("inner", "in_it")
    talk.write("innermost")
    assert stands_at(talk) == ("middle", "on_it")
    talk.write("between")
    assert stands_at(talk) == ("mine", "two")


def test_errands_in_a_hand_over_come_back_to_where_they_began() -> None:
    talk = begun(ONE, Handover(id="over", flow="middle"), TWO, END, language="en", others=(MIDDLE, INNER))
    talk.write("first")
    talk.command("language")
    talk.command("mydata")
    talk.tap("Back")
    assert stands_at(talk) == ("inner", "in_it")
    assert talk.last.text.endswith("In it?")


def test_stop_and_my_data_and_stop_again_still_come_back() -> None:
    talk = begun(ONE, TWO, END, language="en")
    talk.command("stop")
    talk.tap("Delete everything")
    talk.command("stop")
    talk.tap("No, go on")
    assert stands_at(talk) == ("mine", "one")


def test_home_out_of_a_hand_over_and_in_again_hands_over_again() -> None:
    talk = begun(ONE, Handover(id="over", flow="inner"), TWO, END, language="en", others=(INNER,))
    talk.write("first")
    talk.command("menu")
    talk.tap_data(
        next(data for label, data in talk.last.buttons if label.endswith("Mine") and "new_" not in data)
    )
    assert stands_at(talk) == ("inner", "in_it")
    talk.write("innermost")
    assert stands_at(talk) == ("mine", "two")


def test_a_changed_answer_before_a_hand_over_does_not_hand_over_again() -> None:
    talk = begun(ONE, Handover(id="over", flow="inner"), TWO, END, language="en", others=(INNER,))
    talk.write("first")
    talk.write("innermost")
    talk.tap("⬅ Back")
    talk.write("changed")
    assert stands_at(talk) == ("mine", "two")


# Steps that do not wait -----------------------------------------------------------------------------


def test_begin_leaves_this_exercise_behind_and_starts_another() -> None:
    talk = begun(ONE, Begin(id="go", flow="other"), language="en", others=(OTHER,))
    talk.write("first")
    assert stands_at(talk) == ("other", "here")


def test_an_exercise_that_began_another_is_done_and_begins_it_only_once() -> None:
    talk = begun(ONE, Begin(id="go", flow="other"), language="en", others=(OTHER,))
    talk.write("first")
    assert session_of(talk, "mine").status == "done"
    talk.command("menu")
    talk.tap_data(
        next(data for label, data in talk.last.buttons if label.endswith("Mine") and "new_" not in data)
    )
    assert [each["flow"] for each in talk.stored()["exercises"]].count("other") == 1
    assert stands_at(talk)[0] == "home"


def test_open_gives_the_focus_to_the_chosen_exercise() -> None:
    opener = Flow(
        id="opener",
        title="Opener",
        offer="Opener",
        single=True,
        steps=(Pick(id="which", text="Which?", source="home"), Open(id="open", choice="which")),
    )
    talk = begun(ONE, TWO, END, language="en", others=(opener,))
    talk.write("first")
    talk.command("menu")
    talk.tap("Opener")
    talk.tap_data(
        next(data for label, data in talk.last.buttons if label.endswith("Mine") and "new_" not in data)
    )
    assert stands_at(talk) == ("mine", "two")


def test_remember_sets_what_the_person_is_known_by() -> None:
    talk = begun(
        ONE, Remember(id="name", field="name", value=lambda view: view.value("one")), TWO, END, language="en"
    )
    talk.write("Lone")
    assert talk.stored()["person"]["name"] == "Lone"


def test_a_message_apart_stands_alone_and_others_join_the_question() -> None:
    talk = begun(
        ONE,
        Tell(id="lead", text="See below."),
        Tell(id="card", text="{one}", apart=True),
        TWO,
        END,
        language="en",
    )
    said = talk.write("<b>first</b>")
    assert [message.text for message in said] == [
        "Thank you. It is saved.\n\nSee below.",
        "<b>first</b>",
        "Two?",
    ]


def test_an_end_leads_home_and_with_rest_nothing_follows() -> None:
    talk = begun(ONE, END, language="en")
    said = talk.write("first")
    assert said[-1].text.startswith("Thank you. It is saved.\n\nDone.")
    assert stands_at(talk)[0] == "home"
    rests = begun(ONE, End(id="end", text="Rest well.", rest=True), language="en")
    said = rests.write("first")
    assert [message.text for message in said] == ["Thank you. It is saved.\n\nRest well."]
    assert said[-1].buttons == ()
    assert rests.write("and now?")[-1].buttons


# Other people ---------------------------------------------------------------------------------------


def test_the_button_of_somebody_else_does_nothing_to_either() -> None:
    talk = begun(ONE, TWO, END, language="en")
    talk.write("only mine")
    mine, button = talk.user, talk.last.buttons[0][1]
    before = talk.stored()
    counter = iter(range(10_000, 20_000))
    talk.turns = replace(talk.turns, ids=Ids(lambda: talk.now, bits=lambda _: next(counter)))
    talk.user = mine + 1
    talk.command("start")
    talk.tap_data(button, talk.last.id)
    assert talk.last.text.startswith("Hi, I am Jobstjernen")
    assert "only mine" not in str(talk.stored())
    talk.user = mine
    assert talk.stored() == before


def test_an_edit_with_the_message_number_of_somebody_else_reaches_only_the_own_answers() -> None:
    talk = newcomer(ONE, TWO, END, language="en")
    talk.tap("Mine")
    own = talk.own_message + 1
    talk.write("first")
    mine = talk.user
    counter = iter(range(10_000, 20_000))
    talk.turns = replace(talk.turns, ids=Ids(lambda: talk.now, bits=lambda _: next(counter)))
    talk.user = mine + 1
    talk.command("start")
    talk.edit(own, "not theirs")
    talk.user = mine
    assert talk.answers("mine") == {"one": "first"}


# The first word -------------------------------------------------------------------------------------


FIRST_WORDS: dict[str, Callable[[Talk], object]] = {
    "text": lambda talk: talk.write("hello there"),
    "picture": lambda talk: talk.send("photo", "hello there"),
    "command": lambda talk: talk.command("menu", "hello there"),
}


@pytest.mark.parametrize("send", FIRST_WORDS.values(), ids=FIRST_WORDS)
def test_what_somebody_new_sends_first_is_kept_whatever_it_is(send: Callable[[Talk], object]) -> None:
    talk = Talk(flows=all_flows())
    assert send(talk)
    assert stands_at(talk)[0] == "first_contact"
    assert talk.texts() == ["hello there"]


def test_an_old_button_or_an_edit_is_not_the_first_word_of_somebody_new() -> None:
    """It comes from somebody who has been forgotten, and who stays so until they write."""
    talk = Talk(flows=all_flows())
    assert talk.tap_data("abc.1:@home") == []
    assert talk.toasts == ["Jeg har ikke gemt noget om dig. Skriv /start, hvis du vil begynde."]
    assert talk.edit(3, "hello there") == []
    assert not talk.known


def test_before_saying_yes_the_menu_leads_back_to_first_contact() -> None:
    talk = Talk(flows=all_flows())
    talk.command("start")
    talk.command("language")
    assert stands_at(talk)[0] == "language"
    talk.command("menu")
    assert stands_at(talk) == ("first_contact", "language")


def test_erasing_leaves_nothing_and_the_person_can_begin_again() -> None:
    talk = Citizen().with_pitch()
    talk.command("mydata")
    talk.tap("Slet det hele")
    talk.tap("Ja, slet det hele")
    talk.tap("Ja, slet det nu")
    assert talk.stored() == {}
    assert talk.write("hej igen")
    assert stands_at(talk)[0] == "first_contact"


def test_an_exercise_can_be_opened_at_a_question_to_answer_it_again() -> None:
    """What follows from the answer comes after it, and then the place where the exercise stood."""
    opener = Flow(
        id="opener",
        title="Opener",
        offer="Opener",
        single=True,
        values={"place": lambda _: "one"},
        steps=(Pick(id="which", text="Which?", source="home"), Open(id="open", choice="which", anew="place")),
    )
    talk = begun(ONE, TWO, END, language="en", others=(opener,))
    talk.write("first")
    talk.command("menu")
    talk.tap("Opener")
    talk.tap_data(
        next(data for label, data in talk.last.buttons if label.endswith("Mine") and "new_" not in data)
    )
    assert stands_at(talk) == ("mine", "one")
    talk.write("anew")
    assert stands_at(talk) == ("mine", "two")
    assert talk.answers("mine")["one"] == "anew"
