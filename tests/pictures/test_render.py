"""Drawings become PNG pictures of their own size, in every script, and are not kept."""

from __future__ import annotations

import struct

import pytest

from bot.pictures import render
from bot.pictures.svg import drawing, words
from tests.pictures.dots import grey, ink

BLANK = drawing(300, 100, "#ffffff", "", "", [])


def written(text: str) -> str:
    return drawing(300, 100, "#ffffff", "", "", [words([text], 150, 50, 30, fill="#000000")])


def test_a_picture_has_the_size_of_its_drawing() -> None:
    picture = render.png(BLANK)
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (300, 100)


@pytest.mark.parametrize(
    "text", ["Helbred og kræfter", "Здоров'я", "Siła i zdrowie", "Sağlık", "الصحة والطاقة", "سلامت و انرژی"]
)
def test_every_script_on_offer_is_drawn(text: str) -> None:
    """A letter that no font has is drawn as nothing, so each letter alone must leave a mark."""
    nothing = render.png(BLANK)
    for letter in sorted(set(text) - set(" '")):
        assert render.png(written(letter)) != nothing, letter


def test_right_to_left_words_stand_in_their_own_order() -> None:
    assert render.png(written("سلام")) != render.png(written("مالس"))


def test_a_picture_is_not_kept_in_memory() -> None:
    """It holds a person's words, and may be of something that they have deleted."""
    assert render.png(BLANK) is not render.png(BLANK)
    assert render.png(BLANK) == render.png(BLANK)


def test_a_drawing_that_is_none_is_refused() -> None:
    with pytest.raises(RuntimeError, match="SVG"):
        render.png("<svg")


def test_what_covers_a_cpr_number_is_drawn() -> None:
    covered, bare = (ink(grey(render.png(written(text)))[2]) for text in ("██████-████", "-"))
    assert covered > 2 * bare


def test_emoji_leave_no_boxes() -> None:
    assert render.png(written("hej 👩‍👩‍👧‍👦🏳️‍🌈👍🏽☎")) == render.png(written("hej "))
