"""What is asked of the program itself is heard wherever the person stands: in a pause, at rest, too early."""

from __future__ import annotations

import pytest

from bot.engine.steps import End, Write
from tests.engine.stage import answers, begun, focus, stands_at

WHO = Write(id="who", text="Who?", short="Who")
THEN = Write(id="then", text="Then?", short="Then")
END = End(id="end")
SURE = "Skal jeg slette alt om dig?"


def test_delete_everything_is_heard_in_a_pause() -> None:
    talk = begun(WHO, END)
    talk.tap("⏸ Pause")
    (said,) = talk.write("slet alt")
    assert said.text.startswith(SURE)
    talk.tap("Ja, slet det hele")
    assert talk.last.text.startswith("Er du helt sikker?")


@pytest.mark.parametrize("taps", [(), ("Slet det hele",), ("Slet det hele", "Ja, slet det hele")])
def test_delete_everything_is_heard_where_somebody_wanted_to_stop(taps: tuple[str, ...]) -> None:
    talk = begun(WHO, END)
    talk.command("stop")
    for label in taps:
        talk.tap(label)
    (said,) = talk.write("slet alt om mig")
    assert said.text.startswith(SURE)
    talk.tap("Nej, behold det")
    assert talk.known


def test_who_changes_their_mind_about_deleting_finds_the_pause_as_it_was() -> None:
    talk = begun(WHO, END)
    talk.tap("⏸ Pause")
    talk.write("slet alt")
    talk.tap("Nej, behold det")
    assert stands_at(talk)[0] == "home"
    assert talk.write("Lone")
    assert answers(talk) == {}


@pytest.mark.parametrize(
    ("text", "reply"), [("hvem er du", "Jeg er et program"), ("hvem kan se det", "Det, du skriver, er gemt")]
)
def test_a_question_about_the_program_is_answered_in_a_pause(text: str, reply: str) -> None:
    talk = begun(WHO, END)
    talk.tap("⏸ Pause")
    (said,) = talk.write(text)
    assert said.text.startswith(reply)
    assert said.text.endswith("Who?")
    assert "Brug mine ord som mit svar" not in said.labels()
    assert focus(talk).status == "open"
    talk.write("Lone")
    assert answers(talk) == {"who": "Lone"}


@pytest.mark.parametrize(("text", "reply"), [("slet alt", SURE), ("hvem er du", "Jeg er et program")])
def test_it_is_heard_where_nobody_is_written_to_any_more(text: str, reply: str) -> None:
    talk = begun(WHO, END)
    talk.command("menu")
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    assert focus(talk).status == "paused"
    assert talk.write(text)[0].text.startswith(reply)


def test_it_is_heard_before_the_question_has_been_read() -> None:
    talk = begun(WHO, THEN, END)
    said = talk.burst("Lone", "slet alt")
    assert said[-1].text.startswith(SURE)
    assert answers(talk) == {"who": "Lone"}


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("jeg har en kode", "Skriv den kode"),
        ("lad mig være i fred", "Det er i orden. Her bestemmer du, hvornår jeg skriver."),
    ],
)
def test_an_errand_is_found_by_asking_for_it_and_leads_back(text: str, reply: str) -> None:
    talk = begun(WHO, END)
    (said,) = talk.write(text)
    assert said.text.startswith(reply)
    talk.tap("Jeg har ingen kode" if "kode" in text else "Tilbage")
    assert stands_at(talk) == ("mine", "who")
    assert answers(talk) == {}
