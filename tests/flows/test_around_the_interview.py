"""What is computed around an interview: the age of the law, a message after a no, and the outline's sheet."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from bot.flows import discover
from bot.flows.content import Content
from bot.flows.content.law import read
from bot.flows.content.reading import Source
from tests.flows.test_my_work import folder
from tests.pictures.drawn import read as drawn
from tests.pictures.drawn import words
from tests.talk import Citizen, Talk

if TYPE_CHECKING:
    from bot.engine.flow import Flow

LAW = """\
as_of = 2024-02-01

[[section]]
id = "own"
name = "Our own"
text = "An own text."

[[section]]
id = "help"
name = "Help"
text = "Ask your union."
"""


@cache
def offered(name: str) -> dict[str, Flow]:
    """All flows, and a button at home for one of them."""
    flows = discover()
    return flows | {name: replace(flows[name], offer=flows[name].title)}


def begun(flow: str, button: str) -> Talk:
    talk = Citizen(Talk(flows=offered(flow))).welcomed(energy="Bare kigge")
    talk.command("menu")
    talk.tap(button)
    return talk


def turned_down(way: str, *parts: str) -> Talk:
    """Somebody who was turned down as a cook, and has ticked these parts of an answer."""
    talk = begun("rejection", "Afslag")
    talk.write("kok")
    talk.tap(way)
    for part in parts:
        talk.tap(f"☐ {part}")
    talk.tap("✔ Færdig")
    return talk


def outlined(*points: str) -> Talk:
    """An outline for a job in a warehouse; "" skips a point."""
    talk = begun("talk_outline", "Det vil jeg have med")
    talk.write("lager")
    for point in points:
        talk.write(point) if point else talk.tap("Spring over")
    return talk


def test_the_law_says_its_day_with_the_year_in_the_persons_language() -> None:
    flows = discover(Content(law=read(Source("own.toml", LAW))))
    flows["interview_law"] = replace(flows["interview_law"], offer=flows["interview_law"].title)
    talk = Citizen(Talk(flows=flows)).welcomed(energy="Bare kigge")
    talk.command("menu")
    talk.tap("Hvad må de spørge om?")
    assert "Det er sidst tjekket torsdag 1. februar 2024." in talk.last.text
    talk.tap("Our own")
    assert talk.sent[-2].text == "Our own\nAn own text."
    talk.tap("Her kan du få hjælp")
    assert talk.sent[-2].text == "Help\nAsk your union."


def test_the_message_has_the_parts_that_were_ticked_in_their_order_and_no_others() -> None:
    talk = turned_down("Ja, jeg skriver", "Spørge om job senere", "Sige tak")
    talk.tap("Brug forslaget")
    assert talk.sent[-2].text.splitlines() == [
        "Hej. Jeg har fået jeres svar om jobbet: kok.",
        "Tak, fordi I tog jer tid til at svare.",
        "Vil I tænke på mig, hvis I mangler en igen?",
        "Venlig hilsen",
        "Samir",
    ]


def test_who_calls_says_their_name_first_and_sends_no_regards() -> None:
    said = turned_down("Ja, jeg ringer", "Sige tak").last.text
    assert "Hej, mit navn er Samir." in said
    assert "Venlig hilsen" not in said


def test_who_asks_for_a_work_trial_hears_that_kommunen_has_to_agree_first() -> None:
    said = turned_down("Ja, jeg skriver", "Spørge om praktik").last.text
    assert "En praktik skal aftales med kommunen, før den begynder." in said
    assert "Vi aftaler det med kommunen, før den begynder." in said
    assert "kommunen" not in turned_down("Ja, jeg skriver", "Sige tak").last.text


def test_a_version_keeps_what_was_noted_and_the_message() -> None:
    talk = turned_down("Ja, jeg skriver", "Sige tak")
    talk.tap("Jeg skriver mit eget")
    talk.write("Tak for svaret.")
    talk.write("at ringe først")
    talk.write("hvile mig")
    talk.tap("Spring over")
    newest = talk.stored()["versions"][-1]["content"]
    assert newest["text"].splitlines() == [
        "Afslag: kok",
        "Det lærte jeg: at ringe først",
        "Næste skridt: hvile mig",
        "",
        "Tak for svaret.",
    ]
    assert newest["message"] == "Tak for svaret."


def test_a_message_comes_again_when_it_has_changed_and_only_then() -> None:
    talk = turned_down("Ja, jeg skriver", "Sige tak")
    talk.tap("Brug forslaget")
    for _ in range(2):
        talk.tap("Spring over")
    sent = [message.text for message in talk.sent if message.text.startswith("Hej. Jeg har fået")]
    assert len(sent) == 1
    talk.tap("Ret noget")
    talk.tap("✏ Hvad du lærte")
    talk.write("at ringe først")
    assert sent == [message.text for message in talk.sent if message.text.startswith("Hej. Jeg har fået")]
    talk.tap("Ret noget")
    talk.tap("✏ Jobbet")
    talk.write("bager")
    assert [message.text for message in talk.sent if "jobbet: bager" in message.text]


def test_the_reminder_of_a_rejection_moves_to_the_new_day() -> None:
    talk = begun("rejection", "Afslag")
    talk.write("kok")
    talk.tap("Ikke i dag")
    talk.tap("Spring over")
    talk.write("ringe til Netto")
    talk.tap("I morgen")
    talk.tap("Vælg et næste skridt")
    talk.tap("Behold mit svar")
    talk.tap("Om en uge")
    talk.tap("Færdig for i dag")
    assert talk.wait(days=6) == []
    assert [message.labels()[0] for message in talk.wait(days=1)] == ["Fortsæt"]


def test_a_point_that_was_left_open_is_neither_on_the_sheet_nor_in_the_text() -> None:
    talk = outlined("otte år som chauffør", "", "", "", "", "tak for snakken", "")
    sheet = next(message for message in talk.sent if message.drawing)
    assert sheet.text == "Mit arbejdsliv\notte år som chauffør\n\nTil sidst\ntak for snakken"
    lines = words(drawn(sheet.drawing))
    assert lines == ["lager", "Mit arbejdsliv", "otte år som chauffør", "Til sidst", "tak for snakken"]


def test_a_spoken_point_says_so_on_the_sheet() -> None:
    talk = outlined("", "", "")
    talk.speak(30)
    for _ in range(3):
        talk.tap("Spring over")
    sheet = next(message for message in talk.sent if message.drawing)
    assert sheet.text == "Det, der gik godt\nDet har du indtalt. Det ligger her i chatten."


def test_seven_long_points_stay_one_calm_picture_and_are_whole_in_the_text() -> None:
    talk = outlined(*("Jeg har " + "arbejdet meget " * 100,) * 7)
    drawing = next(message.drawing for message in talk.sent if message.drawing)
    assert max(map(len, words(drawn(drawing)))) < 60
    assert talk.stored()["versions"][-1]["content"]["text"].count("arbejdet") == 700


def test_a_point_that_was_only_said_is_no_word_of_theirs_for_others() -> None:
    talk = begun("talk_outline", "Det vil jeg have med")
    talk.write("lager")
    talk.write("otte år som chauffør")
    for _ in range(6):
        talk.speak(7)
    assert any("Det har du indtalt." in message.text for message in talk.sent if message.drawing)
    kept = talk.stored()["versions"][-1]["content"]["text"]
    assert "otte år som chauffør" in kept
    assert "indtalt" not in kept
    assert [each for block in folder(talk).blocks for each in block.paragraphs if "indtalt" in each] == []
