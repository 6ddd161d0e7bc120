"""The Bot API methods that the practice phone knows, by name in lower case."""

from collections.abc import Callable
from typing import Any

from bot.phone.checks import Params
from bot.phone.exchange import Exchange
from bot.phone.methods import describe, edit, file, send, webhook

Method = Callable[[Exchange, Params], Any]

METHODS: dict[str, Method] = {
    **send.METHODS,
    **edit.METHODS,
    **file.METHODS,
    **describe.METHODS,
    **webhook.METHODS,
}
