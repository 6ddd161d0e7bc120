"""Questions that are answered with a day, a number or a phone number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import phonenumbers

from bot.engine.inputs import Typed
from bot.engine.steps.base import Accept, Again, Given, Option, Outcome, Question, Tap
from bot.engine.text import N_, Words, literal

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View

DAYS_AHEAD = (("0", N_("Today")), ("1", N_("Tomorrow")), ("7", N_("In a week")))


@dataclass(frozen=True, kw_only=True)
class AskDate(Question):
    """A day, chosen or written in words; stored as ISO. With `ahead`, only today or later."""

    ahead: bool = True

    def options(self, view: View) -> tuple[Option, ...]:
        del view
        return tuple(Option(f"in_{days}", Words(label)) for days, label in DAYS_AHEAD) if self.ahead else ()

    def take(self, given: Given, view: View) -> Outcome:
        day = self._read(given, view)
        if day is None:
            how = N_("I could not read that as a day. Write it like this: {day}")
            return Again(Words(how, {"day": view.today + timedelta(days=3)}))
        if self.ahead and day < view.today:
            return Again(Words(N_("{day} has been. Which day do you want?"), {"day": day}))
        return Accept({"kind": "date", "value": day.isoformat()})

    def _read(self, given: Given, view: View) -> date | None:
        if isinstance(given, Tap):
            ahead = {f"in_{days}": int(days) for days, _ in DAYS_AHEAD} if self.ahead else {}
            return view.today + timedelta(days=ahead[given.key]) if given.key in ahead else None
        return view.context.language.date(given.text, view.today) if isinstance(given, Typed) else None

    def shown(self, answer: Answer, view: View) -> Words:
        del view
        return Words("{day}", {"day": date.fromisoformat(answer["value"])})


@dataclass(frozen=True, kw_only=True)
class AskNumber(Question):
    """A whole number between `low` and `high`, both included."""

    low: int = 0
    high: int = 1_000_000

    def take(self, given: Given, view: View) -> Outcome:
        number = view.context.language.number(given.text) if isinstance(given, Typed) else None
        if number is None or int(number) != number or not self.low <= number <= self.high:
            between = N_("Write a whole number from {low} to {high}.")
            return Again(Words(between, {"low": self.low, "high": self.high}))
        return Accept({"kind": "number", "value": int(number)})

    def shown(self, answer: Answer, view: View) -> Words:
        del view
        return Words("{n}", {"n": answer["value"]})


@dataclass(frozen=True, kw_only=True)
class AskPhone(Question):
    """A Danish or international phone number; stored in E.164 form ("+4512345678")."""

    def take(self, given: Given, view: View) -> Outcome:
        del view
        number = parse_phone(given.text) if isinstance(given, Typed) else None
        if number is None:
            how = N_("I cannot find a phone number that works there. Look at the digits once more.")
            return Again(Words(how))
        stored = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return Accept({"kind": "phone", "value": stored})

    def shown(self, answer: Answer, view: View) -> Words:
        del view
        number = phonenumbers.parse(answer["value"])
        return literal(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def parse_phone(text: str) -> phonenumbers.PhoneNumber | None:
    """A valid phone number, read as Danish where no country code is given; None otherwise."""
    try:
        number = phonenumbers.parse(text, "DK")
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None
