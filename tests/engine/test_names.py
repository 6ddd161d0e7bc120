"""What a person is called, from what they wrote when asked."""

from __future__ import annotations

import pytest

from bot.coaching.cpr import MASK
from tests.talk import Talk


def asked() -> Talk:
    """A citizen who has just agreed, and is asked for their name."""
    talk = Talk()
    talk.command("start")
    talk.tap("Dansk")
    talk.tap("Det er i orden")
    return talk


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Samir", "Samir"),
        ("samir", "Samir"),
        ("jeg hedder samir", "Samir"),
        ("jeg heder Sara", "Sara"),
        ("Hej, Jeg heddre sara", "Sara"),
        ("jeg hedde Bo", "Bo"),
        ("jeg leder", "Jeg leder"),
        ("Bedder Sara", "Bedder Sara"),
        ("Hej, jeg hedder Anne Marie", "Anne Marie"),
        ("mit navn er Lone. Hvad hedder du?", "Lone"),
        ("du kan kalde mig Bo", "Bo"),
        ("my name is Amina and I am a cook", "Amina"),
        ("I’m Joe", "Joe"),
        ("سمير", "سمير"),
        ("ole-bent", "Ole-bent"),
        ("Ida Hejlesen", "Ida Hejlesen"),
        ("x" * 300, "X" + "x" * 39),
        ("jeg hedder samir 010190-1234", "Samir"),
        ("Samir\nfra Aarhus", "Samir"),
    ],
)
def test_the_name_is_found(written: str, name: str) -> None:
    talk = asked()
    talk.write(written)
    assert talk.last.text.translate(str.maketrans("", "", "\u2068\u2069")).startswith(f"Hej {name}. ")


@pytest.mark.parametrize(
    "written",
    [
        "hvorfor vil du vide det?",
        "det har jeg ikke lyst til at sige her",
        "010190-1234",
        "Hej, hvad skal du bruge det til?",
    ],
)
def test_what_is_no_name_is_asked_again_and_kept(written: str) -> None:
    talk = asked()
    talk.write(written)
    assert "Hvad skal jeg kalde dig?" in talk.last.text
    assert talk.texts()[-1] in {written, MASK}
    talk.write("Samir")
    assert talk.last.text.startswith("Hej Samir.")


def test_who_asks_for_the_name_of_the_program_is_told_what_it_is() -> None:
    talk = asked()
    (said,) = talk.write("hvad hedder du?")
    assert said.text.startswith("Jeg er et program")
    assert said.text.endswith("Dit fornavn er nok.")


@pytest.mark.parametrize("command", ["menu", "start"])
def test_nobody_passes_the_question_by_going_to_the_menu(command: str) -> None:
    talk = asked()
    (said,) = talk.command(command)
    assert said.text == "Hvad skal jeg kalde dig? Dit fornavn er nok."
    talk.write("Samir")
    assert "Hvor meget kan du overskue i dag?" in talk.last.text


def test_the_way_home_under_help_leads_to_the_question_too() -> None:
    talk = asked()
    talk.command("help")
    (said,) = talk.tap("Hjem")
    assert said.text == "Hvad skal jeg kalde dig? Dit fornavn er nok."


def test_a_name_that_is_corrected_in_words_is_one_tap_away() -> None:
    talk = asked()
    talk.write("samr")
    (said,) = talk.write("nej jeg hedder samir")
    assert said.labels()[-1] == "✏ Dit navn"
    talk.tap("✏")
    assert "Dit svar nu" in talk.last.text
    talk.write("samir")
    assert talk.last.text.startswith("Hej Samir. Hvor meget")
