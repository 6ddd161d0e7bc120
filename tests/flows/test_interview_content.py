"""The file of the interview's questions: what is wrong with it is told with file, line and mend."""

from __future__ import annotations

import pytest

from bot.flows.content.interview import packaged, read
from bot.flows.content.reading import BadContent, Source

GOOD = """\
[[question]]
id = "you"
name = "About you"
question = "Who are you?"
hint = "Short."

[[question]]
id = "feared"
name = "The feared one"
question = "Which one?"
hint = "Calmly."
story = true
"""


def source(old: str, new: str) -> Source:
    assert old in GOOD
    return Source("interview.toml", GOOD.replace(old, new, 1))


def test_the_packaged_questions_are_the_core_ones() -> None:
    questions = packaged()
    assert len(questions) == 15
    assert {"about_you", "strengths", "weakness", "adjustments", "gap", "feared"} <= {
        each.id for each in questions
    }


def test_a_question_is_a_story_where_it_says_so() -> None:
    assert [each.story for each in read(source("", ""))] == [False, True]


WRONG = {
    "no feared one": (
        'id = "feared"',
        'id = "dreaded"',
        "interview.toml: there is no question 'feared'. Add it: it is the one that the person names.",
    ),
    "an id twice": (
        'id = "feared"',
        'id = "you"',
        "interview.toml, line 8: the id 'you' is there twice. Give each an id of its own.",
    ),
    "no hint": ('hint = "Short."\n', "", 'interview.toml, line 1: hint is no text. Write hint = "...".'),
    "story is no yes or no": (
        "story = true",
        'story = "yes"',
        "interview.toml, line 12: story is 'yes'. Write story = true, or leave it out.",
    ),
    "a slip of the finger": (
        'hint = "Short."',
        'hint = "Short."\nhnt = "x"',
        "interview.toml, line 6: nothing reads 'hnt'. Take it away, or write one of: "
        "hint, id, name, question, story.",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), WRONG.values(), ids=WRONG)
def test_a_broken_file_is_refused_by_file_and_line(old: str, new: str, sentence: str) -> None:
    with pytest.raises(BadContent) as refused:
        read(source(old, new))
    assert str(refused.value) == sentence
