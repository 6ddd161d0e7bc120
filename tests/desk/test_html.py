"""Sentences as HTML."""

from __future__ import annotations

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
