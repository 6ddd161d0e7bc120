"""Codes of invitations, however they arrive: typed, named in a sentence, carried by a link, or pasted as one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.engine.codes import LINKED, found
from bot.engine.inputs import Command, Edited, Typed
from bot.words import catalogues

CODE = "aB3_-xYz0123456789QRST"
LINK = f"https://t.me/Stjernen_bot?start={CODE}"
DANISH = catalogues().language("da")
CODES = st.from_regex(LINKED, fullmatch=True)


def code_in(text: str) -> str:
    return found(Typed(text, 1), DANISH)


@given(CODES)
@example(CODE)
def test_a_link_that_is_pasted_is_understood_like_start(code: str) -> None:
    for text in (f"https://t.me/Stjernen_bot?start={code}", f" http://telegram.me/a1234/?start={code}\n"):
        assert code_in(text) == found(Command("start", code, 1), DANISH) == code
    assert found(Edited(f"t.me/Stjernen_bot?start={code}", 1), DANISH) == code


@pytest.mark.parametrize(
    "text",
    [
        f"Her er linket: {LINK}",
        f"Her er linket til chatten:\n{LINK}\n",
        "https://t.me/Stjernen_bot?start=KM482739",
    ],
)
def test_a_few_words_may_stand_beside_it_and_a_short_code_in_it(text: str) -> None:
    assert code_in(text) in (CODE, "KM482739")


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        f"https://t.me/Stjernen_bot?startapp={CODE}",
        f"https://t.me/Stjernen_bot?start={CODE}x",
        "https://t.me/Stjernen_bot?start=",
        "https://t.me/en_anden_bot?start=tilbud",
        f"https://example.org/t.me/Stjernen_bot?start={CODE}",
        f"xt.me/Stjernen_bot?start={CODE}",
        f"https://t.me/?start={CODE}",
        f"{LINK}&x=1",
        f"Jeg fik {LINK} af en ven, og jeg vil gerne vide, om det er noget for mig",
    ],
)
def test_anything_else_is_an_answer_like_any_other(text: str) -> None:
    assert code_in(text) == ""


@given(st.text())
@example("t.me/" * 10_000)
@example(f"{LINK} {LINK}")
def test_no_text_of_any_kind_breaks_it(text: str) -> None:
    for given_ in (text, f"t.me/{text}?start={text}", f"{LINK}{text}"):
        assert code_in(given_) == "" or LINKED.fullmatch(code_in(given_)) or len(code_in(given_)) == 8
