"""Sessions that were saved under an older flow go on under the new one (DESIGN, rule 6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.engine.flow import Flow
from bot.engine.session import Session
from bot.engine.steps import Arrange, Ask, AskMany, Choice, End, Repeat, Review, Write
from tests.engine.stage import answers, begun, focus, session_of, stands_at, store
from tests.talk import Talk, all_flows

END = End(id="end", text="Done.")
ONE = Write(id="one", text="One?", short="First")
TWO = Write(id="two", text="Two?", short="Second")
THREE = Write(id="three", text="Three?", short="Third")
TICKS = AskMany(
    id="ticks",
    text="Which?",
    short="Which",
    choices=(Choice(key="a", label="A thing"), Choice(key="b", label="B thing")),
)
BETTER = (Choice(key="a", label="A thing"), Choice(key="better", label="B thing", formerly=("b",)))
"""The choices of `TICKS`, one of them renamed."""


def under(talk: Talk, *steps: Any, **more: Any) -> Talk:
    """The same citizen and database, with another version of the flow."""
    flow = Flow(**{"id": "mine", "title": "Mine", "offer": "Mine", "steps": steps, **more})
    talk.turns = type(talk.turns)(
        talk.turns.bot,
        talk.turns.organisation,
        {**all_flows(), flow.id: flow},
        talk.turns.catalogues,
        talk.turns.ids,
    )
    return talk


def test_a_renamed_step_keeps_its_place_answer_and_trail() -> None:
    talk = begun(ONE, TWO, THREE, END)
    talk.write("first")
    talk.write("second")
    talk.tap("⬅")
    fresh = Write(id="new", text="Two, anew?", short="New", formerly=("two",))
    under(talk, ONE, fresh, THREE, END)
    talk.command("help")
    talk.tap("Fortsæt")
    assert stands_at(talk) == ("mine", "new")
    assert "Dit svar nu: second" in talk.last.text
    talk.write("changed")
    assert stands_at(talk) == ("mine", "three")
    assert focus(talk).answers["new"]["value"] == "changed"
    assert focus(talk).answers["one"]["value"] == "first"


def test_old_buttons_of_a_renamed_step_still_change_its_answer() -> None:
    choice = Ask(id="how", text="How?", short="How", choices=(Choice(key="well", label="Well"),))
    talk = begun(choice, TWO, END)
    talk.tap("Well")
    renamed = Ask(
        id="how_now",
        text="How?",
        short="How",
        formerly=("how",),
        choices=(*choice.choices, Choice(key="ill", label="Ill")),
    )
    under(talk, renamed, TWO, END)
    old = next(message for message in talk.sent if "Well" in message.labels())
    talk.tap_data(old.buttons[0][1].replace("well", "ill"), old.id)
    talk.tap("Ja")
    talk.tap("Ill")
    assert answers(talk)["how_now"] == "ill"
    assert stands_at(talk) == ("mine", "two")


def test_a_renamed_choice_keeps_its_answer_place_and_button() -> None:
    """Also where it is an item that something is repeated over, or put in order."""
    order = Arrange(id="order", text="Which first?", short="Order", of="ticks")
    each = Repeat(id="each", over="ticks", steps=(ONE,))
    talk = begun(TICKS, order, each, TWO, END)
    talk.tap("☐ A thing")
    talk.tap("☐ B thing")
    talk.tap("✔")
    talk.tap("B thing")
    talk.write("about b, or a")
    assert stands_at(talk) == ("mine", "each/b/one")
    under(talk, AskMany(id="ticks", text="Which?", short="Which", choices=BETTER), order, each, TWO, END)
    talk.command("help")
    talk.tap("Fortsæt")
    assert stands_at(talk) == ("mine", "each/better/one")
    assert focus(talk).answers["ticks"]["value"] == ["a", "better"]
    assert focus(talk).answers["order"]["value"] == ["better", "a"]


def test_an_old_button_of_a_renamed_choice_means_the_choice() -> None:
    talk = begun(
        Ask(id="how", text="How?", choices=(Choice(key="well", label="Well", goto="two"),)), ONE, TWO, END
    )
    choice = Choice(key="fine", label="Fine", goto="two", formerly=("well",))
    under(talk, Ask(id="how", text="How?", choices=(choice,)), ONE, TWO, END)
    talk.tap("Well")
    assert answers(talk) == {"how": "fine"}
    assert stands_at(talk) == ("mine", "two")


def test_the_way_back_from_a_changed_answer_leads_to_a_step_that_was_renamed_meanwhile() -> None:
    """What was answered in between is not asked again."""
    talk = begun(ONE, TWO, THREE, END)
    talk.write("first")
    talk.write("second")
    talk.tap("⬅")
    talk.tap("⬅")
    under(talk, ONE, TWO, Write(id="new", text="Three, anew?", formerly=("three",)), END)
    talk.write("changed")
    assert stands_at(talk) == ("mine", "new")
    assert answers(talk) == {"one": "changed", "two": "second"}


def test_what_is_ticked_stays_ticked_when_the_choice_is_renamed() -> None:
    talk = begun(TICKS, TWO, END)
    talk.tap("☐ B thing")
    under(talk, AskMany(id="ticks", text="Which?", short="Which", choices=BETTER), TWO, END)
    talk.tap("✔")
    assert answers(talk) == {"ticks": ["better"]}


def test_what_is_put_in_order_so_far_stays_so_when_a_choice_is_renamed() -> None:
    third = Choice(key="c", label="C thing")
    many = AskMany(id="ticks", text="Which?", short="Which", choices=(*TICKS.choices, third))
    order = Arrange(id="order", text="Which first?", short="Order", of="ticks")
    talk = begun(many, order, END)
    for each in ("☐ A thing", "☐ B thing", "☐ C thing", "✔", "B thing"):
        talk.tap(each)
    under(talk, AskMany(id="ticks", text="Which?", short="Which", choices=(*BETTER, third)), order, END)
    talk.tap("C thing")
    assert talk.answers("mine")["order"] == ["better", "c", "a"]


def test_an_old_button_that_changes_an_answer_finds_its_renamed_step() -> None:
    review = Review(id="review", text="Look.", of=("one", "two"), asks_again=True)
    talk = begun(ONE, TWO, review, END)
    talk.write("first")
    talk.write("second")
    renamed = Write(id="new", text="One, anew?", short="First", formerly=("one",))
    under(talk, renamed, TWO, Review(id="review", text="Look.", of=("new", "two"), asks_again=True), END)
    talk.tap("✏ First")
    assert stands_at(talk) == ("mine", "new")
    assert "Dit svar nu: first" in talk.last.text


def test_texts_that_were_put_together_can_still_be_split_when_their_step_was_renamed() -> None:
    talk = begun(ONE, TWO, END)
    talk.burst("first", "second")
    under(talk, Write(id="new", text="One, anew?", short="First", formerly=("one",)), TWO, END)
    talk.tap("Det er to svar")
    assert talk.answers("mine")["new"] == "first"
    assert talk.answers("mine")["two"] == "second"


def test_a_renamed_flow_goes_on_where_it_stood() -> None:
    talk = begun(ONE, TWO, END)
    talk.write("first")
    under(talk, ONE, TWO, END, id="ours", formerly=("mine",))
    talk.write("second")
    assert session_of(talk, "ours").status == "done"
    assert talk.answers("ours") == {"one": "first", "two": "second"}


def test_at_a_removed_step_the_session_goes_on_at_the_last_one_that_is_left() -> None:
    talk = begun(ONE, TWO, THREE, END)
    talk.write("first")
    talk.write("second")
    under(talk, ONE, TWO, Write(id="four", text="Four?"), END)
    talk.write("for a step that is gone")
    assert stands_at(talk)[0] == "mine"
    assert {"first", "second", "for a step that is gone"} <= set(talk.texts())
    assert answers(talk) == {"one": "first", "two": "second"}
    talk.tap("Det er fint")
    assert stands_at(talk) == ("mine", "two")
    assert "Dit svar nu: second" in talk.last.text


def test_where_nothing_of_the_trail_is_left_the_session_begins_again_and_keeps_the_answers() -> None:
    talk = begun(ONE, TWO, END)
    talk.write("first")
    under(talk, THREE, END)
    talk.command("help")
    talk.tap("Fortsæt")
    assert stands_at(talk) == ("mine", "three")
    assert "first" in talk.texts()


def test_a_removed_detour_is_forgotten() -> None:
    talk = begun(ONE, TWO, END)
    talk.write("first")
    talk.tap("⬅")
    under(talk, ONE, THREE, END)
    talk.write("changed")
    assert stands_at(talk) == ("mine", "three")


def test_a_step_that_moved_into_a_repeat_is_asked_there() -> None:
    talk = begun(TICKS, ONE, END)
    talk.tap("☐ A thing")
    talk.tap("✔")
    under(talk, TICKS, Repeat(id="each", over="ticks", steps=(ONE,)), END)
    talk.command("help")
    talk.tap("Fortsæt")
    assert stands_at(talk) == ("mine", "ticks")
    talk.tap("✔")
    assert stands_at(talk) == ("mine", "each/a/one")


def test_a_step_that_moved_out_of_a_repeat_is_asked_outside() -> None:
    talk = begun(TICKS, Repeat(id="each", over="ticks", steps=(ONE,)), END)
    talk.tap("☐ A thing")
    talk.tap("✔")
    under(talk, TICKS, ONE, END)
    talk.command("help")
    talk.tap("Fortsæt")
    talk.tap("✔")
    assert stands_at(talk) == ("mine", "one")
    talk.write("first")
    assert session_of(talk, "mine").status == "done"


def test_a_choice_that_was_removed_is_told_without_its_key_and_goes_on() -> None:
    gone = Choice(key="b", label="B", goto="two")
    ask = Ask(id="which", text="Which?", short="Which", choices=(Choice(key="a", label="A"), gone))
    talk = begun(ask, ONE, TWO, END)
    talk.tap("B")
    under(talk, Ask(id="which", text="Which?", short="Which", choices=ask.choices[:1]), ONE, TWO, END)
    talk.tap("⬅")
    assert "Dit svar nu: noget, der ikke er her mere" in talk.last.text
    talk.tap("Behold mit svar")
    assert stands_at(talk)[1] in {"one", "two"}


A_OR_B = Ask(
    id="which",
    text="Which?",
    short="Which",
    choices=(Choice(key="a", label="A", goto="two"), Choice(key="b", label="B", goto="two")),
)
ONLY_A = replace(A_OR_B, choices=A_OR_B.choices[:1])


def test_where_no_way_is_left_for_a_removed_choice_the_question_is_asked_as_if_for_the_first_time() -> None:
    talk = begun(A_OR_B, TWO, END)
    talk.tap("B")
    under(talk, ONLY_A, TWO, END)
    talk.tap("⬅")
    assert stands_at(talk) == ("mine", "which")
    assert "Dit svar nu" not in talk.last.text
    assert "Behold mit svar" not in talk.last.labels()
    talk.tap("A")
    assert stands_at(talk) == ("mine", "two")
    assert answers(talk) == {"which": "a"}


def test_an_old_button_that_keeps_a_removed_choice_asks_again() -> None:
    talk = begun(A_OR_B, TWO, END)
    talk.tap("B")
    talk.tap("⬅")
    under(talk, ONLY_A, TWO, END)
    talk.tap("Behold mit svar")
    assert stands_at(talk) == ("mine", "which")
    assert answers(talk) == {"which": "b"}
    assert "A" in talk.last.labels()


def test_on_the_way_back_a_removed_choice_that_leads_nowhere_is_asked_again() -> None:
    talk = begun(ONE, A_OR_B, TWO, END)
    talk.write("first")
    talk.tap("B")
    under(talk, ONE, ONLY_A, TWO, END)
    talk.tap("⬅")
    talk.tap("⬅")
    talk.write("changed")
    assert stands_at(talk) == ("mine", "which")


def test_on_the_way_back_a_question_that_cannot_be_skipped_any_more_is_asked() -> None:
    talk = begun(ONE, replace(A_OR_B, skippable=True), TWO, END)
    talk.write("first")
    talk.tap("Spring over")
    under(talk, ONE, A_OR_B, TWO, END)
    talk.tap("⬅")
    talk.tap("⬅")
    talk.write("changed")
    assert stands_at(talk) == ("mine", "which")


def test_a_removed_step_that_a_review_named_does_no_harm() -> None:
    review = Review(id="review", text="Look.", of=("one", "two"), asks_again=True)
    talk = begun(ONE, TWO, review, END)
    talk.write("first")
    talk.write("second")
    under(talk, ONE, Review(id="review", text="Look.", of=("one",), asks_again=True), END)
    talk.tap("✏ Second")
    assert stands_at(talk) == ("mine", "review")
    assert "second" in talk.texts()


def test_a_flow_that_is_gone_leads_home_and_its_answers_are_kept() -> None:
    talk = begun(ONE, TWO, END)
    talk.write("first")
    button = talk.last.buttons[0][1]
    flows = {name: flow for name, flow in talk.turns.flows.items() if name != "mine"}
    talk.turns = type(talk.turns)(
        talk.turns.bot, talk.turns.organisation, flows, talk.turns.catalogues, talk.turns.ids
    )
    assert talk.write("and now?")
    assert stands_at(talk)[0] == "home"
    assert talk.tap_data(button)
    assert {"first", "and now?"} <= set(talk.texts())


def test_a_session_is_the_same_after_json() -> None:
    talk = begun(TICKS, Repeat(id="each", over="ticks", steps=(ONE,)), END)
    talk.tap("☐ A thing")
    session = focus(talk)
    assert Session.from_json(session.to_json()) == session
    store(talk, session)
    assert focus(talk) == session


def test_only_as_many_questions_are_remembered_as_buttons_may_name() -> None:
    session = Session(1, "mine", at="one")
    numbers = [session.asked(f"place_{number}") for number in range(70)]
    assert numbers == list(range(70))
    assert session.place_of(9) == ""
    assert session.place_of(10) == "place_10"
    assert session.place_of(69) == "place_69"
    assert session.place_of(70) == ""


def test_a_copy_of_a_session_shares_nothing_that_is_changed() -> None:
    session = Session(1, "mine", answers={"a": {"kind": "text", "value": "x"}}, trail=["a"], prompts=["a"])
    copy = session.copy()
    copy.answers["b"] = {"kind": "text", "value": "y"}
    copy.trail.append("b")
    copy.prompts.append("b")
    assert (list(session.answers), session.trail, session.prompts) == (["a"], ["a"], ["a"])
