"""The library's documented extension point over our own connections, for its set-up calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
from telegram import Bot
from telegram.request import BaseRequest

from bot.chat.api import TIMEOUT
from bot.chat.errors import failure

if TYPE_CHECKING:
    from telegram.request import RequestData

    from bot.chat.api import Api


class AiohttpRequest(BaseRequest):
    """Requests of `telegram.Bot` on the connections of `Api`, which belong to whoever opened it.

    A time-out is the whole exchange's: the library's four are added up.
    """

    __slots__ = ("_api",)

    def __init__(self, api: Api) -> None:
        self._api = api

    @property
    def read_timeout(self) -> float | None:
        return TIMEOUT

    async def initialize(self) -> None:
        """Do nothing: connections open when they are needed."""

    async def shutdown(self) -> None:
        """Do nothing: the connections are not ours to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; refusals raise our own reading of them, so that no answer is logged."""
        patience = total(read_timeout, write_timeout, connect_timeout, pool_timeout)
        status, body = await self._api.request(method, url, _body(request_data), patience)
        if not 200 <= status <= 299:
            raise failure(status, body)
        return status, body


def library_bot(api: Api) -> Bot:
    """The library's `Bot` for calls such as set_webhook; `async with` it, or await its `initialize`."""
    return Bot(
        api.token,
        base_url=f"{api.base_url}/bot",
        base_file_url=f"{api.base_url}/file/bot",
        request=AiohttpRequest(api),
        get_updates_request=AiohttpRequest(api),
    )


def total(*timeouts: Any) -> float | None:
    """Seconds for the whole exchange: None (without end) if one of them is, our own if none was given."""
    given = [each for each in timeouts if each is not BaseRequest.DEFAULT_NONE]
    if any(each is None for each in given):
        return None
    return sum(given) if given else TIMEOUT


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": data.json_parameters}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}
