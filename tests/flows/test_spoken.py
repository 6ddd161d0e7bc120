"""Every question that is answered in one's own words can be spoken to, and a recording is shown as what it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.chat.work import Exercise
from bot.engine.checks.texts import messages
from bot.engine.deeds import AnswerReminder, Comment, Reply
from bot.engine.effects import Say
from bot.engine.inputs import Spoke
from bot.engine.steps import Ask, Write
from bot.engine.steps.writing import has_words
from bot.engine.text import Words
from bot.engine.view import placeholders
from bot.state.commit import say
from tests.flows.test_every_flow import FLOWS
from tests.flows.walk import Walk, by_flow
from tests.talk import Citizen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.context import Context, Language
    from bot.engine.session import Session
    from bot.engine.sprint import FlowInput, Sprint

FILE = "AwACAgIAAxkBAAIB"
SPOKEN = Spoke(FILE, 12, 908)
NEED_WORDS = {
    "contact_card": {"full_name", "trade", "line"},
    "first_contact": {"name"},
    "home": {"name"},
    "remind": {"text"},
    "report": {"own", "wish"},
    "staff_home": {"name"},
}
"""The questions whose text is truly needed: names, and what stands on a card or on paper."""
LISTED = {
    "Where: {where}",
    "What matters to them: {interest}",
    "The job asks for: {trade}",
    "If: {obstacle}",
    "Then: {then}",
    "<b>Learned:</b> {learned}",
    "<b>Next:</b> {next_step}",
    "<b>Next:</b> {next_step} ({day})",
    "<b>Your key words:</b>\n{keywords}",
    "Your answer now: <i>{answer}</i>",
}
"""The lines on which an answer is listed: its label, and the answer. Nowhere else a recording stands among words."""
RECORDING = "🎙 Talebesked"
PLACEHOLDER = re.compile(r"\{\w+\}|<[^>]*>")


@dataclass
class Spoken(Walk):
    """Answers by voice whatever can be, from one question to the next, and looks at all that is kept and said."""

    shown: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    among_words: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def answers(self, session: Session, world: Context) -> list[tuple[FlowInput, ...]]:
        question, usual = self.flow.question(session.at), Walk.answers(self, session, world)
        if isinstance(question, Write) and question.voice:
            return [(SPOKEN,)]
        own = isinstance(question, Ask) and question.own_words()
        return [*usual, (SPOKEN,)] if own else usual

    def _run(self, session: Session, given: FlowInput, world: Context) -> Sprint:
        sprint = Walk._run(self, session, given, world)
        said = [say(each) | {"voice": ""} for each in sprint.effects if isinstance(each, Say)]
        self.shown += [json.dumps([said, sprint.session.kept], ensure_ascii=False)]
        for each in sprint.effects:
            if isinstance(each, Say):
                self.among_words |= {id_ for part in each.paragraphs for id_ in around(part, world.language)}
                self.names |= {world.language.say(button.label) for button in each.buttons}
        self.names.add(world.language.say(Exercise(self.flow, sprint.session, world).called()))
        kept = any(each.get("value") == FILE for each in sprint.session.answers.values())
        if given is SPOKEN and (kept or any(sent(each) for each in sprint.effects)):
            self.taken.add(session.at.rpartition("/")[2])
        return sprint


def around(said: Words, language: Language) -> Iterator[str]:
    """The messages in which a recording stands among other words, without those that list one thing on a line."""
    for value in said.values.values():
        if isinstance(value, Words):
            yield from around(value, language)
        held = language.say(value) if isinstance(value, Words) else str(value)
        alone = held.partition(", ")[0] == RECORDING
        if (
            RECORDING in held
            and (alone or isinstance(value, str))
            and has_words(PLACEHOLDER.sub("", said.id))
        ):
            yield said.id


def sent(effect: object) -> bool:
    """Whether the recording goes to somebody by this."""
    return isinstance(effect, Comment | Reply | AnswerReminder) and effect.recording.get("file") == FILE


SPEAKABLE = {
    name: {
        step.id
        for step in flow.all_steps
        if (isinstance(step, Write) and step.voice) or (isinstance(step, Ask) and step.own_words())
    }
    for name, flow in FLOWS.items()
}


def test_only_what_the_program_goes_on_with_has_to_be_written() -> None:
    refused = {
        name: {step.id for step in flow.all_steps if isinstance(step, Write) and not step.voice}
        for name, flow in FLOWS.items()
    }
    assert {name: steps for name, steps in refused.items() if steps} == NEED_WORDS


@pytest.mark.parametrize("name", by_flow([name for name, steps in SPEAKABLE.items() if steps]))
def test_a_recording_answers_and_is_never_shown_as_its_file(name: str) -> None:
    """Neither in what is said, nor in what is kept, wherever it leads and when the exercise is opened again."""
    walk = Spoken(FLOWS[name])
    walk.everywhere()
    assert walk.taken == SPEAKABLE[name] - {"example"}  # of what was only recorded no example is asked for
    assert [each for each in walk.shown if FILE in each] == []
    assert walk.among_words <= LISTED
    assert [each for each in walk.names if RECORDING in each] == []


@pytest.mark.parametrize("name", FLOWS)
def test_a_question_that_stands_in_sentences_has_something_to_stand_there_for_a_recording(name: str) -> None:
    flow = FLOWS[name]
    every = (flow.called, *(message for step in flow.all_steps for message in messages(step)))
    named = {each for message in every for each in placeholders(message)} - flow.values.keys()
    asked = [flow.find(each) for each in named]
    spoken = [each for each in asked if isinstance(each, Write) and each.voice and not each.skippable]
    assert [each.id for each in spoken if not each.stand_in] == []


def test_a_plan_that_was_spoken_can_be_heard_again_in_my_work() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Lav en lille aftale")
    talk.speak(12)
    talk.write("i morgen kl. 10")
    talk.speak(3)
    talk.tap("Jeg kan ikke komme på noget")
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    assert "🎙 Talebesked, 12 sekunder" in talk.tap("Aftale")[0].text
    what, where, menu = talk.tap("🎙")
    assert [each.text for each in (what, where)] == [
        "Dit svar · Det, du vil gøre",
        "Dit svar · Hvor du er",
    ]
    assert [each.voice for each in (what, where)] == [
        talk.answers("plan")[step] for step in ("what", "where")
    ]
    assert menu.labels()
