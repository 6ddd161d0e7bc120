"""The goal stair, read from its drawing: the goal on top, done steps filled, long words shortened."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.stair import LINES, SMALLEST, WIDTH, Stair, Step, draw
from bot.pictures.svg import WIDEST
from bot.pictures.theme import LIGHT
from tests.pictures.drawn import groups, read, shapes, words


def stair(*steps: Step, goal: str = "Et job på lager") -> Stair:
    return Stair(Step(goal), steps, title="Dit mål", text="Et job på lager. 1 af 2 trin er gjort.")


TWO = stair(Step("Ringe til Netto", done=True), Step("Skrive en ansøgning"))


def top(group_number: int) -> float:
    blocks = [*groups(draw(TWO), "step"), *groups(draw(TWO), "goal")]
    return float(shapes(blocks[group_number], "rect")[0].get("y", 0))


def test_the_first_step_lies_lowest_and_the_goal_on_top() -> None:
    assert top(0) > top(1) > top(2)
    assert words(groups(draw(TWO), "goal")[0]) == ["Et job på lager"]


def test_a_step_that_is_done_is_filled_and_has_a_tick() -> None:
    done, undone = groups(draw(TWO), "step")
    assert shapes(done, "rect")[0].get("fill") == LIGHT.now
    assert shapes(undone, "rect")[0].get("fill") == LIGHT.ground
    assert shapes(done, "polyline")
    assert not shapes(done, "circle")
    assert shapes(undone, "circle")
    assert not shapes(undone, "polyline")


def test_a_goal_without_steps_is_a_stair_of_one() -> None:
    assert len(groups(draw(stair()), "goal")) == 1


def test_the_picture_is_as_high_as_it_has_steps() -> None:
    heights = [int(read(draw(stair(*[Step("x")] * number))).get("height", 0)) for number in range(5)]
    assert heights == sorted(set(heights))


@given(st.text(max_size=300), st.integers(0, 6))
def test_no_text_leaves_its_step(text: str, number: int) -> None:
    storable = text.encode("utf-8", "replace").decode().replace("\0", "")
    printable = "".join(each for each in storable if each.isprintable())
    drawing = draw(stair(*[Step(printable)] * number, goal=printable or "x"))
    for block in [*groups(drawing, "step"), *groups(drawing, "goal")]:
        (written,) = shapes(block, "text")
        assert len(words(block)) <= LINES
        for span in written:
            size = float(written.get("font-size", 0))
            assert float(span.get("x", 0)) + len(span.text or "") * size * WIDEST <= WIDTH
            assert size >= SMALLEST - 0.01


def test_four_thousand_characters_end_with_an_ellipsis() -> None:
    (goal,) = groups(draw(stair(goal="jeg vil gerne have et job " * 160)), "goal")
    assert words(goal)[-1].endswith("…")
