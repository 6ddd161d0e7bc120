"""Questions answered by choosing: one, several, a scale, and what the context offers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.engine.context import Item
from bot.engine.effects import Say
from bot.engine.flow import Flow
from bot.engine.inputs import Typed
from bot.engine.run import run
from bot.engine.session import Session
from bot.engine.sprint import Chosen, Started
from bot.engine.steps import Ask, AskMany, Choice, End, Pick, Scale, Write
from bot.engine.steps.choosing import NO_LONGER
from bot.engine.text import Words, literal
from tests.engine.stage import answers, begun, stands_at
from tests.engine.views import context_of, view_of

if TYPE_CHECKING:
    from bot.engine.view import View

COLOURS = (Choice(key="red", label="Red"), Choice(key="blue", label="Blue", goto="sea"))
ASK = Ask(id="colour", text="Which colour?", short="Colour", choices=COLOURS)
SEA = Write(id="sea", text="Which sea?")
END = End(id="end", text="Done.")
TOPICS = (
    Choice(key="tasks", label="The tasks"),
    Choice(key="team", label="The team"),
    Choice(key="hours", label="The hours"),
)
NEXT = Write(id="next", text="And now?")


def test_a_tap_answers_and_goes_where_the_choice_leads() -> None:
    talk = begun(ASK, NEXT, SEA, END)
    talk.tap("Blue")
    assert answers(talk) == {"colour": "blue"}
    assert stands_at(talk) == ("mine", "sea")


def test_a_choice_that_leads_nowhere_special_goes_on() -> None:
    talk = begun(ASK, NEXT, SEA, END)
    talk.tap("Red")
    assert stands_at(talk) == ("mine", "next")


def test_a_typed_label_counts_as_a_tap_whatever_its_case_and_signs() -> None:
    talk = begun(ASK, NEXT, SEA, END)
    talk.write("  red! ")
    assert answers(talk) == {"colour": "red"}
    assert talk.texts() == ["Samir"]


def test_another_text_is_kept_and_the_question_asked_again() -> None:
    talk = begun(ASK, NEXT, SEA, END)
    talk.write("green")
    assert stands_at(talk) == ("mine", "colour")
    assert "green" in talk.texts()
    assert talk.last.text.endswith("Which colour?")
    assert talk.last.labels()[:2] == ["Red", "Blue"]


def test_a_voice_message_does_not_choose_and_is_kept() -> None:
    talk = begun(ASK, NEXT, SEA, END)
    talk.speak(4)
    assert stands_at(talk) == ("mine", "colour")
    assert [each["content"]["kind"] for each in talk.stored()["unplaced"]] == ["voice"]


def many(at_least: int = 0, at_most: int = 100) -> AskMany:
    return AskMany(
        id="topics", text="Which topics?", short="Topics", choices=TOPICS, at_least=at_least, at_most=at_most
    )


def test_ticks_show_and_can_be_taken_back() -> None:
    talk = begun(many(), NEXT, END)
    talk.tap("☐ The team")
    assert talk.last.labels()[:3] == ["☐ The tasks", "☑ The team", "☐ The hours"]
    talk.tap("☑ The team")
    assert talk.last.labels()[:3] == ["☐ The tasks", "☐ The team", "☐ The hours"]


def test_ticking_changes_the_same_message() -> None:
    talk = begun(many(), NEXT, END)
    before = talk.last.id
    talk.tap("☐ The team")
    assert talk.last.id == before


def test_ticks_are_stored_in_the_order_they_are_declared() -> None:
    talk = begun(many(), NEXT, END)
    for label in ("☐ The hours", "☐ The tasks", "✔"):
        talk.tap(label)
    assert answers(talk) == {"topics": ["tasks", "hours"]}


def test_typed_labels_tick_and_finish() -> None:
    talk = begun(many(), NEXT, END, language="en")
    talk.write("the team")
    talk.write("Done")
    assert answers(talk) == {"topics": ["team"]}


def test_too_few_and_too_many_ticks_are_asked_for_again() -> None:
    talk = begun(many(at_least=1, at_most=2), NEXT, END, language="en")
    talk.tap("✔ Done")
    assert talk.last.text.startswith("Choose at least 1, then tap Done.")
    for label in ("☐ The tasks", "☐ The team", "☐ The hours", "✔ Done"):
        talk.tap(label)
    assert talk.last.text.startswith("Choose at most 2. Tap a chosen one again to take it away.")
    talk.tap("☑ The team")
    talk.tap("✔ Done")
    assert answers(talk) == {"topics": ["tasks", "hours"]}


def test_changing_ticks_begins_with_those_there_are() -> None:
    talk = begun(many(), NEXT, END, language="en")
    talk.tap("☐ The team")
    talk.tap("✔ Done")
    talk.tap("⬅ Back")
    assert talk.last.labels()[:3] == ["☐ The tasks", "☑ The team", "☐ The hours"]
    talk.tap("☐ The hours")
    talk.tap("✔ Done")
    assert answers(talk)["topics"] == ["team", "hours"]


def test_the_last_tick_can_be_taken_away_when_changing() -> None:
    talk = begun(many(), NEXT, END, language="en")
    talk.tap("☐ The team")
    talk.tap("✔ Done")
    talk.tap("⬅ Back")
    talk.tap("☑ The team")
    talk.tap("✔ Done")
    assert answers(talk)["topics"] == []


def scale(labels: tuple[str, ...] = ()) -> Scale:
    return Scale(id="heat", text="How hot?", short="Heat", low=1, high=3, labels=labels)


def test_a_scale_shows_its_words_and_stores_a_number() -> None:
    talk = begun(scale(labels=("Cold", "Mild", "Hot")), NEXT, END)
    assert talk.last.labels()[:3] == ["1 Cold", "2 Mild", "3 Hot"]
    talk.tap("2 Mild")
    assert answers(talk) == {"heat": 2}


def test_a_typed_number_or_number_word_answers_a_scale() -> None:
    for language, text in (("da", "to"), ("en", "two"), ("da", "2"), ("en", "2")):
        talk = begun(scale(), NEXT, END, language=language)
        talk.write(text)
        assert answers(talk) == {"heat": 2}


@pytest.mark.parametrize("text", ["mild", "2 Mild", "Mild!"])
def test_the_word_of_a_step_answers_a_scale_too(text: str) -> None:
    talk = begun(scale(labels=("Cold", "Mild", "Hot")), NEXT, END)
    talk.write(text)
    assert answers(talk) == {"heat": 2}


def test_a_number_beside_the_scale_is_asked_for_again() -> None:
    for text in ("4", "0", "-1", "1.5", "hot", "٤"):
        talk = begun(scale(), NEXT, END, language="en")
        talk.write(text)
        assert talk.last.text.startswith("Choose a number from 1 to 3.")
        assert text in talk.texts()


@pytest.mark.parametrize("text", ["2/3", "2 / 3", "2 af 3", "to", "2.", " 2 "])
def test_a_number_of_the_highest_is_a_step(text: str) -> None:
    talk = begun(scale(), NEXT, END)
    talk.write(text)
    assert answers(talk) == {"heat": 2}


@pytest.mark.parametrize(
    "text", ["ja", "fint", "ok", "nej", "2/4", "4/2", "6/3", "4 af 3", "2 timer", "2-3", "2 eller 3"]
)
def test_no_score_is_guessed(text: str) -> None:
    """Whoever writes something else is told how to answer, and what they wrote is kept."""
    beside = (Choice(key="unsure", label="Hard to say"), Choice(key="rather_not", label="Rather not"))
    talk = begun(replace(scale(labels=("Cold", "Okay", "Hot")), choices=beside), NEXT, END)
    said = talk.write(text)[-1].text
    assert said.startswith("Vælg et tal fra 1 til 3, eller tryk på en af de andre knapper.")
    assert answers(talk) == {}
    assert text in talk.texts()


def test_the_own_word_of_a_step_is_no_yes_but_that_step() -> None:
    talk = begun(scale(labels=("Cold", "Okay", "Hot")), NEXT, END)
    talk.write("okay")
    assert answers(talk) == {"heat": 2}


def test_what_stands_beside_a_scale_is_a_choice_that_can_be_typed_too() -> None:
    beside = replace(
        scale(), choices=(Choice(key="unsure", label="Hard to say"), Choice(key="no", label="No"))
    )
    for way in ("Hard to say", "I don't know"):
        talk = begun(beside, NEXT, END, language="en")
        assert talk.last.labels()[:5] == ["1", "2", "3", "Hard to say", "No"]
        talk.write(way)
        assert answers(talk) == {"heat": "unsure"}
        talk.tap("⬅ Back")
        assert "Your answer now: Hard to say" in talk.last.text


# What the context offers --------------------------------------------------------------------------

LANDS = tuple(Item(f"land_{number}", Words(f"Land {number}")) for number in range(1, 8))
PICK = Flow(
    id="pick",
    title="Pick",
    steps=(
        Pick(
            id="land",
            text="Which land?",
            source="lands",
            page_size=3,
            choices=(Choice(key="none", label="None of them", goto="end"),),
        ),
        End(id="end"),
    ),
)


def picked(session: Session, *keys: str, lands: tuple[Item, ...] = LANDS) -> tuple[Session, list[str]]:
    """The session after these taps, and the labels that are shown then."""
    context = context_of("en", lands=lands)
    sprint = run(PICK, session, Started(), context) if not session.at else None
    session = sprint.session if sprint else session
    for key in keys:
        sprint = run(PICK, session, Chosen(session.prompt, key), context)
        session = sprint.session
    says = [effect for effect in sprint.effects if isinstance(effect, Say)] if sprint else []
    return session, [context.language.say(button.label) for button in says[-1].buttons] if says else []


def test_items_come_page_by_page_with_the_fixed_choices_last() -> None:
    session, labels = picked(Session(1, "pick"))
    assert labels[:5] == ["Land 1", "Land 2", "Land 3", "More …", "None of them"]
    session, labels = picked(session, "@more_items")
    assert labels[:6] == ["Land 4", "Land 5", "Land 6", "More …", "… Earlier ones", "None of them"]
    session, labels = picked(session, "@more_items")
    assert labels[:3] == ["Land 7", "… Earlier ones", "None of them"]


def test_turning_too_often_stays_on_the_last_page() -> None:
    session, _ = picked(Session(1, "pick"), *["@more_items"] * 9)
    session, labels = picked(session, "@fewer_items")
    assert labels[0] == "Land 4"
    session, labels = picked(session, *["@fewer_items"] * 9)
    session, labels = picked(session, "@more_items")
    assert labels[0] == "Land 4"


def test_the_answer_is_the_stable_key_of_an_item_on_any_page() -> None:
    session, _ = picked(Session(1, "pick"), "@more_items", "land_2")
    assert session.answers["land"] == {"kind": "choice", "value": "land_2"}


def test_an_item_that_has_gone_meanwhile_is_explained() -> None:
    session, _ = picked(Session(1, "pick"))
    context = context_of("en", lands=LANDS[:1])
    sprint = run(PICK, session, Chosen(session.prompt, "land_2"), context)
    assert sprint.session.at == "land"
    (said,) = [effect for effect in sprint.effects if isinstance(effect, Say)][:1]
    assert said.paragraphs[0].id == "That one is not here any more. Choose one of these."


def test_of_an_item_that_has_gone_later_it_is_shown_that_it_has_and_not_its_key() -> None:
    session, _ = picked(Session(1, "pick"), "land_2")
    step = PICK.question("land")
    view = view_of(PICK, session, "land", context_of("en", lands=()))
    assert step.shown(session.answers["land"], view).id == NO_LONGER


def test_a_page_that_has_gone_shows_the_last_there_is() -> None:
    session, _ = picked(Session(1, "pick"), "@more_items", "@more_items")
    sprint = run(PICK, session, Typed("?", 0), context_of("en", lands=LANDS[:2]))
    labels = (
        [each.label.id for each in sprint.effects[-1].buttons] if isinstance(sprint.effects[-1], Say) else []
    )
    assert labels[:2] == ["Land 1", "Land 2"]


# What a flow computes ------------------------------------------------------------------------------


def own_items(view: View) -> tuple[Item, ...]:
    """The lines that were written at "lines"."""
    return tuple(
        Item(f"line_{n}", literal(line)) for n, line in enumerate(str(view.value("lines")).splitlines())
    )


def test_ticks_can_come_from_a_list_of_the_flow_and_begin_ticked() -> None:
    lines = Write(id="lines", text="Lines?", short="Lines")
    ticks = AskMany(
        id="ticks", text="Which?", short="Which", source="own", ticked=lambda _: ("line_1", "gone")
    )
    talk = begun(lines, ticks, NEXT, END, language="en", lists={"own": own_items})
    talk.write("one\ntwo")
    assert talk.last.labels()[:3] == ["☐ one", "☑ two", "✔ Done"]
    talk.tap("☐ one")
    talk.tap("✔ Done")
    assert answers(talk)["ticks"] == ["line_0", "line_1"]
    talk.tap("⬅ Back")
    assert "Your answer now: one and two" in talk.last.text


def test_a_question_that_builds_upon_one_that_was_skipped_is_passed() -> None:
    goal = Write(id="goal", text="Goal?", short="Goal", skippable=True)
    steps = Write(id="steps", text="Steps?", short="Steps", after="goal")
    talk = begun(goal, steps, NEXT, END, language="en")
    talk.tap("Skip")
    assert stands_at(talk) == ("mine", "next")
    talk = begun(goal, steps, NEXT, END, language="en")
    talk.write("A job")
    assert stands_at(talk) == ("mine", "steps")
