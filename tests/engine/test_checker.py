"""Broken flows, and exactly what is said of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.engine.checker import check
from bot.engine.fact import Fact
from bot.engine.flow import Flow
from bot.engine.steps import (
    Arrange,
    Ask,
    AskDate,
    AskMany,
    AskNumber,
    Begin,
    Branch,
    Choice,
    End,
    Forget,
    Handover,
    Open,
    Pick,
    Remember,
    Repeat,
    Reuse,
    Review,
    Scale,
    Speak,
    Tell,
    Wake,
    Write,
)

if TYPE_CHECKING:
    from typing import Any

    from bot.engine.steps import Step

FACTS = {
    "contact": Fact("text", "how to reach us"),
    "everything": Fact("paragraphs", "all that is stored"),
    "home": Fact("exercises", "what can be continued or begun"),
    "languages": Fact("items", "the languages on offer"),
}
END = End(id="end")
NAME = Write(id="name_it", text="What is it called?")
YES_NO = (Choice(key="yes", label="Yes"), Choice(key="no", label="No"))
TICKS = AskMany(id="ticks", text="Which?", choices=YES_NO)


def flow(*steps: Step, **more: Any) -> Flow:
    return Flow(**{"id": "broken", "title": "Broken", "steps": steps, **more})


def said(broken: Flow, **others: Flow) -> list[str]:
    return [str(problem) for problem in check("broken", broken, {"broken": broken, **others}, FACTS)]


def asked(**more: Any) -> Ask:
    return Ask(**{"id": "ask", "text": "Which?", "choices": YES_NO, **more})


def each(*steps: Any, over: str = "ticks") -> Repeat:
    return Repeat(id="each", over=over, steps=steps)


def picked(**more: Any) -> Pick:
    return Pick(**{"id": "p", "text": "P?", "source": "home", **more})


def many(number: int) -> tuple[Choice, ...]:
    return tuple(Choice(key=f"k{n}", label=f"Choice {n}") for n in range(number))


def pairs(*texts: str) -> dict[Any, str]:
    """Cases whose keys are whatever a careless hand may write."""
    return dict(zip((True, 3), texts, strict=True))


BROKEN = {
    "another name": (
        flow(NAME, END, id="other"),
        "bot/flows/broken.py: the flow calls itself 'other'. Set id='broken', like the file.",
    ),
    "no title": (
        flow(NAME, END, title=""),
        'bot/flows/broken.py: the flow has no title. Add title=N_("...").',
    ),
    "no steps": (
        flow(),
        "bot/flows/broken.py: the flow has no steps. Declare at least one question and an End.",
    ),
    "bad step id": (
        flow(Write(id="Who Are You", text="Who?"), END),
        "bot/flows/broken.py, step 'Who Are You': the id is not usable. "
        "Use 1-32 of a-z, 0-9 and _, beginning with a letter.",
    ),
    "long step id": (
        flow(Write(id="w" * 33, text="Who?"), END),
        f"bot/flows/broken.py, step {'w' * 33!r}: the id is not usable. "
        "Use 1-32 of a-z, 0-9 and _, beginning with a letter.",
    ),
    "duplicate step": (
        flow(NAME, NAME, END),
        "bot/flows/broken.py, step 'name_it': the id is used twice. Give each step an id of its own.",
    ),
    "duplicate step in a repeat": (
        flow(TICKS, NAME, Repeat(id="each", over="ticks", steps=(NAME,)), END),
        "bot/flows/broken.py, step 'name_it': the id is used twice. Give each step an id of its own.",
    ),
    "an earlier id that another step has now": (
        flow(NAME, End(id="end", formerly=("name_it",))),
        "bot/flows/broken.py, step 'end': its earlier id 'name_it' is in use. Take it out of `formerly`.",
    ),
    "an earlier id of two steps": (
        flow(Write(id="one", text="One?", formerly=("old",)), End(id="end", formerly=("old",))),
        "bot/flows/broken.py, step 'end': its earlier id 'old' is in use. Take it out of `formerly`.",
    ),
    "an earlier key that another choice has now": (
        flow(asked(choices=(YES_NO[0], Choice(key="sure", label="Sure", formerly=("yes",)))), END),
        "bot/flows/broken.py, step 'ask': the choice 'yes' is there twice. Give each choice its own key.",
    ),
    "a plural that counts what nobody knows": (
        flow(
            NAME,
            Tell(id="said", text="{n} word.", plural="{n} words.", count="word"),
            END,
            values={"words": len},
        ),
        "bot/flows/broken.py, step 'said': it counts 'word', which is unknown. Did you mean 'words'?",
    ),
    "a number in a text without a plural": (
        flow(NAME, Tell(id="said", text="{n} words."), END),
        "bot/flows/broken.py, step 'said': {n} in its text is unknown. Add plural=N_(\"...\") and count.",
    ),
    "no choices": (
        flow(asked(choices=()), END),
        "bot/flows/broken.py, step 'ask': there is nothing to choose. Declare choices=(Choice(...), ...).",
    ),
    "duplicate key": (
        flow(asked(choices=(YES_NO[0], Choice(key="yes", label="Sure"))), END),
        "bot/flows/broken.py, step 'ask': the choice 'yes' is there twice. Give each choice its own key.",
    ),
    "duplicate label": (
        flow(asked(choices=(YES_NO[0], Choice(key="sure", label="yes"))), END),
        "bot/flows/broken.py, step 'ask': two choices say 'Yes'. Let each choice say something else.",
    ),
    "bad key": (
        flow(asked(choices=(Choice(key="@yes", label="Yes"),)), END),
        "bot/flows/broken.py, step 'ask': the key '@yes' is not usable. Use 1-32 of a-z, 0-9 and _.",
    ),
    "long key": (
        flow(asked(choices=(Choice(key="k" * 33, label="Yes"),)), END),
        f"bot/flows/broken.py, step 'ask': the key {'k' * 33!r} is not usable. Use 1-32 of a-z, 0-9 and _.",
    ),
    "no label": (
        flow(asked(choices=(Choice(key="yes", label=""),)), END),
        "bot/flows/broken.py, step 'ask': the choice 'yes' has no label. Add label=N_(\"...\").",
    ),
    "empty repeat": (
        flow(TICKS, Repeat(id="each", over="ticks", steps=()), END),
        "bot/flows/broken.py, step 'each': it repeats nothing. Declare steps=(...) with a question.",
    ),
    "goto out of a repeat": (
        flow(TICKS, Repeat(id="each", over="ticks", steps=(Write(id="w", text="W?", goto="end"),)), END),
        "bot/flows/broken.py, step 'w': a goto cannot lead out of the repeat 'each'. Put a Branch after it.",
    ),
    "choice out of a repeat": (
        flow(
            TICKS,
            Repeat(
                id="each",
                over="ticks",
                steps=(asked(choices=(Choice(key="stop", label="Stop", goto="end"),)),),
            ),
            END,
        ),
        "bot/flows/broken.py, step 'ask': a goto cannot lead out of the repeat 'each'. Put a Branch after it.",
    ),
    "numbered in a repeat": (
        flow(
            TICKS,
            Repeat(id="each", over="ticks", steps=(Write(id="w", text="W?", short="W", numbered=True),)),
            END,
        ),
        "bot/flows/broken.py, step 'w': a repeated question has no number of its own. Take numbered away.",
    ),
    "place too long for a button": (
        flow(TICKS, Repeat(id="each", over="ticks", steps=(Write(id="w" * 32, text="W?"),)), END),
        f"bot/flows/broken.py, step {'w' * 32!r}: its place 'each/yes/{'w' * 32}' is too long for a button. "
        "Shorten the ids or the key by 3.",
    ),
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
    "loop without a question": (
        flow(
            asked(),
            Tell(id="one", text="One"),
            Branch(id="two", on="ask", cases={"no": "end"}, goto="one"),
            END,
        ),
        "bot/flows/broken.py, step 'one': it leads back to itself without a question. Put a question into the loop.",
    ),
    "loop through a repeat over nothing": (
        flow(
            TICKS,
            Repeat(id="each", over="ticks", steps=(NAME,)),
            Branch(id="two", on="ticks", cases={"x": "end"}, goto="each"),
            END,
        ),
        "bot/flows/broken.py, step 'each': it leads back to itself without a question. Put a question into the loop.",
    ),
    "hand-over to itself": (
        flow(Tell(id="hi", text="Hi"), Handover(id="over", flow="broken"), END),
        "bot/flows/broken.py: it hands over to itself without a question. Ask something before the hand-over.",
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
    "unknown branch": (
        flow(asked(), Branch(id="by", on="asks", cases={"yes": "end"}), END),
        "bot/flows/broken.py, step 'by': it branches on 'asks', which is unknown. Did you mean 'ask'?",
    ),
    "wrong case": (
        flow(asked(), Branch(id="by", on="ask", cases={"yess": "end"}), END),
        "bot/flows/broken.py, step 'by': the case 'yess' is no choice of 'ask'. Did you mean 'yes'?",
    ),
    "unknown source": (
        flow(Pick(id="p", text="P?", source="homes"), END),
        "bot/flows/broken.py, step 'p': its source 'homes' is no fact. Did you mean 'home'?",
    ),
    "unknown source to tell": (
        flow(NAME, Tell(id="t", source="language"), END),
        "bot/flows/broken.py, step 't': its source 'language' is no fact. Did you mean 'languages'?",
    ),
    "order of nothing": (
        flow(NAME, Arrange(id="a", text="A?", of="name_it"), END),
        "bot/flows/broken.py, step 'a': it orders 'name_it', which ticks nothing. Name an AskMany step.",
    ),
    "repeat over a text": (
        flow(NAME, Repeat(id="each", over="name_it", steps=(asked(),)), END),
        "bot/flows/broken.py, step 'each': it repeats over 'name_it'. Name an AskMany or AskNumber step.",
    ),
    "review of no question": (
        flow(NAME, Review(id="r", text="R?", of=("name_it", "end")), END),
        "bot/flows/broken.py, step 'r': it reviews a step that asks nothing. Name questions only in `of`.",
    ),
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
    "wake on a text": (
        flow(NAME, Wake(id="w", kind="k", on="name_it"), END),
        "bot/flows/broken.py, step 'w': it wakes on 'name_it', which asks no day. Name an AskDate step.",
    ),
    "remember an unknown field": (
        flow(NAME, Remember(id="r", field="langage", value=lambda view: view.value("name_it")), END),
        "bot/flows/broken.py, step 'r': nobody has a 'langage'. Did you mean 'language'?",
    ),
    "impossible number": (
        flow(AskNumber(id="n", text="N?", low=3, high=2), END),
        "bot/flows/broken.py, step 'n': it goes from 3 to 2. Let low be below high.",
    ),
    "impossible ticks": (
        flow(AskMany(id="m", text="M?", choices=YES_NO, at_least=3), END),
        "bot/flows/broken.py, step 'm': it wants 3 to 100 of 2 choices. Let that be possible.",
    ),
    "empty pages": (
        flow(Pick(id="p", text="P?", source="home", page_size=0), END),
        "bot/flows/broken.py, step 'p': its pages hold nothing. Let page_size be 1 or more.",
    ),
    "scale below nought": (
        flow(Scale(id="s", text="S?", low=-2, high=2), END),
        "bot/flows/broken.py, step 's': it begins at -2. Let low be 0 or more.",
    ),
    "scale upside down": (
        flow(Scale(id="s", text="S?", low=5, high=5), END),
        "bot/flows/broken.py, step 's': it goes from 5 to 5. Let low be below high.",
    ),
    "scale with other labels": (
        flow(Scale(id="s", text="S?", low=1, high=3, labels=("Bad", "Good")), END),
        "bot/flows/broken.py, step 's': its labels do not match its numbers. Give one label for each number.",
    ),
    "text of impossible length": (
        flow(Write(id="w", text="W?", at_least=10, at_most=5), END),
        "bot/flows/broken.py, step 'w': its least is more than its most. Let at_least be below at_most.",
    ),
    "labels that are the same once case and symbols are gone": (
        flow(asked(choices=(Choice(key="yes", label="Ja!"), Choice(key="sure", label="ja"))), END),
        "bot/flows/broken.py, step 'ask': two choices say 'Ja!'. Let each choice say something else.",
    ),
    "a yes-or-no case that is no text": (
        flow(asked(), Branch(id="by", on="ask", cases=pairs("end", "end")), END),
        "bot/flows/broken.py, step 'by': the case True is no text. Write 'yes'.",
    ),
    "a number as a case": (
        flow(asked(), Branch(id="by", on="ask", cases=pairs("end", "end")), END),
        "bot/flows/broken.py, step 'by': the case 3 is no text. Write '3'.",
    ),
    "a message in a repeat": (
        flow(TICKS, each(NAME, Tell(id="t", text="Well done.")), END),
        "bot/flows/broken.py, step 't': it asks nothing in the repeat 'each'. Put it before or after it.",
    ),
    "a repeat in a repeat": (
        flow(TICKS, each(Repeat(id="again", over="ticks", steps=(NAME,))), END),
        "bot/flows/broken.py, step 'again': it asks nothing in the repeat 'each'. Put it before or after it.",
    ),
    "an end in a repeat": (
        flow(TICKS, each(End(id="stop")), END),
        "bot/flows/broken.py, step 'stop': it asks nothing in the repeat 'each'. Put it before or after it.",
    ),
    "loop through an order of one": (
        flow(
            TICKS,
            Arrange(id="a", text="A?", of="ticks"),
            Branch(id="two", on="ticks", cases={"x": "end"}, goto="a"),
            END,
        ),
        "bot/flows/broken.py, step 'a': it leads back to itself without a question. "
        "Put a question into the loop that is always asked, as 'a' is not.",
    ),
    "loop through a repeat that may ask nothing": (
        flow(
            AskMany(id="ticks", text="Which?", choices=YES_NO, at_least=1),
            each(Arrange(id="a", text="A?", of="ticks")),
            Branch(id="two", on="ticks", cases={"x": "end"}, goto="each"),
            END,
        ),
        "bot/flows/broken.py, step 'each': it leads back to itself without a question. Put a question into the loop.",
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
    "branch on a fact that is no text": (
        flow(NAME, Branch(id="by", on="languages", cases={"da": "end"}), END),
        "bot/flows/broken.py, step 'by': it branches on 'languages', a fact of items. Make a word of it in `values`.",
    ),
    "pick of a text": (
        flow(picked(source="contact"), END),
        "bot/flows/broken.py, step 'p': its source 'contact' is a fact of text, not of items. "
        "It can be one of: home, languages.",
    ),
    "telling of items": (
        flow(NAME, Tell(id="t", source="home"), END),
        "bot/flows/broken.py, step 't': its source 'home' is a fact of exercises, not of paragraphs. "
        "It can be one of: everything.",
    ),
    "reuse of what a text says": (
        flow(NAME, Reuse(id="r", choice="name_it", of=("name_it",)), END),
        "bot/flows/broken.py, step 'r': it goes by 'name_it', which picks nothing. Name a Pick over \"others\".",
    ),
    "reuse of no exercise": (
        flow(picked(source="languages"), Reuse(id="r", choice="p", of=("name_it",)), NAME, END),
        "bot/flows/broken.py, step 'r': it goes by 'p', which picks no exercise. Let it pick over \"home\".",
    ),
    "reuse of no question": (
        flow(picked(), Reuse(id="r", choice="p", of=("end",)), END),
        "bot/flows/broken.py, step 'r': it reuses a step that asks nothing. Name questions only in `of`.",
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
    "repeat before its number": (
        flow(each(NAME, over="n"), AskNumber(id="n", text="N?", high=3), END),
        "bot/flows/broken.py, step 'each': it stands before 'n', which it needs. Move it after that step.",
    ),
    "order before the ticks": (
        flow(Arrange(id="a", text="A?", of="ticks"), TICKS, END),
        "bot/flows/broken.py, step 'a': it stands before 'ticks', which it needs. Move it after that step.",
    ),
    "wake before the day": (
        flow(Wake(id="w", kind="k", on="day"), AskDate(id="day", text="Day?"), END),
        "bot/flows/broken.py, step 'w': 'day' is never answered before it. Put it on the way after that step.",
    ),
    "review before the question": (
        flow(Review(id="r", text="R?", of=("name_it",)), NAME, END),
        "bot/flows/broken.py, step 'r': 'name_it' is never answered before it. Put it on the way after that step.",
    ),
    "open before the choice": (
        flow(
            asked(choices=(Choice(key="a", label="A", goto="o"), Choice(key="b", label="B", goto="p"))),
            Open(id="o", choice="p"),
            picked(),
            END,
        ),
        "bot/flows/broken.py, step 'o': 'p' is never answered before it. Put it on the way after that step.",
    ),
    "review of a repeated question": (
        flow(TICKS, each(NAME), Review(id="r", text="R?", of=("name_it",)), END),
        "bot/flows/broken.py, step 'r': 'name_it' is asked in the repeat 'each', for each item by itself. "
        "Name a step outside of it.",
    ),
    "wake on a repeated day": (
        flow(TICKS, each(AskDate(id="day", text="Day?")), Wake(id="w", kind="k", on="day"), END),
        "bot/flows/broken.py, step 'w': 'day' is asked in the repeat 'each', for each item by itself. "
        "Name a step outside of it.",
    ),
    "branch on a repeated question": (
        flow(TICKS, each(asked()), Branch(id="by", on="ask", cases={"yes": "end"}), END),
        "bot/flows/broken.py, step 'by': 'ask' is asked in the repeat 'each', for each item by itself. "
        "Name a step outside of it.",
    ),
    "wake like the nudge": (
        flow(AskDate(id="day", text="Day?"), Wake(id="w", kind="nudge", on="day"), END),
        "bot/flows/broken.py, step 'w': the kind 'nudge' is one of the bot's own. Name it after what happens that day.",
    ),
    "wake like the erasure of the undecided": (
        flow(AskDate(id="day", text="Day?"), Wake(id="w", kind="undecided", on="day"), END),
        "bot/flows/broken.py, step 'w': the kind 'undecided' is one of the bot's own. "
        "Name it after what happens that day.",
    ),
    "wake of no kind": (
        flow(AskDate(id="day", text="Day?"), Wake(id="w", kind="", on="day"), END),
        "bot/flows/broken.py, step 'w': the kind '' is not usable. "
        "Use 1-31 of a-z, 0-9 and _, beginning with a letter.",
    ),
    "wake of a kind too long for a button": (
        flow(AskDate(id="day", text="Day?"), Wake(id="w", kind="k" * 32, on="day"), END),
        f"bot/flows/broken.py, step 'w': the kind {'k' * 32!r} is not usable. "
        "Use 1-31 of a-z, 0-9 and _, beginning with a letter.",
    ),
    "scale without end": (
        flow(Scale(id="s", text="S?", low=1, high=25), END),
        "bot/flows/broken.py, step 's': its scale has 25 steps. Let it have 24 at most, or ask with AskNumber.",
    ),
    "choices without end": (
        flow(asked(choices=many(61)), END),
        "bot/flows/broken.py, step 'ask': it shows 61 buttons at once. Let it show 60 at most.",
    ),
    "ticks without end": (
        flow(AskMany(id="m", text="M?", choices=many(61)), END),
        "bot/flows/broken.py, step 'm': it shows 61 buttons at once. Let it show 60 at most.",
    ),
    "pages without end": (
        flow(picked(page_size=59, choices=tuple(replace(each, goto="end") for each in YES_NO)), END),
        "bot/flows/broken.py, step 'p': it shows 61 buttons at once. Let it show 60 at most.",
    ),
    "beginnings without end": (
        flow(Write(id="w", text="W?", starters=("I am",) * 61), END),
        "bot/flows/broken.py, step 'w': it shows 61 buttons at once. Let it show 60 at most.",
    ),
    "review without end": (
        flow(NAME, Review(id="r", text="R?", of=("name_it",) * 61), END),
        "bot/flows/broken.py, step 'r': it shows 61 buttons at once. Let it show 60 at most.",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_flow_is_told_where_and_how_to_mend_it(what: str) -> None:
    broken, sentence = BROKEN[what]
    assert sentence in said(broken)


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_flow_breaks_no_other(what: str) -> None:
    broken, _ = BROKEN[what]
    sound = Flow(id="sound", title="Sound", steps=(NAME, END))
    assert check("sound", sound, {"broken": broken, "sound": sound}, FACTS) == []


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
    "a review of what follows, once the exercise is opened again": flow(
        Ask(id="ask", text="?", choices=(YES_NO[0], Choice(key="no", label="No", goto="name_it"))),
        Review(id="r", text="R?", of=("name_it",), goto="end"),
        NAME,
        END,
        reopen="r",
    ),
    "a review of what follows, in a flow that is begun again each time": flow(
        Review(id="r", text="R?", of=("name_it",)), NAME, END, single=True
    ),
    "a review of what another exercise told": flow(
        picked(),
        Reuse(id="reuse", choice="p", of=("name_it",)),
        Review(id="r", text="R?", of=("name_it",)),
        NAME,
        END,
    ),
    "an order inside a repeat, of what is ticked there": flow(
        TICKS,
        each(
            AskMany(id="parts", text="Which of {item}?", choices=YES_NO, short="Of {item}"),
            Arrange(id="a", text="First?", of="parts"),
        ),
        END,
    ),
    "a value that is called like the item": flow(
        NAME, Tell(id="t", text="{item}"), END, values={"item": len}
    ),
    "the most there may be": flow(
        Scale(id="s", text="S?", low=0, high=23), asked(choices=many(60)), picked(page_size=60), END
    ),
    "a loop that always asks": flow(
        TICKS,
        Arrange(id="a", text="A?", of="ticks"),
        asked(),
        Branch(id="by", on="ask", cases={"yes": "a"}),
        END,
    ),
}


@pytest.mark.parametrize("what", SOUND)
def test_what_only_looks_broken_is_let_through(what: str) -> None:
    assert said(SOUND[what]) == []


def test_a_sound_flow_has_no_problems() -> None:
    sound = flow(
        asked(),
        AskDate(id="day", text="Which day?"),
        AskNumber(id="many", text="How many?", low=0, high=3),
        Repeat(id="each", over="many", steps=(Write(id="w", text="What about {item}?"),)),
        Branch(id="by", on="ask", cases={"yes": "end"}, goto="end"),
        END,
    )
    assert said(sound) == []


def test_flows_that_hand_over_to_each_other_without_a_question_are_both_named() -> None:
    here = flow(Handover(id="over", flow="there"), END)
    there = Flow(id="there", title="There", steps=(Handover(id="back", flow="broken"), END))
    sentence = "it hands over to itself without a question. Ask something before the hand-over."
    flows = {"broken": here, "there": there}
    assert [str(problem) for problem in check("broken", here, flows, FACTS)] == [
        f"bot/flows/broken.py: {sentence}"
    ]
    assert [str(problem) for problem in check("there", there, flows, FACTS)] == [
        f"bot/flows/there.py: {sentence}"
    ]


def test_flows_that_ask_before_they_hand_over_may_go_in_circles() -> None:
    here = flow(NAME, Handover(id="over", flow="there"), END)
    there = Flow(id="there", title="There", steps=(Handover(id="back", flow="broken"), END))
    assert said(here, there=there) == []
