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
example = "key"

[[question]]
id = "feared"
name = "The feared one"
question = "Which one?"
hint = "Calmly."
example = "key"
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
        "interview.toml, line 14: there is no question 'feared'. Add it: it is the one that the person names.",
    ),
    "an id twice": (
        'id = "feared"',
        'id = "you"',
        "interview.toml, line 9: the id 'you' is there twice. Give each an id of its own.",
    ),
    "no hint": ('hint = "Short."\n', "", 'interview.toml, line 1: hint is no text. Write hint = "...".'),
    "a stray tag": (
        "Short.",
        "<b>x</b> <script>",
        "interview.toml, line 5: hint has '<s' that is neither a known tag nor a {placeholder}. "
        "A text can have <b> … </b> and <i> … </i>, each closed, and no other braces or tags.",
    ),
    "a placeholder that nothing fills in": (
        "Who are you?",
        "Who is {foo}?",
        "interview.toml, line 4: nothing fills in {foo} in question. Take it away.",
    ),
    "formats on a button": (
        '"About you"',
        '"<b>About</b> you"',
        "interview.toml, line 3: name stands on a button, and has formats or more than one line. "
        "Write it plainly, on one line.",
    ),
    "the id of a button": (
        'id = "you"',
        'id = "own"',
        "interview.toml, line 2: the id 'own' is one of the program's own. Choose another one.",
    ),
    "the id of the way back": (
        'id = "you"',
        'id = "back"',
        "interview.toml, line 2: the id 'back' is one of the program's own. Choose another one.",
    ),
    "the id of a question that was asked": (
        'id = "you"',
        'id = "asked_1"',
        "interview.toml, line 2: the id 'asked_1' is one of the program's own. Choose another one.",
    ),
    "story is no yes or no": (
        "story = true",
        'story = "yes"',
        "interview.toml, line 14: story is 'yes'. Write story = true, or leave it out.",
    ),
    "a slip of the finger": (
        'hint = "Short."',
        'hint = "Short."\nhnt = "x"',
        "interview.toml, line 6: nothing reads 'hnt'. Take it away, or write one of: "
        "example, explained, health, hint, id, name, question, story.",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), WRONG.values(), ids=WRONG)
def test_a_broken_file_is_refused_by_file_and_line(old: str, new: str, sentence: str) -> None:
    with pytest.raises(BadContent) as refused:
        read(source(old, new))
    assert str(refused.value) == sentence
