"""What people write who do not know, or do not want to answer, at the star's scale, in each language."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bot.state import people
from tests.copies import once_more
from tests.talk import BOT, Citizen, Talk
from tests.words.spoken import contents, every_code

OWN = {
    "da": {
        "unsure": ["ved ikke", "Det ved jeg ikke", "aner det ikke"],
        "rather_not": ["vil ikke", "Vil ikke svare.", "det vil jeg ikke svare på", "privat", "spring over"],
    },
    "en": {
        "unsure": ["don't know", "I don't know", "No idea."],
        "rather_not": [
            "I don't want to",
            "dont want to answer",
            "I won't answer",
            "rather not",
            "private",
            "skip",
        ],
    },
}
"""Danish and English; the others stand in `tests/words/typed`."""
TYPED = OWN | {code: content["beside"] for code, content in contents().items()}


@cache
def at_the_star(code: str) -> Talk:
    """Somebody at the first axis, whose language is this one."""
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    people.save(cursor, replace(known.person, language=code), known.version, talk.now, seen=True)
    talk._connection.commit()
    return talk


@pytest.mark.parametrize(
    ("code", "text", "meant"),
    [
        (code, text, meant)
        for code, table in TYPED.items()
        for meant, texts in table.items()
        for text in texts
    ],
)
def test_it_is_the_button_beside_the_scale(code: str, text: str, meant: str) -> None:
    talk = once_more(at_the_star(code))
    talk.write(text)
    assert talk.answers("star")["axis_job_goal"] == meant


def test_no_language_is_left_out() -> None:
    assert {*TYPED} == {*every_code()}
