"""What every flow gets tested for free, as soon as its file is there."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.chat.render import LABEL_LIMIT, NOTHING, parts
from bot.coaching.screen import screen
from bot.engine.callbacks import MAX_BYTES, unpack
from bot.engine.checker import check
from bot.engine.checks.texts import messages
from bot.engine.effects import Record, Say
from bot.engine.errands import ASIDE, DESK, HOME
from bot.engine.inputs import Typed
from bot.engine.lapsing import RIGHT_THEN
from bot.engine.run import run
from bot.engine.sprint import Chosen, Resumed
from bot.engine.steps import Ask, AskDate, AskNumber, AskPhone, AskTime, Begin, Handover, Question, Write
from bot.engine.symbols import LETTERS, NEW, own, picture, plain, symbols
from bot.engine.tapping import FIRST
from bot.engine.text import Words
from bot.flows import FACTS
from bot.flows.content import Content
from bot.state.commit import say
from bot.words import catalogues
from bot.words.draft import units
from bot.words.markup import bare
from bot.words.tooling.content import texts_of
from tests.flows.walk import Walk, by_flow, saved
from tests.talk import all_flows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.engine.flow import Flow
    from bot.engine.sprint import Sprint

FLOWS = all_flows()
ROOT = Path(__file__).resolve().parents[2]
REPLAYS = Path(__file__).resolve().parents[1] / "replays"
LANGUAGES = ("da", "en")

BAD = {
    "empty": "",
    "spaces": " \n\t\u00a0",
    "invisible": "\u200b\u200f\u2066",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "right to left": "مرحبا، أنا سمير",
    "both directions": "Jeg hedder سمير 8 år",
    "html": "<b>fed</b> & <script>alert(1)</script> &lt;",
    "braces": "{name} {0} {} %s %(x)s",
    "null byte": "a\x00b",
    "lone surrogate": "\ud83d",
    "number": "99999999999999999999",
    "huge": "æ" * 4096,
}


@cache
def walk(name: str) -> Walk:
    return Walk(FLOWS[name]).everywhere()


@pytest.fixture(params=by_flow(FLOWS))
def flow(request: pytest.FixtureRequest) -> Flow:
    return FLOWS[request.param]


def rendered(sprint: Sprint, languages: Iterable[str] = LANGUAGES) -> list[dict[str, object]]:
    """Everything that a sprint says, as Telegram gets it, in these languages."""
    says = [effect for effect in sprint.effects if isinstance(effect, Say)]
    return [part for language in languages for each in says for part in parts(say(each), language)]


def test_it_passes_the_checker(flow: Flow) -> None:
    assert check(flow.id, flow, FLOWS, FACTS) == []


@cache
def marked() -> set[str]:
    """Every text that translators see; read once for all flows."""
    known = texts_of(ROOT).texts
    return {*known, *(text.plural for text in known.values())}


def test_every_text_can_be_translated(flow: Flow) -> None:
    """A text without N_ would be said in English to everybody."""
    said = {
        flow.title,
        flow.offer,
        flow.called,
        *(text for step in flow.all_steps for text in messages(step)),
    }
    assert {text for text in said if any(map(str.isalpha, bare(text)))} - marked() == set()


def test_something_leads_to_it(flow: Flow) -> None:
    handed = {
        step.flow for each in FLOWS.values() for step in each.all_steps if isinstance(step, Handover | Begin)
    }
    helped = {step.help for each in FLOWS.values() for step in each.all_steps if isinstance(step, Question)}
    by_itself = {FIRST, HOME, DESK, *ASIDE}
    assert flow.offer or flow.rings or flow.id in {*by_itself, *handed, *helped}


def test_answering_leads_to_every_question(flow: Flow) -> None:
    places = {place.rpartition("/")[2] for place in walk(flow.id).waits}
    assert places == {step.id for step in flow.all_steps if isinstance(step, Question)}


def test_answering_alone_reaches_an_end_from_every_question(flow: Flow) -> None:
    assert set(walk(flow.id).waits) - walk(flow.id).can_end() == set()


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_it_survives_bad_input_at_every_question_and_keeps_it(flow: Flow, text: str) -> None:
    for place, session in walk(flow.id).waits.items():
        given = screen(Typed(text, 906)).input
        assert isinstance(given, Typed)
        sprint = walk(flow.id).give(session, given)
        kept = [part for e in sprint.effects if isinstance(e, Record) for part in e.content.get("parts", ())]
        assert kept == [[906, given.text]], place
        assert sprint.stop is not None or rendered(sprint), f"silence at {place}"
        assert saved(sprint.session) == sprint.session


def test_it_stands_where_it_stood_after_being_saved_at_every_question(flow: Flow) -> None:
    for place, session in walk(flow.id).waits.items():
        again = saved(session)
        assert again == session
        sprint = walk(flow.id).give(again, Resumed())
        assert sprint.stop is None, place
        assert sprint.session.at == place
        assert sprint.session.answers == session.answers
        assert rendered(sprint)


@pytest.mark.parametrize("language", catalogues().everything)
def test_it_is_played_in_every_language(flow: Flow, language: str) -> None:
    """Every question and what leads to it can be said, with every button, whatever stands in its placeholders."""
    for place, sprint in walk(flow.id).sprints.items():
        said = rendered(sprint, [language])
        assert said, place
        for part in said:
            assert part.get("text", part.get("caption")), place
            for row in cast("dict[str, Any]", part.get("reply_markup", {})).get("inline_keyboard", ()):
                assert all(
                    button["text"] != NOTHING and len(button["text"]) <= LABEL_LIMIT for button in row
                ), place


def test_every_question_offers_a_way_on_and_where_it_can_be_paused_a_way_out(flow: Flow) -> None:
    for place, session in walk(flow.id).waits.items():
        sprint = walk(flow.id).give(session, Resumed())
        asked = [effect for effect in sprint.effects if isinstance(effect, Say)][-1]
        keys = [callback.choice for button in asked.buttons if (callback := unpack(button.data))]
        written = isinstance(flow.at(place), Write | AskDate | AskTime | AskNumber | AskPhone)
        assert written or [key for key in keys if not key.startswith("@") or key == "@done"], place
        assert ("@pause" in keys) == (flow.pausable and not flow.question(place).own_ways), place


def simply(flow: Flow, place: str) -> Sprint:
    """What somebody sees who comes back to a place after having chosen simple mode."""
    world = walk(flow.id).worlds[place]
    simple = replace(world, person=replace(world.person, detail="less"))
    return run(flow, saved(walk(flow.id).waits[place]), Resumed(), simple)


def test_in_simple_mode_every_button_has_a_symbol_that_no_other_beside_it_has(flow: Flow) -> None:
    for place in {} if flow.for_staff else walk(flow.id).waits:
        asked = [effect for effect in simply(flow, place).effects if isinstance(effect, Say)]
        for each, language in product(asked, LANGUAGES):
            for part in parts({**say(each), "simple": True}, language):
                rows = cast("dict[str, Any]", part.get("reply_markup", {})).get("inline_keyboard", ())
                labels = [button["text"] for row in rows for button in row]
                # The name of a language is its own mark, in letters that its speakers know.
                labels = [label for label in labels if label.removeprefix("✓ ") not in OWN_NAMES]
                before = [label.partition(" ")[0] for label in labels]
                assert not any(map(str.isalpha, "".join(before))), (place, labels)
                assert len({*map(plain, before)}) == len(before), (place, labels)
                assert all(units(label) <= LABEL_LIMIT for label in labels)


def test_whoever_chooses_simple_mode_half_way_keeps_their_answers_and_their_place(flow: Flow) -> None:
    for place, session in walk(flow.id).waits.items():
        sprint = simply(flow, place)
        assert session.answers.items() <= sprint.session.answers.items(), place
        assert sprint.session.at == place or flow.question(place).extra, place


def test_what_a_choice_means_in_simple_mode_is_drawn(flow: Flow) -> None:
    """Each declared choice has a picture: one that has none would have a letter, which tells nothing."""
    for step in () if flow.for_staff else flow.all_steps:
        for choice in getattr(step, "choices", ()):
            label = Words(choice.label)
            assert own(label) or picture(choice.key, label), (step.id, choice.key)


OWN_NAMES = {language.name for language in catalogues().everything.values()}

LISTED = {
    "what somebody wrote or chose": {"{text}", "☐ {label}", "☑ {label}", "○ {question}", "✏ {question}"},
    "their exercises": {"✔ {name}", "{name} · {done}/{all}", "Talk: {job}", "Afterwards: {where}"},
    "their interviews": {"Interview: {where}"},
    "other people, and what they send": {"{name}, {role}", "Stop number {number}"},
}
UNDRAWN = {
    "adjustments": "My work adjustments",
    "demands": "What is expected of me",
    "for_them": "What I want to ask them",
    "future": "Where I want to be later",
    "gap": "The time without a job",
    "responsibility": "Areas of responsibility",
    "union": "Union",
    "weakness": "What I am less good at",
    "why_job": "Why this job",
}
"""What has a letter in simple mode: lists of a person's own, by the labels' ids, and what no picture would tell."""


def test_what_has_a_letter_in_simple_mode_is_of_ones_own_or_stands_here(flow: Flow) -> None:
    for place in {} if flow.for_staff else walk(flow.id).waits:
        for asked in simply(flow, place).effects:
            buttons = asked.buttons if isinstance(asked, Say) else ()
            labels = {data.choice: each.label for each in buttons if (data := unpack(each.data))}
            lettered = {
                labels[key].id for key, symbol in symbols(labels.items()).items() if symbol[:1] in LETTERS
            }
            assert lettered <= {*UNDRAWN.values()}.union(*LISTED.values()), place


def test_what_is_undrawn_is_all_that_content_has_without_a_picture() -> None:
    content = Content()
    ids = [each.id for each in content.topics] + [each.id for each in content.questions]
    ids += [each.id for each in content.law.sections] + [each.id for each in content.star.axes]
    assert {each for each in ids if not picture(each, Words(each))} == {*UNDRAWN}


def test_what_begins_an_exercise_at_home_has_a_picture_of_its_own() -> None:
    offered = [each for each in FLOWS.values() if each.offer and not each.for_staff]
    drawn = {picture(f"{NEW}{each.id}", Words(each.offer)) for each in offered}
    assert len(drawn - {""}) == len(offered)


def test_consent_law_and_sharing_are_never_left_out(flow: Flow) -> None:
    essential = {"first_contact", "health", "interview_law", "join", "keeping", "my_data", "sharing", "stop"}
    assert flow.id not in essential or not any(step.extra for step in flow.all_steps)


def test_what_cannot_be_undone_is_done_right_after_it_was_asked_for_only(flow: Flow) -> None:
    for place, session in walk(flow.id).waits.items():
        question = flow.question(place)
        if not question.lapses_to or not isinstance(question, Ask):
            continue
        late = replace(walk(flow.id).worlds[place], now=walk(flow.id).worlds[place].now + 2 * RIGHT_THEN)
        for key in (choice.key for choice in question.choices if choice.exact):
            assert (
                run(flow, saved(session), Chosen(session.prompt, key), late).session.at == question.lapses_to
            )
            assert walk(flow.id).give(session, Chosen(session.prompt, key)).session.at != question.lapses_to


def test_its_buttons_fit_telegram_however_long_the_session_id(flow: Flow) -> None:
    for sprint in walk(flow.id).sprints.values():
        for effect in sprint.effects:
            for button in effect.buttons if isinstance(effect, Say) else ():
                assert 1 <= len(button.data.encode()) <= MAX_BYTES
                assert unpack(button.data), button.data


def test_it_has_a_replay(flow: Flow) -> None:
    assert sorted((REPLAYS / flow.id).glob("*.md")), f"tests/replays/{flow.id}/ has no replay"
