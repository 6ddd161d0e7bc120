"""What the documents that a flow asks for are called on the person's phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.chat.split import shorten

if TYPE_CHECKING:
    from bot.engine.document import Document
    from bot.words import Language

UNNAMEABLE: Final = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]+')
"""What a file name cannot hold, on one system or another."""
LONGEST_NAME: Final = 60


def file_name(document: Document, language: Language) -> str:
    """What the file is called on the person's phone."""
    named = shorten(UNNAMEABLE.sub(" ", language.say(document.file)), LONGEST_NAME).strip(". ")
    return f"{named or 'document'}.pdf"
