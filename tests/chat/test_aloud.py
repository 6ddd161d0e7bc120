"""Reading aloud, from the tap on a speaker to the voice message."""

from __future__ import annotations

import asyncio
from threading import Barrier, Lock
from typing import Any

import pytest
from telegram.error import BadRequest

from bot.chat import render
from bot.chat.aloud import spoken
from bot.chat.deliver import Gone
from bot.chat.send import VOICES, VOICES_AT_ONCE
from bot.engine.aloud import BUTTONS, FEW, LABEL, SPEAKER
from bot.engine.inputs import Listened
from bot.engine.text import Words
from bot.voice.speech import Speech, Speed
from tests.chat.helpers import PATIENCE
from tests.chat.speaking import (
    CHAT,
    DANISH,
    OGG,
    SENT,
    WORDLESS,
    Post,
    keyboard,
    speak,
    tapped,
)
from tests.chat.test_send import STAR, say


def test_a_tap_on_the_speaker_tells_what_stands_there_and_its_choices() -> None:
    """Without the ways around, which are the same everywhere, and the speaker itself."""
    markup = keyboard([("1 Svært", "a1.3:1"), ("2 Godt", "a1.3:2")], [("⏸", "a1.3:@pause"), ("🔊", SPEAKER)])
    message = {"chat": CHAT, "message_id": 7, "text": "Hvordan?", "reply_markup": markup}
    assert tapped(message) == Listened("Hvordan?", ("1 Svært", "2 Godt"), 7)


def test_a_tap_on_the_button_beside_it_tells_the_choices_alone() -> None:
    markup = keyboard([("Ja", "a1.3:yes")], [("🔊", SPEAKER), ("📢", BUTTONS)])
    message = {"chat": CHAT, "message_id": 7, "text": "Hvordan?", "reply_markup": markup}
    assert tapped(message, BUTTONS) == Listened("", ("Ja",), 7)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"caption": "Din stjerne", "photo": []}, "Din stjerne"),
        ({"date": 0}, ""),
        ({"text": 5, "reply_markup": {"inline_keyboard": 5}}, ""),
        (
            {
                "text": "x",
                "reply_markup": {"inline_keyboard": [5, [5, {"text": 5, "callback_data": "a1.3:1"}]]},
            },
            "x",
        ),
    ],
)
def test_whatever_telegram_shows_of_the_message_is_taken(message: dict[str, Any], text: str) -> None:
    assert tapped({"chat": CHAT, "message_id": 7, **message}) == Listened(text, (), 7)


def test_lines_of_ours_are_for_everybody_and_lines_of_a_person_for_them() -> None:
    """The heading too is ours, whose title and numbers are everybody's."""
    question = "Hvad brænder du for?"
    assert spoken(f"Elevatortale · 2 af 4\n\n{question}", (), DANISH)[1] is False
    assert spoken("Hej Samir. Hvor meget kan du overskue i dag?", (), DANISH)[1] is True
    assert spoken(question, ("Ring til Netto",), DANISH)[1] is True


LAST_ONE = "Tryk på den sidste knap for at høre de andre."


def test_of_many_choices_it_is_said_how_to_hear_them() -> None:
    """A menu took half a minute before one knew what was asked."""
    few, many = [f"Valg {number}" for number in range(FEW)], [f"Valg {number}" for number in range(FEW + 1)]
    assert [part.text for part in spoken("Hvad?", few, DANISH)[0]] == ["Hvad?", "Du kan vælge:", *few]
    assert [part.text for part in spoken("Hvad?", many, DANISH)[0]] == ["Hvad?", LAST_ONE]
    assert [part.text for part in spoken("", many, DANISH)[0]] == ["Du kan vælge:", *many]


@pytest.mark.parametrize("aloud", ["button", "all"])
@pytest.mark.parametrize("more", [0, 1])
def test_below_many_choices_stands_a_button_that_reads_them_and_stands_last(aloud: str, more: int) -> None:
    """Where all is read there is no speaker beside it: the text has just been heard."""
    payload = say("Hvad?", buttons=("Yes",) * (FEW + more)) | {"aloud": aloud, "speed": "normal"}
    rows = render.parts(payload, "da", voiced=("da",))[0]["reply_markup"]["inline_keyboard"]
    extra = [each["callback_data"] for row in rows for each in row][FEW + more :]
    assert extra == [SPEAKER] * (aloud == "button") + [BUTTONS] * more
    assert "reply_markup" in render.parts(payload, "en", voiced=("da",))[0]
    assert BUTTONS not in str(render.parts(payload, "en", voiced=("da",)))


async def test_a_tap_becomes_a_voice_message() -> None:
    """With its true length, at the speed that was chosen."""
    post = Post(SENT)
    assert await post.send(speak("Hvordan går det?", "Godt", "Skidt")) == 77
    assert post.voices.read_ == [(("Hvordan går det?", "Du kan vælge:", "Godt", "Skidt"), Speed.SLOW, True)]
    [(method, params)] = post.calls
    assert (method, params) == ("sendVoice", {"chat_id": 41, "duration": 3})
    assert post.api.files == [{"voice": ("voice.ogg", OGG)}]


async def test_very_much_becomes_several() -> None:
    post = Post(SENT, {"message_id": 78}, often=2)
    assert await post.send(speak("meget")) == 78
    assert [method for method, _ in post.calls] == ["sendVoice", "sendVoice"]
    assert post.marked == [1]


async def test_those_that_have_gone_out_are_not_sent_again_after_a_fault() -> None:
    post = Post(SENT, often=3)
    assert await post.send(speak("meget"), parts=2) == 77
    assert [method for method, _ in post.calls] == ["sendVoice"]


@pytest.mark.parametrize(
    ("payload", "parts"),
    [
        ({"kind": "speak", "text": "meget", "choices": [], "speed": "slow"}, 5),
        (say("Er det i orden?") | {"aloud": "all", "speed": "slow"}, 5 * VOICES),
    ],
)
async def test_of_what_has_become_fewer_voices_since_the_last_one_is_sent(
    payload: dict[str, Any], parts: int
) -> None:
    """A new version says the same in fewer: somebody has waited for it."""
    post = Post(SENT, often=2)
    assert await post.send(payload, parts=parts) == 77
    assert [method for method, _ in post.calls] == ["sendVoice"]


@pytest.mark.parametrize("accepted", [0, 1, 2])
async def test_of_several_that_are_read_with_a_message_each_is_marked_and_none_is_sent_twice(
    accepted: int,
) -> None:
    """After a crash, only the one in flight may come again; its words and buttons come with the last."""
    payload = say("Er det i orden?", buttons=("Yes",)) | {"aloud": "all", "speed": "normal"}
    first = Post(*[SENT] * 3, often=3)
    await first.send(payload)
    marks = [0, *first.marked]
    again = Post(*[SENT] * 3, often=3)
    await again.send(payload, parts=marks[accepted])
    assert len(again.calls) == 3 - accepted
    assert "reply_markup" in again.calls[-1][1]


async def test_what_follows_several_voices_is_marked_as_ever() -> None:
    """Too many words for a caption: two voices, then the text in two messages."""
    payload = say("ord " * 1_500) | {"aloud": "all", "speed": "normal"}
    first = Post(*[SENT] * 4, often=2)
    await first.send(payload)
    methods = ["sendVoice", "sendVoice", "sendMessage", "sendMessage"]
    assert [method for method, _ in first.calls] == methods
    for accepted, mark in enumerate([0, *first.marked]):
        again = Post(*[SENT] * 4, often=2)
        await again.send(payload, parts=mark)
        assert [method for method, _ in again.calls] == methods[accepted:]


async def test_of_several_none_goes_to_somebody_who_has_been_erased_meanwhile() -> None:
    post = Post(SENT, often=3)
    payload = say("Er det i orden?") | {"aloud": "all", "speed": "normal"}
    with pytest.raises(Gone):
        await post.send(payload, gone_after=1)
    assert len(post.calls) == 1


@pytest.mark.parametrize("often", [0, 1])
async def test_what_cannot_be_spoken_or_heard_is_said(often: int) -> None:
    """No voice, or somebody who takes no voice messages at Telegram."""
    answers = [SENT] if not often else [BadRequest("VOICE_MESSAGES_FORBIDDEN"), SENT]
    post = Post(*answers, often=often)
    assert await post.send(speak("Hvordan?")) == 77
    assert post.calls[-1][1]["text"] == "Det kan jeg ikke læse højt lige nu. Prøv igen om lidt."
    assert post.limits.waits == often, "what was refused was a message, too"


async def test_where_all_is_read_aloud_the_words_and_buttons_stand_below_the_voice() -> None:
    post = Post(SENT)
    payload = say("Er det i orden?", buttons=("Yes", "No")) | {"aloud": "all", "speed": "normal"}
    assert await post.send(payload) == 77
    [(method, params)] = post.calls
    assert method == "sendVoice"
    assert params["caption"] == "Er det i orden?"
    assert [each["text"] for line in params["reply_markup"]["inline_keyboard"] for each in line] == [
        "Ja",
        "Nej",
    ]
    assert post.voices.read_[0][0] == ("Er det i orden?", "Du kan vælge:", "Ja", "Nej")


async def test_where_that_fails_the_words_come_all_the_same() -> None:
    post = Post(SENT, often=0)
    payload = say("Er det i orden?", buttons=("Yes",)) | {"aloud": "all", "speed": "normal"}
    assert await post.send(payload) == 77
    [(method, params)] = post.calls
    assert (method, params["text"]) == ("sendMessage", "Er det i orden?")
    assert "reply_markup" in params
    assert params.keys() <= {"chat_id", "text", "entities", "reply_markup"}


async def test_a_picture_keeps_its_words_and_is_heard_before() -> None:
    post = Post(SENT, {"message_id": 78})
    payload = say("Din stjerne") | {"aloud": "all", "speed": "normal", "picture": STAR.to_json()}
    assert await post.send(payload) == 78
    assert [(method, params.get("caption")) for method, params in post.calls] == [
        ("sendVoice", None),
        ("sendPhoto", "Din stjerne"),
    ]


@pytest.mark.parametrize("often", [0, 1])
async def test_what_reads_the_words_below_a_recording_bears_the_sign_of_that(often: int) -> None:
    """Nobody takes it for somebody's own voice; where nothing can be read aloud, no sign is left alone."""
    post = Post(*[SENT] * often, {"message_id": 78}, often=often)
    payload = say("Mette · i dag") | {"aloud": "all", "speed": "normal", "voice": "file"}
    assert await post.send(payload) == 78
    assert [(method, params["caption"]) for method, params in post.calls] == [
        *[("sendVoice", "🔊")] * often,
        ("sendVoice", "Mette · i dag"),
    ]


async def test_a_change_of_what_was_heard_changes_the_words_below_it() -> None:
    """It is not spoken once more."""
    post = Post(WORDLESS, True)
    payload = say("Nyt", edits=12, buttons=("Yes",)) | {"aloud": "all", "speed": "normal"}
    assert await post.send(payload) == 12
    assert [method for method, _ in post.calls] == ["editMessageText", "editMessageCaption"]
    assert (post.calls[-1][1]["caption"], post.calls[-1][1]["message_id"]) == ("Nyt", 12)
    [[button]] = post.calls[-1][1]["reply_markup"]["inline_keyboard"]
    assert button["callback_data"] == "0:Yes", "without it Telegram would take the buttons away"
    assert post.voices.read_ == []


async def test_where_there_is_no_room_below_the_change_comes_anew() -> None:
    post = Post(WORDLESS, SENT)
    assert await post.send(say("ord " * 300, edits=12) | {"aloud": "all", "speed": "normal"}) == 77
    assert [method for method, _ in post.calls] == ["editMessageText", "sendMessage"]


async def test_the_speaker_stands_under_a_message_where_there_is_a_voice_for_it() -> None:
    payload = say("Hej") | {"aloud": "button", "speed": "normal"}
    shown = render.parts(payload, "da", voiced=("da",))[0]["reply_markup"]["inline_keyboard"]
    assert shown == [[{"text": DANISH.say(Words(LABEL)), "callback_data": SPEAKER}]]
    assert "reply_markup" not in render.parts(payload, "en", voiced=("da",))[0]
    assert "reply_markup" not in render.parts(say("Hej"), "da", voiced=("da",))[0]


async def test_of_many_voices_a_few_are_made_at_once() -> None:
    """What else is made on the side, pictures and pages, is not behind all of them."""
    post, now, most = Post(*[SENT] * 20), 0, 0
    counting = Lock()

    def read(*_: Any, **__: Any) -> tuple[Speech, ...]:
        nonlocal now, most
        with counting:
            now += 1
            most = max(most, now)
        together.wait()
        with counting:
            now -= 1
        return (Speech(OGG, 2.3),)

    together = Barrier(VOICES_AT_ONCE, timeout=PATIENCE)
    post.voices.read = read  # type: ignore[method-assign]
    await asyncio.gather(*(post.send(speak("Hej")) for _ in range(5 * VOICES_AT_ONCE)))
    assert most == VOICES_AT_ONCE
