"""The file of a call's topics: what is wrong with it is told with file, line and mend."""

from __future__ import annotations

import pytest

from bot.flows.content.call import packaged, read
from bot.flows.content.reading import BadContent, Source

GOOD = """\
[[topic]]
id = "tasks"
name = "Tasks"
question = "What is there to do?"

[[topic]]
id = "team"
name = "Team"
question = "How many are you?"

[[topic]]
id = "hours"
name = "Hours"
question = "When do you work?"
"""


def source(old: str, new: str) -> Source:
    assert old in GOOD
    return Source("own/call.toml", GOOD.replace(old, new, 1))


def test_there_are_topics_enough_for_a_call() -> None:
    assert len(packaged()) >= len(read(source("", ""))) == 3


WRONG = {
    "an unknown placeholder": (
        "What is there",
        "What is {there}",
        "own/call.toml, line 4: nothing fills in {there} in question. Take it away.",
    ),
    "an id of the person's own questions": (
        '"team"',
        '"own_0"',
        "own/call.toml, line 7: the id 'own_0' is one of the program's own. Choose another one.",
    ),
    "too few": (
        GOOD[GOOD.index('[[topic]]\nid = "hours"') :],
        "",
        "own/call.toml, line 10: there are 2 topics. Let there be at least 3: a call has so many questions.",
    ),
    "a name twice": (
        '"Team"',
        '"Tasks"',
        "own/call.toml, line 8: the name 'Tasks' is there twice. Give each a name of its own.",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused(old: str, new: str, sentence: str) -> None:
    with pytest.raises(BadContent) as refused:
        read(source(old, new))
    assert str(refused.value) == sentence
