"""Words after /start, forged reminders, loops between flows, and steps that nobody can carry out."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.engine.errors import LoopBetweenFlows
from bot.engine.flow import Flow
from bot.engine.steps import AskDate, Begin, End, Step, Wake, Write
from tests.engine.stage import begun, newcomer
from tests.talk import Citizen, Talk

DAY = AskDate(id="day", text="Which day?")
WAKE = Wake(id="wake", kind="follow_up", on="day")
MORE = Write(id="more", text="More?")
END = End(id="end")


def timers(talk: Talk) -> set[str]:
    return {each["kind"] for each in talk.stored()["timers"]}


def test_words_after_start_are_kept() -> None:
    talk = Citizen().welcomed()
    talk.command("start", "jeg vil gerne begynde")
    assert talk.texts().count("jeg vil gerne begynde") == 1


def test_the_first_words_after_start_are_kept() -> None:
    talk = Talk()
    talk.command("start", "hej med dig")
    assert talk.texts() == ["hej med dig"]


@pytest.mark.parametrize("words", ["Hej", "lager", "poster_in-Taastrup7"])
def test_one_word_after_start_is_kept_although_a_link_could_have_put_it_there(words: str) -> None:
    """Nobody can tell the two apart, and the program makes no such links: better one word too many than one lost."""
    new, known = Talk(), Citizen().welcomed()
    for talk in (new, known):
        talk.command("start", words)
        assert talk.texts().count(words) == 1


def test_a_forged_kind_of_reminder_sets_no_timer() -> None:
    talk = begun(DAY, WAKE, MORE, END)
    head = talk.last.buttons[0][1].partition(":")[0]
    talk.tap_data(f"{head}:@nudge_later.010190-1234")
    assert timers(talk) == {"nudge", "retention"}
    assert talk.last.text.startswith("Den knap er gammel.")


def test_a_reminder_that_the_flow_declares_can_be_put_off() -> None:
    talk = begun(DAY, WAKE, MORE, END)
    talk.write("i morgen")
    talk.wait(days=1)
    assert "follow_up" not in timers(talk)
    talk.tap("Senere i dag")
    assert "follow_up" in timers(talk)


def test_flows_that_begin_each_other_are_named() -> None:
    back = Flow(id="back", title="Back", steps=(Begin(id="to_mine", flow="mine"),))
    talk = newcomer(Begin(id="to_back", flow="back"), others=(back,))
    with pytest.raises(LoopBetweenFlows, match=r"'(mine|back)'.*put a question"):
        talk.tap("Mine")


@dataclass(frozen=True, kw_only=True)
class Dance(Step):
    """A kind of step that nobody knows."""


def test_a_step_of_an_unknown_kind_is_not_passed_in_silence() -> None:
    talk = newcomer(Dance(id="dance"), END)
    with pytest.raises(TypeError, match=r"expected a step that .* found Dance at 'dance'"):
        talk.tap("Mine")
