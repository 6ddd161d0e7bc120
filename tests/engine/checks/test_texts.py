"""Broken texts: missing ones, and names in them that nobody can fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.document import Document
from bot.engine.picture import Picture
from bot.engine.steps import Choice, Copy, Forget, Repeat, Tell, Write
from bot.engine.text import Words
from tests.engine.checks.broken import (
    END,
    NAME,
    TICKS,
    asked,
    each,
    every_broken,
    every_sound,
    flow,
    picked,
    said,
    said_of_another,
)

if TYPE_CHECKING:
    from bot.engine.flow import Flow

PICTURE = Picture("star", {})
DOCUMENT = Document(Words("File"), "", "", ())
BROKEN = {
    "a number in a text without a plural": (
        flow(NAME, Tell(id="said", text="{n} words."), END),
        "bot/flows/broken.py, step 'said': {n} in its text is unknown. Add plural=N_(\"...\") and count.",
    ),
    "no text": (
        flow(Write(id="w"), END),
        "bot/flows/broken.py, step 'w': it says nothing. Add text=N_(\"...\").",
    ),
    "no text to tell": (
        flow(NAME, Tell(id="t"), END),
        "bot/flows/broken.py, step 't': it says nothing. Add text=N_(\"...\").",
    ),
    "no receipt of an erasure": (
        flow(NAME, Forget(id="f")),
        "bot/flows/broken.py, step 'f': it says nothing. Add text=N_(\"...\").",
    ),
    "a copy without a word": (
        flow(picked(), Copy(id="c", choice="p")),
        "bot/flows/broken.py, step 'c': it says nothing. Add text=N_(\"...\").",
    ),
    "a picture and a document in one message": (
        flow(NAME, Tell(id="t", text="T", picture=lambda _: PICTURE, document=lambda _: DOCUMENT), END),
        "bot/flows/broken.py, step 't': it has two of a picture, a document and a copy, and a message carries one of "
        "them. Make two Tell steps of it.",
    ),
    "no short name": (
        flow(Write(id="w", text="W?", numbered=True), END),
        "bot/flows/broken.py, step 'w': it has no short name for lists. Add short=N_(\"...\").",
    ),
    "unknown placeholder": (
        flow(NAME, Tell(id="t", text="So it is {name_its}."), END),
        "bot/flows/broken.py, step 't': {name_its} in its text is unknown. Did you mean 'name_it'?",
    ),
    "unknown placeholder in a label": (
        flow(asked(choices=(Choice(key="yes", label="Yes, {nme}"),)), END),
        "bot/flows/broken.py, step 'ask': {nme} in its text is unknown. Did you mean 'name'?",
    ),
    "unknown placeholder of the name": (
        flow(NAME, END, called="Talk: {nam_it}"),
        "bot/flows/broken.py: {nam_it} in its text is unknown. Did you mean 'name_it'?",
    ),
    "placeholder without a name": (
        flow(NAME, Tell(id="t", text="So it is {}."), END),
        "bot/flows/broken.py, step 't': {} in its text has no name. Name what goes there, like {item}.",
    ),
    "open brace": (
        flow(NAME, Tell(id="t", text="So it is {name_it."), END),
        "bot/flows/broken.py, step 't': 'So it is {name_it.' cannot be filled in: expected '}' before end of string. "
        "Write {{ and }} for braces.",
    ),
    "the item of no repeat": (
        flow(NAME, Tell(id="t", text="So it is {item}."), END),
        "bot/flows/broken.py, step 't': {item} in its text stands in no repeat. "
        "Put the question into the steps of a Repeat, or name something else.",
    ),
    "the item in the text of the repeat itself": (
        flow(TICKS, Repeat(id="each", over="ticks", text="Now {item}", steps=(NAME,)), END),
        "bot/flows/broken.py, step 'each': {item} in its text stands in no repeat. "
        "Put the question into the steps of a Repeat, or name something else.",
    ),
    "the item in the name of an exercise": (
        flow(TICKS, each(NAME), END, called="Talk: {item}"),
        "bot/flows/broken.py: {item} in its text stands in no repeat. "
        "Put the question into the steps of a Repeat, or name something else.",
    ),
    "a step that is called like the item": (
        flow(Write(id="item", text="What?"), Tell(id="t", text="So it is {item}."), END),
        "bot/flows/broken.py, step 't': {item} in its text stands in no repeat. "
        "Put the question into the steps of a Repeat, or name something else.",
    ),
    "a fact in a text that is none": (
        flow(NAME, Tell(id="t", text="There is {home}."), END),
        "bot/flows/broken.py, step 't': {home} in its text is a fact of exercises, not of text. "
        "Make a text of it in `values`.",
    ),
    "a step that asks nothing": (
        flow(NAME, Tell(id="t", text="This is the {end}."), END),
        "bot/flows/broken.py, step 't': {end} in its text is a step that asks nothing. Name a question.",
    ),
    "a step that asks nothing, called like a fact": (
        flow(NAME, Tell(id="contact", text="Call {contact}."), END),
        "bot/flows/broken.py, step 'contact': {contact} in its text is a step that asks nothing. Name a question.",
    ),
    "a question inside a repeat": (
        flow(TICKS, each(NAME), Tell(id="t", text="So it is {name_it}."), END),
        "bot/flows/broken.py, step 't': {name_it} in its text is asked in the repeat 'each', for each item by itself. "
        "Name a step outside of it.",
    ),
    "a question inside a repeat, in the name of an exercise": (
        flow(TICKS, each(NAME), END, called="Talk: {name_it}"),
        "bot/flows/broken.py: {name_it} in its text is asked in the repeat 'each', for each item by itself. "
        "Name a step outside of it.",
    ),
    "a question inside another repeat": (
        flow(
            TICKS,
            each(NAME),
            Repeat(id="again", over="ticks", steps=(Write(id="w", text="Why {name_it}?"),)),
            END,
        ),
        "bot/flows/broken.py, step 'w': {name_it} in its text is asked in the repeat 'each', for each item by itself. "
        "Name a step outside of it.",
    ),
}

SOUND = {
    "a question of the same repeat, and one before it": flow(
        TICKS, each(NAME, Write(id="w", text="You ticked {ticks} and wrote {name_it}. Why?")), END
    ),
    "a step that asks nothing, called like a value of the person": flow(
        NAME, Tell(id="name", text="Hello {name}"), END
    ),
    "a value that is called like the item": flow(
        NAME, Tell(id="t", text="{item}"), END, values={"item": len}
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
