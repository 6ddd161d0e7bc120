"""The folder that the database stands in, made where it is missing."""

from bot.config import ConfigError
from bot.state.opening import path_of


def make_folder(database_url: str) -> None:
    """Make it, for this user only: the database holds what people wrote. ConfigError where that cannot be done."""
    folder = path_of(database_url).parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"DATABASE_URL: expected a folder that exists or can be made, got {folder} ({error.strerror})"
        ) from error
