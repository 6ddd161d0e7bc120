"""Broken choosers: what `Open`, `Begin`, `Copy`, `Discard` and `Reuse` cannot go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.steps import Begin, Branch, Choice, Copy, Discard, Handover, Open, Reuse, Speak, Write
from tests.engine.checks.broken import (
    END,
    NAME,
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

BROKEN = {
    "open by nothing": (
        flow(NAME, Open(id="o", choice="name_its")),
        "bot/flows/broken.py, step 'o': it goes by 'name_its', which is no step. Did you mean 'name_it'?",
    ),
    "begin nothing": (
        flow(NAME, Begin(id="b")),
        "bot/flows/broken.py, step 'b': it begins nothing. Name the flow, or the step that chooses it.",
    ),
    "begin by nothing": (
        flow(NAME, Begin(id="b", choice="x")),
        "bot/flows/broken.py, step 'b': it goes by 'x', which is no step. It can be one of: b, name_it.",
    ),
    "reuse of what a text says": (
        flow(NAME, Reuse(id="r", choice="name_it", of=("name_it",)), END),
        "bot/flows/broken.py, step 'r': it goes by 'name_it', which picks nothing. Name a Pick over \"others\".",
    ),
    "reuse of no exercise": (
        flow(picked(source="languages"), Reuse(id="r", choice="p", of=("name_it",)), NAME, END),
        "bot/flows/broken.py, step 'r': it goes by 'p', which picks no exercise. Let it pick over \"home\".",
    ),
    "open by a text": (
        flow(NAME, Open(id="o", choice="name_it")),
        "bot/flows/broken.py, step 'o': it goes by 'name_it', which picks nothing. Name a Pick step.",
    ),
    "open by a choice": (
        flow(asked(), Open(id="o", choice="ask")),
        "bot/flows/broken.py, step 'o': it goes by 'ask', which picks nothing. Name a Pick step.",
    ),
    "open a language": (
        flow(picked(source="languages"), Open(id="o", choice="p")),
        "bot/flows/broken.py, step 'o': it goes by 'p', which picks no exercise. Let it pick over \"home\".",
    ),
    "open what can be skipped": (
        flow(picked(skippable=True), Open(id="o", choice="p")),
        "bot/flows/broken.py, step 'o': it goes by 'p', which can be skipped. Take skippable away.",
    ),
    "copy by nothing": (
        flow(NAME, Copy(id="c", choice="name_its", text="C")),
        "bot/flows/broken.py, step 'c': it goes by 'name_its', which is no step. Did you mean 'name_it'?",
    ),
    "copy a language": (
        flow(picked(source="languages"), Copy(id="c", choice="p", text="C")),
        "bot/flows/broken.py, step 'c': it goes by 'p', which picks no exercise. Let it pick over \"home\".",
    ),
    "delete by a text": (
        flow(NAME, Discard(id="d", choice="name_it"), END),
        "bot/flows/broken.py, step 'd': it goes by 'name_it', which picks nothing. Name a Pick step.",
    ),
    "delete by a choice of no exercise": (
        flow(picked(choices=YES_NO), Discard(id="d", choice="p"), END),
        "bot/flows/broken.py, step 'd': the choice 'yes' of 'p' is no exercise. Give it a goto of its own.",
    ),
    "hand over to what nobody knows": (
        flow(NAME, Handover(id="h", flow="broken", to="name_itt"), END),
        "bot/flows/broken.py, step 'h': it hands over to 'name_itt', which is no step, value or fact. "
        "Did you mean 'name_it'?",
    ),
    "begin by a text": (
        flow(NAME, Begin(id="b", choice="name_it")),
        "bot/flows/broken.py, step 'b': it goes by 'name_it', which chooses no flow. Name an Ask or Pick step.",
    ),
    "begin by a recording": (
        flow(Speak(id="s", text="S?", choices=(Choice(key="broken", label="B"),)), Begin(id="b", choice="s")),
        "bot/flows/broken.py, step 'b': it goes by 's', which chooses no flow. Name an Ask or Pick step.",
    ),
    "begin by a choice of no flow": (
        flow(asked(choices=(Choice(key="new_brokn", label="Broken"),)), Begin(id="b", choice="ask")),
        "bot/flows/broken.py, step 'b': the choice 'new_brokn' of 'ask' is no flow. Did you mean 'broken'?",
    ),
    "begin by a choice of no flow, later on": (
        flow(asked(), NAME, Begin(id="b", choice="ask")),
        "bot/flows/broken.py, step 'b': the choice 'no' of 'ask' is no flow. It can be one of: broken.",
    ),
}

SOUND = {
    "a choice that leads elsewhere than to what begins": flow(
        asked(choices=(Choice(key="new_broken", label="Begin"), Choice(key="no", label="No", goto="end"))),
        Begin(id="b", choice="ask", goto="end"),
        END,
    ),
    "a choice that a branch leads elsewhere": flow(
        asked(choices=(Choice(key="broken", label="Begin"), Choice(key="no", label="No"))),
        Branch(id="by", on="ask", cases={"no": "end"}),
        Begin(id="b", choice="ask", goto="end"),
        END,
    ),
    "a choice that a value may lead elsewhere": flow(
        picked(choices=YES_NO),
        Branch(id="by", on="kind", cases={"no": "end"}),
        Open(id="o", choice="p", goto="end"),
        END,
        values={"kind": len},
    ),
    "a choice that comes round to be made again": flow(
        picked(choices=(Choice(key="no", label="No", goto="name_it"),)),
        Open(id="o", choice="p", goto="end"),
        Write(id="name_it", text="What?", goto="p"),
        END,
        reopen="name_it",
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
