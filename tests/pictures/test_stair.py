"""The goal stair, read from its drawing: the goal on top, done steps filled, long words shortened."""

from __future__ import annotations

from dataclasses import replace

from bot.pictures.stair import MOST_STEPS, WIDTH, Stair, Step, draw
from bot.pictures.theme import LIGHT
from tests.pictures.drawn import groups, read, shapes, words


def stair(*steps: Step, goal: str = "Et job på lager") -> Stair:
    return Stair(
        Step(goal), steps, "Dit mål", "Et job på lager. 1 af 2 trin er gjort.", "… og {} mere".format
    )


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


def test_four_thousand_characters_end_with_an_ellipsis() -> None:
    (goal,) = groups(draw(stair(goal="jeg vil gerne have et job " * 160)), "goal")
    assert words(goal)[-1].endswith("…")


def test_words_from_right_to_left_stand_at_the_right_of_their_step_and_so_does_its_mark() -> None:
    step, other = groups(draw(stair(Step("سلام hej!"), Step("Ringe"))), "step")
    (text,), (mark,), (rect,) = (shapes(step, name) for name in ("text", "circle", "rect"))
    right = float(rect.get("x", 0)) + float(rect.get("width", 0))
    assert text.get("text-anchor") == "end"
    assert right - 100 < float(text[0].get("x", 0)) < float(mark.get("cx", 0)) < right
    assert shapes(other, "text")[0].get("text-anchor") == "start"


def test_of_many_steps_those_to_take_next_are_drawn_and_the_others_counted() -> None:
    done = [Step(f"trin {number}", done=number < 20) for number in range(150)]
    drawing = draw(stair(*done))
    assert [words(each) for each in groups(drawing, "step")] == [
        [f"trin {number}"] for number in range(20, 32)
    ]
    (more,) = groups(drawing, "more")
    assert words(more) == ["… og 138 mere"]
    assert sorted(places(drawing)) == sorted(set(places(drawing)))
    whole = read(drawing)
    assert int(whole.get("height", 0)) < 2 * WIDTH + 250


def test_of_many_steps_that_are_done_the_last_ones_are_drawn() -> None:
    drawing = draw(stair(*[Step(f"trin {number}", done=True) for number in range(20)]))
    assert [words(each) for each in groups(drawing, "step")][-1] == ["trin 19"]
    assert len(groups(drawing, "step")) == MOST_STEPS


WINS = ("Købe frimærker", "سلام", "jeg vil gerne " * 60)


def test_small_wins_stand_beneath_the_stair_each_with_a_star() -> None:
    drawing = draw(replace(TWO, wins=WINS, below="Små sejre"))
    wins = groups(drawing, "win")
    assert [words(each)[0][:14] for each in wins] == ["Købe frimærker", "\u2067سلام\u2069", "jeg vil gerne "]
    assert words(wins[2])[0].endswith("…")
    assert [len(shapes(each, "polygon")) for each in wins] == [1, 1, 1]
    lowest = max(places(drawing))
    heights = [float(shapes(each, "text")[0][0].get("y", 0)) for each in (*groups(drawing, "below"), *wins)]
    assert lowest < heights[0]
    assert heights == sorted(heights)
    assert heights[-1] < float(read(drawing).get("height", 0))


def test_a_stair_without_wins_is_as_it_was() -> None:
    assert groups(draw(TWO), "below") == []
    assert read(draw(replace(TWO, below="Små sejre"))).get("height") == read(draw(TWO)).get("height")


def places(drawing: str) -> list[float]:
    """How high up each step, the goal and the note about more of them stand."""
    kinds = (each for kind in ("step", "goal", "more") for each in groups(drawing, kind))
    return [float(shapes(each, "text")[0][0].get("y", 0)) for each in kinds]


def test_from_right_to_left_the_stair_climbs_to_the_left() -> None:
    whole = replace(TWO, title="هدفك")
    blocks = [*groups(draw(whole), "step"), *groups(draw(whole), "goal")]
    rects = [shapes(block, "rect")[0] for block in blocks]
    begins = [float(rect.get("x", 0)) + float(rect.get("width", 0)) for rect in rects]
    assert begins == sorted(set(begins), reverse=True)
    assert len({rect.get("x") for rect in rects}) == 1
