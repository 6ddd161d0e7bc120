"""What a call to an employer computes: proposed first and last words, the sheet to have before one, and voicemail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from zlib import crc32

from bot.engine.context import Item
from bot.engine.document import Block, Document
from bot.engine.flow import OPEN
from bot.engine.phrasing import bare
from bot.engine.picture import Picture
from bot.engine.steps.phones import dialled
from bot.engine.text import N_, Words, lines, literal
from bot.flows._about import about
from bot.flows._written import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.view import View
    from bot.flows.content.call import Topic

# Translators: said on the phone. {about} is a sentence about the person, or nothing.
OPENING_JOB = N_("Hello, my name is {name}. I am calling about the job: {job}. {about}Do you have a moment?")
# Translators: said on the phone. {about} is a sentence about the person, or nothing.
OPENING_AD = N_("Hello, my name is {name}. I am calling about the job you have. {about}Do you have a moment?")
# Translators: said on the phone to somebody who has offered no job. {about} is a sentence about the person, or nothing.
OPENING_OPEN = N_(
    "Hello, my name is {name}. {about}Do you have tasks that I could help with some hours a week?"
)
CLOSING_AD = N_("Thank you for talking with me. I will send you my application.")
CLOSING_OPEN = N_("Thank you for your time. May I call again in some weeks?")
# Translators: said to an answering machine. {about} is a sentence about the person, or nothing.
VOICEMAIL_JOB = N_(
    "Hello, this is {name}. I am calling about the job: {job}. {about}I will call again later."
)
# Translators: said to an answering machine. {about} is a sentence about the person, or nothing.
VOICEMAIL_AD = N_(
    "Hello, this is {name}. I am calling about the job you have. {about}I will call again later."
)
# Translators: said to an answering machine. {about} is a sentence about the person, or nothing.
VOICEMAIL_OPEN = N_(
    "Hello, this is {name}. I would like to hear if you have tasks for me. {about}I will call again later."
)


@dataclass(frozen=True, slots=True)
class Call:
    """The values of the call's flow, for the topics of one content file."""

    topics: tuple[Topic, ...]

    def questions(self, view: View) -> tuple[Item, ...]:
        """What can be asked: the person's own questions first, then the topics."""
        own = (Item(key, literal(text)) for key, text in own_questions(view).items())
        return (*own, *(Item(topic.id, Words(topic.name)) for topic in self.topics))

    def chosen(self, view: View) -> dict[str, Words]:
        """The questions as they are said, by key, in the order that the person chose."""
        own = {key: literal(text) for key, text in own_questions(view).items()}
        said = own | {topic.id: Words(topic.question) for topic in self.topics}
        keys: list[str] = view.value("order") or view.value("topics") or []
        return {key: said[key] for key in keys if key in said}

    def sheet(self, view: View) -> Words:
        """The sheet in words, to read from while calling."""
        blocks = [
            lines([*([Words("<b>{heading}</b>", {"heading": heading})] if heading else []), *paragraphs])
            for heading, paragraphs in self._sections(view)
        ]
        named = {f"block{number}": block for number, block in enumerate(blocks)}
        return Words("\n\n".join(f"{{{name}}}" for name in named), named)

    def picture(self, view: View) -> Picture:
        """The sheet as a picture."""
        sections = tuple(self._sections(view))[1:]
        return Picture(
            "sheet",
            {
                "title": whom(view),
                "headings": tuple(heading for heading, _ in sections),
                "paragraphs": tuple(paragraphs for _, paragraphs in sections),
            },
        )

    def paper(self, view: View) -> tuple[Block, ...]:
        """What stands on paper: the sheet without whom to call, and what to say where nobody answers."""
        sections = tuple(self._sections(view))[1:]
        machine = Block(Words(N_("If nobody answers")), (voicemail(view),))
        return (*(Block(heading, paragraphs) for heading, paragraphs in sections), machine)

    def printed(self, view: View) -> Document:
        """The sheet as a page of its own."""
        return Document(
            file=Words(N_("Call sheet")),
            title=whom(view),
            byline=job(view),
            blocks=self.paper(view),
        )

    def _sections(self, view: View) -> Iterator[tuple[Words | str, tuple[Words, ...]]]:
        """Headings and what stands below them; the first is whom to call."""
        recorded = (literal(view.worded("who")),) if not view.written("who") else ()
        yield whom(view), recorded
        if view.value("number"):
            yield "", (number(view),)
        yield Words(N_("Say first")), (opening(view),)
        yield Words(N_("Ask")), tuple(self._asked(view))
        yield Words(N_("Say at the end")), (closing(view),)
        for heading, written in (
            (N_("What I know"), "research"),
            # Translators: a heading on a person's own sheet: what they do after the call.
            (N_("What I do next"), "next_step"),
        ):
            if view.value(written):
                yield Words(heading), (literal(view.worded(written)),)

    def _asked(self, view: View) -> Iterator[Words]:
        """The questions, each with what was said to it, where the person has called; then their own that are spoken."""
        for n, (key, question) in enumerate(self.chosen(view).items(), start=1):
            yield Words("{n}. {question}", {"n": n, "question": question})
            told = view.session.answers.get(f"answers/{key}/said_of")
            if told is not None and told["kind"] != "skipped":
                yield Words("– {answer}", {"answer": view.shown(told)})
        if view.value("own") and not view.written("own"):
            yield literal(view.worded("own"))

    def content(self, view: View) -> dict[str, Any]:
        """What a version keeps: the sheet's text and the voicemail."""
        say = view.context.language.say
        return {"text": say(self.sheet(view)), "voicemail": say(voicemail(view))}


def own_questions(view: View) -> dict[str, str]:
    """The person's own questions, one a line of what they wrote.

    Their keys come from their words, so that an answer stays with its question wherever that stands.
    """
    return {f"own_{crc32(bare(line).encode()):08x}": line for line in lines_of(view.written("own"))}


def own_keys(view: View) -> tuple[str, ...]:
    """What is ticked at first: the person's own questions."""
    return tuple(own_questions(view))


def number(view: View) -> Words:
    """The number to call as people read it."""
    answer = view.answer("number")
    return view.flow.show("number", answer, view) if answer else OPEN


def number_to_dial(view: View) -> Words:
    """The number to call as Telegram is sure to make a link of it."""
    return dialled(view.value("number")) if has_number(view) else OPEN


def noted(view: View) -> Words:
    """What is said once the call has been looked back on."""
    day = view.value("next_day")
    if not day:
        return Words(N_("It is saved."))
    return Words(N_("It is saved. I write to you on {day}."), {"day": date.fromisoformat(day)})


def has_number(view: View) -> bool:
    return bool(view.value("number"))


def is_open(view: View) -> bool:
    """Whether the person calls although there is no job on offer."""
    return bool(view.value("reason") == "open")


def job(view: View) -> str:
    """The job that is called about; "" where it is not written, or none is on offer, whatever was answered before."""
    return "" if is_open(view) else view.written("job")


def whom(view: View) -> Words | str:
    """Whom the person calls, in their own words; what this is, where they have only said it."""
    return view.written("who") or Words(view.flow.title)


def _said(view: View, message: str) -> Words:
    sentence = about(view, job(view))
    values = {"name": view.person.name, "about": f"{sentence} " if sentence else "", "job": job(view)}
    return Words(message, {name: value for name, value in values.items() if f"{{{name}}}" in message})


def proposed_opening(view: View) -> Words:
    if is_open(view):
        return _said(view, OPENING_OPEN)
    return _said(view, OPENING_JOB if job(view) else OPENING_AD)


def proposed_closing(view: View) -> Words:
    return Words(CLOSING_OPEN if is_open(view) else CLOSING_AD)


def opening(view: View) -> Words:
    """The first words: the person's own, else the proposed ones."""
    own = view.worded("opening") if view.value("opening_ok") == "own" else ""
    return literal(own) if own else proposed_opening(view)


def closing(view: View) -> Words:
    """The last words: the person's own, else the proposed ones."""
    own = view.worded("closing") if view.value("closing_ok") == "own" else ""
    return literal(own) if own else proposed_closing(view)


def voicemail(view: View) -> Words:
    """What to say to an answering machine."""
    if is_open(view):
        return _said(view, VOICEMAIL_OPEN)
    return _said(view, VOICEMAIL_JOB if job(view) else VOICEMAIL_AD)
