"""HTML and entities: what Telegram accepts, what it keeps, what it refuses, and safe HTML for the page."""

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.phone import utf16
from bot.phone.entities import to_html
from bot.phone.errors import Malformed
from bot.phone.html_reader import HtmlReader
from tests.phone.support import SARA, Phone

# The cases, offsets and sentences of the official library's own tests of its HTML parser.
REFUSED = [
    (
        "&#57311;",
        "Text contains invalid Unicode characters after decoding HTML entities, "
        "check for unmatched surrogate code units",
    ),
    ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
    ("🏟 🏟&lt;<abac>", 'Unsupported start tag "abac" at byte offset 13'),
    ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
    (
        "🏟 🏟&lt;<i    aba>",
        'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13',
    ),
    ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
    ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
    ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
    ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
    (
        "🏟 🏟&lt;<i>a</em   >",
        'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
    ),
    ("<b>never closed", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<br>", 'Unsupported start tag "br" at byte offset 0'),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
]

READ = [
    ("&lt;&gt;&amp;&quot;&laquo;&#12345678;", '<>&"&laquo;&#12345678;', []),
    ("&#65;&#x42&amp", "AB&", []),
    ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
    ("🏟 🏟<i>🏟 &gt;<b aba   =   caba>&lt🏟</b></i>", "🏟 🏟🏟 ><🏟", [("bold", 9, 3), ("italic", 5, 7)]),
    ("🏟 🏟&lt;<i    aba  =  190azAz-.   >a</i>", "🏟 🏟<a", [("italic", 6, 1)]),
    ("🏟 🏟&lt;<i    aba  =  '&lt;&gt;&quot;'>a</>", "🏟 🏟<a", [("italic", 6, 1)]),
    ("🏟 🏟&lt;<b></b>", "🏟 🏟<", []),
    ("<STRONG>a</strong><ins>b</ins><del>c</del>", "abc", [
        ("bold", 0, 1), ("underline", 1, 1), ("strikethrough", 2, 1),
    ]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "sentence"), REFUSED)
def test_html_that_does_not_parse_gets_telegrams_sentence(source: str, sentence: str) -> None:
    with pytest.raises(Malformed) as error:
        HtmlReader(source).read()
    assert str(error.value) == sentence


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    found, kept = HtmlReader(source).read()
    assert found == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in kept] == entities


async def sent(phone: Phone, text: str, **params: Any) -> tuple[str, list[dict[str, Any]], str]:
    """Return the text and entities that Telegram kept, and the page's HTML."""
    message = await phone.ok("sendMessage", chat_id=SARA, text=text, **params)
    return message["text"], message.get("entities", []), (await phone.messages())[-1]["html"]


async def test_entities_move_when_white_space_is_trimmed(phone: Phone) -> None:
    text, entities, html = await sent(phone, "\n  <b> a </b> \x07b\n", parse_mode="html")
    assert text == "a   b"
    assert entities == [{"type": "bold", "offset": 0, "length": 2}]
    assert html == "<b>a </b>  b"


async def test_links_commands_and_addresses(phone: Phone) -> None:
    links = '<a href="example.dk">a</a> <a href="javascript:x">b</a><a href="ftp://a.dk"> </a>'
    source = links + "/menu https://jobnet.dk/a?b=1,"
    text, entities, html = await sent(phone, source, parse_mode="HTML")
    assert text == "a b /menu https://jobnet.dk/a?b=1,"
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in entities] == [
        ("text_link", 0, 1),
        ("bot_command", 4, 5),
        ("url", 10, 23),
    ]
    assert entities[0]["url"] == "http://example.dk/"
    assert 'href="http://example.dk/"' in html
    assert 'data-command="/menu"' in html
    assert "javascript" not in html


async def test_a_phone_number_that_is_marked_is_a_link_to_call(phone: Phone) -> None:
    entities = [{"type": "phone_number", "offset": 5, "length": 15}]
    _, kept, html = await sent(phone, "Ring +45 20 20 20 20.", entities=entities)
    assert kept == entities
    assert html == 'Ring <a href="tel:+4520202020">+45 20 20 20 20</a>.'


async def test_a_phone_number_without_spaces_is_found_as_telegram_does(phone: Phone) -> None:
    _, kept, html = await sent(phone, "+4520202020 a+4520202020 +45")
    assert kept == [{"type": "phone_number", "offset": 0, "length": 11}]
    assert html == '<a href="tel:+4520202020">+4520202020</a> a+4520202020 +45'


async def test_a_block_of_code_keeps_its_language(phone: Phone) -> None:
    source = '<pre><code class="language-python">1</code></pre>'
    assert (await sent(phone, source, parse_mode="HTML"))[1] == [
        {"type": "pre", "offset": 0, "length": 1, "language": "python"}
    ]


async def test_entities_may_be_given_instead_of_html(phone: Phone) -> None:
    entities = [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "italic", "offset": 3, "length": 3},
        {"type": "text_link", "offset": 6, "length": 1, "url": "tg://resolve?domain=x"},
    ]
    text, kept, html = await sent(phone, "🙂a<b c", entities=entities)
    assert text == "🙂a<b c"
    assert kept == entities
    assert html.startswith("<b>🙂a<i>&lt;</i></b><i>b ")


class Strict(HTMLParser):
    """Fails on anything but well-nested tags from the page's list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "u", "s", "code", "pre", "a", "span", "blockquote"}
        assert {name for name, _ in attrs} <= {"href", "target", "rel", "class", "data-command"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


TEXTS = st.text(st.sampled_from("ab<>&\"' 🙂æ\n/"), max_size=12)
KINDS = st.sampled_from(
    ["bold", "italic", "spoiler", "code", "blockquote", "expandable_blockquote", "text_link", "bot_command"]
)


@given(TEXTS, st.lists(st.tuples(KINDS, st.integers(0, 12), st.integers(1, 12)), max_size=5))
def test_the_pages_html_is_safe_and_well_nested_whatever_the_entities(
    text: str, wished: list[tuple[str, int, int]]
) -> None:
    places = utf16.boundaries(text)
    entities = [
        {"type": kind, "offset": start, "length": size, "url": 'https://a.dk/"><script>'}
        for kind, start, size in wished
        if start in places and start + size in places
    ]
    page = Strict()
    page.feed(to_html(text, sorted(entities, key=lambda e: (e["offset"], -e["length"]))))
    page.close()
    assert page.open == []
    assert page.text == text


@given(st.text(st.sampled_from("ab🙂 \n"), max_size=60), st.integers(2, 20))
def test_a_long_text_is_split_without_losing_anything(text: str, limit: int) -> None:
    parts = utf16.split(text, limit)
    assert "".join(parts) == text
    assert all(utf16.length(part) <= limit for part in parts)
