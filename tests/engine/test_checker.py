"""Broken flows, and exactly what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.checker import check
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
    Review,
    Scale,
    Tell,
    Wake,
    Write,
)

if TYPE_CHECKING:
    from typing import Any

    from bot.engine.steps import Step

FACTS = frozenset({"home", "languages"})
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
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_flow_is_told_where_and_how_to_mend_it(what: str) -> None:
    broken, sentence = BROKEN[what]
    assert sentence in said(broken)


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
