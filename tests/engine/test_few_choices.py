"""Simple mode shows few choices at a time, and always the way out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.context import Item
from bot.engine.effects import Say
from bot.engine.flow import Flow
from bot.engine.run import run
from bot.engine.session import Session
from bot.engine.sprint import Chosen, Started
from bot.engine.steps import Ask, AskMany, Choice, End, Pick, Review
from bot.engine.steps.paging import FEW
from bot.engine.text import literal
from tests.engine.stage import answers, begun, newcomer
from tests.engine.test_detail import wants
from tests.engine.views import context_of

if TYPE_CHECKING:
    from tests.talk import Talk

WORDS = ("Red", "Blue", "Green", "Black", "White", "Grey", "Pink")
CHOICES = tuple(Choice(key=word.lower(), label=word) for word in WORDS)
LED = tuple(replace(choice, goto="end") for choice in CHOICES)
OUT = Choice(key="back", label="Go back", goto="end")
MENU = Ask(id="menu", text="Which one?", choices=(*LED, OUT))
END = End(id="end", text="That is all.")


def simple(step: Ask | AskMany) -> Talk:
    """A citizen at this question in simple mode."""
    talk = wants(newcomer(step, END, language="en"), "less")
    talk.command("menu")
    talk.tap("➕ Mine")
    return talk


def words_of(talk: Talk) -> list[str]:
    """The labels of the newest message without the picture or letter before each."""
    return [label.partition(" ")[2] for label in talk.last.labels()]


def test_a_long_menu_is_shown_in_pages_that_all_have_the_way_out() -> None:
    talk = simple(MENU)
    assert words_of(talk)[:6] == ["Red", "Blue", "Green", "Black", "More …", "Go back"]
    talk.tap("➕ More …")
    assert words_of(talk)[:5] == ["White", "Grey", "Pink", "… Earlier ones", "Go back"]
    talk.tap("Ⓑ Grey")
    assert answers(talk)["menu"] == "grey"


def test_what_is_on_another_page_can_be_written() -> None:
    talk = simple(MENU)
    talk.write("Pink")
    assert answers(talk)["menu"] == "pink"


def test_whoever_reads_as_usual_sees_all_of_it() -> None:
    talk = begun(MENU, END, language="en")
    assert talk.last.labels()[: len(WORDS) + 1] == [*WORDS, "Go back"]


def test_a_page_that_would_save_nothing_is_not_made() -> None:
    talk = simple(replace(MENU, choices=(*LED[: FEW + 1], OUT)))
    assert words_of(talk)[: FEW + 2] == [*WORDS[: FEW + 1], "Go back"]


def test_what_is_agreed_to_or_refused_is_never_on_another_page() -> None:
    talk = simple(replace(MENU, choices=(*LED, Choice(key="no", label="No", goto="end"), OUT)))
    assert words_of(talk)[: len(WORDS) + 2] == [*WORDS, "No", "Go back"]


def test_of_many_answers_that_can_be_changed_few_are_shown() -> None:
    asked = tuple(
        Ask(id=word.lower(), text=f"{word}?", short=word, choices=(*CHOICES[:2],)) for word in WORDS
    )
    review = Review(id="look", text="All right?", of=tuple(word.lower() for word in WORDS))
    talk = wants(newcomer(*asked, review, END, language="en"), "less")
    talk.command("menu")
    talk.tap("➕ Mine")
    for _ in WORDS:
        talk.write("Red")
    assert [label.rpartition(" ")[2] for label in talk.last.labels()[:6]] == [*WORDS[:4], "…", "is"]
    talk.tap("➕ More …")
    assert [label.rpartition(" ")[2] for label in talk.last.labels()[:5]] == [*WORDS[4:], "ones", "is"]
    talk.write("Red")
    assert "Red?" in talk.last.text


def test_ticks_are_kept_across_the_pages_and_done_stands_on_each() -> None:
    talk = simple(AskMany(id="many", text="Which ones?", choices=CHOICES))
    assert [label.rpartition(" ")[2] for label in talk.last.labels()[:6]] == [*WORDS[:4], "…", "Done"]
    talk.write("Blue")
    talk.tap("➕ More …")
    talk.write("Pink")
    talk.tap("✔ Done")
    assert answers(talk)["many"] == ["blue", "pink"]


ITEMS = tuple(Item(f"i{n}", literal(f"Item {n}")) for n in range(7))


@pytest.mark.parametrize("manner", [{"detail": "less"}, {"beneath": "da"}])
@pytest.mark.parametrize(
    ("fixed", "shown"),
    [
        ((OUT,), ["i0", "i1", "i2", "i3", "@more_items", "back"]),
        ((LED[0], OUT), ["i0", "i1", "i2", "i3", "@more_items", "red", "back"]),
        ((*LED[:3], OUT), ["i0", "i1", "i2", "i3", "@more_items", "back"]),
    ],
)
def test_of_a_list_few_items_are_shown_and_many_choices_beside_it_follow_them(
    fixed: tuple[Choice, ...], shown: list[str], manner: dict[str, Any]
) -> None:
    """In simple mode, and in two languages, where each label is long."""
    pick = Pick(id="which", text="Which?", source="things", choices=fixed)
    flow = Flow(id="mine", title="Mine", steps=(pick, END), lists={"things": lambda _: ITEMS})
    context = context_of("en")
    context = replace(context, person=replace(context.person, **manner))
    sprint = run(flow, Session(1, "mine"), Started(), context)

    def keys() -> list[str]:
        said = [each for each in sprint.effects if isinstance(each, Say)][-1]
        return [key for b in said.buttons if (key := b.data.rpartition(":")[2]) not in {"@pause", "@back"}]

    assert keys() == shown
    sprint = run(flow, sprint.session, Chosen(sprint.session.prompt, "@more_items"), context)
    rest = [choice.key for choice in fixed[:-1]] if len(fixed) > 2 else []
    always = [choice.key for choice in fixed if choice.key not in rest]
    following = [*("i4", "i5", "i6"), *rest]
    assert keys() == [
        *following[:4],
        *(["@more_items"] if len(following) > 4 else []),
        "@fewer_items",
        *always,
    ]
