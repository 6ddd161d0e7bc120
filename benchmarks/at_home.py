"""What our program is told wherever it is measured."""

from __future__ import annotations

from tests.keys import DATA_KEY


def environment(token: str, api: str, database: str) -> dict[str, str]:
    """Its settings, at a Bot API server and a database at these addresses."""
    return {
        "TELEGRAM_TOKEN": token,
        "TELEGRAM_API_URL": api,
        "DATABASE_URL": database,
        "DATA_KEY": DATA_KEY,
        "ORGANISATION_NAME": "Prøveforeningen",
        "ORGANISATION_CONTACT": "12 34 56 78",
        "READING_SECONDS": "0",  # these people answer faster than anybody reads
    }
