"""The content of the exercises, as the settings say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import ConfigError
from bot.flows.content import Content, star
from bot.flows.content.reading import Source

if TYPE_CHECKING:
    from bot.config import Config


def content_of(settings: Config) -> Content:
    """The content of the exercises; errors as `read`."""
    found = read(settings.star_file)
    return replace(found, course_weeks=settings.course_weeks, retention_weeks=settings.retention_weeks)


def read(star_file: str) -> Content:
    """The packaged content, with the axes of this file in place of the packaged ones where one is named.

    ConfigError for a file that cannot be read, BadContent for what it says.
    """
    if not star_file:
        return Content()
    try:
        text = Path(star_file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8"
        expected = "expected a file of axes like bot/flows/content/star.toml"
        raise ConfigError(f"STAR_FILE: {expected}, got {star_file!r}: {reason}") from error
    return Content(star=star.read(Source(star_file, text)))
