"""The ways around, from every kind of question: back, skip, example, help, pause, resume, restart, home, change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.engine.flow import Flow
from bot.engine.steps import Arrange, Ask, AskMany, Branch, Choice, End, Tell, Write
from tests.engine.stage import answers, begun, focus, session_of, stands_at
from tests.engine.zoo import ASIDE, ZOO

if TYPE_CHECKING:
    from tests.talk import Talk

END = End(id="end", text="Done.")
ONE = Write(id="one", text="One?", short="First", example="Like: one", help="aside")
TWO = Write(id="two", text="Two?", short="Second", skippable=True)
THREE = Write(id="three", text="Three?", short="Third")

WAY = {
    "name_it": ["Name", "Zoo"],
    "more_of_it": ["more of it"],
    "colour": ["Blue"],
    "depth": ["12"],
    "topics": ["The tasks", "The team", "Done"],
    "order": ["The team"],
    "each/tasks/ask_of": ["how many"],
    "each/tasks/weight": ["2"],
    "each/team/ask_of": ["how nice"],
    "each/team/weight": ["3"],
    "day": ["Skip"],
    "hour": ["half past nine"],
    "phone": ["20 12 34 56"],
    "aloud": ["I said it"],
    "tongue": ["None of these"],
    "review": [],
}
"""What to write at each question of the zoo, all the way through."""


def at(place: str) -> Talk:
    """A citizen who has answered all the way to this question of the zoo."""
    talk = begun(*ZOO.steps, language="en", others=(ASIDE,), reopen="review")
    for here, texts in WAY.items():
        assert stands_at(talk)[1] == here
        if here == place:
            return talk
        for text in texts[-1:] if here == "name_it" else texts:
            talk.write(text)
    raise AssertionError(place)


EVERYWHERE = pytest.mark.parametrize("place", WAY)


@EVERYWHERE
def test_back_and_on_again_loses_nothing_and_comes_to_where_the_person_stood(place: str) -> None:
    talk = at(place)
    before = focus(talk)
    if not before.trail:
        return
    talk.tap("⬅ Back")
    assert stands_at(talk)[1] == before.trail[-1]
    talk.tap("Keep my answer" if "Keep my answer" in talk.last.labels() else "Skip")
    assert stands_at(talk)[1] == place
    assert focus(talk).answers == before.answers


@EVERYWHERE
def test_pause_and_continue_comes_back_to_the_same_question(place: str) -> None:
    talk = at(place)
    before = focus(talk)
    talk.tap("⏸ Pause")
    assert focus(talk).status == "paused"
    assert talk.wait(days=10) == []
    talk.tap("Continue")
    assert talk.last.text.startswith("Welcome back.")
    after = focus(talk)
    assert (after.at, after.status, after.answers) == (place, "open", before.answers)


@EVERYWHERE
def test_home_and_the_exercise_again_comes_back_to_the_same_question(place: str) -> None:
    talk = at(place)
    before = focus(talk)
    talk.command("menu")
    assert stands_at(talk)[0] == "home"
    if before.answers:
        talk.tap_data(next(data for label, data in talk.last.buttons if label.startswith(("Mine", "✔ Mine"))))
        assert stands_at(talk) == ("mine", place)
        assert focus(talk).answers == before.answers


@EVERYWHERE
def test_restart_asks_from_the_beginning_with_every_answer_still_there(place: str) -> None:
    talk = at(place)
    before = focus(talk)
    talk.command("help")
    talk.tap("Begin this one again")
    talk.tap("Yes")
    after = focus(talk)
    assert (after.at, after.answers, after.trail) == ("name_it", before.answers, [])


@EVERYWHERE
def test_an_earlier_answer_is_changed_and_the_person_comes_back(place: str) -> None:
    talk = at(place)
    if "name_it" not in focus(talk).answers:
        return
    talk.command("help")
    talk.tap("Change an answer")
    talk.tap("Name")
    talk.write("Another zoo")
    assert stands_at(talk)[1] == place
    assert focus(talk).answers["name_it"]["value"] == "Another zoo"


@EVERYWHERE
def test_skip_leaves_a_question_open_only_where_it_may_be(place: str) -> None:
    talk = at(place)
    before = focus(talk)
    question = ZOO.question(place)
    prompt = talk.last.buttons[-1][1].partition(":")[0]
    talk.tap_data(f"{prompt}:@skip", talk.last.id)
    if question.skippable:
        assert focus(talk).answers[place]["kind"] == "skipped"
        assert focus(talk).at != place
    else:
        assert talk.last.text.startswith("This question is needed to go on.")
        assert (focus(talk).at, focus(talk).answers) == (place, before.answers)


@EVERYWHERE
def test_a_sticker_changes_nothing_and_the_question_is_shown_again(place: str) -> None:
    talk = at(place)
    before = focus(talk)
    assert talk.send("sticker")
    assert (focus(talk).at, focus(talk).answers) == (before.at, before.answers)
    assert talk.last.buttons


def test_skipping_keeps_an_answer_that_was_there() -> None:
    talk = begun(ONE, TWO, THREE, END, language="en", others=(ASIDE,))
    talk.write("first")
    talk.write("second")
    talk.tap("⬅ Back")
    talk.tap("Skip")
    assert answers(talk) == {"one": "first", "two": "second"}
    assert stands_at(talk) == ("mine", "three")


def test_an_example_is_shown_and_the_question_stands() -> None:
    talk = begun(ONE, TWO, END, language="en", others=(ASIDE,))
    talk.tap("💡 Show an example")
    assert talk.last.text.startswith("Like: one")
    talk.write("mine")
    assert answers(talk) == {"one": "mine"}


def test_ways_can_be_typed() -> None:
    talk = begun(ONE, TWO, THREE, END, language="en", others=(ASIDE,))
    talk.write("show an example")
    assert talk.last.text.startswith("Like: one")
    talk.write("first")
    talk.write("skip")
    assert stands_at(talk) == ("mine", "three")
    talk.write("back")
    assert stands_at(talk) == ("mine", "two")
    talk.write("pause")
    assert focus(talk).status == "paused"
    talk.write("continue")
    assert (focus(talk).status, focus(talk).at) == ("open", "two")
    assert talk.texts() == ["Samir", "first"]


def test_help_hands_over_and_comes_back_to_the_same_question() -> None:
    talk = begun(ONE, TWO, END, language="en", others=(ASIDE,))
    talk.tap("Help me get started")
    assert stands_at(talk) == ("aside", "thought")
    talk.write("a thought")
    assert stands_at(talk) == ("mine", "one")
    assert talk.answers("aside") == {"thought": "a thought"}


def test_there_is_nothing_to_change_before_the_first_answer() -> None:
    talk = begun(ONE, TWO, END, language="en", others=(ASIDE,))
    talk.command("help")
    talk.tap("Change an answer")
    assert talk.last.text.startswith("There is no answer to change yet.")
    assert stands_at(talk) == ("mine", "one")


# Old buttons ---------------------------------------------------------------------------------------

COLOUR = Ask(
    id="colour",
    text="Which colour?",
    short="Colour",
    choices=(Choice(key="red", label="Red"), Choice(key="blue", label="Blue")),
)


@pytest.mark.parametrize("label", ["Red", "💡 Show an example", "Skip", "Menu", "⏸ Pause"])
def test_a_double_tap_does_what_one_does(label: str) -> None:
    """Nothing more is said to the second, whether the button answers, helps, skips or leads elsewhere."""
    colour = replace(COLOUR, example="Red, for example.", skippable=True)
    menu = Ask(id="menu", text="Menu?", choices=(Choice(key="m", label="Menu"),), asks_again=True)
    talk = begun(menu, colour, TWO, THREE, END, language="en")
    if label != "Menu":
        talk.tap("Menu")
    button, message = dict(talk.last.buttons)[label], talk.last.id
    assert talk.tap_data(button, message)
    stood = stands_at(talk)
    assert talk.tap_data(button, message) == []
    assert talk.toasts == []
    assert stands_at(talk) == stood


def test_the_same_button_later_is_no_double_tap() -> None:
    talk = begun(COLOUR, TWO, THREE, END, language="en")
    data, message = talk.last.buttons[0][1], talk.last.id
    talk.tap_data(data, message)
    talk.wait(seconds=3)
    assert talk.tap_data(data, message) == []
    assert talk.toasts == ["That is saved already."]
    assert stands_at(talk) == ("mine", "two")


def test_ticks_are_taken_as_quickly_as_they_come() -> None:
    """The second tap on the same box takes the tick away again."""
    many = AskMany(id="many", text="Which?", choices=(Choice(key="a", label="A"), Choice(key="b", label="B")))
    talk = begun(many, TWO, END, language="en")
    for label in ("☐ A", "☑ A", "☐ B", "✔ Done"):
        talk.tap(label)
    assert answers(talk) == {"many": ["b"]}


def test_a_double_tap_ticks_once_and_puts_one_thing_in_order() -> None:
    many = AskMany(
        id="many",
        text="Which?",
        choices=(Choice(key="a", label="A"), Choice(key="b", label="B"), Choice(key="c", label="C")),
        at_least=3,
    )
    talk = begun(many, Arrange(id="order", text="Order?", of="many"), TWO, END, language="en")
    talk.pace = 0.1
    for label in ("☐ A", "☐ B", "☐ C"):
        twice(talk, label)
    assert talk.last.labels()[:3] == ["☑ A", "☑ B", "☑ C"]
    talk.tap("✔ Done")
    twice(talk, "B")
    assert talk.last.text == "Order?\n\n1. B"
    twice(talk, "C")
    assert answers(talk)["order"] == ["b", "c", "a"]


def twice(talk: Talk, label: str) -> None:
    button, message = dict(talk.last.buttons)[label], talk.last.id
    talk.tap_data(button, message)
    talk.tap_data(button, message)


def test_what_is_in_order_already_can_be_tapped_while_it_is_still_on_the_screen() -> None:
    choices = tuple(Choice(key=key, label=key.upper()) for key in "abc")
    many = AskMany(id="many", text="Which?", choices=choices, at_least=3)
    talk = begun(many, Arrange(id="order", text="Order?", of="many"), TWO, END, language="en")
    for label in ("☐ A", "☐ B", "☐ C", "✔ Done"):
        talk.tap(label)
    button, message = dict(talk.last.buttons)["B"], talk.last.id
    talk.tap_data(button, message)
    (shown,) = talk.tap_data(button, message)
    assert (shown.id, shown.text) == (message, "Order?\n\n1. B")


def test_a_way_around_under_an_old_question_changes_nothing() -> None:
    talk = begun(replace(COLOUR, skippable=True), TWO, THREE, END, language="en")
    question = talk.last
    talk.tap("Red")
    talk.tap_data(dict(question.buttons)["Skip"], question.id)
    assert talk.toasts == ["We have moved on. The newest question is at the bottom."]


def test_an_old_button_of_a_skipped_question_says_that_it_was_skipped() -> None:
    talk = begun(replace(COLOUR, skippable=True), TWO, THREE, END, language="en")
    question = talk.last
    talk.tap("Skip")
    talk.tap_data(question.buttons[0][1], question.id)
    assert talk.last.text == "You skipped that question. Do you want to answer it now?"
    talk.tap("Yes")
    talk.tap("Red")
    assert answers(talk)["colour"] == "red"


def test_an_old_button_offers_to_change_the_answer() -> None:
    talk = begun(COLOUR, TWO, THREE, END, language="en")
    question = talk.last
    talk.tap("Red")
    talk.tap_data(question.buttons[1][1], question.id)
    assert talk.last.text == "You have answered that question. Do you want to change your answer?"
    talk.tap("No, go on")
    assert (stands_at(talk), answers(talk)) == (("mine", "two"), {"colour": "red"})
    talk.tap_data(question.buttons[1][1], question.id)
    talk.tap("Yes")
    talk.tap("Blue")
    assert (stands_at(talk), answers(talk)) == (("mine", "two"), {"colour": "blue"})


@pytest.mark.parametrize(
    "data", ["", "-", "x", "1.0:", "a.b:c", "9" * 60, "zzzzzzzzzzzzz.0:@on", "1.0:@home"]
)
def test_a_forged_button_shows_where_we_are(data: str) -> None:
    talk = begun(COLOUR, TWO, END, language="en")
    talk.tap_data(data)
    assert talk.last.text.startswith("That button does not belong to anything here.")
    assert stands_at(talk) == ("mine", "colour")
    assert answers(talk) == {}


def test_a_forged_key_is_no_answer() -> None:
    talk = begun(COLOUR, TWO, END, language="en")
    head = talk.last.buttons[0][1].partition(":")[0]
    for key in ("green", "@begin_0", "@edit_two", "@edit_end", "@use", "@split", "@done"):
        talk.tap_data(f"{head}:{key}", talk.last.id)
        assert (stands_at(talk), answers(talk)) == (("mine", "colour"), {})


# After a changed branch ----------------------------------------------------------------------------

BRANCHED = (
    Ask(
        id="call",
        text="Will you call?",
        short="Call",
        choices=(Choice(key="yes", label="Yes, I will"), Choice(key="no", label="Not now")),
    ),
    Branch(id="by", on="call", cases={"yes": "steady"}, goto="why"),
    Tell(id="steady", text="Breathe out slowly."),
    Write(id="whom", text="Whom?", short="Whom"),
    Write(id="when", text="When?", short="When", goto="last"),
    Write(id="why", text="Why not?", short="Why"),
    Write(id="last", text="Last?", short="Last"),
    Write(id="very_last", text="Very last?", short="Very last"),
    END,
)


def test_after_a_changed_branch_the_first_unanswered_question_is_asked_and_then_the_rest_is_passed() -> None:
    talk = begun(*BRANCHED, language="en")
    talk.tap("Not now")
    talk.write("too tired")
    talk.write("the last")
    talk.command("help")
    talk.tap("Change an answer")
    talk.tap("Call")
    talk.tap("Yes, I will")
    assert stands_at(talk) == ("mine", "whom")
    assert talk.last.text == "Breathe out slowly.\n\nWhom?"
    talk.write("Netto")
    talk.write("Thursday")
    assert stands_at(talk) == ("mine", "very_last")
    assert answers(talk)["why"] == "too tired"


def test_changing_back_finds_the_answers_off_the_path_again() -> None:
    talk = begun(*BRANCHED, language="en")
    talk.tap("Not now")
    talk.write("too tired")
    talk.command("help")
    for label in ("Change an answer", "Call", "Yes, I will"):
        talk.tap(label)
    talk.command("help")
    for label in ("Change an answer", "Call", "Not now"):
        talk.tap(label)
    assert stands_at(talk) == ("mine", "last")
    assert answers(talk)["why"] == "too tired"


def test_a_finished_exercise_opens_where_it_says_and_its_answers_can_be_changed() -> None:
    talk = begun(ONE, COLOUR, END, language="en", others=(ASIDE,), reopen="colour")
    talk.write("first")
    talk.tap("Red")
    assert session_of(talk, "mine").status == "done"
    assert stands_at(talk)[0] == "home"
    talk.tap("✔ Mine")
    assert stands_at(talk) == ("mine", "colour")


def test_a_flow_of_one_message_and_an_end_comes_home() -> None:
    silent = Flow(id="silent", title="Silent", offer="Silent", steps=(Tell(id="hi", text="Hi."), END))
    talk = begun(ONE, END, others=(ASIDE, silent))
    talk.command("menu")
    talk.tap("Silent")
    assert talk.last.text.startswith("Hi.\n\nDone.")
    assert stands_at(talk)[0] == "home"
