"""Broken moves: goals that do not exist, orphans and dead ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine.steps import Begin, Branch, Choice, Handover, Repeat, Speak, Write
from tests.engine.checks.broken import (
    END,
    NAME,
    TICKS,
    YES_NO,
    asked,
    every_broken,
    every_sound,
    flow,
    picked,
    said,
    said_of_another,
)

if TYPE_CHECKING:
    from bot.engine.flow import Flow


def led(goto: str) -> tuple[Choice, ...]:
    """Choices that all lead somewhere else than to the next step."""
    return tuple(replace(choice, goto=goto) for choice in YES_NO)


BROKEN = {
    "unknown goto": (
        flow(asked(choices=(Choice(key="yes", label="Yes", goto="ens"),)), END),
        "bot/flows/broken.py, step 'ask': goto 'ens' leads to no step. Did you mean 'end'?",
    ),
    "unknown goto that is like nothing": (
        flow(Write(id="w", text="W?", goto="xyz"), END),
        "bot/flows/broken.py, step 'w': goto 'xyz' leads to no step. It can be one of: end, w.",
    ),
    "unknown goto of a branch": (
        flow(asked(), Branch(id="by", on="ask", cases={"yes": "edn"}), END),
        "bot/flows/broken.py, step 'by': goto 'edn' leads to no step. Did you mean 'end'?",
    ),
    "goto into a repeat": (
        flow(TICKS, Repeat(id="each", over="ticks", steps=(NAME,)), asked(goto="name_it"), END),
        "bot/flows/broken.py, step 'ask': goto 'name_it' leads to no step. It can be one of: ask, each, end, ticks.",
    ),
    "no end": (
        flow(NAME),
        "bot/flows/broken.py, step 'name_it': the flow stops here without an end. Add End(id=\"end\"), or a goto.",
    ),
    "unknown flow": (
        flow(NAME, Handover(id="over", flow="brokn"), END),
        "bot/flows/broken.py, step 'over': there is no flow 'brokn'. Did you mean 'broken'?",
    ),
    "unknown flow to begin": (
        flow(NAME, Begin(id="over", flow="none")),
        "bot/flows/broken.py, step 'over': there is no flow 'none'. It can be one of: broken.",
    ),
    "unknown flow of help": (
        flow(Write(id="w", text="W?", help="none"), END),
        "bot/flows/broken.py, step 'w': there is no flow 'none'. It can be one of: broken.",
    ),
    "unknown flow of help in a repeat": (
        flow(TICKS, Repeat(id="each", over="ticks", steps=(Write(id="w", text="W?", help="none"),)), END),
        "bot/flows/broken.py, step 'w': there is no flow 'none'. It can be one of: broken.",
    ),
    "reopened nowhere": (
        flow(NAME, END, reopen="name"),
        "bot/flows/broken.py: reopen 'name' is no step. Did you mean 'name_it'?",
    ),
    "opened at no step": (
        flow(NAME, Handover(id="over", flow="broken", at="name"), END),
        "bot/flows/broken.py, step 'over': it opens 'broken' at 'name', which is no step there. "
        "Did you mean 'name_it'?",
    ),
    "within no flow": (
        flow(NAME, END, within="brokn"),
        "bot/flows/broken.py: within 'brokn' is no flow. Did you mean 'broken'?",
    ),
    "orphan": (
        flow(Write(id="w", text="W?", goto="end"), NAME, END),
        "bot/flows/broken.py, step 'name_it': no step leads here. Point a goto at it, or take it away.",
    ),
    "dead end": (
        flow(
            asked(choices=(*YES_NO, Choice(key="loop", label="Loop", goto="round"))),
            END,
            asked(id="round", goto="round"),
        ),
        "bot/flows/broken.py, step 'round': no end can be reached from here. Give a choice or branch a way to an End.",
    ),
    "orphan after choices that all lead elsewhere": (
        flow(asked(choices=led("end")), NAME, END),
        "bot/flows/broken.py, step 'name_it': no step leads here. Point a goto at it, or take it away.",
    ),
    "orphan behind a goto that no choice takes": (
        flow(asked(choices=led("end"), goto="name_it"), END, replace(NAME, goto="end")),
        "bot/flows/broken.py, step 'name_it': no step leads here. Point a goto at it, or take it away.",
    ),
    "dead end where all choices lead round": (
        flow(NAME, asked(choices=led("name_it")), END),
        "bot/flows/broken.py, step 'ask': no end can be reached from here. Give a choice or branch a way to an End.",
    ),
    "goto that no choice takes": (
        flow(asked(choices=led("end"), goto="name_it"), replace(NAME, goto="ask"), END, reopen="name_it"),
        "bot/flows/broken.py, step 'ask': nothing takes its goto 'name_it'. Take it away.",
    ),
    "goto after an end": (
        flow(NAME, replace(END, goto="name_it")),
        "bot/flows/broken.py, step 'end': nothing takes its goto 'name_it'. Take it away.",
    ),
}

SOUND = {
    "a question that can be skipped, beside choices that all lead elsewhere": flow(
        asked(choices=led("end"), skippable=True, goto="name_it"), NAME, END
    ),
    "a recording beside choices that all lead elsewhere": flow(
        Speak(id="s", text="S?", choices=led("end"), goto="name_it"), NAME, END
    ),
    "items beside choices that all lead elsewhere": flow(picked(choices=led("end")), NAME, END),
    "a last question whose choices all lead back": flow(
        asked(choices=(YES_NO[0], replace(YES_NO[1], goto="more"))), END, asked(id="more", choices=led("ask"))
    ),
}


@every_broken(BROKEN)
def test_a_broken_flow_is_told_where_and_how_to_mend_it(broken: Flow, sentence: str) -> None:
    assert sentence in said(broken)


@every_broken(BROKEN)
def test_a_broken_flow_breaks_no_other(broken: Flow, sentence: str) -> None:
    assert said_of_another(broken) == []


@every_sound(SOUND)
def test_what_only_looks_broken_is_let_through(sound: Flow) -> None:
    assert said(sound) == []
