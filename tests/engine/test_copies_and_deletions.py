"""Copying and deleting another exercise, and buttons that count only under the newest message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.flow import Flow
from bot.engine.steps import Ask, AskDate, Choice, Copy, Discard, End, Keep, Open, Pick, Wake, Write
from tests.engine.stage import begun, newcomer, session_of, stands_at

if TYPE_CHECKING:
    from tests.talk import Talk

SHELF = Flow(
    id="shelf",
    title="Shelf",
    offer="Shelf",
    order=1,
    single=True,
    pausable=False,
    steps=(
        Pick(
            id="which",
            text="Which?",
            source="work",
            above=("none",),
            choices=(
                Choice(key="none", label="None", goto="end"),
                Choice(key="off", label="Off", goto="end"),
            ),
            asks_again=True,
        ),
        Ask(
            id="what",
            text="What?",
            choices=(
                Choice(key="copy", label="Copy", goto="copy"),
                Choice(key="sure", label="Delete", goto="sure"),
                Choice(key="open", label="Open", goto="open"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Copy(id="copy", choice="which", text="A copy."),
        Open(id="open", choice="which"),
        Ask(
            id="sure",
            text="Sure?",
            choices=(Choice(key="yes", label="Yes, away"), Choice(key="no", label="No", goto="which")),
            asks_again=True,
            newest_only=True,
        ),
        Discard(id="away", choice="which", goto="which"),
        End(id="end"),
    ),
)
STEPS = (
    Write(id="one", text="One?", short="First"),
    AskDate(id="day", text="Day?", short="Day", skippable=True),
    Wake(id="wake", kind="ring", on="day"),
    Keep(id="keep", content=lambda view: {"text": str(view.value("one"))}),
    Write(id="two", text="Two?", short="Second"),
    Ask(
        id="menu",
        text="Menu?",
        choices=(Choice(key="stay", label="Stay", goto="menu"), Choice(key="end", label="End")),
        asks_again=True,
    ),
    End(id="end", text="Done."),
)
MINE: dict[str, Any] = {"called": "Mine: {one}", "reopen": "menu", "others": (SHELF,), "language": "en"}


def at_the_second_question(one: str = "first") -> Talk:
    talk = begun(*STEPS, **MINE)
    talk.write(one)
    talk.tap("Tomorrow")
    return talk


def finished(one: str = "first") -> Talk:
    talk = at_the_second_question(one)
    talk.write("second")
    talk.tap("End")
    return talk


def another(talk: Talk, one: str) -> None:
    talk.command("menu")
    talk.tap("Mine")
    talk.write(one)


def shelf(talk: Talk) -> None:
    talk.command("menu")
    talk.tap("Shelf")


def exercises(talk: Talk, flow: str = "mine") -> list[dict[str, Any]]:
    return [each for each in talk.stored()["exercises"] if each["flow"] == flow]


def test_a_copy_of_a_finished_exercise_opens_where_that_one_opens() -> None:
    talk = finished()
    shelf(talk)
    talk.tap("✔ Mine: first")
    said = talk.tap("Copy")
    assert [message.text for message in said] == ["A copy.\n\nMenu?"]
    assert stands_at(talk) == ("mine", "menu")
    original, copy = exercises(talk)
    assert original["status"] == "done"
    assert [answer["content"]["value"] for answer in copy["answers"][:1]] == ["first"]
    assert [version["content"] for version in talk.stored()["versions"]] == [{"text": "first"}] * 2


def test_a_copy_of_an_unfinished_exercise_stands_at_the_same_question() -> None:
    talk = at_the_second_question()
    shelf(talk)
    talk.tap("Mine: first")
    said = talk.tap("Copy")
    assert said[-1].text == "A copy.\n\nTwo?"
    talk.write("of the copy")
    original, copy = exercises(talk)
    assert "of the copy" not in str(original)
    assert "of the copy" in str(copy)


def test_a_copy_stands_by_itself() -> None:
    """An edit of the message that the original was written in changes the original only; its days ring no more."""
    talk = begun(*STEPS, **MINE)
    talk.write("first")
    written = talk.own_message - 1
    talk.tap("Tomorrow")
    shelf(talk)
    talk.tap("Mine: first")
    talk.tap("Copy")
    talk.edit(written, "changed")
    original, copy = exercises(talk)
    assert original["session"]["answers"]["one"]["value"] == "changed"
    assert copy["session"]["answers"]["one"]["value"] == "first"
    assert {timer["session"] for timer in talk.stored()["timers"]} == {original["id"], 0}


def test_deleting_takes_all_that_belongs_to_an_exercise_and_goes_on() -> None:
    talk = finished("secret")
    another(talk, "other")
    shelf(talk)
    talk.tap("✔ Mine: secret")
    talk.tap("Delete")
    said = talk.tap("Yes, away")
    assert said[-1].labels() == ["None", "Mine: other", "Off"]
    (left,) = exercises(talk)
    stored = str({name: part for name, part in talk.stored().items() if name != "messages"})
    assert "secret" not in stored
    assert "ring" not in {timer["kind"] for timer in talk.stored()["timers"]}
    assert left["session"]["answers"]["one"]["value"] == "other"


def test_deleting_the_exercise_one_came_from_leads_to_a_place_to_go_on() -> None:
    talk = at_the_second_question()
    shelf(talk)
    talk.tap("Mine: first")
    talk.tap("Delete")
    assert talk.tap("Yes, away")[-1].labels() == ["None", "Off"]
    talk.tap("None")
    assert stands_at(talk) == ("home", "menu")
    assert not [label for label in talk.last.labels() if label.startswith("Mine: ")]
    talk.write("hello there")
    assert stands_at(talk) == ("home", "menu")


def test_deleting_again_changes_nothing() -> None:
    talk = finished()
    another(talk, "other")
    shelf(talk)
    talk.tap("✔ Mine: first")
    talk.tap("Delete")
    yes = next(data for label, data in talk.last.buttons if label == "Yes, away")
    talk.tap_data(yes)
    talk.wait(hours=1)
    talk.tap_data(yes)
    assert len(exercises(talk)) == 1
    assert talk.toasts[-1] == "We have moved on. The newest question is at the bottom."


def test_an_old_yes_never_deletes_another_exercise_than_the_one_it_named() -> None:
    """Whoever is asked about a second one and taps the button under the first is asked again."""
    talk = finished("one")
    another(talk, "two")
    for name in ("✔ Mine: one", "Mine: two"):
        shelf(talk)
        talk.tap(name)
        talk.tap("Delete")
        if name == "✔ Mine: one":
            yes = next(data for label, data in talk.last.buttons if label == "Yes, away")
            talk.tap("No")
    said = talk.tap_data(yes)
    assert [message.text for message in said] == ["Sure?"]
    assert len(exercises(talk)) == 2
    talk.tap("Yes, away")
    assert [each["session"]["answers"]["one"]["value"] for each in exercises(talk)] == ["one"]


def test_the_buttons_of_what_was_deleted_lead_back_to_where_one_is() -> None:
    talk = at_the_second_question()
    question = talk.last
    shelf(talk)
    talk.tap("Mine: first")
    talk.tap("Delete")
    talk.tap("Yes, away")
    said = talk.tap_data(question.buttons[-1][1], question.id)
    assert "does not belong to anything here" in said[0].text
    assert talk.wait(days=5) == []  # its day rings no more


def test_an_exercise_that_went_meanwhile_cannot_be_opened_or_copied() -> None:
    talk = at_the_second_question()
    shelf(talk)
    talk.tap("Mine: first")
    number = session_of(talk, "mine").id
    talk._connection.execute("DELETE FROM exercises WHERE id = ?", (number,))
    talk.tap("Copy")
    assert stands_at(talk) == ("home", "menu")


def test_choices_can_stand_above_the_items() -> None:
    talk = newcomer(*STEPS, **MINE)
    talk.tap("Mine")
    talk.write("first")
    shelf(talk)
    assert talk.last.labels() == ["None", "Mine: first", "Off"]
