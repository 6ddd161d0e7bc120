"""Switches of the test run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

# How long one example takes depends on the machine, and says nothing about right or wrong.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-replays",
        action="store_true",
        help="write what the bot says today into the replays under tests/replays/, instead of comparing",
    )
