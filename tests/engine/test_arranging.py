"""Ordering what was ticked, repeating questions for each item, and looking earlier answers through."""

from __future__ import annotations

from bot.engine.steps import Arrange, Ask, AskMany, AskNumber, Choice, End, Repeat, Review, Scale, Write
from tests.engine.stage import answers, begun, session_of, stands_at

END = End(id="end", text="Done.")
LAST = Write(id="last", text="And last?", short="Last")
TOPICS = AskMany(
    id="topics",
    text="Which topics?",
    short="Topics",
    choices=(
        Choice(key="tasks", label="The tasks"),
        Choice(key="team", label="The team"),
        Choice(key="hours", label="The hours"),
    ),
)
ORDER = Arrange(id="order", text="In which order?", short="Order", of="topics")
EACH = Repeat(
    id="each",
    over="topics",
    steps=(
        Write(id="about", text="What about {item}?", short="About it", skippable=True, voice=False),
        Scale(id="weight", text="How heavy is {item}?", short="Weight", low=1, high=3),
    ),
)


def test_things_are_ordered_by_tapping_and_the_last_needs_no_tap() -> None:
    talk = begun(TOPICS, ORDER, LAST, END, language="en")
    for label in ("☐ The tasks", "☐ The team", "☐ The hours", "✔ Done"):
        talk.tap(label)
    talk.tap("The hours")
    assert talk.last.text == "In which order?\n\n1. The hours"
    assert talk.last.labels()[:3] == ["The tasks", "The team", "Undo"]
    talk.tap("The tasks")
    assert answers(talk)["order"] == ["hours", "tasks", "team"]


def test_an_order_can_be_undone_and_typed() -> None:
    talk = begun(TOPICS, ORDER, LAST, END, language="en")
    for label in ("☐ The tasks", "☐ The team", "✔ Done"):
        talk.tap(label)
    talk.write("the team")
    assert answers(talk)["order"] == ["team", "tasks"]
    talk.tap("⬅ Back")
    assert "Your answer now: The team and The tasks" in talk.last.text


def test_undo_takes_the_last_one_back() -> None:
    talk = begun(TOPICS, ORDER, LAST, END, language="en")
    for label in ("☐ The tasks", "☐ The team", "☐ The hours", "✔ Done", "The hours", "Undo"):
        talk.tap(label)
    assert talk.last.labels()[:3] == ["The tasks", "The team", "The hours"]


def test_one_thing_needs_no_ordering() -> None:
    talk = begun(TOPICS, ORDER, LAST, END, language="en")
    talk.tap("☐ The team")
    talk.tap("✔ Done")
    assert answers(talk)["order"] == ["team"]
    assert stands_at(talk) == ("mine", "last")


def test_an_order_that_no_longer_fits_what_is_ticked_is_asked_for_anew() -> None:
    talk = begun(TOPICS, ORDER, LAST, END, language="en")
    for label in ("☐ The tasks", "☐ The team", "✔ Done", "The team"):
        talk.tap(label)
    talk.command("help")
    for label in ("Change an answer", "Topics", "☐ The hours", "✔ Done"):
        talk.tap(label)
    assert stands_at(talk) == ("mine", "order")
    for label in ("The hours", "The tasks"):
        talk.tap(label)
    assert answers(talk)["order"] == ["hours", "tasks", "team"]
    assert stands_at(talk) == ("mine", "last")


def test_ordering_nothing_asks_nothing() -> None:
    talk = begun(TOPICS, ORDER, LAST, END, language="en")
    talk.tap("✔ Done")
    assert stands_at(talk) == ("mine", "last")


def test_a_repeat_asks_its_questions_for_each_item_by_name() -> None:
    talk = begun(TOPICS, EACH, LAST, END, language="en")
    for label in ("☐ The tasks", "☐ The hours", "✔ Done"):
        talk.tap(label)
    assert talk.last.text == "What about The tasks?"
    talk.write("many")
    assert talk.last.text.endswith("How heavy is The tasks?")
    talk.tap("3")
    assert talk.last.text == "What about The hours?"
    talk.tap("Skip")
    talk.tap("1")
    assert stands_at(talk) == ("mine", "last")
    given = answers(talk)
    assert (given["each/tasks/about"], given["each/tasks/weight"]) == ("many", 3)
    assert (given["each/hours/about"], given["each/hours/weight"]) == ("", 1)


def test_a_repeat_over_nothing_is_passed() -> None:
    talk = begun(TOPICS, EACH, LAST, END, language="en")
    talk.tap("✔ Done")
    assert stands_at(talk) == ("mine", "last")


def test_back_leads_through_a_repeat_item_by_item() -> None:
    talk = begun(TOPICS, EACH, LAST, END, language="en")
    for label in ("☐ The tasks", "☐ The hours", "✔ Done", "Skip", "3", "⬅ Back"):
        talk.tap(label)
    assert stands_at(talk) == ("mine", "each/tasks/weight")
    talk.tap("2")
    assert answers(talk)["each/tasks/weight"] == 2
    assert stands_at(talk) == ("mine", "each/hours/about")


def test_a_new_item_is_asked_about_and_the_answers_of_the_others_stay() -> None:
    talk = begun(TOPICS, EACH, LAST, END, language="en")
    for label in ("☐ The hours", "✔ Done", "Skip", "3"):
        talk.tap(label)
    talk.command("help")
    talk.tap("Change an answer")
    talk.tap("Topics")
    for label in ("☐ The tasks", "✔ Done"):
        talk.tap(label)
    assert stands_at(talk) == ("mine", "each/tasks/about")
    talk.write("many")
    talk.tap("1")
    assert stands_at(talk) == ("mine", "last")
    assert answers(talk)["each/hours/weight"] == 3


def test_an_item_that_was_taken_away_keeps_its_answers() -> None:
    talk = begun(TOPICS, EACH, LAST, END, language="en")
    for label in ("☐ The hours", "✔ Done", "Skip", "3"):
        talk.tap(label)
    talk.command("help")
    for label in ("Change an answer", "Topics", "☑ The hours", "✔ Done"):
        talk.tap(label)
    assert stands_at(talk) == ("mine", "last")
    assert answers(talk)["each/hours/weight"] == 3


def test_a_number_repeats_so_often_and_items_are_counted() -> None:
    talk = begun(
        AskNumber(id="many", text="How many?", low=0, high=3),
        Repeat(id="each", over="many", steps=(Write(id="w", text="Number {item}?", voice=False),)),
        LAST,
        END,
    )
    talk.write("2")
    assert talk.last.text == "Number 1?"
    talk.write("one")
    assert talk.last.text.endswith("Number 2?")
    talk.write("two")
    assert stands_at(talk) == ("mine", "last")
    assert (answers(talk)["each/1/w"], answers(talk)["each/2/w"]) == ("one", "two")


def test_an_answer_in_a_repeat_is_changed_by_editing_its_message() -> None:
    talk = begun(TOPICS, EACH, LAST, END, language="en")
    for label in ("☐ The hours", "✔ Done"):
        talk.tap(label)
    own = talk.own_message + 1
    talk.write("many")
    talk.edit(own, "few")
    assert answers(talk)["each/hours/about"] == "few"


# Looking through ----------------------------------------------------------------------------------

REVIEWED = (
    Write(id="who", text="Who?", short="Who it is"),
    Ask(
        id="how", text="How?", short="How it is", choices=(Choice(key="well", label="Well"),), skippable=True
    ),
    Write(id="why", text="Why?", short="Why it is", skippable=True, goto="review"),
    Review(id="review", text="Look it through.", of=("who", "how", "why"), asks_again=True),
    END,
)


def test_a_review_shows_each_answer_and_leads_to_each() -> None:
    talk = begun(*REVIEWED, language="en")
    talk.write("Samir")
    talk.tap("Well")
    talk.tap("Skip")
    assert talk.last.text == "Look it through.\n\nWho it is\nSamir\n\nHow it is\nWell\n\nWhy it is\n–"
    talk.tap("✏ Who it is")
    assert stands_at(talk) == ("mine", "who")
    talk.write("Lone")
    assert stands_at(talk) == ("mine", "review")
    assert "Lone" in talk.last.text
    talk.tap("✔ It is good as it is")
    assert session_of(talk, "mine").status == "done"


def test_a_text_at_a_review_is_kept_and_asked_for_again() -> None:
    talk = begun(*REVIEWED, language="en")
    talk.write("Samir")
    talk.tap("Well")
    talk.tap("Skip")
    talk.write("something else")
    assert stands_at(talk) == ("mine", "review")
    assert "something else" in talk.texts()
