"""Voices for a test, whose programs end with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.voice.cache import Cache
from bot.voice.voices import Voices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "voice"


@pytest.fixture
def voices(folder: Path) -> Iterator[Voices]:
    """With a cache of this test's own, so that everything is made here."""
    found = Voices(Cache(folder))
    yield found
    found.close()
