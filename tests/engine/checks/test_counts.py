"""Broken counts: texts that choose their plural by what is no number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine.steps import AskNumber, Choice, Scale, Tell
from tests.engine.checks.broken import (
    END,
    NAME,
    TICKS,
    asked,
    each,
    every_broken,
    every_sound,
    flow,
    said,
    said_of_another,
)

if TYPE_CHECKING:
    from bot.engine.flow import Flow
    from bot.engine.text import Words
    from bot.engine.view import View

MEND = "Name an AskNumber or Scale step, or make a number of it in `values`."


def counted(count: str) -> Tell:
    return Tell(id="said", text="{n} word.", plural="{n} words.", count=count)


def written(view: View) -> str:
    return str(view.value("name_it"))


def listed(view: View) -> tuple[Words, ...]:
    return (view.words("one"),)


def number(view: View) -> int:
    return len(written(view))


BROKEN = {
    "a plural that counts what nobody knows": (
        flow(NAME, counted("word"), END, values={"words": len}),
        "bot/flows/broken.py, step 'said': it counts 'word', which is unknown. Did you mean 'words'?",
    ),
    "a plural that counts a text": (
        flow(NAME, counted("name_it"), END, values={"words": len}),
        f"bot/flows/broken.py, step 'said': it counts 'name_it', which is no number. {MEND}",
    ),
    "a plural that counts ticks": (
        flow(TICKS, counted("ticks"), END),
        f"bot/flows/broken.py, step 'said': it counts 'ticks', which is no number. {MEND}",
    ),
    "a plural that counts a fact": (
        flow(NAME, counted("contact"), END),
        f"bot/flows/broken.py, step 'said': it counts 'contact', which is no number. {MEND}",
    ),
    "a plural that counts what the person is called": (
        flow(AskNumber(id="name", text="N?"), counted("name"), END),
        f"bot/flows/broken.py, step 'said': it counts 'name', which is no number. {MEND}",
    ),
    "a plural that counts a value of the flow's that is a text": (
        flow(NAME, counted("written"), END, values={"written": written}),
        f"bot/flows/broken.py, step 'said': it counts 'written', which is no number. {MEND}",
    ),
    "a plural that counts a value of the flow's that is a list": (
        flow(NAME, counted("listed"), END, values={"listed": listed}),
        f"bot/flows/broken.py, step 'said': it counts 'listed', which is no number. {MEND}",
    ),
    "a plural without a count": (
        flow(NAME, counted(""), END),
        f"bot/flows/broken.py, step 'said': it counts nothing. {MEND}",
    ),
    "a count without a plural": (
        flow(AskNumber(id="many", text="N?"), replace(counted("many"), text="A word.", plural=""), END),
        "bot/flows/broken.py, step 'said': it counts 'many' without a plural. Add plural=N_(\"...\").",
    ),
    "a plural that counts a scale with something beside it": (
        flow(Scale(id="heat", text="H?", choices=(Choice(key="no", label="No"),)), counted("heat"), END),
        f"bot/flows/broken.py, step 'said': it counts 'heat', which is no number. {MEND}",
    ),
    "a plural that counts what is asked in a repeat": (
        flow(TICKS, each(Scale(id="heat", text="H?")), counted("heat"), END),
        "bot/flows/broken.py, step 'said': it counts 'heat', which is asked in the repeat 'each', "
        "for each item by itself. Name a step outside of it.",
    ),
}

SOUND = {
    "plurals that count numbers": flow(
        AskNumber(id="many", text="N?"),
        Scale(id="heat", text="H?"),
        counted("many"),
        replace(counted("heat"), id="hot"),
        END,
    ),
    "a plural in a repeat that counts what is asked there": flow(
        TICKS,
        each(Scale(id="heat", text="H?"), asked(text="{n} degree?", plural="{n} degrees?", count="heat")),
        END,
    ),
    "plurals that count what may be numbers": flow(
        NAME,
        counted("told"),
        replace(counted("untold"), id="other"),
        END,
        values={"told": number, "untold": lambda view: view.value("name_it")},
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
