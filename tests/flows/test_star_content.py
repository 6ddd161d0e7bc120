"""The file of the star's axes: what is wrong with it is told with file, line and mend."""

from __future__ import annotations

import pytest

from bot.flows.content.reading import BadContent, Source
from bot.flows.content.star import packaged, read

GOOD = """\
axes = 3
words = ["Bad", "So-so", "Good"]

[[axis]]
id = "home"
name = "Home"
question = "How is home?"

[[axis]]
id = "work"
name = "Work"
question = "How is work?"
words = ["None", "Some", "Much"]

[[axis]]
id = "rest"
name = "Rest"
question = "How is rest?"
"""


def source(old: str = "", new: str = "") -> Source:
    assert old in GOOD
    return Source("own/star.toml", GOOD.replace(old, new, 1) if old else GOOD)


def test_the_packaged_star_has_eight_axes_of_seven_steps() -> None:
    star = packaged()
    assert len(star.axes) == 8
    assert star.high == 7
    assert {len(axis.words) for axis in star.axes} == {7}


def test_an_axis_has_the_words_of_the_star_or_its_own() -> None:
    star = read(source())
    assert [axis.id for axis in star.axes] == ["home", "work", "rest"]
    assert star.axes[0].words == ("Bad", "So-so", "Good")
    assert star.axes[1].words == ("None", "Some", "Much")


WRONG = {
    "far too deep": (
        'id = "home"',
        "id = " + "[" * 5_000,
        "own/star.toml, line 5: a number is too long, or brackets are in each",
    ),
    "far too long": ('id = "home"', "id = " + "9" * 5_000, "own/star.toml, line 5: a number is too long"),
    "no TOML": (
        'id = "home"',
        "id = home",
        "own/star.toml, line 5: it is no TOML: Invalid value. Write key =",
    ),
    "an axis missing": (
        '[[axis]]\nid = "rest"\nname = "Rest"\nquestion = "How is rest?"\n',
        "",
        "own/star.toml, line 1: 3 axes are expected, and 2 are there. Add what is missing, or change the number.",
    ),
    "an axis too many": (
        "axes = 3",
        "axes = 2",
        "own/star.toml, line 1: axes is 2. Write how many axes there are, 3 to 12.",
    ),
    "an id twice": (
        'id = "rest"',
        'id = "home"',
        "own/star.toml, line 16: the id 'home' is there twice. Give each an id of its own.",
    ),
    "an id that is not usable": (
        'id = "work"',
        'id = "Work!"',
        "own/star.toml, line 10: the id 'Work!' is not usable. Use 1-24 of a-z, 0-9 and _, beginning with a letter.",
    ),
    "no name": ('name = "Work"\n', "", 'own/star.toml, line 9: name is no text. Write name = "...".'),
    "a name that is none": ('"Work"', "7", 'own/star.toml, line 11: name is no text. Write name = "...".'),
    "a slip of the finger": (
        "question =",
        "qestion =",
        "own/star.toml, line 7: nothing reads 'qestion'. "
        "Take it away, or write one of: explain, health, id, name, question, words.",
    ),
    "a word too few": (
        '["None", "Some", "Much"]',
        '["None", "Some", "More", "Much"]',
        "own/star.toml, line 13: the axis has 4 words, and the star 3. Let there be as many.",
    ),
    "a word twice": (
        '"Bad", "So-so"',
        '"Bad", "Bad"',
        "own/star.toml, line 2: a word is there twice. Let each step have a word of its own.",
    ),
    "too few words": (
        '"Bad", "So-so", "Good"',
        '"Bad", "Good"',
        "own/star.toml, line 2: there are 2 words. Let there be 3 to 10.",
    ),
    "an open brace": (
        '"Home"',
        '"A {b"',
        "own/star.toml, line 6: name has '{' that is neither a known tag nor a {placeholder}. "
        "A text can have <b> … </b> and <i> … </i>, each closed, and no other braces or tags.",
    ),
    "a brace in a question": (
        "How is work?",
        "How is {work?",
        "own/star.toml, line 12: question has '{' that is neither a known tag nor a {placeholder}. "
        "A text can have <b> … </b> and <i> … </i>, each closed, and no other braces or tags.",
    ),
    "a brace in the words": (
        '"So-so"',
        '"So}so"',
        "own/star.toml, line 2: words has '}' that is neither a known tag nor a {placeholder}.",
    ),
    "a brace in an axis' own words": (
        '"Some"',
        '"So{me"',
        "own/star.toml, line 13: words has '{' that is neither",
    ),
    "a tag that is not closed": (
        "How is rest?",
        "How is <b>rest?",
        "own/star.toml, line 18: question does not close bold. A text can have",
    ),
    "a tag that is not known": (
        "How is rest?",
        "How is <p>rest?",
        "own/star.toml, line 18: question has '<p' that is neither a known tag nor a {placeholder}.",
    ),
    "a name with a tag": (
        '"Home"',
        '"<b>Home</b>"',
        "own/star.toml, line 6: name stands on a button, and has formats or more than one line. "
        "Write it plainly, on one line.",
    ),
    "a name of two lines": (
        '"Home"',
        '"Home\\nand away"',
        "own/star.toml, line 6: name stands on a button, and has formats or more than one line.",
    ),
    "a word with a tag": (
        '"Some"',
        '"<i>Some</i>"',
        "own/star.toml, line 13: words stands on a button, and has formats or more than one line.",
    ),
    "a placeholder that nobody fills in": (
        "How is work?",
        "How is {work}?",
        "own/star.toml, line 12: nothing fills in {work} in question. Take it away, or write one of: "
        "{contact}, {language}, {name}, {organisation}.",
    ),
    "a placeholder in a name": (
        '"Work"',
        '"{name}"',
        "own/star.toml, line 11: nothing fills in {name} in name. Take it away.",
    ),
    "a long name": (
        '"Work"',
        '"' + "Work and what comes with it, all of it" * 10 + '"',
        "own/star.toml, line 11: name stands on a button, and has 380 characters. Let there be at most 30.",
    ),
    "a long word": (
        '"So-so"',
        '"' + "x" * 500 + '"',
        "own/star.toml, line 2: words stands on a button, and has 500 characters. Let there be at most 30.",
    ),
    "health that is neither true nor left out": (
        'name = "Work"',
        'health = "yes"\nname = "Work"',
        "own/star.toml, line 11: health is 'yes'. Write health = true, or leave it out.",
    ),
    "a name twice": (
        '"Rest"',
        '"work"',
        "own/star.toml, line 17: the name 'work' is there twice. Give each a name of its own.",
    ),
    "no words": (
        'words = ["Bad", "So-so", "Good"]\n',
        "",
        "own/star.toml, line 1: words is no list of texts.",
    ),
    "no number": (
        "axes = 3\n",
        "",
        "own/star.toml, line 1: axes is None. Write how many axes there are, 3 to 12.",
    ),
    "no tables": (
        GOOD[GOOD.index("[[axis]]") :],
        'axis = "home"',
        "own/star.toml, line 4: axis is no list of tables. Begin each with [[axis]].",
    ),
}


def test_a_question_may_have_formats_and_the_persons_name() -> None:
    star = read(source("How is work?", "How is <b>work</b>, {name}?"))
    assert star.axes[1].question == "How is <b>work</b>, {name}?"


def test_a_mark_before_the_first_letter_is_read_over() -> None:
    """Notepad on Windows puts one there, which nobody sees."""
    assert read(Source("own/star.toml", "\ufeff" + GOOD)) == read(source())


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(BadContent) as refused:
        read(source(old, new))
    assert str(refused.value).startswith(message)
