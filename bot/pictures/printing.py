"""Documents as data become pages in the words of a language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine.text import N_, Words
from bot.pictures.document import Block, Drawing, Page
from bot.pictures.drawing import draw

if TYPE_CHECKING:
    from bot.engine.document import Block as Told
    from bot.engine.document import Document
    from bot.engine.text import Value
    from bot.words import Language

# Translators: at the foot of each page of a PDF.
NUMBERED = N_("Page {page} of {pages}")


def page(document: Document, language: Language, other: Language | None = None) -> Page:
    """A document as it is set, with what it says in the `other` language, if any, beneath."""
    return Page(
        title=said(document.title, language),
        byline=said(document.byline, language),
        blocks=tuple(_block(block, language, other) for block in document.blocks),
        language=language.code,
        rtl=language.rtl,
        mark=said(document.mark, language),
        foot=said(document.foot, language),
        numbered=language.template(Words(NUMBERED)) or NUMBERED,
        beneath=None if other is None else page(_undrawn(document), other),
    )


def _undrawn(document: Document) -> Document:
    """A document without its pictures."""
    return replace(document, blocks=tuple(replace(block, picture=None) for block in document.blocks))


def said(value: Value, language: Language) -> str:
    """A value as this language writes it; a person's own text as it is."""
    if isinstance(value, str):
        return value
    return language.say(value if isinstance(value, Words) else Words("{value}", {"value": value}))


def _block(block: Told, language: Language, other: Language | None) -> Block:
    paragraphs = tuple(said(each, language) for each in block.paragraphs)
    picture = None
    if block.picture is not None:
        text = "\n".join(paragraphs)
        picture = Drawing(draw(block.picture, text, language, other), text)
    table = tuple(tuple(said(cell, language) for cell in row) for row in block.table)
    return Block(said(block.heading, language), paragraphs, picture, block.level, table, block.aligned)
