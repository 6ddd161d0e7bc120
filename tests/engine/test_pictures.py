"""A message with a picture: drawn in the person's language, with its words, and kept apart from other messages."""

from __future__ import annotations

from bot.engine.picture import Picture
from bot.engine.steps import End, Tell, Write
from bot.engine.text import Words
from tests.engine.stage import begun
from tests.pictures.drawn import groups, read, words


def stair(goal: str) -> Picture:
    return Picture(
        "stair",
        {"goal": goal, "reached": 0, "steps": ("one", "two"), "done": (0,), "title": Words("Skip")},
    )


STEPS = (
    Write(id="goal", text="Goal?", short="Goal"),
    Tell(id="lead", text="Here it is."),
    Tell(id="shown", text="Your goal: {goal}", picture=lambda view: stair(str(view.value("goal")))),
    Write(id="next", text="And now?", short="Next"),
    End(id="end"),
)


def test_the_picture_shows_the_answers_in_the_language_of_the_person() -> None:
    talk = begun(*STEPS)
    talk.write("et <job>")
    (picture,) = [message for message in talk.sent if message.drawing]
    assert picture.text == "Your goal: et <job>"
    assert words(groups(picture.drawing, "goal")[0]) == ["et <job>"]
    assert len(groups(picture.drawing, "done")) == 1
    assert [each.text for each in read(picture.drawing)[:2]] == ["Spring over", "Your goal: et <job>"]


def test_a_picture_is_a_message_of_its_own() -> None:
    talk = begun(*STEPS)
    said = talk.write("job")
    assert [bool(message.drawing) for message in said] == [False, True, False]
    assert said[0].text.endswith("Here it is.")
    assert said[2].text == "And now?"


def test_characters_that_no_drawing_can_hold_do_not_stop_it() -> None:
    talk = begun(*STEPS)
    talk.write("a\x01b\ufffec")
    (picture,) = [message for message in talk.sent if message.drawing]
    assert words(groups(picture.drawing, "goal")[0]) == ["a\ufffdbc"]
