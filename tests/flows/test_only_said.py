"""A talk and an interview answer made by voice alone: heard again where they are ready, and never taken for words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.reviewing import page
from tests.flows.test_answer_bank import ABOUT, bank, find, practise
from tests.flows.test_my_work import folder, my_work
from tests.flows.test_pitch_text import pitched
from tests.talk import Citizen, Talk
from tests.town import Town

if TYPE_CHECKING:
    from tests.screen import Message

SECONDS = (14, 22, 9, 8)
PARTS = [
    f"Dit svar · {question}"
    for question in ("Hvem du er", "Det, du brænder for", "Det, du kan", "Det, du kan bidrage med")
]
PITCH = "Din tale er indtalt og ikke skrevet."
ANSWER = "Du har indtalt dit svar og ikke skrevet det."
HEAR = "🎙 Hør det, jeg har indtalt"


def heard(messages: list[Message]) -> list[str]:
    """What stands below the recordings, in their order."""
    return [each.text for each in messages if each.voice]


def answered() -> Talk:
    """An answer of the bank that is only said, at its menu."""
    talk = bank()
    find(talk, ABOUT)
    talk.tap("Spring over")
    talk.speak(31)
    talk.tap("3")
    return talk


def shown_in_english() -> Town:
    """Samir, who has Danish, shows Mette, who has English, a talk that he has only said."""
    town = Town()
    town.taps(town.samir, "New elevator pitch")
    for number, seconds in enumerate(SECONDS):
        if number == 2:
            town.samir.write("warehouse")
        town.samir.speak(seconds)
    town.samir.tap("Somebody I meet")
    for label in ("Show it to", "Yes, show it"):
        town.samir.tap(label)
    return town


def test_a_talk_can_be_heard_first_of_all_where_it_is_ready() -> None:
    talk = pitched(*SECONDS)
    assert talk.last.labels()[0] == HEAR
    said = talk.tap(HEAR)
    assert heard(said) == PARTS
    assert [each.voice for each in said if each.voice] == [
        talk.answers("elevator_pitch")[each] for each in ("who", "burn", "skills", "contribute")
    ]
    assert talk.last.labels()[0] == HEAR


def test_whoever_wrote_everything_is_offered_nothing_to_hear() -> None:
    assert HEAR not in Citizen().with_pitch().last.labels()


def test_asked_for_the_talk_it_comes_as_recordings() -> None:
    assert heard(pitched(*SECONDS).tap("Send mig min tale")) == PARTS


def test_whoever_practises_it_alone_hears_it_first() -> None:
    talk = pitched(*SECONDS)
    talk.tap("🎙 Øv den højt")
    assert heard(talk.tap("1. Alene")) == PARTS
    talk.tap("Ikke nu")
    talk.tap("🎙 Øv den højt")
    assert heard(talk.tap("2. Med en, jeg er tryg ved")) == []


def test_an_answer_comes_as_a_recording_and_not_as_text_to_send_on() -> None:
    talk = answered()
    assert talk.last.labels()[0] == HEAR
    assert heard(talk.tap(HEAR)) == ["Dit svar"]
    said = talk.tap("Send mig mit svar")
    assert heard(said) == ["Dit svar"]
    assert "Hold en finger" not in page(said)
    assert ANSWER not in page(said)[: page(said).index("Dit svar")]


def test_practising_it_is_compared_with_the_recording() -> None:
    talk = answered()
    talk.tap("Færdig med det her")
    practise(talk, "🎲")
    assert heard(talk.tap("Jeg sagde det for mig selv")) == ["Dit svar"]


def test_nothing_is_kept_as_words_of_theirs() -> None:
    kept = [pitched(*SECONDS).stored()["versions"][-1], answered().stored()["versions"][-1]]
    assert [each["content"]["text"] for each in kept] == ["", ""]


def test_my_work_lists_the_recordings_and_has_no_text_to_send() -> None:
    talk = pitched(*SECONDS)
    my_work(talk)
    shown = talk.tap("✔ Tale: lager")
    assert "🎙 Talebesked, 14 sekunder" in shown[0].text
    assert PITCH not in page(shown)
    assert HEAR in talk.last.labels()
    assert "Send mig teksten" not in talk.last.labels()


def test_what_is_written_is_sent_from_my_work() -> None:
    talk = pitched(14, 22, "Jeg kan læsse.", "I får en, der bliver.")
    my_work(talk)
    talk.tap("✔ Tale: lager")
    talk.tap("Send mig teksten")
    assert talk.sent[-2].text == "Jeg kan læsse. I får en, der bliver."


def test_it_stands_nowhere_in_the_job_folder() -> None:
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    find(talk, ABOUT)
    talk.tap("Spring over")
    talk.speak(31)
    talk.tap("3")
    printed = [paragraph for block in folder(talk).blocks for paragraph in block.paragraphs]
    assert [each for each in printed if "indtalt" in each] == []


def test_a_plan_that_was_only_said_is_heard_where_it_is_opened_before_its_day() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Lav en lille aftale")
    talk.speak(12)
    talk.write("i morgen kl. 10")
    talk.speak(3)
    talk.tap("Jeg kan ikke komme på noget")
    talk.command("menu")
    assert heard(talk.tap("Aftale")) == ["Dit svar · Det, du vil gøre", "Dit svar · Hvor du er"]


def test_in_two_languages_each_half_says_it_in_its_own() -> None:
    talk = Talk()
    Citizen(talk).welcomed()
    talk.command("language")
    talk.tap("English")
    talk.tap(talk.last.labels()[0])
    for number, seconds in enumerate(SECONDS):
        if number == 2:
            talk.write("warehouse")
        talk.speak(seconds)
    talk.tap("Somebody I meet")
    (ready,) = (each.text for each in talk.sent if "Your talk is recorded, and not written." in each.text)
    assert ready.count(PITCH) == 1
    assert ready.count("Your talk is recorded") == 1


def test_whoever_sees_it_has_the_recordings_and_no_sentence_to_its_owner() -> None:
    town = shown_in_english()
    read = page(town.reviews(town.mette))
    assert "Voice message, 14 seconds" in read
    assert "not written" not in read


def test_an_earlier_version_that_was_only_said_is_told_as_that() -> None:
    talk = pitched(*SECONDS)
    for label in ("Ret noget", "✏ Det, du kan"):
        talk.tap(label)
    talk.write("Jeg kan læsse.")
    for label in ("Mere …", "Tidligere udgaver"):
        talk.tap(label)
    assert PITCH in page(talk.tap("Udgave 1"))
