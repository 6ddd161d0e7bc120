"""HTML as Telegram understands it → plain text and entities, with Telegram's own error sentences.

Follows the behaviour of TDLib's `parse_html`: what it accepts and refuses, and the byte offsets it names.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.phone import utf16
from bot.phone.errors import Malformed

Entity = dict[str, Any]

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = " \t\r\n\v\0"
_END = "\0"


@dataclass
class _OpenTag:
    name: str
    argument: str
    start: int
    begin: int


class HtmlReader:
    """Reads one text; `read` returns (text, entities), or raises `Malformed` with Telegram's sentence."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._source):
            if self._source[self._at] != "<":
                self._write(self._character())
            elif self._source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            raise Malformed(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        text = "".join(self._text)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise Malformed(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return text, self._entities

    def _peek(self) -> str:
        return self._source[self._at] if self._at < len(self._source) else _END

    def _byte(self, index: int) -> int:
        return len(self._source[:index].encode(errors="surrogatepass"))

    def _write(self, character: str) -> None:
        self._text.append(character)
        self._offset += utf16.length(character)

    def _character(self) -> str:
        """Take one character, decoding &lt; &gt; &amp; &quot; &#number; and nothing else."""
        start = self._at
        self._at += 1
        if self._source[start] != "&":
            return self._source[start]
        decoded = self._number() if self._peek() == "#" else self._name()
        if decoded:
            self._at += self._peek() == ";"
            return decoded
        self._at = start + 1
        return "&"

    def _name(self) -> str:
        return _NAMED.get(self._take(lambda c: c.isascii() and c.isalpha()), "")

    def _number(self) -> str:
        start = self._at - 1
        self._at += 1
        base = 10
        if self._peek() == "x":
            self._at += 1
            base = 16
        digits = "0123456789abcdef"[:base]
        number = int(self._take(lambda c: c.lower() in digits) or "0", base)
        return chr(number) if 0 < number < 0x10FFFF and self._at - start < 10 else ""

    def _take(self, wanted: Callable[[str], bool]) -> str:
        start = self._at
        while self._at < len(self._source) and wanted(self._source[self._at]):
            self._at += 1
        return self._source[start : self._at]

    def _skip_space(self) -> None:
        self._take(lambda c: c in _SPACE and c != _END)

    def _start_tag(self) -> None:
        begin = self._byte(self._at)
        self._at += 1
        name = self._take(lambda c: c not in _SPACE + ">").lower()
        if self._peek() == _END:
            raise Malformed(f"Unclosed start tag at byte offset {begin}")
        if name not in _KINDS:
            raise Malformed(f'Unsupported start tag "{name}" at byte offset {begin}')
        argument = self._attributes(name, begin)
        if name == "span" and argument != "tg-spoiler":
            raise Malformed(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._at += 1
        self._open.append(_OpenTag(name, argument, self._offset, len(self._text)))

    def _attributes(self, tag: str, begin: int) -> str:
        """Read up to the closing bracket; return the value of the one attribute that matters for this tag."""
        argument = ""
        while True:
            self._skip_space()
            if self._peek() == ">":
                return argument
            name = self._take(lambda c: c not in _SPACE + "=>").lower()
            if not name:
                raise Malformed(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self._skip_space()
            if tag == "blockquote" and name == "expandable" and self._peek() != "=":
                argument = "expandable"
                continue
            value = self._value(tag, begin)
            if (tag, name) in {("a", "href"), ("code", "class"), ("span", "class")}:
                argument = value

    def _value(self, tag: str, begin: int) -> str:
        if self._peek() != "=":
            raise Malformed(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                f"at byte offset {begin}"
            )
        self._at += 1
        self._skip_space()
        if self._peek() == _END:
            raise Malformed(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self._peek() in "\"'" else self._token()
        if self._peek() == _END:
            raise Malformed(f"Unclosed start tag at byte offset {begin}")
        return value

    def _quoted(self) -> str:
        quote = self._peek()
        self._at += 1
        value = []
        while self._peek() not in (quote, _END):
            value.append(self._character())
        self._at += self._peek() == quote
        return "".join(value)

    def _token(self) -> str:
        begin = self._byte(self._at)
        value = self._take(lambda c: (c.isascii() and c.isalnum()) or c in ".-")
        if self._peek() not in _SPACE + ">":
            raise Malformed(f"Unexpected end of name token at byte offset {begin}")
        return value

    def _end_tag(self) -> None:
        begin = self._byte(self._at)
        if not self._open:
            raise Malformed(f"Unexpected end tag at byte offset {begin}")
        self._at += 2
        name = self._take(lambda c: c not in _SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise Malformed(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        tag = self._open.pop()
        if name and name != tag.name:
            raise Malformed(
                f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"'
            )
        if self._offset > tag.start:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        entity = {"type": _KINDS[tag.name], "offset": tag.start, "length": self._offset - tag.start}
        if tag.name == "a":
            entity["url"] = tag.argument or "".join(self._text[tag.begin :])
        if tag.name == "code" and tag.argument.startswith("language-"):
            entity["language"] = tag.argument.removeprefix("language-")
        if tag.name == "blockquote" and tag.argument:
            entity["type"] = "expandable_blockquote"
        self._entities.append(entity)
