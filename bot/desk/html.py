"""Sentences as HTML: translated late, escaped, with the formats of the message, a person's own text kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.text import Words
    from bot.words import Language
    from bot.words.draft import Entity

TAGS: Final = {"bold": "strong", "italic": "em", "underline": "u", "strikethrough": "s", "code": "code"}
"""The element of each format; what else a message may have is shown plain."""


def said(language: Language, words: Words, *, inside: bool = False) -> Markup:
    """A sentence as it stands in a page, or `inside` a table or a line; its lines stay lines."""
    text, entities = language.rich(words, inside=inside)
    html = Markup("".join(_pieces(text, entities)))  # noqa: S704 - each piece is escaped, or a tag of ours
    return html.replace("\n", Markup("<br>"))


def _pieces(text: str, entities: list[Entity]) -> Iterator[str]:
    """The text, escaped, cut where a format begins or ends. Of two formats one lies within the other, or beside it."""
    measured = text.encode("utf-16-le")
    last = 0
    for place, _, _, tag in sorted(_tags(entities)):
        yield str(escape(measured[2 * last : 2 * place].decode("utf-16-le")))
        yield tag
        last = place
    yield str(escape(measured[2 * last :].decode("utf-16-le")))


def _tags(entities: list[Entity]) -> Iterator[tuple[int, bool, int, str]]:
    """Each tag with its place. At one place those that end come first, the inner before the outer."""
    for order, each in enumerate(entities):
        tag = TAGS.get(each["type"])
        if tag:
            yield each["offset"], True, order, f"<{tag}>"
            yield each["offset"] + each["length"], False, -order, f"</{tag}>"
