"""Raw updates become inputs; whatever is strange is named, and nothing raises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.chat.updates import (
    ALLOWED,
    CONTENT,
    Group,
    Incoming,
    Membership,
    Parsed,
    Strange,
    parse,
    sender,
    update_id,
)
from bot.engine.inputs import Command, Edited, Input, Other, Spoke, Tapped, Typed

ANNA = {"id": 41, "is_bot": False, "first_name": "Anna", "language_code": "da"}
CHAT = {"id": 41, "type": "private", "first_name": "Anna"}
CROWD = {"id": -100, "type": "supergroup", "title": "Naboer"}


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 7, "date": 1770000000, "from": ANNA, "chat": CHAT} | content


def read(**content: Any) -> Parsed:
    return parse({"update_id": 9, "message": message(**content)})


def tap(**fields: Any) -> Parsed:
    query = {"id": "55", "from": ANNA, "data": "3:yes", "message": message(text="?")} | fields
    return parse({"update_id": 9, "callback_query": query})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"text": "Hej"}, Typed("Hej", 7)),
        ({"text": ""}, Typed("", 7)),
        ({"text": "/start"}, Command("start", "", 7)),
        ({"text": "/start abc-1"}, Command("start", "abc-1", 7)),
        ({"text": "/MENU@JobstjernenBot"}, Command("menu", "", 7)),
        ({"text": "/help\nmig"}, Command("help", "mig", 7)),
        ({"text": "/hjaelp"}, Command("hjaelp", "/hjaelp", 7)),
        ({"text": "/jeg vil gerne"}, Typed("/jeg vil gerne", 7)),
        ({"text": "/ eller ej"}, Typed("/ eller ej", 7)),
        ({"text": "/hjem/nu"}, Typed("/hjem/nu", 7)),
        ({"text": "/æble"}, Typed("/æble", 7)),
        ({"text": " /menu"}, Typed(" /menu", 7)),
        ({"voice": {"file_id": "AwAC", "duration": 31}}, Spoke("AwAC", 31, 7)),
        ({"voice": {"file_id": "AwAC", "duration": 31}, "caption": "Mig"}, Spoke("AwAC", 31, 7, "Mig")),
        ({"voice": {"file_id": "AwAC", "duration": 31, "file_size": 9}}, Spoke("AwAC", 31, 7, size=9)),
        ({"voice": {"file_id": "AwAC", "duration": 31, "file_size": "9"}}, Spoke("AwAC", 31, 7)),
        ({"voice": {"file_id": "AwAC", "duration": -1}}, Other("voice", "", 7)),
        ({"voice": {"file_id": "AwAC"}}, Other("voice", "", 7)),
        ({"voice": {"file_id": "", "duration": 3}}, Other("voice", "", 7)),
        ({"voice": {"file_id": "\ud800", "duration": 3}}, Other("voice", "", 7)),
        ({"voice": "?"}, Other("voice", "", 7)),
        ({"audio": {"file_id": "x"}}, Other("audio", "", 7)),
        ({"video_note": {"file_id": "x"}}, Other("video_note", "", 7)),
        ({"photo": [], "caption": "Mit CV"}, Other("photo", "Mit CV", 7)),
        ({"animation": {}, "document": {}}, Other("animation", "", 7)),
        ({"location": {}, "venue": {}}, Other("venue", "", 7)),
        ({"sticker": {}}, Other("sticker", "", 7)),
        ({"something_new": {}}, Other("unknown", "", 7)),
    ],
)
def test_a_private_message_becomes_its_input(content: dict[str, Any], expected: Input) -> None:
    """Text, commands, voice and everything else, with the message's id."""
    assert read(**content) == Incoming(9, 41, 41, "da", expected)


def test_a_tap_names_its_message_and_the_callback_to_answer() -> None:
    """The button's data arrive as they are."""
    assert tap() == Incoming(9, 41, 41, "da", Tapped("3:yes", 7), "55")


def test_a_tap_on_a_message_too_old_to_show_still_counts() -> None:
    """Telegram leaves the message out, or gives no more than its id with date 0."""
    assert tap(message=None) == Incoming(9, 41, 41, "da", Tapped("3:yes"), "55")
    inaccessible = {"chat": CHAT, "message_id": 7, "date": 0}
    assert tap(message=inaccessible) == Incoming(9, 41, 41, "da", Tapped("3:yes", 7), "55")


def test_an_edited_text_is_an_edit_and_a_moving_location_is_not() -> None:
    """A live location edits its message every few seconds, and nobody is to be answered each time."""
    edited = parse({"update_id": 9, "edited_message": message(text="Nyt", edit_date=1770000100)})
    assert edited == Incoming(9, 41, 41, "da", Edited("Nyt", 7))
    captioned = parse({"update_id": 9, "edited_message": message(photo=[], caption="Nyt")})
    assert captioned == edited
    assert parse({"update_id": 9, "edited_message": message(location={})}) == Strange(9, "edited_message")


@pytest.mark.parametrize(("status", "blocked"), [("kicked", True), ("member", False)])
def test_blocking_and_letting_in_again(status: str, blocked: bool) -> None:
    """my_chat_member tells of both."""
    change = {"chat": CHAT, "from": ANNA, "new_chat_member": {"status": status}}
    assert parse({"update_id": 9, "my_chat_member": change}) == Membership(9, 41, 41, blocked)


@pytest.mark.parametrize("kind", ["message", "edited_message", "callback_query"])
def test_whatever_happens_in_a_group_is_a_group(kind: str) -> None:
    """Nobody is talked to in a group, be it a text, an edit or a tap."""
    body = message(text="hej", chat=CROWD) | {"id": "5", "data": "x", "message": message(chat=CROWD)}
    assert parse({"update_id": 9, kind: body}) == Group(9, -100)


@pytest.mark.parametrize("chat", [CROWD, CROWD | {"type": "channel"}])
def test_being_added_somewhere_is_nothing_to_talk_about(chat: dict[str, Any]) -> None:
    """Least of all in a channel, where everybody would read it."""
    change = {"chat": chat, "from": ANNA, "new_chat_member": {"status": "administrator"}}
    assert parse({"update_id": 9, "my_chat_member": change}) == Strange(9, "my_chat_member")


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ({"update_id": 9, "poll_answer": {}}, Strange(9, "poll_answer")),
        ({"update_id": 9, "Anna Hansen, tlf. 12345678": 1}, Strange(9, "unknown")),
        ({"update_id": 9}, Strange(9, "unknown")),
        ({"update_id": 9, "message": "?"}, Strange(9, "message")),
        ({"update_id": 9, "message": {"chat": CHAT, "text": "hej"}}, Strange(9, "message")),
        ({"update_id": 9, "message": message(text="x", chat={"type": "private"})}, Strange(9, "message")),
        ({"update_id": 9, "message": message(text="x", message_id=True)}, Strange(9, "message")),
        ({"update_id": 9, "message": message(text="x", message_id=2**70)}, Strange(9, "message")),
        ({"update_id": 9, "message": message(pinned_message={})}, Strange(9, "pinned_message")),
        ({"update_id": 9, "callback_query": {"id": 5, "data": "x"}}, Strange(9, "callback_query")),
        ({"message": message(text="x")}, Strange(0, "message")),
        ({"update_id": "9", "message": message(text="x")}, Strange(0, "message")),
        ({"update_id": 2**80, "message": message(text="x")}, Strange(0, "message")),
        (["update_id"], Strange(0, "unknown")),
        (None, Strange(0, "unknown")),
    ],
)
def test_strange_updates_keep_their_id_and_type_only(update: object, expected: Strange) -> None:
    """Malformed or of unknown type; and a type that is really a text is not kept either."""
    assert parse(update) == expected


def test_a_language_code_that_cannot_be_one_is_left_out() -> None:
    """It is stored, so it has to be short and plain."""
    for code in (5, "d" * 40, "dæ"):
        parsed = read(text="hej", **{"from": ANNA | {"language_code": code}})
        assert isinstance(parsed, Incoming)
        assert parsed.language_code == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["message_id", "date", "from", "chat", "text", "caption", "voice", "data", "id", "message", "type",
     "file_id", "duration", "new_chat_member", "status", "language_code", *CONTENT[:3]]
)  # fmt: skip
NEARLY = st.recursive(
    JSON | st.sampled_from([1, 7, "private", "kicked", "/start x"]),
    lambda inner: st.dictionaries(FIELDS, inner, max_size=8),
    max_leaves=20,
)


@given(
    st.fixed_dictionaries(
        {"update_id": st.integers() | JSON},
        optional=dict.fromkeys((*ALLOWED, "inline_query"), NEARLY),
    )
    | JSON
)
@example(
    {"update_id": 1, "message": {"chat": {"type": "private", "id": 1}, "from": {"id": 2}, "message_id": 3}}
)
def test_no_json_of_any_shape_raises(update: object) -> None:
    """Whatever arrives has a name, an id that can be stored, and a lane of its own."""
    parsed = parse(json.loads(json.dumps(update)))
    assert parsed.update_id == (update_id(update) or 0)
    assert -(2**63) <= sender(update) < 2**63
    if isinstance(parsed, Incoming):
        assert parsed.user_id == sender(update)


def test_a_kind_without_a_name_is_strange() -> None:
    """Found by fuzzing: an update that cannot be parsed would come again for ever, and hold back all behind it."""
    assert parse({"update_id": 7, "": {"text": "Hej"}}) == Strange(7, "unknown")
