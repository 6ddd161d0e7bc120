"""Reading aloud in two languages and more: each line by its own voice; and what is heard of a deleted message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import BadRequest

from bot.chat import render
from bot.chat.aloud import language_of
from bot.chat.updates import chosen_between
from bot.coaching.distress import care
from bot.engine.aloud import BUTTONS, SPEAKER
from bot.engine.effects import Say
from bot.engine.kindness import CPR_REMOVED
from bot.engine.text import Words
from bot.state.commit import say as as_it_waits
from bot.voice.speech import Speed
from bot.words import catalogues
from bot.words.both import APART
from tests.chat.speaking import (
    DANISH,
    REMOVED,
    SENT,
    Post,
    speak,
)
from tests.chat.test_send import say
from tests.talk import Citizen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.talk import Talk


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


LONG = "Jeg har arbejdet i køkken i ti år, mest på plejehjem. " * 4
LONG_BELOW = "I have worked in kitchens for ten years, mostly in homes. " * 4


def test_what_is_long_is_heard_in_the_language_that_is_understood() -> None:
    """Health and its consent took 80 seconds in two languages. Where that one has no voice, the other is heard."""
    said = speak(f"{LONG}\n\nMå jeg?\n\n{APART}\n\n{LONG_BELOW}\n\nMay I?") | {"beneath": "en"}
    assert heard(said) == [("en", LONG_BELOW.strip()), ("en", "May I?")]
    assert heard(said, voiced=["da"])[:2] == [("da", LONG.strip()), ("da", "Må jeg?")]


def test_what_reads_the_same_in_both_languages_and_stands_above_alone_is_heard() -> None:
    """Somebody's own words are not said twice, so none of them may be left out."""
    said = speak(f"Din tale er klar.\n\n{LONG}\n\n{APART}\n\nYour talk is ready.") | {"beneath": "en"}
    assert ("da", LONG.strip()) in heard(said)


@pytest.mark.parametrize(("voiced", "read"), [(["da", "en"], [("en", "Yes")]), (["da"], [("da", "Ja")])])
def test_where_all_is_read_the_choices_are_heard_in_the_language_that_is_understood(
    voiced: list[str], read: list[tuple[str, str]]
) -> None:
    payload = say("Netto", buttons=("Yes",)) | {"aloud": "all", "speed": "normal", "beneath": "en"}
    assert heard(payload, voiced)[2:] == read


async def test_choices_that_were_heard_before_wait_for_a_tap() -> None:
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
        BUTTONS,
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
    both = as_it_waits(Say(said, also="pl"))
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
    assert talk.last.text == "Hvad vil du se eller ændre?", "back to the settings, and not to the menu"
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
