"""Messages that come in another order than they were sent, and numbers that run over two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.coaching.cpr import mask
from bot.engine.steps import End, Write
from tests.engine.stage import answers, begun
from tests.keys import everything

if TYPE_CHECKING:
    from tests.talk import Talk

ONE = Write(id="one", text="One?", short="One")
TWO = Write(id="two", text="Two?", short="Two")
END = End(id="end")


def test_a_message_that_its_own_edit_has_overtaken_counts_as_it_was_edited() -> None:
    talk = begun(ONE, TWO, END)
    coming = talk.own_message + 2  # the edit is answered first
    talk.edit(coming, "the newer words")
    talk.write("the older words")
    assert answers(talk) == {"one": "the newer words"}
    assert talk.texts().count("the newer words") == 1
    assert talk.stored()["unplaced"] == []


def test_a_later_edit_of_it_changes_the_answer() -> None:
    talk = begun(ONE, TWO, END)
    coming = talk.own_message + 2
    talk.edit(coming, "newer")
    talk.write("older")
    talk.edit(coming, "newest")
    assert answers(talk) == {"one": "newest"}


def kept(talk: Talk) -> list[list[list[object]]]:
    return [each["content"]["parts"] for each in talk.stored()["unplaced"]]


@pytest.mark.parametrize("behind_a_command", [True, False])
def test_so_do_the_words_behind_a_command_and_below_a_picture(*, behind_a_command: bool) -> None:
    talk = begun(ONE, TWO, END)
    coming = talk.own_message + 2
    talk.edit(coming, "newer")
    if behind_a_command:
        talk.command("help", "older")
    else:
        talk.send("photo", "older")
    assert kept(talk) == [[[coming, "newer"]]]


def test_and_the_words_below_a_voice_message() -> None:
    talk = begun(Write(id="one", text="One?", short="One", voice=True), END)
    coming = talk.own_message + 2
    talk.edit(coming, "newer")
    talk.speak(5, caption="older")
    assert talk.stored()["exercises"][-1]["answers"][-1]["content"]["parts"] == [[coming, "newer"]]
    assert kept(talk) == []


def everywhere(talk: Talk) -> str:
    return str(everything(talk._connection.cursor()))


def test_a_cpr_number_over_two_quick_messages_is_covered() -> None:
    talk = begun(ONE, TWO, END)
    talk.burst("jeg er samir 010190", "1234 er mit nummer")
    assert answers(talk) == {"one": "jeg er samir ██████\n████ er mit nummer"}
    assert mask(answers(talk)["one"]) == answers(talk)["one"]
    assert "1234 er mit" not in everywhere(talk)


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (("it is 010190-123", "4 I think"), "it is ██████-███\n█ I think"),
        (("it is 01 01", "90 12", "34 I think"), "it is ██ ██\n██ ██\n██ I think"),
    ],
)
def test_wherever_it_is_divided(texts: tuple[str, ...], joined: str) -> None:
    talk = begun(ONE, TWO, END)
    talk.burst(*texts)
    assert answers(talk) == {"one": joined}
    talk.tap("Det er to svar")
    assert "\n".join(answers(talk).values()) == joined


def test_one_that_an_edit_completes_is_covered_too() -> None:
    talk = begun(ONE, TWO, END)
    first = talk.own_message + 1
    talk.burst("jeg er samir", "1234 er mit nummer")
    talk.edit(first, "jeg er samir 010190")
    assert mask(answers(talk)["one"]) == answers(talk)["one"]
    assert "█" in answers(talk)["one"]


@pytest.mark.parametrize("key", ["010190-1234 mit navn er Bo", "æøå", "x" * 65, "a b"])
def test_a_forged_button_brings_no_words_into_the_database(key: str) -> None:
    talk = begun(ONE, TWO, END)
    head = talk.last.buttons[0][1].partition(":")[0]
    talk.tap_data(f"{head}:{key}")
    assert key not in everywhere(talk)
