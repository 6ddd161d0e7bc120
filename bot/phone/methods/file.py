"""Methods that send and fetch files: photos, voice messages, documents."""

import mimetypes
from collections.abc import Callable
from typing import Any

from bot.phone import media, utf16
from bot.phone.checks import Params, Upload
from bot.phone.entities import formatted
from bot.phone.errors import bad_request
from bot.phone.exchange import Exchange
from bot.phone.files import File
from bot.phone.posting import post

Json = dict[str, Any]

MAX_CAPTION = 1024
MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_PHOTO_SIDES = 10_000


def _sender(kind: str) -> Callable[[Exchange, Params], Json]:
    def send(exchange: Exchange, params: Params) -> Json:
        caption = caption_content(params)
        params.integer("duration")
        return post(exchange, params, {**_file(exchange, params, kind).content(), **caption})

    return send


def get_file(exchange: Exchange, params: Params) -> Json:
    file = exchange.files.get(params.string("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**file.reference(), "file_path": file.path}


def caption_content(params: Params) -> Json:
    """At most 1024 UTF-16 code units after entities are parsed."""
    caption, entities = formatted(params, "caption", "parse_mode", "caption_entities")
    if utf16.length(caption) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    content = {"caption": caption, "caption_entities": entities}
    return {name: value for name, value in content.items() if value}


def _file(exchange: Exchange, params: Params, kind: str) -> File:
    """The file of a call: an upload, or one that is known by its id."""
    value = params.string(kind)
    if value and not value.startswith("attach://"):
        return _known(exchange, value, kind)
    upload = params.files.get(value.removeprefix("attach://") or kind)
    if upload is None:
        raise bad_request(f"there is no {kind} in the request")
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > (MAX_PHOTO_BYTES if kind == "photo" else MAX_UPLOAD_BYTES):
        raise bad_request("file is too big")
    exchange.chat_of(params)  # a file for nobody is not kept
    return _KEEPERS[kind](exchange, upload, params)


def _known(exchange: Exchange, value: str, kind: str) -> File:
    if value.startswith(("http://", "https://")):
        # A practice phone fetches nothing from the network.
        raise bad_request("failed to get HTTP URL content")
    file = exchange.files.get(value)
    if file is None:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def _keep_photo(exchange: Exchange, upload: Upload, _: Params) -> File:
    try:
        picture = media.read_picture(upload.data)
    except media.NotMedia:
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if picture.width + picture.height > MAX_PHOTO_SIDES:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return exchange.files.add(
        "photo", upload.data, picture.mime_type, width=picture.width, height=picture.height
    )


def _keep_voice(exchange: Exchange, upload: Upload, params: Params) -> File:
    """Only OGG/Opus shows as a voice message; Telegram sends anything else as a document."""
    sound = media.read_voice(upload.data)
    if sound is None:
        return _keep_document(exchange, upload, params)
    duration = params.integer("duration") or sound.duration
    return exchange.files.add("voice", upload.data, media.OGG_OPUS, duration=duration)


def _keep_document(exchange: Exchange, upload: Upload, _: Params) -> File:
    mime_type = mimetypes.guess_type(upload.filename)[0] or upload.content_type
    return exchange.files.add("document", upload.data, mime_type, name=upload.filename)


_KEEPERS = {"photo": _keep_photo, "voice": _keep_voice, "document": _keep_document}

METHODS = {
    "sendphoto": _sender("photo"),
    "sendvoice": _sender("voice"),
    "senddocument": _sender("document"),
    "getfile": get_file,
}
