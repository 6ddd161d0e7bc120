"""Switches of the test run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-replays",
        action="store_true",
        help="write what the bot says today into the replays under tests/replays/, instead of comparing",
    )
