"""Messages and taps that are not there to be edited, deleted or answered, and a chat that is closed."""

from tests.phone.bad_calls import HI, BadCall, each, is_refused
from tests.phone.support import SARA, Phone

BAD: list[BadCall] = [
    (
        "sendChatAction",
        {"chat_id": SARA, "action": "dance"},
        400,
        "Bad Request: wrong parameter action in request",
    ),
    ("editMessageText", HI, 400, "Bad Request: message identifier is not specified"),
    ("editMessageText", {**HI, "message_id": 9999}, 400, "Bad Request: message to edit not found"),
    ("editMessageText", {**HI, "message_id": 1}, 400, "Bad Request: message can't be edited"),
    (
        "editMessageText",
        {**HI, "message_id": 1, "reply_markup": {"remove_keyboard": True}},
        400,
        "Bad Request: inline keyboard expected",
    ),
    (
        "editMessageReplyMarkup",
        {"chat_id": SARA, "message_id": 9999},
        400,
        "Bad Request: message to edit not found",
    ),
    ("deleteMessage", {"chat_id": SARA}, 400, "Bad Request: message identifier is not specified"),
    (
        "deleteMessage",
        {"chat_id": SARA, "message_id": 9999},
        400,
        "Bad Request: message to delete not found",
    ),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
]


@each(BAD)
async def test_a_bad_call_is_refused_in_telegrams_words_and_changes_nothing(
    phone: Phone, call: BadCall
) -> None:
    await is_refused(phone, call)


async def test_the_bot_cannot_write_first(fresh: Phone) -> None:
    refused = await fresh.call("sendMessage", chat_id=SARA, text="hi")
    assert refused["description"] == "Bad Request: chat not found"


async def test_a_blocked_bot_gets_403_for_everything_it_does_in_the_chat(phone: Phone) -> None:
    sent = await phone.ok("sendMessage", chat_id=SARA, text="hi")
    await phone.post(f"{SARA}/block", blocked=True)
    forbidden = {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}
    assert await phone.call("sendMessage", chat_id=SARA, text="hi") == forbidden
    assert await phone.call("sendChatAction", chat_id=SARA, action="typing") == forbidden
    edit = {"chat_id": SARA, "message_id": sent["message_id"], "text": "new"}
    assert await phone.call("editMessageText", **edit) == forbidden
    await phone.post(f"{SARA}/block", blocked=False)
    assert (await phone.ok("editMessageText", **edit))["text"] == "new"
