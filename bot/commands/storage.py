"""Where the data lies and what it is sealed with, as the settings say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot import config
from bot.config import ConfigError
from bot.state import databases
from bot.state.keys import Keys
from bot.state.opening import Database

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.config import Config


def database(environment: Mapping[str, str]) -> Database:
    """The database of an environment; errors as `config.database`, `config.data_key` and `Keys`."""
    for each in config.misspelt(environment, config.OF_DATABASE):
        sys.stderr.write(f"{each}\n")
    url = config.database(environment)
    master = keys(config.data_key(environment), config.data_key_file(environment))
    return Database(url, master, config.erasure_ledger(environment))


def database_of(settings: Config) -> Database:
    """The database of settings that were read."""
    master = keys(settings.data_key, settings.data_key_file)
    return Database(settings.database_url, master, settings.erasure_ledger)


def keys(text: str, file: str) -> Keys:
    """The master keys that stand in a setting, or else in a file; BadKey where there are none."""
    return Keys.of_text(text) if text else Keys.of_file(Path(file))


def make_folder(database_url: str) -> None:
    """Make it, for this user only: the database holds what people wrote. ConfigError where that cannot be done."""
    folder = databases.folder_of(database_url)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"DATABASE_URL: expected a folder that exists or can be made, got {folder} ({error.strerror})"
        ) from error
