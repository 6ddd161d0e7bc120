"""Sentences that are still to be translated: an English message id and the values that go into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Value: TypeAlias = (
    "str | int | date | WithYear | InDigits | Month | LanguageName | time | Words | tuple[Value, ...]"
)
"""What may stand in a placeholder: a person's own text, a number, a day, a time of day, a language, another sentence,
or a list."""


@dataclass(frozen=True, slots=True)
class WithYear:
    """A day that is shown with its year, and with that of the week unless it is not `named`."""

    day: date
    named: bool = True


@dataclass(frozen=True, slots=True)
class InDigits:
    """A day that is shown in digits alone, the day before the month as everywhere in Denmark."""

    day: date


@dataclass(frozen=True, slots=True)
class Month:
    """The month of a day, as it stands in "since October"; with its year where `year` says so."""

    day: date
    year: bool = False


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language, by its code, as whoever reads the sentence calls it."""

    code: str


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a message id for extraction; the translation happens when the message is delivered."""
    return message


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence or paragraph, translated as late as possible.

    `plural` is the English plural id; the number that chooses between the two stands in `values["n"]`.
    An `id` that is in no catalogue (a language's own name, a person's own list item) is shown as it is.
    """

    id: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str = ""

    def to_json(self) -> dict[str, Any]:
        packed: dict[str, Any] = {"id": self.id}
        if self.values:
            packed["values"] = {name: pack(value) for name, value in self.values.items()}
        if self.plural:
            packed["plural"] = self.plural
        return packed

    @classmethod
    def from_json(cls, packed: Mapping[str, Any]) -> Words:
        values = {name: unpack(value) for name, value in packed.get("values", {}).items()}
        return cls(packed["id"], values, packed.get("plural", ""))


def literal(text: str) -> Words:
    """A person's own text as a sentence of its own: never translated, escaped and isolated like any value."""
    return Words("{text}", {"text": text})


def brief(words: Words, most: int) -> Words:
    """Words in which no text of a person's own has more than so many characters: a longer one ends at a word."""
    values = {name: _shortened(value, most) for name, value in words.values.items()}
    return Words(words.id, values, words.plural)


def _shortened(value: Value, most: int) -> Value:
    if isinstance(value, Words):
        return brief(value, most)
    if isinstance(value, str) and len(value) > most:
        whole_words = value[: most + 1].rsplit(maxsplit=1)[0][:most]
        return f"{whole_words.rstrip(' ,;:–-')}…"
    return value


def lines(sentences: Sequence[Words]) -> Words:
    """Several sentences as one, each on a line of its own."""
    named = {f"line{number}": sentence for number, sentence in enumerate(sentences)}
    return Words("\n".join(f"{{{name}}}" for name in named), named)


def folded(words: Words) -> Words:
    """Words that are folded away: the phone shows their beginning, and the rest at a tap."""
    return Words("<fold>{words}</fold>", {"words": words})


def paragraphs(texts: Sequence[Words]) -> Words:
    """Several texts as one, with an empty line between any two."""
    named = {f"part{number}": text for number, text in enumerate(texts)}
    return Words("\n\n".join(f"{{{name}}}" for name in named), named)


def pack(value: Value) -> Any:
    """A placeholder's value as plain JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, Words):
        return {"words": value.to_json()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, WithYear):
        bare = {} if value.named else {"named": False}
        return {"day": value.day.isoformat(), "year": True, **bare}
    if isinstance(value, InDigits):
        return {"digits": value.day.isoformat()}
    if isinstance(value, Month):
        return {"month": value.day.isoformat(), "year": value.year}
    if isinstance(value, LanguageName):
        return {"language": value.code}
    if isinstance(value, time):
        return {"time": value.isoformat("minutes")}
    if isinstance(value, tuple):
        return [pack(each) for each in value]
    return value


def unpack(packed: Any) -> Value:
    """The reverse of `pack`."""
    if isinstance(packed, list):
        return tuple(unpack(each) for each in packed)
    if isinstance(packed, dict):
        if "day" in packed:
            day = date.fromisoformat(packed["day"])
            return WithYear(day, packed.get("named", True)) if packed.get("year") else day
        if "digits" in packed:
            return InDigits(date.fromisoformat(packed["digits"]))
        if "month" in packed:
            return Month(date.fromisoformat(packed["month"]), packed["year"])
        if "language" in packed:
            return LanguageName(packed["language"])
        if "time" in packed:
            return time.fromisoformat(packed["time"])
        return Words.from_json(packed["words"])
    if isinstance(packed, str | int):
        return packed
    raise TypeError(f"expected a packed placeholder value, got {type(packed).__name__}")
