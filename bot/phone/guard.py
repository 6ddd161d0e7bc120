"""Keeps other web pages from acting on the phone through the person's browser."""

from urllib.parse import urlsplit

from aiohttp import web

from bot.phone.settings import Settings

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_ANY_HOST = {"0.0.0.0", "::"}  # noqa: S104 - compared with, never bound here
_SAFE_METHODS = {"GET", "HEAD"}
_ANSWER_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def refuse_other_pages(request: web.Request, settings: Settings) -> None:
    """Raise 403 when a request comes from another page, or by another server's name (DNS rebinding)."""
    host = urlsplit(f"//{request.host}").hostname or ""
    if settings.host not in _ANY_HOST and host not in _LOOPBACK | {settings.host}:
        raise web.HTTPForbidden(text=f"expected a request to this machine, got one to {host!r}")
    if request.method in _SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden(text=f"expected a request from this page, got one from {origin!r}")
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        raise web.HTTPForbidden(text="expected a request from this page, got one from another site")


def add_headers(response: web.StreamResponse) -> None:
    """Headers for the page and its API."""
    response.headers.update(_ANSWER_HEADERS)
