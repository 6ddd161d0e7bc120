"""What may they ask? The law on job interviews, in short pieces, with its date and where to get help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Choice, End, Pick, Tell
from bot.engine.text import N_
from bot.flows._law import Reader

if TYPE_CHECKING:
    from bot.flows.content import Content

AT_ONCE = 5
"""Topics on a screen: with more, what stands above the buttons is not seen on a small phone."""


def declare(content: Content) -> Flow:
    """The flow for these sections."""
    reader = Reader(content.law)
    return Flow(
        id="interview_law",
        title=N_("What may they ask?"),
        single=True,
        pausable=False,
        values={"section": reader.section, "help": reader.help, "as_of": reader.as_of},
        lists={"topics": reader.topics},
        steps=(
            Tell(
                id="intro",
                # Translators: {as_of} is a day with its year, as in "Wednesday 25 November 2026".
                text=N_(
                    "Here is what the law says about questions at an interview. "
                    "It is general, and not advice on your case. "
                    "It was last checked on {as_of}."
                ),
            ),
            Pick(
                id="topic",
                text=N_("<b>What do you want to read about?</b>"),
                source="topics",
                choices=(Choice(key="done", label=N_("I have read enough"), goto="end"),),
                page_size=AT_ONCE,
                asks_again=True,
            ),
            Tell(id="said", text="{section}", apart=True),
            Ask(
                id="more",
                text=N_("What would you like to do now?"),
                choices=(
                    Choice(key="more", label=N_("Read about something else"), goto="topic"),
                    Choice(key="help", label=N_("Where to get help"), goto="help_section"),
                    Choice(key="done", label=N_("I have read enough"), goto="end"),
                ),
                asks_again=True,
                own_ways=True,
            ),
            Tell(id="help_section", text="{help}", apart=True, goto="more"),
            End(id="end"),
        ),
    )
