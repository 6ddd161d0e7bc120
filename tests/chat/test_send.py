"""One row of the outbox becomes the right calls, whatever Telegram says to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, TimedOut

from bot.chat import render
from bot.chat.api import TIMEOUT
from bot.chat.limits import Limits
from bot.chat.send import UPLOAD, Sender
from bot.engine.document import Block, Document
from bot.engine.picture import Picture
from bot.engine.text import Words, literal
from bot.state.outbox import Row
from tests.chat.helpers import START, FakeApi

SENT = {"message_id": 77}


def row(payload: dict[str, Any], parts: int = 0) -> Row:
    return Row(
        id=1,
        bot=7001,
        chat_id=41,
        person=5,
        language="da",
        payload=payload,
        session=0,
        prompt=-1,
        attempts=0,
        parts=parts,
        not_before=START,
        created_at=START,
    )


def say(*texts: str, edits: int = 0, buttons: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "kind": "say",
        "paragraphs": [literal(text).to_json() for text in texts],
        "buttons": [
            {"label": Words(each).to_json(), "data": f"0:{each}", "quiet": False} for each in buttons
        ],
        "edits": edits,
    }


FOLDER = Document(
    Words("My folder"), Words("My folder"), "Samir", (Block("Talks", (literal("I drive."),), level=1),)
)
STAR = Picture(
    "star",
    {
        "labels": tuple(Words(label) for label in "abcdefgh"),
        "now": (1, 2, 3, 4, 5, 6, 7, ""),
        "before": (),
        "looking_back": (),
        "focus": (0,),
        "legend": (Words("Now"), "", ""),
        "title": Words("Star"),
        "low": 1,
        "high": 7,
    },
)


async def copied(row: Row, kind: str) -> tuple[str, bytes] | None:
    """A copy for everybody who is still here."""
    return None if row.person is None else (f"My copy.{kind}", b"everything")


class Post:
    """A sender, what it called, and which parts it had marked."""

    def __init__(self, *answers: Any) -> None:
        queue = list(answers)
        self.api = FakeApi(lambda *_: queue.pop(0))
        self.marked: list[int] = []
        self.sender = Sender(self.api, Limits(), render=render.parts, commands=render.commands, copy=copied)

    async def send(self, payload: dict[str, Any], parts: int = 0) -> int:
        return await self.sender.send(row(payload, parts), self.mark, self.look_up)

    async def mark(self, parts: int) -> None:
        self.marked.append(parts)

    async def look_up(self) -> None:
        """Everything is still there."""

    @property
    def methods(self) -> list[str]:
        return [method for method, _ in self.api.calls]


async def test_a_message_goes_out_with_its_buttons() -> None:
    """Rendered in the row's language, to the row's chat."""
    post = Post(SENT)
    assert await post.send(say("Hej", buttons=("ok",))) == 77
    [(method, params)] = post.api.calls
    assert (method, params["chat_id"], params["text"]) == ("sendMessage", 41, "Hej")
    assert params["reply_markup"]["inline_keyboard"] == [[{"text": "ok", "callback_data": "0:ok"}]]


async def test_a_long_message_goes_out_in_parts_marked_one_by_one() -> None:
    """The last part has the buttons, and its id counts."""
    post = Post({"message_id": 70}, {"message_id": 71}, SENT)
    assert await post.send(say("ord " * 2500, buttons=("ok",))) == 77
    assert post.methods == ["sendMessage"] * 3
    assert post.marked == [1, 2]
    assert ["reply_markup" in params for _, params in post.api.calls] == [False, False, True]


async def test_parts_that_were_accepted_before_a_crash_are_not_repeated() -> None:
    """Sending goes on where it stopped."""
    post = Post(SENT)
    assert await post.send(say("ord " * 2500), parts=2) == 77
    assert post.marked == []


async def test_an_edit_changes_the_message_in_place() -> None:
    """And its id stays."""
    post = Post(True)
    assert await post.send(say("Nyt", edits=12)) == 12
    assert post.api.calls[0][1]["message_id"] == 12
    assert post.methods == ["editMessageText"]


async def test_an_edit_that_changes_nothing_is_done() -> None:
    """That is what a repeated edit after a crash looks like."""
    post = Post(BadRequest("Bad Request: message is not modified: specified new message content"))
    assert await post.send(say("Nyt", edits=12)) == 12


@pytest.mark.parametrize(
    "reason", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"]
)
async def test_a_message_that_cannot_be_edited_is_sent_anew(reason: str) -> None:
    """The person may have deleted it, or it is too old."""
    post = Post(BadRequest(f"Bad Request: {reason}"), SENT)
    assert await post.send(say("Nyt", edits=12)) == 77
    assert post.methods == ["editMessageText", "sendMessage"]


async def test_an_edit_that_grew_too_long_is_sent_anew() -> None:
    """Several messages cannot stand in the place of one."""
    post = Post(SENT, SENT)
    assert await post.send(say("ord " * 1500, edits=12)) == 77
    assert post.methods == ["sendMessage", "sendMessage"]


async def test_another_refusal_of_an_edit_is_the_callers() -> None:
    """Nothing is sent then."""
    post = Post(BadRequest("Bad Request: chat not found"))
    with pytest.raises(BadRequest):
        await post.send(say("Nyt", edits=12))


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (True, "Væk"),
        (BadRequest("Bad Request: message to delete not found"), "Væk"),
        (BadRequest("Bad Request: message can't be deleted for everyone"), "Kun du"),
    ],
)
async def test_a_deletion_is_reported_as_it_went(answer: Any, text: str) -> None:
    """A message that is gone already (the person was quicker, or we were, before a crash) is gone."""
    removal = {
        "kind": "remove",
        "message": 12,
        "removed": literal("Væk").to_json(),
        "kept": literal("Kun du").to_json(),
    }
    post = Post(answer, SENT)
    assert await post.send(removal) == 77
    assert post.api.calls[0] == ("deleteMessage", {"chat_id": 41, "message_id": 12})
    assert post.api.calls[1][1]["text"] == text


@pytest.mark.parametrize("error", [TimedOut(), Forbidden("Forbidden: bot was blocked by the user")])
async def test_a_deletion_that_was_not_decided_is_not_reported(error: Exception) -> None:
    """The row is tried again as a whole."""
    post = Post(error)
    with pytest.raises(type(error)):
        await post.send({"kind": "remove", "message": 12, "removed": {}, "kept": {}})
    assert post.methods == ["deleteMessage"]


async def test_the_command_menu_is_set_for_this_chat() -> None:
    """In the language the payload names, which may be newer than the row's."""
    post = Post(True)
    assert await post.send({"kind": "menu", "language": "en"}) == 0
    [(method, params)] = post.api.calls
    assert method == "setMyCommands"
    assert params["scope"] == {"type": "chat", "chat_id": 41}
    assert params["commands"] == render.commands("en")


async def test_a_payload_of_unknown_kind_is_an_error() -> None:
    """It says what was expected and what arrived."""
    with pytest.raises(ValueError, match="say, speak, remove or menu, got 'sing'"):
        await Post().send({"kind": "sing"})


async def test_a_picture_goes_out_as_a_photo_with_its_words_below_and_its_buttons() -> None:
    post = Post(SENT)
    assert await post.send({**say("You stand here.", buttons=("Go",)), "picture": STAR.to_json()}) == 77
    ((method, params),) = post.api.calls
    assert method == "sendPhoto"
    assert params["chat_id"] == 41
    assert params["caption"] == "You stand here."
    assert params["reply_markup"]["inline_keyboard"][0][0]["text"] == "Go"
    assert "drawing" not in params
    assert post.api.files[0]["photo"][1].startswith(b"\x89PNG")


async def test_words_too_many_for_a_caption_follow_the_picture_in_a_message_of_their_own() -> None:
    post = Post(SENT, {"message_id": 78})
    assert await post.send({**say("y" * 1025), "picture": STAR.to_json()}) == 78
    assert [method for method, _ in post.api.calls] == ["sendPhoto", "sendMessage"]
    assert "caption" not in post.api.calls[0][1]
    assert post.marked == [1]


async def test_a_document_goes_out_as_a_pdf_with_its_words_below_and_its_buttons() -> None:
    post = Post(SENT)
    assert await post.send({**say("Here.", buttons=("Go",)), "document": FOLDER.to_json()}) == 77
    ((method, params),) = post.api.calls
    assert method == "sendDocument"
    assert set(params) == {"chat_id", "caption", "caption_entities", "reply_markup"}
    assert params["caption"] == "Here."
    name, content = post.api.files[0]["document"]
    assert name == "My folder.pdf"
    assert content.startswith(b"%PDF-")


async def test_words_too_many_for_a_caption_follow_the_document() -> None:
    post = Post(SENT, {"message_id": 78})
    assert await post.send({**say("y" * 1025), "document": FOLDER.to_json()}) == 78
    assert [method for method, _ in post.api.calls] == ["sendDocument", "sendMessage"]


@pytest.mark.parametrize(
    "file",
    [{"picture": STAR.to_json()}, {"document": FOLDER.to_json()}, {"copy": "json"}],
    ids=("picture", "document", "copy"),
)
async def test_a_file_has_longer_to_get_there_than_words_have(file: dict[str, Any]) -> None:
    """What is cut off each time is sent anew each time, and everything behind it in the chat would wait for ever."""
    post = Post(SENT, SENT)
    await post.send({**say("Here."), **file})
    await post.send(say("Here."))
    assert post.api.timeouts == [UPLOAD, TIMEOUT]
    assert UPLOAD > 3 * TIMEOUT


async def test_a_document_that_cannot_be_set_is_an_error_and_no_message() -> None:
    post = Post()
    bad = Document(literal("f"), "T", "", (Block("H", level=0),))
    with pytest.raises(RuntimeError, match="positive"):
        await post.send({**say("x"), "document": bad.to_json()})
    assert post.api.calls == []


async def test_a_picture_that_nobody_can_draw_is_an_error_and_no_message() -> None:
    post = Post()
    with pytest.raises(KeyError, match="moon"):
        await post.send({**say("x"), "picture": Picture("moon", {}).to_json()})


async def test_after_an_erasure_the_chat_has_the_menu_that_everybody_gets() -> None:
    post = Post(True)
    assert await post.send({"kind": "menu", "language": ""}) == 0
    assert post.api.calls == [("deleteMyCommands", {"scope": {"type": "chat", "chat_id": 41}})]


async def test_a_recording_goes_out_by_the_id_of_its_file() -> None:
    """Whoever sent it first, Telegram has it already, and nothing is uploaded again."""
    post = Post(SENT)
    assert await post.send({**say("Hvem du er"), "voice": "AwACAgQ"}) == 77
    ((method, params),) = post.api.calls
    assert method == "sendVoice"
    assert params == {"chat_id": 41, "voice": "AwACAgQ", "caption": "Hvem du er", "caption_entities": []}


async def test_words_that_are_too_long_for_a_recording_follow_it() -> None:
    post = Post(SENT, SENT)
    await post.send({**say("ord " * 400), "voice": "AwACAgQ"})
    assert post.methods == ["sendVoice", "sendMessage"]
    assert "caption" not in post.api.calls[0][1]


@pytest.mark.parametrize("kind", ["pdf", "json"])
async def test_a_copy_is_made_when_it_is_sent_with_its_words_below_it(kind: str) -> None:
    post = Post(SENT)
    assert await post.send({**say("Here it is."), "copy": kind}) == 77
    [(method, params)] = post.api.calls
    assert (method, params["caption"]) == ("sendDocument", "Here it is.")
    assert post.api.files == [{"document": (f"My copy.{kind}", b"everything")}]
    assert "copy" not in params


async def test_no_copy_goes_to_somebody_who_has_been_erased_meanwhile() -> None:
    """The row is at an end with that, and holds up nobody."""
    post = Post()
    gone = replace(row({**say("Here it is."), "copy": "pdf"}), person=None)
    assert await post.sender.send(gone, post.mark, post.look_up) == 0
    assert post.api.calls == []
