"""Reading aloud, from the tap on a speaker to the voice message."""

from __future__ import annotations

import asyncio
from functools import partial
from threading import Barrier, Lock
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import BadRequest

from bot.chat import render
from bot.chat.aloud import language_of, spoken
from bot.chat.deliver import Gone
from bot.chat.errors import failure
from bot.chat.limits import Limits
from bot.chat.send import AT_ONCE, VOICES, Sender
from bot.chat.updates import Incoming, chosen_between, parse
from bot.coaching.distress import care
from bot.engine.aloud import LABEL, SPEAKER
from bot.engine.inputs import Listened
from bot.engine.kindness import CPR_REMOVED
from bot.engine.text import Words
from bot.voice.speech import NotSpoken, Part, Speech, Speed
from bot.words import catalogues
from bot.words.both import APART
from tests.chat.helpers import PATIENCE, FakeApi
from tests.chat.test_send import STAR, copied, row, say
from tests.chat.world import FAST
from tests.talk import Citizen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.talk import Talk

OGG = b"OggS"
WORDLESS = failure(
    400, b'{"ok": false, "description": "Bad Request: there is no text in the message to edit"}'
)
"""As a refusal comes from the API, and not as it is written there."""
SENT = {"message_id": 77}
CHAT = {"id": 41, "type": "private"}
DANISH = catalogues().language("da")
REMOVED = {"kind": "remove", "message": 12, "removed": Words("Yes").to_json(), "kept": Words("No").to_json()}


class Voices:
    """Says `often` voice messages of whatever it is given, and remembers that; or nothing at all."""

    languages = frozenset({"da", "en"})

    def __init__(self, often: int = 1) -> None:
        self.often = often
        self.read_: list[tuple[tuple[str, ...], Speed, bool]] = []

    def read(self, parts: Sequence[Part], speed: Speed, *, own: bool) -> tuple[Speech, ...]:
        self.read_.append((tuple(part.text for part in parts), speed, own))
        if not self.often:
            raise NotSpoken("hoarse")
        return (Speech(OGG, 2.3),) * self.often


class Places(Limits):
    """Counts how often a place is waited for anew."""

    waits = 0

    async def again(self, chat: int) -> None:
        self.waits += 1
        await super().again(chat)


class Post:
    """A sender with voices, and what it called."""

    def __init__(self, *answers: Any, often: int = 1) -> None:
        queue = list(answers)
        self.limits = Places(per_chat=FAST)
        self.marked: list[int] = []
        self.api = FakeApi(lambda *_: queue.pop(0))
        self.voices = Voices(often)
        self.sender = Sender(
            self.api,
            self.limits,
            render=partial(render.parts, voiced=("da",)),
            commands=render.commands,
            copy=copied,
            voices=self.voices,  # type: ignore[arg-type]
        )

    async def send(self, payload: dict[str, Any], *, parts: int = 0, gone_after: int = 99) -> int:
        """Send a payload of which so many parts have gone out before; it is taken back after so many looks."""
        looks = 0

        async def mark(number: int) -> None:
            self.marked.append(number)

        async def look_up() -> None:
            nonlocal looks
            looks += 1
            if looks > gone_after:
                raise Gone

        async with self.limits.place(41):
            return await self.sender.send(row(payload, parts), mark, look_up)

    @property
    def calls(self) -> list[tuple[str, Any]]:
        return list(self.api.calls)


def speak(text: str, *choices: str) -> dict[str, Any]:
    return {"kind": "speak", "text": text, "choices": list(choices), "speed": "slow"}


def tapped(message: dict[str, Any]) -> Any:
    """A tap on the speaker below a message, as Telegram tells of it."""
    query = {"id": "55", "from": {"id": 41, "language_code": "da"}, "data": SPEAKER, "message": message}
    found = parse({"update_id": 9, "callback_query": query})
    assert isinstance(found, Incoming)
    return found.input


def keyboard(*rows: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "inline_keyboard": [[{"text": text, "callback_data": data} for text, data in each] for each in rows]
    }


def test_a_tap_on_the_speaker_tells_what_stands_there_and_its_choices() -> None:
    """Without the ways around, which are the same everywhere, and the speaker itself."""
    markup = keyboard([("1 Svært", "a1.3:1"), ("2 Godt", "a1.3:2")], [("⏸", "a1.3:@pause"), ("🔊", SPEAKER)])
    message = {"chat": CHAT, "message_id": 7, "text": "Hvordan?", "reply_markup": markup}
    assert tapped(message) == Listened("Hvordan?", ("1 Svært", "2 Godt"), 7)


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

    together = Barrier(AT_ONCE, timeout=PATIENCE)
    post.voices.read = read  # type: ignore[method-assign]
    await asyncio.gather(*(post.send(speak("Hej")) for _ in range(5 * AT_ONCE)))
    assert most == AT_ONCE


def heard(payload: dict[str, Any], voiced: Sequence[str] = ("da", "en")) -> list[tuple[str, str]]:
    """What is read of a payload, each line with its language."""
    (part,) = render.parts(payload, "da", voiced=voiced)
    return [(line.language, line.text) for line in part["aloud"] if line.text]


def test_each_language_is_read_by_its_own_voice() -> None:
    """Above the line that divides them the one, below it the other; the choices only in that one."""
    said = speak("Hvilken dag?\n\n· · ·\n\nWhich day?", "1. I dag · 1. Today", "Skip", "Netto") | {
        "beneath": "en"
    }
    assert heard(said) == [
        ("da", "Hvilken dag?"),
        ("en", "Which day?"),
        ("en", "You can choose:"),
        ("en", "1. I dag · 1. Today"),
        ("en", "Skip"),
        ("en", "Netto"),
    ]
    assert heard(speak("", "I dag · Today", "1. Alene · Alone") | {"beneath": "en"})[1:] == [
        ("en", "Today"),
        ("en", "1. Alone"),
    ]


def test_where_the_language_below_has_no_voice_the_choices_are_read_in_the_one_above() -> None:
    """What stands there only in the other one would be read as if it were Danish: it is left out."""
    said = speak("Hvilken dag?", "I dag · Today", "Skip", "Netto") | {"beneath": "en"}
    assert heard(said, voiced=["da"])[1:] == [("da", "Du kan vælge:"), ("da", "I dag"), ("da", "Netto")]


@pytest.mark.parametrize(("voiced", "read"), [(["da", "en"], [("en", "Yes")]), (["da"], [("da", "Ja")])])
def test_where_all_is_read_the_choices_are_heard_in_the_language_that_is_understood(
    voiced: list[str], read: list[tuple[str, str]]
) -> None:
    payload = say("Netto", buttons=("Yes",)) | {"aloud": "all", "speed": "normal", "beneath": "en"}
    assert heard(payload, voiced)[2:] == read


async def test_choices_that_were_heard_before_wait_for_a_tap_on_the_speaker() -> None:
    post = Post(SENT)
    payload = say("Er det i orden?", buttons=("Yes", "No")) | {
        "aloud": "all",
        "speed": "normal",
        "familiar": True,
    }
    await post.send(payload)
    [(_, params)] = post.calls
    assert post.voices.read_[0][0] == ("Er det i orden?",)
    assert [each["callback_data"] for line in params["reply_markup"]["inline_keyboard"] for each in line] == [
        "0:Yes",
        "0:No",
        SPEAKER,
    ]


def test_what_is_said_in_two_languages_stands_in_one_message() -> None:
    payload = say("Yes", buttons=("No",)) | {"beneath": "en", "paragraphs": [Words("Skip").to_json()]}
    (part,) = render.parts(payload, "da")
    assert part["text"] == "Spring over\n\n· · ·\n\nSkip"
    assert part["reply_markup"]["inline_keyboard"] == [[{"text": "Nej · No", "callback_data": "0:No"}]]


EVERYBODY = ("da", "en", "pl")


def on_the_phone(payload: dict[str, Any]) -> dict[str, Any]:
    """A tap on the speaker below a Danish citizen's message, which stands there as it was sent."""
    (part,) = render.parts(payload, "da", voiced=EVERYBODY)
    keyboard = part.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
    return speak(part["text"], *(each["text"] for line in keyboard for each in line))


def test_care_in_another_language_is_read_in_each_by_its_own_voice() -> None:
    """It was said in the language that was written, which is none that the person has chosen; nothing is lost."""
    said = care("nie chcę żyć")
    assert said
    both = {"kind": "say", "paragraphs": [each.to_json() for each in said], "beneath": "pl"}
    read = heard(on_the_phone(both), EVERYBODY)
    assert read == heard(both | {"aloud": "all", "speed": "slow"}, EVERYBODY)
    assert {language for language, _ in read} == {"da", "pl"}
    assert APART not in {text for _, text in read}


def test_an_offer_in_another_language_is_read_with_its_choices_in_that_one() -> None:
    paragraphs = [Words("Take good care of yourself.").to_json()]
    payload = say("", buttons=("Yes", "No")) | {"beneath": "pl", "paragraphs": paragraphs}
    polish = catalogues().language("pl").say
    assert heard(on_the_phone(payload), EVERYBODY) == [
        ("da", DANISH.say(Words("Take good care of yourself."))),
        ("pl", polish(Words("Take good care of yourself."))),
        ("pl", polish(Words("You can choose:"))),
        ("pl", polish(Words("Yes"))),
        ("pl", polish(Words("No"))),
    ]


@pytest.mark.parametrize("now", [{}, {"beneath": "en"}])
def test_a_message_from_before_a_switch_of_language_is_read_by_the_voice_of_then(now: dict[str, str]) -> None:
    """Somebody's own words in it are read by the voice of the rest."""
    polish = catalogues().language("pl").say
    lines = [polish(Words("Take good care of yourself.")), "Netto"]
    said = speak("\n".join(lines), polish(Words("Yes"))) | now
    assert heard(said, EVERYBODY) == [
        ("pl", lines[0]),
        ("pl", "Netto"),
        ("pl", polish(Words("You can choose:"))),
        ("pl", polish(Words("Yes"))),
    ]


def test_the_rest_of_a_long_message_that_begins_with_the_other_language_is_read_in_that_one() -> None:
    """Its first half has gone in a message before: only the line that divides them is left of it."""
    said = speak(f"{APART}\n\nSkip") | {"beneath": "en"}
    assert heard(said) == [("en", "Skip")]


def test_a_line_that_two_languages_share_does_not_decide_which_it_is() -> None:
    polish = catalogues().language("pl")
    lines = ("Telefon", polish.say(Words("Yes")), polish.say(Words("No")))
    assert DANISH.is_ours("Telefon")
    assert polish.is_ours("Telefon")
    assert language_of(lines, (polish,), DANISH) is polish
    assert language_of(("Telefon", "Netto"), (polish,), DANISH) is DANISH


async def test_of_two_languages_of_which_one_has_no_voice_the_other_is_heard() -> None:
    post = Post(SENT)
    said = speak("Hvilken dag?\n\n· · ·\n\nMaalintee?") | {"beneath": "so"}
    assert await post.send(said) == 77
    assert [text for text in post.voices.read_[0][0] if text] == ["Hvilken dag?"]


async def test_what_is_said_of_a_deleted_message_is_said_in_both_languages_too() -> None:
    post = Post(True, SENT)
    assert await post.send(REMOVED | {"beneath": "en"}) == 77
    assert post.calls[-1][1]["text"] == "Ja\n\n· · ·\n\nYes"


@pytest.mark.parametrize(("answer", "said"), [(True, "Ja"), (BadRequest("too old"), "Nej")])
async def test_what_is_said_of_a_deleted_message_is_read_where_all_is(answer: Any, said: str) -> None:
    """Whoever cannot read has to hear, too, that they are to delete it themselves."""
    post = Post(answer, SENT)
    assert await post.send(REMOVED | {"aloud": "all", "speed": "slow"}) == 77
    assert post.voices.read_ == [((said,), Speed.SLOW, False)]
    assert post.calls[-1][0] == "sendVoice"
    assert post.calls[-1][1]["caption"] == said


async def test_what_is_said_of_a_deleted_message_has_a_speaker() -> None:
    post = Post(True, SENT)
    assert await post.send(REMOVED | {"aloud": "button", "speed": "slow"}) == 77
    [[button]] = post.calls[-1][1]["reply_markup"]["inline_keyboard"]
    assert button["callback_data"] == SPEAKER


def read_aloud() -> Talk:
    """A citizen at the first question of the star, who has everything read aloud."""
    talk = Citizen().welcomed()
    talk.command("menu")
    for label in ("⚙ Indstillinger", "🔊 Oplæsning", "Læs alt højt", "Tilbage"):
        talk.tap(label)
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    return talk


def test_whoever_hears_all_hears_too_that_a_message_was_taken_away() -> None:
    talk = read_aloud()
    talk.write("Jeg hedder Samir, 010190-1234.")
    assert (DANISH.say(Words(CPR_REMOVED)),) in talk.heard


def test_after_a_sign_of_distress_a_break_is_a_choice_that_is_heard() -> None:
    """As it comes and at a tap alike: who heard of going on alone would feel pressed to."""
    talk = read_aloud()
    talk.write("jeg vil dø")
    assert talk.last.labels() == ["Fortsæt", "⏸ Pause"]
    assert talk.heard[-1][-2:] == ("Fortsæt", "⏸ Pause")
    assert chosen_between(talk.last.buttons) == ("Fortsæt", "⏸ Pause")


def test_at_a_question_a_break_is_a_way_around() -> None:
    talk = read_aloud()
    assert "⏸ Pause" in talk.last.labels()
    assert "⏸ Pause" not in chosen_between(talk.last.buttons)
