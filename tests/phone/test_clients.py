"""Two independent client libraries, python-telegram-bot and aiogram, talk to the phone as they talk to Telegram.

aiogram is imported where it is used: that takes five seconds, which the workers that run other tests are spared.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import telegram

from tests.phone.recordings import picture, sound
from tests.phone.support import SARA, TOKEN, Phone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import aiogram


@pytest.fixture
async def ptb(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[telegram.Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns of the older form
    async with telegram.Bot(
        TOKEN, base_url=f"{phone.base}/bot", base_file_url=f"{phone.base}/file/bot"
    ) as bot:
        yield bot


@pytest.fixture
async def gram(phone: Phone) -> AsyncIterator[aiogram.Bot]:
    import aiogram
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    session = AiohttpSession(api=TelegramAPIServer.from_base(phone.base))
    async with aiogram.Bot(TOKEN, session=session) as bot:
        yield bot


async def test_ptb_holds_a_conversation(phone: Phone, ptb: telegram.Bot) -> None:
    assert (await ptb.get_me()).username == "practice_phone_bot"
    await phone.text("hej")
    (update,) = await ptb.get_updates()
    assert update.message is not None
    assert (update.message.text, update.message.chat.id) == ("hej", SARA)
    inline = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Ja", callback_data="yes")]])
    preview = telegram.LinkPreviewOptions(is_disabled=True)
    sent = await ptb.send_message(
        SARA, "<b>Klar?</b>", parse_mode="HTML", reply_markup=inline, link_preview_options=preview
    )
    assert sent.reply_markup == inline
    assert sent.text_html == "<b>Klar?</b>"
    await phone.post(f"{SARA}/tap", message_id=sent.message_id, data="yes")
    (tapped,) = await ptb.get_updates(offset=update.update_id + 1, allowed_updates=["callback_query"])
    assert tapped.callback_query is not None
    assert await tapped.callback_query.answer("Godt")
    edited = await tapped.callback_query.edit_message_text("Så er vi i gang")
    assert isinstance(edited, telegram.Message)
    assert (edited.text, edited.reply_markup) == ("Så er vi i gang", None)
    assert await edited.delete()
    keyboard = telegram.ReplyKeyboardMarkup([["Tilbage"]], resize_keyboard=True)
    await ptb.send_message(SARA, "Eller?", reply_markup=keyboard)
    assert await ptb.send_chat_action(SARA, "typing")


async def test_ptb_sends_every_kind_of_button(ptb: telegram.Bot) -> None:
    button = telegram.InlineKeyboardButton
    inline = telegram.InlineKeyboardMarkup(
        [
            [button("Copy", copy_text=telegram.CopyTextButton("12 34 56 78"))],
            [button("Here", switch_inline_query_current_chat="job")],
            [button("There", switch_inline_query="")],
            [button("App", web_app=telegram.WebAppInfo("https://example.com/app"))],
        ]
    )
    assert (await ptb.send_message(SARA, "Choose", reply_markup=inline)).reply_markup == inline


async def test_ptb_sees_telegrams_errors(phone: Phone, ptb: telegram.Bot) -> None:
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await ptb.send_message(5, "hi")
    await phone.post("faults", fault="429", retry_after=9)
    with pytest.raises(telegram.error.RetryAfter) as slow:
        await ptb.send_message(SARA, "hi")
    assert slow.value.retry_after == timedelta(seconds=9)
    await phone.post(f"{SARA}/block", blocked=True)
    with pytest.raises(telegram.error.Forbidden):
        await ptb.send_message(SARA, "hi")


async def test_ptb_sends_and_fetches_files(phone: Phone, ptb: telegram.Bot) -> None:
    data = sound("ogg", "libopus", 2.0)
    sent = await ptb.send_voice(SARA, data, caption="Lyt")
    assert sent.voice is not None
    assert sent.voice.duration == timedelta(seconds=2)
    assert bytes(await (await sent.voice.get_file()).download_as_bytearray()) == data
    assert (await ptb.send_voice(SARA, sent.voice.file_id)).voice == sent.voice
    assert (await ptb.send_photo(SARA, picture("png", 8, 8))).photo[-1].width == 8
    document = (await ptb.send_document(SARA, b"x", filename="plan.txt")).document
    assert document is not None
    assert document.file_name == "plan.txt"


async def test_ptb_sets_up_the_bot(phone: Phone, ptb: telegram.Bot) -> None:
    scope = telegram.BotCommandScopeAllPrivateChats()
    assert await ptb.set_my_commands([("menu", "Hjem")], scope=scope, language_code="da")
    assert (await phone.phone())["commands"] == [{"command": "menu", "description": "Hjem"}]
    assert (await ptb.get_my_commands(scope=scope, language_code="da"))[0].description == "Hjem"
    assert await ptb.set_my_name("Stjernen")
    assert await ptb.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert await ptb.set_webhook("https://example.com/hook", secret_token="abc", max_connections=5)
    info = await ptb.get_webhook_info()
    assert (info.url, info.max_connections) == ("https://example.com/hook", 5)
    with pytest.raises(telegram.error.Conflict):
        await ptb.get_updates()
    assert await ptb.delete_webhook(drop_pending_updates=True)
    assert await ptb.get_updates() == ()


async def test_ptb_reads_every_kind_of_update(phone: Phone, ptb: telegram.Bot) -> None:
    kinds = ["sticker", "location", "poll", "contact", "group_text", "my_chat_member_kicked"]
    for kind in kinds:
        await phone.post(f"{SARA}/other", kind=kind)
    await phone.send_raw("voice", sound("webm", "libopus", 1.0), "audio/webm")
    await phone.send_raw("photo", picture("mjpeg", 8, 8), "image/jpeg")
    await phone.post(f"{SARA}/edit", message_id=1, text="/start again")
    updates = await ptb.get_updates()
    assert len(updates) == len(kinds) + 3
    messages = [update.message for update in updates if update.message]
    assert [message.effective_attachment is not None for message in messages] == [
        *[True] * 4,
        False,
        True,
        True,
    ]
    assert all(not message.api_kwargs for message in messages)


async def test_aiogram_holds_a_conversation(phone: Phone, gram: aiogram.Bot) -> None:
    from aiogram.exceptions import TelegramBadRequest
    from aiogram.types import (
        InlineKeyboardButton,
        InlineKeyboardMarkup,
        KeyboardButton,
        Message,
        ReplyKeyboardMarkup,
    )

    assert (await gram.get_me()).username == "practice_phone_bot"
    await phone.text("hej")
    (update,) = await gram.get_updates()
    assert update.message is not None
    assert update.message.text == "hej"
    inline = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Ja", callback_data="yes")]])
    sent = await gram.send_message(SARA, "<i>Klar?</i>", parse_mode="HTML", reply_markup=inline)
    assert sent.html_text == "<i>Klar?</i>"
    await phone.post(f"{SARA}/tap", message_id=sent.message_id, data="yes")
    (tapped,) = await gram.get_updates(offset=update.update_id + 1)
    assert tapped.callback_query is not None
    assert await gram.answer_callback_query(tapped.callback_query.id, text="Godt", show_alert=True)
    edited = await gram.edit_message_text(
        "I gang", chat_id=SARA, message_id=sent.message_id, reply_markup=inline
    )
    assert isinstance(edited, Message)
    assert edited.reply_markup is not None
    assert edited.reply_markup.inline_keyboard[0][0].callback_data == "yes"
    assert await gram.edit_message_reply_markup(chat_id=SARA, message_id=sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await gram.edit_message_text("I gang", chat_id=SARA, message_id=sent.message_id)
    assert await gram.delete_message(SARA, sent.message_id)
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Tilbage")]], is_persistent=True)
    await gram.send_message(SARA, "Eller?", reply_markup=keyboard)
    assert await gram.send_chat_action(SARA, "typing")


async def test_aiogram_sends_every_kind_of_button(gram: aiogram.Bot) -> None:
    from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, WebAppInfo

    buttons = [
        InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="12 34 56 78")),
        InlineKeyboardButton(text="Here", switch_inline_query_current_chat=""),
        InlineKeyboardButton(text="There", switch_inline_query="job"),
        InlineKeyboardButton(text="App", web_app=WebAppInfo(url="https://example.com/app")),
    ]
    inline = InlineKeyboardMarkup(inline_keyboard=[[button] for button in buttons])
    sent = await gram.send_message(SARA, "Choose", reply_markup=inline)
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == inline.model_dump()


async def test_aiogram_sees_telegrams_errors(phone: Phone, gram: aiogram.Bot) -> None:
    from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter

    await phone.post("faults", fault="429", retry_after=9)
    with pytest.raises(TelegramRetryAfter) as slow:
        await gram.send_message(SARA, "hi")
    assert slow.value.retry_after == 9
    await phone.post(f"{SARA}/block", blocked=True)
    with pytest.raises(TelegramForbiddenError):
        await gram.send_message(SARA, "hi")


async def test_aiogram_sends_and_fetches_files(phone: Phone, gram: aiogram.Bot) -> None:
    from aiogram.types import BufferedInputFile

    data = sound("ogg", "libopus", 1.0)
    sent = await gram.send_voice(SARA, BufferedInputFile(data, "read.ogg"))
    assert sent.voice is not None
    fetched = await gram.download(sent.voice)
    assert fetched is not None
    assert fetched.read() == data
    photo = await gram.send_photo(SARA, BufferedInputFile(picture("png", 8, 6), "a.png"), caption="Star")
    assert photo.photo is not None
    assert (photo.photo[-1].height, photo.caption) == (6, "Star")
    document = await gram.send_document(SARA, BufferedInputFile(b"x", "plan.txt"))
    assert document.document is not None
    assert document.document.file_name == "plan.txt"


async def test_aiogram_sets_up_the_bot(phone: Phone, gram: aiogram.Bot) -> None:
    from aiogram.types import BotCommand

    assert await gram.set_my_commands([BotCommand(command="menu", description="Hjem")], language_code="da")
    assert (await phone.phone())["commands"] == [{"command": "menu", "description": "Hjem"}]
    assert await gram.set_webhook("https://example.com/hook", secret_token="abc")
    assert (await gram.get_webhook_info()).url == "https://example.com/hook"
    assert await gram.delete_webhook()
    await phone.post(f"{SARA}/other", kind="poll")
    (update,) = await gram.get_updates(allowed_updates=["message"])
    assert update.message is not None
    assert update.message.poll is not None
