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
    "no TOML": ('id = "home"', "id = home", "own/star.toml: Invalid value (at line 5"),
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
        "own/star.toml, line 7: nothing reads 'qestion'. Take it away, or write one of: id, name, question, words.",
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


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(BadContent) as refused:
        read(source(old, new))
    assert str(refused.value).startswith(message)
