"""Broken references: steps, values, facts and kinds that do not exist, or cannot be used so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.steps import (
    Act,
    Arrange,
    AskDate,
    AskMany,
    AskTime,
    Choice,
    Hush,
    Keep,
    Open,
    Pick,
    Remember,
    Repeat,
    Reuse,
    Review,
    Tell,
    Unsay,
    Wake,
)
from tests.engine.checks.broken import (
    END,
    NAME,
    TICKS,
    YES_NO,
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

BROKEN = {
    "no choice to stand above": (
        flow(picked(choices=YES_NO, above=("yess",)), END),
        "bot/flows/broken.py, step 'p': 'yess' above its items is no choice. Did you mean 'yes'?",
    ),
    "a last yes that begins again nowhere": (
        flow(NAME, asked(lapses_to="name_it"), END),
        "bot/flows/broken.py, step 'ask': it lapses to 'name_it', which is no menu. Name a question that asks again.",
    ),
    "a yes that begins again nowhere": (
        flow(NAME, asked(begins_at="stands"), END),
        "bot/flows/broken.py, step 'ask': it begins again at 'stands', which is no step. Name a step of this flow.",
    ),
    "unknown source": (
        flow(Pick(id="p", text="P?", source="homes"), END),
        "bot/flows/broken.py, step 'p': its source 'homes' is no fact. Did you mean 'home'?",
    ),
    "unknown source to tell": (
        flow(NAME, Tell(id="t", source="language"), END),
        "bot/flows/broken.py, step 't': its source 'language' is no fact. Did you mean 'languages'?",
    ),
    "built upon what cannot be skipped": (
        flow(NAME, asked(after="name_it"), END),
        "bot/flows/broken.py, step 'ask': it builds upon 'name_it', which cannot be skipped. "
        "Name a question that can be skipped, or take `after` away.",
    ),
    "ticks of an unknown source": (
        flow(AskMany(id="m", text="M?", source="homes"), END),
        "bot/flows/broken.py, step 'm': its source 'homes' is no fact. Did you mean 'home'?",
    ),
    "a list that can be empty without a choice": (
        flow(Pick(id="p", text="P?", source="mine"), END, lists={"mine": lambda _: ()}),
        "bot/flows/broken.py, step 'p': its source 'mine' can be empty, and then there is nothing to tap. "
        "Declare choices=(Choice(...), ...), or skippable=True.",
    ),
    "order of nothing": (
        flow(NAME, Arrange(id="a", text="A?", of="name_it"), END),
        "bot/flows/broken.py, step 'a': it orders 'name_it', which ticks nothing. Name an AskMany step.",
    ),
    "repeat over a text": (
        flow(NAME, Repeat(id="each", over="name_it", steps=(asked(),)), END),
        "bot/flows/broken.py, step 'each': it repeats over 'name_it'. Name an AskMany, Arrange or AskNumber step.",
    ),
    "review of no question": (
        flow(NAME, Review(id="r", text="R?", of=("name_it", "end")), END),
        "bot/flows/broken.py, step 'r': it reviews a step that asks nothing. Name questions only in `of`.",
    ),
    "review of nothing": (
        flow(NAME, Review(id="r", text="R?", of=()), END),
        "bot/flows/broken.py, step 'r': it reviews nothing. Name questions in `of`.",
    ),
    "review of a menu": (
        flow(asked(asks_again=True), Review(id="r", text="R?", of=("ask",)), END),
        "bot/flows/broken.py, step 'r': it reviews 'ask', which is asked again each time. Take it out of `of`.",
    ),
    "review of the same twice": (
        flow(NAME, asked(), Review(id="r", text="R?", of=("name_it", "ask", "name_it")), END),
        "bot/flows/broken.py, step 'r': it reviews 'name_it' twice. Name each question once.",
    ),
    "reuse of nothing": (
        flow(picked(choices=YES_NO), Reuse(id="r", choice="p", of=()), END),
        "bot/flows/broken.py, step 'r': it reuses nothing. Name questions in `of`.",
    ),
    "reuse of a menu": (
        flow(picked(choices=YES_NO), Reuse(id="r", choice="p", of=("ask",)), asked(asks_again=True), END),
        "bot/flows/broken.py, step 'r': it reuses 'ask', which is asked again each time. Take it out of `of`.",
    ),
    "reuse of a step that is none": (
        flow(picked(choices=YES_NO), Reuse(id="r", choice="p", of=("ask",)), END),
        "bot/flows/broken.py, step 'r': it reuses a step that asks nothing. Name questions only in `of`.",
    ),
    "reuse of the same twice": (
        flow(picked(choices=YES_NO), Reuse(id="r", choice="p", of=("name_it", "name_it")), NAME, END),
        "bot/flows/broken.py, step 'r': it reuses 'name_it' twice. Name each question once.",
    ),
    "wake on a text": (
        flow(NAME, Wake(id="w", kind="k", on="name_it"), END),
        "bot/flows/broken.py, step 'w': it wakes on 'name_it', which asks no day. Name an AskDate step.",
    ),
    "wake again on no value": (
        flow(AskDate(id="day", text="Day?"), Wake(id="w", kind="k", on="day", then="dayafter"), END),
        "bot/flows/broken.py, step 'w': it wakes again on 'dayafter', which computes no day. Name one of its `values`.",
    ),
    "remember of no question": (
        flow(NAME, Remember(id="r", field="name", value=str, of=("name",)), END),
        "bot/flows/broken.py, step 'r': it goes by the answer to 'name', which is no question. Did you mean 'name_it'?",
    ),
    "keep of no question": (
        flow(NAME, Keep(id="k", content=lambda _: {}, of="name"), END),
        "bot/flows/broken.py, step 'k': it keeps the answer to 'name', which is no question. Did you mean 'name_it'?",
    ),
    "day with the time of a text": (
        flow(NAME, AskDate(id="day", text="Day?", time="name_it"), END),
        "bot/flows/broken.py, step 'day': a time goes to 'name_it', which asks no time. Name an AskTime step.",
    ),
    "day with the time of a step that is none": (
        flow(AskDate(id="day", text="Day?", time="hour"), END),
        "bot/flows/broken.py, step 'day': a time goes to 'hour', which asks no time. Name an AskTime step.",
    ),
    "day with a time inside a repeat": (
        flow(TICKS, AskDate(id="day", text="Day?", time="hour"), each(AskTime(id="hour", text="Time?")), END),
        "bot/flows/broken.py, step 'day': a time goes to 'hour', which does not stand beside it. "
        "Put both into the same repeat, or none into any.",
    ),
    "repeated day with a time outside": (
        flow(TICKS, each(AskDate(id="day", text="Day?", time="hour")), AskTime(id="hour", text="Time?"), END),
        "bot/flows/broken.py, step 'day': a time goes to 'hour', which does not stand beside it. "
        "Put both into the same repeat, or none into any.",
    ),
    "own words that are written nowhere": (
        flow(asked(choices=(*YES_NO, Choice(key="own", label="Mine", goto="end", written=True))), NAME, END),
        "bot/flows/broken.py, step 'ask': its choice 'own' takes words of one's own, and leads to no Write step. "
        "Give it the goto of one.",
    ),
    "a day in words that is asked nowhere": (
        flow(asked(choices=(*YES_NO, Choice(key="own", label="Mine", goto="end", dated=True))), NAME, END),
        "bot/flows/broken.py, step 'ask': its choice 'own' takes a day in words, and leads to no AskDate step. "
        "Give it the goto of one.",
    ),
    "a day in words that goes round in a circle": (
        flow(asked(choices=(*YES_NO, Choice(key="own", label="Mine", goto="ask", dated=True))), NAME, END),
        "bot/flows/broken.py, step 'ask': its choice 'own' takes a day in words, and leads to no AskDate step. "
        "Give it the goto of one.",
    ),
    "wake at a text": (
        flow(NAME, AskDate(id="day", text="Day?"), Wake(id="w", kind="k", on="day", time="name_it"), END),
        "bot/flows/broken.py, step 'w': it wakes at 'name_it', which asks no time. Name an AskTime step.",
    ),
    "remember an unknown field": (
        flow(NAME, Remember(id="r", field="langage", value=lambda view: view.value("name_it")), END),
        "bot/flows/broken.py, step 'r': nobody has a 'langage'. Did you mean 'language'?",
    ),
    "pick of a text": (
        flow(picked(source="contact"), END),
        "bot/flows/broken.py, step 'p': its source 'contact' is a fact of text, not of items. "
        "It can be one of: home, languages.",
    ),
    "pick of what can be nothing": (
        flow(picked(), END),
        "bot/flows/broken.py, step 'p': its source 'home' can be empty, and then there is nothing to tap. "
        "Declare choices=(Choice(...), ...), or skippable=True.",
    ),
    "telling of items": (
        flow(NAME, Tell(id="t", source="home"), END),
        "bot/flows/broken.py, step 't': its source 'home' is a fact of exercises, not of paragraphs. "
        "It can be one of: everything.",
    ),
    "reuse of no question": (
        flow(picked(), Reuse(id="r", choice="p", of=("end",)), END),
        "bot/flows/broken.py, step 'r': it reuses a step that asks nothing. Name questions only in `of`.",
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
    "wake like the call that is promised": (
        flow(AskDate(id="day", text="Day?"), Wake(id="w", kind="call_promised", on="day"), END),
        "bot/flows/broken.py, step 'w': the kind 'call_promised' is one of the bot's own. "
        "Name it after what happens that day.",
    ),
    "hush of what nothing sets": (
        flow(
            AskDate(id="day", text="Day?"),
            Wake(id="w", kind="ring", on="day"),
            Hush(id="h", kind="rings"),
            END,
        ),
        "bot/flows/broken.py, step 'h': it takes away a 'rings' timer, which no Wake sets. Did you mean 'ring'?",
    ),
    "a copy without a step that is none": (
        flow(NAME, END, not_copied=("nam_it",)),
        "bot/flows/broken.py: not_copied 'nam_it' is no step. Did you mean 'name_it'?",
    ),
    "awaiting what is not computed": (
        flow(NAME, END, awaits="is_open"),
        "bot/flows/broken.py: it awaits 'is_open', which it does not compute. Name one of its `values`.",
    ),
    "unsaid by what is not computed": (
        flow(NAME, END, unsaid="is_guess"),
        "bot/flows/broken.py: it is unsaid by 'is_guess', which it does not compute. Name one of its `values`.",
    ),
    "words sent that nobody writes": (
        flow(asked(), Act(id="a", deeds=lambda _: (), sends="ask"), END),
        "bot/flows/broken.py, step 'a': it sends the words of 'ask', where nobody writes. Name a Write or Draw step.",
    ),
    "words forgotten that go to nobody": (
        flow(asked(), Unsay(id="u", of="ask"), END),
        "bot/flows/broken.py, step 'u': it forgets what is said at 'ask', which no Act sends. "
        "Name a question whose words an Act sends.",
    ),
    "a list whose own words answer nothing": (
        flow(picked(written="ask", skippable=True), asked(), END),
        "bot/flows/broken.py, step 'p': words of one's own answer 'ask' there, where nobody writes. Name a Write step.",
    ),
    "an exercise opened at a place that nothing computes": (
        flow(picked(), Open(id="o", choice="pick", anew="plce"), values={"place": lambda _: ""}),
        "bot/flows/broken.py, step 'o': it asks again at 'plce', which computes no place. Did you mean 'place'?",
    ),
    "hush where nothing wakes": (
        flow(NAME, Hush(id="h", kind="ring"), END),
        "bot/flows/broken.py, step 'h': it takes away a 'ring' timer, which no Wake sets. Name the kind of a Wake.",
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
}

SOUND = {
    "day and time in one repeat": flow(
        TICKS, each(AskDate(id="day", text="Day?", time="hour"), AskTime(id="hour", text="Time?")), END
    ),
    "pick of what is never empty": flow(picked(source="languages"), END),
    "pick of what can be nothing, which can be skipped": flow(picked(skippable=True), END),
    "pick of what can be nothing, beside a choice": flow(picked(choices=YES_NO), END),
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
