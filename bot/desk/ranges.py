"""A part of some bytes, as players of sound ask for it: without parts some neither play nor jump."""

from __future__ import annotations

from aiohttp import web

WHOLE = slice(None, None, 1)


def in_part(request: web.Request, content: bytes, kind: str) -> web.Response:
    """The bytes that Range asks for (206), or all of them; 416 where none of them lie there.

    Several parts at once are not made: the answer to these is the whole, as to what is no range.
    """
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "no-store"}
    asked = _asked(request)
    if asked == WHOLE:
        return web.Response(body=content, content_type=kind, headers=headers)
    places = range(len(content))[asked]
    if not places:
        return web.Response(status=416, headers=headers | {"Content-Range": f"bytes */{len(content)}"})
    headers["Content-Range"] = f"bytes {places[0]}-{places[-1]}/{len(content)}"
    return web.Response(status=206, body=content[asked], content_type=kind, headers=headers)


def _asked(request: web.Request) -> slice:
    """The part that is asked for; the whole for a part of what came earlier: nothing tells that it is the same."""
    if "If-Range" in request.headers:
        return WHOLE
    try:
        return request.http_range
    except ValueError:
        return WHOLE
