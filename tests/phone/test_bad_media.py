"""Pictures, recordings and files that are missing, strange or described at too great length."""

from tests.phone.bad_calls import BadCall, each, is_refused
from tests.phone.support import SARA, Phone

BAD: list[BadCall] = [
    ("sendPhoto", {"chat_id": SARA}, 400, "Bad Request: there is no photo in the request"),
    ("sendVoice", {"chat_id": SARA}, 400, "Bad Request: there is no voice in the request"),
    (
        "sendDocument",
        {"chat_id": SARA, "document": "attach://missing"},
        400,
        "Bad Request: there is no document in the request",
    ),
    (
        "sendPhoto",
        {"chat_id": SARA, "photo": "AgAC"},
        400,
        "Bad Request: wrong remote file identifier specified: Wrong string length",
    ),
    (
        "sendPhoto",
        {"chat_id": SARA, "photo": "https://example.com/a.png"},
        400,
        "Bad Request: failed to get HTTP URL content",
    ),
    (
        "sendVoice",
        {"chat_id": SARA, "voice": "x", "caption": "c" * 1025},
        400,
        "Bad Request: message caption is too long",
    ),
    (
        "sendVoice",
        {"chat_id": SARA, "voice": "AwAC"},
        400,
        "Bad Request: wrong remote file identifier specified: Wrong string length",
    ),
    (
        "sendDocument",
        {"chat_id": SARA, "document": "x", "caption": "c" * 1025},
        400,
        "Bad Request: message caption is too long",
    ),
    (
        "sendDocument",
        {"chat_id": SARA, "document": "AgAC"},
        400,
        "Bad Request: wrong remote file identifier specified: Wrong string length",
    ),
    (
        "sendDocument",
        {"chat_id": SARA, "document": "https://example.com/a.pdf"},
        400,
        "Bad Request: failed to get HTTP URL content",
    ),
    ("getFile", {"file_id": "x"}, 400, "Bad Request: invalid file_id"),
]


@each(BAD)
async def test_a_bad_call_is_refused_in_telegrams_words_and_changes_nothing(
    phone: Phone, call: BadCall
) -> None:
    await is_refused(phone, call)
