"""What the practice phone reads as formatted text: Telegram's own sentence where it is wrong, and safe HTML else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.phone.entities import found, to_html
from bot.phone.errors import Malformed
from bot.phone.html_reader import HtmlReader
from bot.phone.utf16 import length
from tests.fuzz.target import Target, must, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

TAG = re.compile(r"<(/?)([a-z]+)([^<>]*)>")


def run(data: bytes) -> None:
    source = text_of(data)
    try:
        text, entities = HtmlReader(source).read()
    except Malformed as error:
        must(bool(str(error)))
        return
    for entity in entities:
        assert 0 <= entity["offset"] <= entity["offset"] + entity["length"] <= length(text)
    html = to_html(text, found(text, entities))
    assert "<script" not in html.lower()
    open_tags: list[str] = []
    for closing, name, _ in TAG.findall(html):
        if closing:
            assert open_tags.pop() == name
        elif name != "br":
            open_tags.append(name)
    assert open_tags == []


def seeds() -> Iterator[bytes]:
    yield b"<b>Hej</b> <i>Samir</i> &lt;3 &amp; <a href='https://example.org'>her</a>"
    yield b'<pre><code class="language-py">x</code></pre><tg-spoiler>a</tg-spoiler>'
    yield b"<b><i></b></i>"
    yield b"<blockquote expandable>x</blockquote>&#120;&#x78;&#xD800;"
    yield "<u>😀</u> /start +4512345678 https://example.org/x".encode()


TARGET = Target(run, seeds, longest=600)
