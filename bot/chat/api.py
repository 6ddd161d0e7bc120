"""The Bot API as one coroutine, `call(method, params)`, on plain dicts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import quote, urlsplit

import aiohttp
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.chat.errors import failure, parse
from bot.chat.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

TIMEOUT: Final = 20.0
"""Seconds for one call, connecting included; a send that takes longer counts as undecided and is repeated."""
FETCHING: Final = 120.0
"""The same for a file that comes from there: at most 20 MB."""
CONNECTIONS: Final = 128


class Caller(Protocol):
    """Whatever can call a method of the Bot API; see `Api.call`."""

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, tuple[str, bytes]] | None = None,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - the server's long poll decides it, call by call
    ) -> Any: ...


class Api:
    """One bot at one Bot API server.

    Failures are `telegram.error` classes, whose text never holds the token or what a person wrote:
    `Flood` (429, with `retry_after`), `Forbidden`, `BadRequest`, `Conflict`, `InvalidToken`, `TimedOut`, and
    `NetworkError` for everything that may go better next time.
    """

    def __init__(self, token: str, base_url: str) -> None:
        self.token: Final = token
        self.base_url: Final = base_url.rstrip("/")
        self._path: Final = f"{urlsplit(self.base_url).path}/bot{token}/"
        self._session: aiohttp.ClientSession | None = None
        self._wire: Wire | None = None

    async def __aenter__(self) -> Api:
        self._open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections; a later call opens them again."""
        if self._wire is not None:
            await self._wire.close()
            self._wire = None
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, tuple[str, bytes]] | None = None,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - the server's long poll decides it, call by call
    ) -> Any:
        """Call a method and return its `result`.

        `files` maps a parameter to (file name, content); `timeout` is the whole call's, in seconds.
        """
        if files:
            url = f"{self.base_url}/bot{self.token}/{method}"
            status, body = await self.request("POST", url, _form(params, files), timeout)
        else:
            status, body = await self._post(method, json.dumps(params).encode(), timeout)
        answer = parse(body) if status == 200 else None
        if isinstance(answer, dict) and answer.get("ok") is True:
            return answer.get("result")
        raise failure(status, body)

    async def fetch(self, file: str) -> bytes:
        """The content of a file that somebody has sent: in memory, and nowhere else."""
        found = await self.call("getFile", {"file_id": file})
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str):
            raise BadRequest("there is no such file any more")
        url = f"{self.base_url}/file/bot{self.token}/{quote(path)}"
        status, body = await self.request("GET", url, {}, FETCHING)
        if status != 200:
            raise failure(status, body)
        return body

    async def _post(self, method: str, body: bytes, timeout: float) -> tuple[int, bytes]:  # noqa: ASYNC109 - see `call`
        """One call without files: the status and the whole body. Its faults name their class only, too."""
        if self._wire is None:
            self._wire = Wire(self.base_url, CONNECTIONS)
        try:
            return await self._wire.post(f"{self._path}{quote(method)}", body, timeout)
        except TimeoutError:
            raise TimedOut from None
        except (OSError, UnicodeError) as error:
            raise NetworkError(f"the exchange failed with {type(error).__name__}") from None

    async def request(
        self,
        verb: str,
        url: str,
        body: Mapping[str, Any],
        timeout: float | None,  # noqa: ASYNC109 - see `call`
    ) -> tuple[int, bytes]:
        """One HTTP exchange: the status and the whole body. `body` holds aiohttp's own arguments.

        Faults name their class only: the library's errors can hold the address, and that holds the token.
        """
        try:
            async with self._open().request(
                verb, url, timeout=aiohttp.ClientTimeout(total=timeout), allow_redirects=False, **body
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"the exchange failed with {type(error).__name__}") from None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
            )
        return self._session


def _form(params: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]]) -> dict[str, Any]:
    """The parameters and the files that go along, as aiohttp's arguments."""
    form = aiohttp.FormData(quote_fields=False)  # Telegram takes a file's name as it is written
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, (filename, content) in files.items():
        form.add_field(name, content, filename=filename, content_type="application/octet-stream")
    return {"data": form}
