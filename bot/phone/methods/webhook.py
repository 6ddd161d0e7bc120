"""Methods that set, delete and describe the webhook."""

import re
from typing import Any

from bot.phone.checks import Params
from bot.phone.errors import Said, bad_request
from bot.phone.exchange import Exchange
from bot.phone.web_address import split
from bot.phone.webhook import DEFAULT_CONNECTIONS

Json = dict[str, Any]

_SECRET = re.compile(r"[A-Za-z0-9_-]*\Z")


def set_webhook(exchange: Exchange, params: Params) -> Said:
    """Set the webhook; plain http and any port are accepted, as by a Bot API server in local mode."""
    url = params.string("url")
    if not url:
        return delete_webhook(exchange, params)
    config = {
        "url": _checked_url(url),
        "secret_token": _checked_secret(params.string("secret_token")),
        "max_connections": params.clamped("max_connections", DEFAULT_CONNECTIONS, 1, 100),
    }
    kinds = params.structure("allowed_updates", "Can't parse allowed updates JSON object")
    if kinds is not None:
        exchange.updates.allow(kinds)
    dropped = _drop_pending(exchange, params)
    if config == exchange.webhook.config() and not dropped:
        return Said(result=True, description="Webhook is already set")
    exchange.updates.end_poll("Conflict: terminated by setWebhook request")
    exchange.webhook.configure(config)
    return Said(result=True, description="Webhook was set")


def delete_webhook(exchange: Exchange, params: Params) -> Said:
    _drop_pending(exchange, params)
    if exchange.webhook.config() is None:
        return Said(result=True, description="Webhook is already deleted")
    exchange.webhook.configure(None)
    return Said(result=True, description="Webhook was deleted")


def get_webhook_info(exchange: Exchange, params: Params) -> Json:  # noqa: ARG001 - every method has this shape
    return exchange.webhook.info()


def _checked_url(url: str) -> str:
    full = url if "://" in url else f"https://{url}"
    parts = split(full)
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in url:
        raise bad_request("invalid webhook URL specified")
    return full


def _checked_secret(secret: str) -> str:
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def _drop_pending(exchange: Exchange, params: Params) -> bool:
    dropped = params.boolean("drop_pending_updates")
    if dropped:
        exchange.updates.drop_all()
    return dropped


METHODS = {
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
