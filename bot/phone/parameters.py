"""HTTP request → parameters, from query, form, multipart or JSON."""

import json
from typing import Any

from aiohttp import web

from bot.phone.checks import Params, Upload
from bot.phone.errors import ApiError, bad_request

_JSON_TYPES = {
    dict: "Object",
    list: "Array",
    bool: "Boolean",
    int: "Number",
    float: "Number",
    type(None): "Null",
}


async def read_params(request: web.Request) -> Params:
    """Read every parameter of a Bot API request; the body wins over the query."""
    values: dict[str, str] = dict(request.query)
    files: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            body = params_of(_json_object(await request.read()))
            return Params({**values, **body.values}, files, body.types)
        if request.method == "POST":
            for name, field in (await request.post()).items():
                if isinstance(field, web.FileField):
                    files[name] = Upload(field.filename, field.content_type, field.file.read())
                else:
                    values[name] = field if isinstance(field, str) else bytes(field).decode()
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return Params(values, files)


def params_of(body: dict[str, Any]) -> Params:
    """Parameters from a JSON object: what is not text is kept as JSON text, and its type noted."""
    types = {name: _JSON_TYPES[type(value)] for name, value in body.items() if not isinstance(value, str)}
    return Params(
        {name: json.dumps(value) if name in types else value for name, value in body.items()}, {}, types
    )


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise bad_request("can't parse parameters: expected a JSON object")
    return value
