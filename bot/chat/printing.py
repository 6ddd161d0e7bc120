"""Documents that a flow asks for, as pages in the words of the person's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.chat.split import shorten
from bot.engine.text import Words
from bot.pictures.document import Block, Drawing, Page
from bot.pictures.drawing import draw

if TYPE_CHECKING:
    from bot.engine.document import Block as Told
    from bot.engine.document import Document
    from bot.engine.text import Value
    from bot.words import Language

UNNAMEABLE: Final = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]+')
"""What a file name cannot hold, on one system or another."""
LONGEST_NAME: Final = 60


def page(document: Document, language: Language) -> Page:
    """A document as it is set."""
    return Page(
        title=said(document.title, language),
        byline=said(document.byline, language),
        blocks=tuple(_block(block, language) for block in document.blocks),
        language=language.code,
        rtl=language.rtl,
    )


def file_name(document: Document, language: Language) -> str:
    """What the file is called on the person's phone."""
    named = shorten(UNNAMEABLE.sub(" ", language.say(document.file)), LONGEST_NAME).strip(". ")
    return f"{named or 'document'}.pdf"


def said(value: Value, language: Language) -> str:
    """A value as this language writes it; a person's own text as it is."""
    if isinstance(value, str):
        return value
    return language.say(value if isinstance(value, Words) else Words("{value}", {"value": value}))


def _block(block: Told, language: Language) -> Block:
    paragraphs = tuple(said(each, language) for each in block.paragraphs)
    picture = None
    if block.picture is not None:
        text = "\n".join(paragraphs)
        picture = Drawing(draw(block.picture, text, language), text)
    return Block(said(block.heading, language), paragraphs, picture, block.level)
