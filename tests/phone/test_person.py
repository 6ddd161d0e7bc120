"""What a finger does reaches the bot, and what the bot does reaches the phone."""

import asyncio
import json
from typing import Any

import pytest

from tests.phone.support import SARA, Phone, StillClock

BOO = 7_200_000_002


def button(data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": data.upper(), "callback_data": data}]]}


async def only(phone: Phone) -> dict[str, Any]:
    """The one update that waits."""
    (update,) = await phone.ok("getUpdates")
    found: dict[str, Any] = update
    return found


async def test_a_text_arrives_as_telegram_sends_it(phone: Phone, clock: StillClock) -> None:
    message_id = await phone.text("hej /menu")
    assert (await only(phone))["message"] == {
        "message_id": message_id,
        "from": {"id": SARA, "is_bot": False, "first_name": "Sara", "language_code": "da"},
        "chat": {"id": SARA, "first_name": "Sara", "type": "private"},
        "date": int(clock.now()),
        "text": "hej /menu",
        "entities": [{"type": "bot_command", "offset": 4, "length": 5}],
    }


async def test_message_ids_are_one_sequence_for_all_chats_and_both_directions(phone: Phone) -> None:
    first = await phone.text("a")
    sent = await phone.ok("sendMessage", chat_id=SARA, text="b")
    other = await phone.post(f"{BOO}/text", text="c", first_name="Boo", language_code="en")
    assert [sent["message_id"], other["message_id"]] == [first + 1, first + 2]


async def test_a_new_person_gets_a_phone(phone: Phone) -> None:
    await phone.post(f"{BOO}/text", text="hi", first_name="Boo", language_code="en", role="mentor")
    phones = (await phone.get("state"))["phones"]
    assert phones[1]["user"] == {"id": BOO, "first_name": "Boo", "language_code": "en"}
    assert phones[1]["role"] == "mentor"


async def test_start_carries_the_payload_of_a_deep_link(phone: Phone) -> None:
    await phone.post(f"{SARA}/start", payload="invite_7")
    assert (await only(phone))["message"]["text"] == "/start invite_7"


async def test_a_text_over_the_limit_goes_as_several(phone: Phone) -> None:
    await phone.text("ord " * 2000)
    texts = [update["message"]["text"] for update in await phone.ok("getUpdates")]
    assert len(texts) == 2
    assert "".join(texts) == "ord " * 2000


async def test_a_reply_quotes_the_message(phone: Phone) -> None:
    sent = await phone.ok("sendMessage", chat_id=SARA, text="question")
    message_id = await phone.text("answer", reply_to=sent["message_id"])
    assert (await only(phone))["message"]["reply_to_message"] == sent
    back = {"message_id": message_id}
    reply = await phone.ok("sendMessage", chat_id=SARA, text="thanks", reply_parameters=back)
    assert reply["reply_to_message"]["text"] == "answer"
    assert "reply_to_message" not in reply["reply_to_message"]


async def test_a_tap_and_its_toast(phone: Phone) -> None:
    sent = await phone.ok("sendMessage", chat_id=SARA, text="choose", reply_markup=button("yes"))
    async with phone.events() as events:
        tap = await phone.post(f"{SARA}/tap", message_id=sent["message_id"], data="yes")
        query = (await only(phone))["callback_query"]
        assert query["id"] == tap["callback_query_id"]
        assert (query["data"], query["message"]) == ("yes", sent)
        assert await phone.ok("answerCallbackQuery", **tap, text="Thanks", show_alert=True)
        toast = {"type": "toast", "user": SARA, "text": "Thanks", "show_alert": True}
        assert await anext(events) == toast
    again = await phone.call("answerCallbackQuery", **tap)
    assert again["description"].endswith("query ID is invalid")


async def test_a_tap_cannot_be_answered_after_a_minute(phone: Phone, clock: StillClock) -> None:
    sent = await phone.ok("sendMessage", chat_id=SARA, text="choose", reply_markup=button("yes"))
    tap = await phone.post(f"{SARA}/tap", message_id=sent["message_id"], data="yes")
    clock.advance(61)
    assert not (await phone.call("answerCallbackQuery", **tap))["ok"]


async def test_a_button_that_is_gone_cannot_be_tapped(phone: Phone) -> None:
    sent = await phone.ok("sendMessage", chat_id=SARA, text="choose", reply_markup=button("yes"))
    where = {"chat_id": SARA, "message_id": sent["message_id"]}
    await phone.ok("editMessageReplyMarkup", **where)
    await phone.post(f"{SARA}/tap", status=409, message_id=sent["message_id"], data="yes")
    await phone.post(f"{SARA}/tap", status=404, message_id=9999, data="yes")
    assert await phone.ok("getUpdates") == []


async def test_an_edit_of_the_bot_shows_and_must_change_something(phone: Phone) -> None:
    sent = await phone.ok("sendMessage", chat_id=SARA, text="old", reply_markup=button("yes"))
    where = {"chat_id": SARA, "message_id": sent["message_id"]}
    unchanged = await phone.call("editMessageText", **where, text="old", reply_markup=button("yes"))
    assert unchanged["description"] == (
        "Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message"
    )
    async with phone.events() as events:
        edited = await phone.ok("editMessageText", **where, text="<i>new</i>", parse_mode="HTML")
        assert "reply_markup" not in edited
        event = await anext(events)
    assert (event["type"], event["message"]["html"], event["message"]["edited"]) == (
        "edited",
        "<i>new</i>",
        True,
    )
    await phone.ok("editMessageReplyMarkup", **where, reply_markup=button("no"))
    assert not (await phone.call("editMessageReplyMarkup", **where, reply_markup=button("no")))["ok"]
    assert (await phone.messages())[-1]["inline_keyboard"] == button("no")["inline_keyboard"]


async def test_a_message_with_a_reply_keyboard_can_never_be_edited(phone: Phone) -> None:
    markup = {"keyboard": [["a"]]}
    sent = await phone.ok("sendMessage", chat_id=SARA, text="hi", reply_markup=markup)
    refused = await phone.call("editMessageText", chat_id=SARA, message_id=sent["message_id"], text="x")
    assert refused["description"] == "Bad Request: message can't be edited"


async def test_deleting(phone: Phone, clock: StillClock) -> None:
    mine = await phone.text("mine")
    old = await phone.ok("sendMessage", chat_id=SARA, text="old")
    async with phone.events() as events:
        assert await phone.ok("deleteMessage", chat_id=SARA, message_id=mine)
        assert await anext(events) == {"type": "deleted", "user": SARA, "message_id": mine}
    clock.advance(48 * 3600 + 1)
    late = await phone.call("deleteMessage", chat_id=SARA, message_id=old["message_id"])
    assert late["description"] == "Bad Request: message can't be deleted for everyone"
    await phone.post(f"{SARA}/delete", message_id=old["message_id"])
    assert [message["text"] for message in await phone.messages()] == ["/start"]


async def test_what_a_person_deleted_stays_away_though_the_bot_edits_it(phone: Phone) -> None:
    sent = await phone.ok("sendMessage", chat_id=SARA, text="old", reply_markup=button("yes"))
    await phone.post(f"{SARA}/delete", message_id=sent["message_id"])
    async with phone.events() as events:
        await phone.ok("editMessageText", chat_id=SARA, message_id=sent["message_id"], text="new")
        await phone.post(f"{SARA}/block", blocked=True)
        assert (await anext(events))["type"] == "blocked"
    await phone.post(f"{SARA}/tap", status=404, message_id=sent["message_id"], data="yes")


async def test_ten_megabytes_of_text_are_many_messages(phone: Phone) -> None:
    body = json.dumps({"text": "x" * 10_000_000}).encode()
    await phone.send_raw("text", body, "application/json")
    updates = await phone.ok("getUpdates")
    assert len(updates) == 100
    assert {len(update["message"]["text"]) for update in updates} == {4096}


async def test_a_person_edits_an_own_text_only(phone: Phone) -> None:
    mine = await phone.text("mnie")
    theirs = await phone.ok("sendMessage", chat_id=SARA, text="hi")
    await phone.post(f"{SARA}/edit", message_id=mine, text="mine")
    update = (await phone.ok("getUpdates"))[-1]["edited_message"]
    assert (update["message_id"], update["text"], "edit_date" in update) == (mine, "mine", True)
    await phone.post(f"{SARA}/edit", status=400, message_id=theirs["message_id"], text="x")
    await phone.post(f"{SARA}/edit", status=400, message_id=mine, text=" ")


async def test_keyboards_below_the_text_field(phone: Phone) -> None:
    once = {"keyboard": [["Ja", {"text": "Nej"}]], "one_time_keyboard": True, "resize_keyboard": True}
    async with phone.events() as events:
        await phone.ok("sendMessage", chat_id=SARA, text="?", reply_markup=once)
        assert (await anext(events))["type"] == "message"
        event = await anext(events)
    shown = {**once, "keyboard": [[{"text": "Ja"}, {"text": "Nej"}]]}
    assert event == {"type": "keyboard", "user": SARA, "reply_keyboard": shown}
    assert (await phone.phone())["reply_keyboard"] == shown
    await phone.text("Ja")
    assert (await phone.phone())["reply_keyboard"] is None
    ask = {"force_reply": True, "input_field_placeholder": "Skriv her"}
    await phone.ok("sendMessage", chat_id=SARA, text="?", reply_markup=ask)
    assert (await phone.phone())["reply_keyboard"] == ask
    await phone.ok("sendMessage", chat_id=SARA, text=".", reply_markup={"remove_keyboard": True})
    assert (await phone.phone())["reply_keyboard"] is None


async def test_typing_shows_for_five_seconds_or_until_the_next_message(
    phone: Phone, clock: StillClock
) -> None:
    async with phone.events() as events:
        await phone.ok("sendChatAction", chat_id=SARA, action="typing")
        assert (await anext(events))["type"] == "typing"
    assert (await phone.phone())["typing"]
    clock.advance(5)
    assert not (await phone.phone())["typing"]
    await phone.ok("sendChatAction", chat_id=SARA, action="typing")
    await phone.ok("sendMessage", chat_id=SARA, text="hi")
    assert not (await phone.phone())["typing"]


async def test_blocking_and_unblocking_tell_the_bot(phone: Phone) -> None:
    async with phone.events() as events:
        await phone.post(f"{SARA}/block", blocked=True)
        assert await anext(events) == {"type": "blocked", "user": SARA, "blocked": True}
    await phone.post(f"{SARA}/block", blocked=True)
    change = (await only(phone))["my_chat_member"]
    assert change["old_chat_member"]["status"] == "member"
    assert change["new_chat_member"]["status"] == "kicked"
    await phone.post(f"{SARA}/text", status=409, text="hi")
    await phone.post(f"{SARA}/block", blocked=False)
    assert (await phone.ok("getUpdates"))[-1]["my_chat_member"]["new_chat_member"]["status"] == "member"
    await phone.text("hi again")


@pytest.mark.parametrize("kind", ["sticker", "location", "poll", "contact"])
async def test_other_content_stands_on_the_phone_and_in_the_queue(phone: Phone, kind: str) -> None:
    message_id = (await phone.post(f"{SARA}/other", kind=kind))["message_id"]
    message = (await only(phone))["message"]
    assert message["message_id"] == message_id
    assert message[kind]
    assert (await phone.messages())[-1]["other"] == kind


async def test_a_group_message_comes_from_a_group_the_bot_can_answer(phone: Phone) -> None:
    await phone.post(f"{SARA}/other", kind="group_text", text="hej gruppe")
    message = (await only(phone))["message"]
    assert message["chat"]["type"] == "supergroup"
    assert (message["from"]["id"], message["text"]) == (SARA, "hej gruppe")
    answer = await phone.ok("sendMessage", chat_id=message["chat"]["id"], text="write to me alone")
    assert answer["chat"] == message["chat"]
    assert len((await phone.get("state"))["phones"]) == 1


async def test_membership_changes_can_be_sent_alone(phone: Phone) -> None:
    await phone.post(f"{SARA}/other", kind="my_chat_member_kicked")
    assert (await only(phone))["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert (await phone.ok("sendMessage", chat_id=SARA, text="still there"))["text"]


IMPOSSIBLE = [
    (f"{SARA}/text", {}, 400),
    (f"{SARA}/text", {"text": "  "}, 400),
    (f"{SARA}/text", {"text": "a", "reply_to": 9999}, 404),
    ("0/text", {"text": "a"}, 400),
    (f"{SARA}/dance", {}, 404),
    (f"{SARA}/other", {"kind": "hologram"}, 400),
    (f"{SARA}/delete", {"message_id": "x"}, 400),
    (f"{SARA}/delete", {"message_id": 10**30}, 400),
    (f"{SARA}/delete", {"message_id": 9999}, 404),
    (f"{10**30}/text", {"text": "a"}, 400),
    ("updates", {"update": {}, "update_id": 10**30}, 400),
    (f"{SARA}/block", {"blocked": "yes"}, 400),
    (f"{BOO}/block", {"blocked": True}, 404),
    ("updates", {"update_id": 1}, 400),
    ("updates", {"update": {}, "update_id": "x"}, 400),
]


@pytest.mark.parametrize(("path", "wish", "status"), IMPOSSIBLE)
async def test_an_impossible_gesture_is_refused_with_a_sentence(
    phone: Phone, path: str, wish: dict[str, Any], status: int
) -> None:
    assert (await phone.post(path, status=status, **wish))["error"]
    assert await phone.ok("getUpdates") == []


async def test_every_page_hears_every_event(phone: Phone) -> None:
    async with phone.events() as one, phone.events() as two:
        await phone.text("hello")
        heard = await asyncio.gather(anext(one), anext(two))
    assert heard[0] == heard[1]
    assert heard[0]["message"]["text"] == "hello"


async def test_reset_forgets_everything(phone: Phone) -> None:
    await phone.ok("setMyCommands", commands=[{"command": "menu", "description": "Menu"}])
    await phone.post(f"{BOO}/text", text="hi")
    async with phone.events() as events:
        await phone.post("reset")
        heard = [await anext(events)]
    assert heard[-1]["type"] == "reset"
    state = await phone.get("state")
    assert len(state["phones"]) == 1
    assert state["phones"][0]["messages"] == []
    assert state["phones"][0]["commands"] == []
    assert await phone.ok("getUpdates") == []
    assert not (await phone.call("sendMessage", chat_id=SARA, text="hi"))["ok"]
