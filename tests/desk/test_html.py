"""Sentences as HTML."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.desk.html import said
from bot.engine.text import Words, lines, literal
from tests.talk import every_language


@pytest.mark.parametrize(
    ("words", "html"),
    [
        (Words("a < b & c"), "a &lt; b &amp; c"),
        (literal("<b>mine</b>\n\"'"), "&lt;b&gt;mine&lt;/b&gt;<br>&#34;&#39;"),
        (Words("<b>one</b> <i>two</i>{x}", {"x": "<i>"}), "<strong>one</strong> <em>two</em>&lt;i&gt;"),
        (Words("<b>😀 <i>{x}</i></b>!", {"x": "y"}), "<strong>😀 <em>y</em></strong>!"),
        (Words("<b><i>{x}</i></b><b>z</b>", {"x": "y"}), "<em><strong>y</strong></em><strong>z</strong>"),
        (Words("<tel>{x}</tel>", {"x": "112"}), "112"),
        (lines([Words("<b>{a}</b>", {"a": "a"}), literal("{b}")]), "<strong>a</strong><br>{b}"),
    ],
    ids=["signs", "own text", "beside", "nested", "together", "unknown", "lines"],
)
def test_a_sentence_is_escaped_and_keeps_its_formats(words: Words, html: str) -> None:
    assert said(every_language().language("en"), words) == html


@pytest.mark.parametrize(
    ("inside", "shown"),
    [(True, "torsdag 26. november kl. 10.00"), (False, "Torsdag 26. november kl. 10.00")],
)
def test_a_day_in_a_cell_begins_no_sentence(inside: bool, shown: str) -> None:
    words = Words("{day} at {time}", {"day": date(2026, 11, 26), "time": time(10)})
    assert said(every_language().language("da"), words, inside=inside) == shown


def test_what_follows_in_a_cell_is_written_as_anywhere() -> None:
    words = Words("{what}. {day}", {"what": "Mandag", "day": date(2026, 11, 26)})
    assert said(every_language().language("da"), words, inside=True) == "Mandag. Torsdag 26. november"
