"""What belongs to a language beside its sentences: `locales/<code>/language.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError

from bot.words.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "language.toml"
CLDR_TIME = "short"
"""How CLDR writes a time in a language, where its file gives no pattern of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """A language's own name, its CLDR locale, and how it writes a time, a day, also with its year, and a comma.

    Beside these, people's words for days, times and numbers, and others that tell what a text means.

    `position` orders the languages where a person chooses one.
    """

    name: str
    locale: Locale
    day: str
    day_with_year: str
    time: str
    comma: str
    position: int
    days: Mapping[str, Any]
    times: Mapping[str, Any]
    numbers: Mapping[str, Any]
    words: Mapping[str, Any]
    written: Mapping[str, Any]
    """What tells that a text is in this language; empty where nothing shall."""

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return bool(self.locale.text_direction == "rtl")


def read(folder: Path) -> Traits:
    """The traits of the language in this folder. Raises CatalogueError when the file cannot be used."""
    path = folder / FILE
    try:
        packed = tomllib.loads(path.read_text("utf-8"))
        return Traits(
            name=packed["name"],
            locale=Locale.parse(packed["locale"]),
            day=packed["day"],
            day_with_year=packed["day_with_year"],
            time=packed.get("time", CLDR_TIME),
            comma=packed.get("comma", ","),
            position=packed["position"],
            days=packed["days"],
            times=packed["times"],
            numbers=packed["numbers"],
            words=packed.get("words", {}),
            written=packed.get("written", {}),
        )
    except FileNotFoundError as error:
        raise CatalogueError(path, "is missing", "Copy another language's and translate it") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(path, f"is not TOML in UTF-8: {error}", "Mend the line it names") from error
    except RecursionError as error:
        raise CatalogueError(
            path, "has brackets in each other too deeply", "Write it as English does"
        ) from error
    except KeyError as error:
        raise CatalogueError(path, f"has no {error}", "Add it as the other languages have it") from error
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise CatalogueError(path, f"names no locale of CLDR: {error}", "Use one like da") from error
