"""What `run` needs of its environment is tried at once, and all that is wrong with it told together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.commands import settings
from bot.config import ConfigError
from tests.keys import DATA_KEY

if TYPE_CHECKING:
    from pathlib import Path

GOOD = {
    "TELEGRAM_TOKEN": "123456:practice",
    "ORGANISATION_NAME": "Demoforeningen",
    "ORGANISATION_CONTACT": "demo@example.org",
    "DATA_KEY": DATA_KEY,
}


def told(changed: dict[str, str]) -> list[str]:
    """The names that begin the lines of what is wrong."""
    with pytest.raises(ConfigError) as refused:
        settings.usable(GOOD | changed)
    assert "xyz" not in str(refused.value)
    return [line.partition(":")[0] for line in str(refused.value).splitlines()]


def test_settings_that_can_be_used_are_given() -> None:
    assert settings.usable(GOOD).organisation_name == "Demoforeningen"


def test_all_that_is_wrong_is_named_together() -> None:
    wrong = {"STAR_FILE": "/nope", "DATA_KEY": "xyz", "RETENTION_WEEK": "8"}
    assert told(wrong | {"PORT": "http"}) == ["PORT", "RETENTION_WEEK", "STAR_FILE", "DATA_KEY"]
    assert told(wrong) == ["STAR_FILE", "DATA_KEY", "RETENTION_WEEK"]


def test_a_file_of_axes_that_says_something_wrong_is_told_beside_a_key_file_that_is_gone(
    tmp_path: Path,
) -> None:
    star = tmp_path / "star.toml"
    star.write_text("axes = 3\n")
    lines = told({"STAR_FILE": str(star), "DATA_KEY": "", "DATA_KEY_FILE": "/nope"})
    assert str(star) in lines[0]
    assert lines[-1] == "DATA_KEY_FILE"


def test_voices_that_cannot_be_used_are_told_with_the_rest() -> None:
    assert told({"VOICE_MODELS": "/nope", "STAR_FILE": "/nope"}) == ["STAR_FILE", "VOICE_MODELS"]


def test_a_key_that_is_missing_is_told_once() -> None:
    assert told({"DATA_KEY": ""}) == ["DATA_KEY"]
