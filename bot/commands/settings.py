"""Everything that `run` needs of its environment, tried before anything is opened: what is wrong is told together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import config
from bot.commands import content, storage
from bot.config import ConfigError
from bot.flows.content.reading import BadContent
from bot.state.errors import BadKey
from bot.voice import listening, models

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.config import Config


def usable(environment: Mapping[str, str]) -> Config:
    """The settings; ConfigError with all that is wrong: values, axes, the key, voices, listener, names nearly ours."""
    settings, problems = None, []
    try:
        settings = config.read(environment)
    except ConfigError as error:
        problems.append(str(error))
    for tried in (_star, _keys, _voices, _listener):
        try:
            tried(environment)
        except (ConfigError, BadContent, BadKey) as error:
            problems.append(str(error))
    if settings is not None and not problems:
        return settings
    if settings is not None:  # where it could not be read, that has named these
        problems += config.misspelt(environment)
    raise ConfigError("\n".join(problems))


def _star(environment: Mapping[str, str]) -> None:
    content.read(config.star_file(environment))


def _keys(environment: Mapping[str, str]) -> None:
    """Whether the key is one; that there is none, or two settings name one, is told by the settings."""
    text, file = environment.get("DATA_KEY", "").strip(), config.data_key_file(environment)
    if bool(text) != bool(file):
        storage.keys(text, file)


def _voices(environment: Mapping[str, str]) -> None:
    for voice in models.found(config.voice_models(environment)).values():
        voice.close()


def _listener(environment: Mapping[str, str]) -> None:
    listener = listening.found(config.listening_model(environment))
    if listener is not None:
        listener.close()
