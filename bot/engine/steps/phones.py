"""Questions that are answered with a phone number, and the number as phones dial it and people read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import phonenumbers

from bot.engine.inputs import Typed
from bot.engine.steps.base import Accept, Again, Given, Outcome, Question
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View

EXTENSION = re.compile(r"[\s,;(]*\blok(?:al)?(?:nummer|nr)?\b[\s.:]*(?=\d)", re.IGNORECASE)
"""What Danes write before an extension; the library knows "ext", "x" and "#"."""


@dataclass(frozen=True, kw_only=True)
class AskPhone(Question):
    """A Danish or international phone number; stored in E.164 form ("+4512345678").

    One with an extension is stored as RFC 3966 has it ("tel:+45-12-34-56-78;ext=9").
    """

    def take(self, given: Given, view: View) -> Outcome:
        del view
        number = parse_phone(given.text) if isinstance(given, Typed) else None
        if number is None:
            how = N_(
                "That does not look like a phone number. A Danish one has 8 digits. Write the number alone."
            )
            return Again(Words(how))
        form = phonenumbers.PhoneNumberFormat
        stored = phonenumbers.format_number(number, form.RFC3966 if number.extension else form.E164)
        return Accept({"kind": "phone", "value": stored})

    def shown(self, answer: Answer, view: View) -> Words:
        del view
        return said(answer["value"], phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def dialled(stored: str) -> Words:
    """A stored number without spaces, which Telegram is sure to make a link of."""
    return said(stored, phonenumbers.PhoneNumberFormat.E164)


def said(stored: str, form: int) -> Words:
    """A stored number in a format of the library, marked as one that can be called."""
    number = phonenumbers.parse(stored)
    extension, number.extension = number.extension, None
    called = Words("<tel>{number}</tel>", {"number": phonenumbers.format_number(number, form)})
    if not extension:
        return called
    # Translators: a phone number and its extension.
    return Words(N_("{number}, extension {extension}"), {"number": called, "extension": extension})


def parse_phone(text: str) -> phonenumbers.PhoneNumber | None:
    """A valid phone number, read as Danish where no country code is given; None otherwise."""
    try:
        number = phonenumbers.parse(EXTENSION.sub(" ext ", text), "DK")
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None
