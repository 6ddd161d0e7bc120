"""No error of the HTTP library carries the token on, into what is raised or what is logged."""

from __future__ import annotations

import json
import socket
import ssl
import traceback
from typing import Any

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from multidict import CIMultiDict, CIMultiDictProxy
from telegram.error import TelegramError
from yarl import URL

from bot.chat.api import Api
from bot.chat.setup import use_polling
from bot.chat.wire import Broken, Wire
from bot.commands import logs

TOKEN = "7001:AA-secret"
ADDRESS = f"https://telegram.invalid/bot{TOKEN}/getMe"
KEY = ConnectionKey("telegram.invalid", 443, True, True, None, None, None)
INFO = aiohttp.RequestInfo(URL(ADDRESS), "POST", CIMultiDictProxy(CIMultiDict()), URL(ADDRESS))
OS = OSError(1, f"no route to {ADDRESS}")
OF_CONNECTIONS: list[Exception] = [
    ConnectionResetError(ADDRESS),
    ssl.SSLError(1, ADDRESS),
    TimeoutError(ADDRESS),
    ssl.CertificateError(1, ADDRESS),
    socket.gaierror(1, ADDRESS),
    UnicodeEncodeError("idna", ADDRESS, 0, 1, ADDRESS),
    Broken(ADDRESS),
]
PHOTO = {"photo": ("star.png", b"PNG")}
FAULTS: list[Exception] = [
    aiohttp.ClientError(ADDRESS),
    aiohttp.ClientConnectionError(ADDRESS),
    aiohttp.ClientConnectionResetError(ADDRESS),
    aiohttp.ClientConnectorError(KEY, OS),
    aiohttp.ClientConnectorDNSError(KEY, OS),
    aiohttp.ClientConnectorSSLError(KEY, OS),
    aiohttp.ClientConnectorCertificateError(KEY, ValueError(ADDRESS)),
    aiohttp.ClientProxyConnectionError(KEY, OS),
    aiohttp.ClientSSLError(KEY, OS),
    aiohttp.ClientOSError(1, ADDRESS),
    aiohttp.ClientPayloadError(ADDRESS),
    aiohttp.ClientResponseError(INFO, (), message=ADDRESS),
    aiohttp.ContentTypeError(INFO, (), message=ADDRESS),
    aiohttp.TooManyRedirects(INFO, ()),
    aiohttp.UploadAbortedError(ADDRESS),
    aiohttp.ClientHttpProxyError(INFO, ()),
    aiohttp.WSServerHandshakeError(INFO, ()),
    aiohttp.InvalidURL(ADDRESS),
    aiohttp.InvalidUrlClientError(ADDRESS),
    aiohttp.NonHttpUrlClientError(ADDRESS),
    aiohttp.InvalidUrlRedirectClientError(ADDRESS),
    aiohttp.NonHttpUrlRedirectClientError(ADDRESS),
    aiohttp.RedirectClientError(ADDRESS),
    aiohttp.ServerConnectionError(ADDRESS),
    aiohttp.ServerDisconnectedError(ADDRESS),
    aiohttp.ServerTimeoutError(ADDRESS),
    aiohttp.ServerFingerprintMismatch(b"a", b"b", ADDRESS, 443),
    aiohttp.ConnectionTimeoutError(ADDRESS),
    aiohttp.SocketTimeoutError(ADDRESS),
    OS,
    *OF_CONNECTIONS[:3],
]
"""Each class of error of the HTTP library, with the address, and so the token, wherever it can hold it."""


def test_no_class_of_error_is_forgotten() -> None:
    named = {type(fault) for fault in FAULTS}
    every = {
        each for each in vars(aiohttp).values() if isinstance(each, type) and issubclass(each, Exception)
    }
    assert {each for each in every if issubclass(each, aiohttp.ClientError)} - named == set()


@pytest.mark.parametrize("fault", [OS, *OF_CONNECTIONS], ids=lambda fault: type(fault).__name__)
async def test_no_error_of_a_connection_tells_the_token(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for calls without files, which have connections of their own."""

    async def fails(*_: Any) -> None:
        raise fault

    monkeypatch.setattr(Wire, "post", fails)
    async with Api(TOKEN, "https://telegram.invalid") as api:
        with pytest.raises(TelegramError) as caught:
            await api.call("getMe", {})
        assert TOKEN not in "".join(traceback.format_exception(caught.value))
        assert TOKEN not in repr(caught.value)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
async def test_no_error_of_the_http_library_tells_the_token(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what is raised, nor a trace of it, nor what the log makes of it, from `call` or the library's bot."""

    def fails(*_: Any, **__: Any) -> None:
        raise fault

    monkeypatch.setattr(aiohttp.ClientSession, "request", fails)
    async with Api(TOKEN, "https://telegram.invalid") as api:
        for call in (lambda: api.call("sendPhoto", {}, PHOTO), lambda: use_polling(api)):
            with pytest.raises(TelegramError) as caught:
                await call()
            assert TOKEN not in "".join(traceback.format_exception(caught.value))
            assert TOKEN not in repr(caught.value)
            for error in (caught.value, fault):
                assert TOKEN not in json.dumps(logs.only_known(None, "", {"event": "x", "exc_info": error}))
