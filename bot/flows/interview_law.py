"""What may they ask? The law on job interviews, in short pieces, with its date and where to get help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.flow import Flow
from bot.engine.steps import Choice, End, Pick, Tell
from bot.engine.text import N_
from bot.flows._law import Reader

if TYPE_CHECKING:
    from bot.flows.content import Content

ALL_AT_ONCE = 12
"""A list that one reads from again and again stays whole: another page would have to be found each time."""


def declare(content: Content) -> Flow:
    """The flow for these sections."""
    reader = Reader(content.law)
    return Flow(
        id="interview_law",
        title=N_("What may they ask?"),
        single=True,
        pausable=False,
        values={"section": reader.section, "as_of": reader.as_of, "year": reader.year},
        lists={"topics": reader.topics},
        steps=(
            Tell(
                id="intro",
                # Translators: {as_of} is a day, as in "Wednesday 25 November", and {year} its year.
                text=N_(
                    "Here is what the law says about questions at an interview. "
                    "It is general, and not advice on your case. "
                    "It was last checked on {as_of} {year}."
                ),
            ),
            Pick(
                id="topic",
                text=N_("<b>What do you want to read about?</b>"),
                source="topics",
                choices=(Choice(key="done", label=N_("I have read enough"), goto="end"),),
                page_size=ALL_AT_ONCE,
                asks_again=True,
            ),
            Tell(id="said", text="{section}", apart=True, goto="topic"),
            End(id="end"),
        ),
    )
