"""What a row of the table needs beside the libraries themselves, and whether it is there."""

from __future__ import annotations

import shutil
from importlib.metadata import PackageNotFoundError, version

RATE_LIMITER = "aiolimiter"
"""What python-telegram-bot's AIORateLimiter is made of."""
REDIS = "redis"
"""What aiogram's RedisStorage is made of; the server is the program `redis-server`."""

UVLOOP = "uvloop"


def is_installed(distribution: str) -> bool:
    return version_of(distribution) is not None


def version_of(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def missing_for_uvloop() -> str:
    """What is to be installed before a bot can run on it; nothing where it can."""
    return "" if is_installed(UVLOOP) else f"the Python package {UVLOOP}"


def missing_for_redis() -> str:
    """What is to be installed before RedisStorage can be used; nothing where it can."""
    package = [] if is_installed(REDIS) else ["the Python package redis"]
    server = [] if shutil.which("redis-server") else ["the program redis-server"]
    return " and ".join(package + server)
