"""A list to tick: page by page, and several things that a text names at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.context import Item
from bot.engine.steps import AskMany, Choice, End, Write
from bot.engine.text import Words
from tests.engine.stage import answers, begun

if TYPE_CHECKING:
    from bot.engine.steps import Step
    from tests.talk import Talk

NEXT = Write(id="next", text="And now?")
END = End(id="end", text="Done.")
TOWNS = tuple(Item(f"town_{number}", Words(f"Town {number}")) for number in range(1, 8))
TICK_TOWNS = AskMany(id="towns", text="Which towns?", short="Towns", source="towns", at_most=3, page_size=3)


def towns(*steps: Step, many: int = 7) -> Talk:
    return begun(TICK_TOWNS, *steps, END, language="en", lists={"towns": lambda _: TOWNS[:many]})


def test_a_long_list_is_ticked_page_by_page_and_keeps_its_ticks() -> None:
    talk = towns(NEXT)
    first = ["☐ Town 1", "☐ Town 2", "☐ Town 3", "More …", "✔ Done"]
    assert talk.last.labels()[:5] == first
    for label in ("☐ Town 2", "More …", "☐ Town 5"):
        talk.tap(label)
    assert talk.last.labels()[:6] == [
        "☐ Town 4",
        "☑ Town 5",
        "☐ Town 6",
        "More …",
        "… Earlier ones",
        "✔ Done",
    ]
    talk.tap("More …")
    assert talk.last.labels()[:3] == ["☐ Town 7", "… Earlier ones", "✔ Done"]
    talk.tap("… Earlier ones")
    talk.tap("… Earlier ones")
    assert "☑ Town 2" in talk.last.labels()
    talk.tap("✔ Done")
    assert answers(talk) == {"towns": ["town_2", "town_5"]}


def test_a_page_that_is_turned_changes_the_same_message() -> None:
    talk = towns(NEXT)
    before = talk.last.id
    talk.tap("More …")
    assert talk.last.id == before


def test_too_many_ticks_on_several_pages_leave_the_page_and_the_ticks() -> None:
    talk = towns(NEXT)
    for label in ("☐ Town 1", "☐ Town 2", "☐ Town 3", "More …", "☐ Town 4", "✔ Done"):
        talk.tap(label)
    assert talk.last.text.startswith("Choose at most 3.")
    assert talk.last.labels()[0] == "☑ Town 4"
    talk.tap("☑ Town 4")
    talk.tap("✔ Done")
    assert answers(talk) == {"towns": ["town_1", "town_2", "town_3"]}


def test_what_is_typed_counts_for_the_page_that_is_shown() -> None:
    talk = towns(NEXT)
    talk.write("Town 5")
    assert talk.last.text.startswith("I did not quite get that.")
    talk.write("More")
    talk.write("Town 5")
    talk.write("done")
    assert answers(talk) == {"towns": ["town_5"]}


def test_a_list_of_one_page_shows_no_way_to_others() -> None:
    assert towns(NEXT, many=3).last.labels()[:4] == ["☐ Town 1", "☐ Town 2", "☐ Town 3", "✔ Done"]


def test_hundreds_of_things_to_tick_fit_under_a_message() -> None:
    items = tuple(Item(f"thing_{number}", Words(f"Thing {number}")) for number in range(900))
    ticked = AskMany(id="things", text="Which?", short="Things", source="things")
    talk = begun(ticked, NEXT, END, language="en", lists={"things": lambda _: items})
    assert len(talk.last.buttons) < 30


AXES = AskMany(
    id="axes",
    text="Which?",
    choices=(
        Choice(key="goal", label="Jobmål"),
        Choice(key="belief", label="Troen på job"),
        Choice(key="everyday", label="Hverdag"),
        Choice(key="job", label="Job"),
    ),
)


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("troen på job og hverdag", ["belief", "everyday"]),
        ("Hverdag, jobmål", ["goal", "everyday"]),
        ("hverdag, job og troen på job", ["belief", "everyday", "job"]),
        ("ikke hverdag og jobmål", []),
        ("hverdagen er svær, men jobbet går", []),
    ],
)
def test_every_item_that_a_text_names_is_ticked(text: str, ticked: list[str]) -> None:
    talk = begun(AXES, END)
    talk.write(text)
    talk.tap("✔ Færdig")
    assert answers(talk) == {"axes": ticked}


def test_naming_what_is_ticked_already_keeps_it() -> None:
    talk = begun(AXES, END)
    talk.tap("☐ Hverdag")
    talk.write("hverdag og jobmål")
    talk.tap("✔ Færdig")
    assert answers(talk) == {"axes": ["goal", "everyday"]}
