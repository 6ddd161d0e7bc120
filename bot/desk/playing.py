"""A recording for the player on a page: fetched from Telegram each time it is heard, and kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from bot.desk.ranges import in_part
from bot.policy import NotAllowed

if TYPE_CHECKING:
    from bot.desk.visit import Visit


async def played(visit: Visit, file: str) -> web.Response:
    """The recording, or the part of it that is asked for; NotAllowed at a desk that plays none."""
    if visit.desk.fetch is None:
        raise NotAllowed("recordings are heard in the chat alone")
    sound = await visit.desk.fetch(file)
    if not sound:
        raise web.HTTPNotFound
    return in_part(visit.request, sound, "audio/ogg")
