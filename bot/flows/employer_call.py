"""Call to an employer: prepared on one sheet, practised, made, and looked back on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.flow import Flow
from bot.engine.steps import (
    Arrange,
    Ask,
    AskMany,
    AskPhone,
    Choice,
    End,
    Keep,
    Step,
    Tell,
    Write,
)
from bot.engine.text import N_
from bot.flows import _call as call
from bot.flows._calling import CAME_OF_IT, after, before
from bot.flows._next_step import has_no_day
from bot.flows._spoken import recordings_of

if TYPE_CHECKING:
    from bot.flows.content import Content

FEWEST, MOST = 3, 6
"""Questions in one call."""


def declare(content: Content) -> Flow:
    """The flow for these topics."""
    values = call.Call(content.topics)
    return Flow(
        id="employer_call",
        title=N_("Call to an employer"),
        kind=N_("A call"),
        offer=N_("Prepare a call"),
        order=30,
        called=N_("Call: {who}"),
        reopen="what_was_said",
        shared_at="ready",
        not_copied=CAME_OF_IT,
        paper=values.paper,
        values={
            "sheet": values.sheet,
            "number_to_dial": call.number_to_dial,
            "has_number": call.has_number,
            "proposed_opening": call.proposed_opening,
            "proposed_closing": call.proposed_closing,
            "voicemail": call.voicemail,
            "noted": call.noted,
            "step_has_no_day": has_no_day,
        },
        lists={"questions": values.questions},
        steps=(
            *_whom(),
            *_what(),
            *_words(),
            Keep(id="keep", content=values.content, goto="opened"),
            Tell(
                id="what_was_said", recordings=recordings_of("who", "opening", "own", "closing", "research")
            ),
            Tell(id="opened", text="{sheet}", picture=values.picture),
            _menu(),
            Tell(id="send", text=N_("Hold a finger on the message below to copy it or send it on.")),
            Tell(id="sent", text="{sheet}", apart=True),
            Tell(
                id="printed", text=N_("Here it is as a page to print."), document=values.printed, goto="ready"
            ),
            *before(back="ready"),
            *after(done="end", again="call_day"),
            End(id="end", text=N_("Your sheet lies here, ready. You find it under /menu.")),
        ),
    )


def _whom() -> tuple[Step, ...]:
    return (
        Write(
            id="who",
            text=N_(
                "<b>Who do you want to call?</b> The workplace is enough. "
                "If you do not know a name, ask for the one who hires people."
            ),
            explain=N_(
                "Call a place where you would like to work. Ask for the one who hires people. The name is "
                "often in the advertisement. When you call, they have heard your voice before you write."
            ),
            # Translators: whom to call: a shop as there is one everywhere in Denmark, on a street, and who to ask for.
            example=N_('<i>"The Netto on Station Road, the shop manager."</i>'),
            short=N_("Who you call"),
            short_of_another=N_("Who {name} calls"),
            numbered=True,
            # Translators: stands for a workplace that somebody has said and not written: "Call: the workplace".
            stand_in=N_("the workplace"),
        ),
        Ask(
            id="reason",
            text=N_("<b>Why do you call?</b>"),
            short=N_("Why you call"),
            short_of_another=N_("Why {name} calls"),
            choices=(
                Choice(key="job", label=N_("About a job they have")),
                Choice(key="open", label=N_("To hear if they need somebody"), goto="number"),
            ),
            numbered=True,
        ),
        Write(
            id="job",
            text=N_("<b>Which job is it about?</b>\nWrite one or two words."),
            short=N_("The job"),
            skippable=True,
        ),
        AskPhone(
            id="number",
            text=N_("<b>Which number do you call?</b>"),
            short=N_("The number"),
            skippable=True,
            numbered=True,
        ),
        Write(
            id="research",
            intro=N_(
                "Read a little about the place first, 20 minutes at most. "
                "Then you need not ask what you could have read."
            ),
            text=N_("<b>What have you found out?</b> A few key words are enough."),
            explain=N_(
                "Then you can ask about what only they know. "
                "Look at what they make, how big they are, and what is new."
            ),
            short=N_("What you know"),
            short_of_another=N_("What {name} knows about them"),
            skippable=True,
            extra=True,
            numbered=True,
        ),
    )


def _what() -> tuple[Step, ...]:
    return (
        Write(
            id="own",
            text=N_("<b>Do you have a question of your own?</b> Write one question on each line."),
            short=N_("Your own questions"),
            short_of_another=N_("Own questions"),
            skippable=True,
            extra=True,
            numbered=True,
        ),
        AskMany(
            id="topics",
            text=N_("<b>What do you want to ask about?</b> Choose three to six."),
            explain=N_(
                "Ask what you really want to know. Good questions show that you have thought about the "
                "job. Three are enough for a short call."
            ),
            short=N_("What you ask about"),
            short_of_another=N_("What {name} asks about"),
            source="questions",
            ticked=call.own_keys,
            at_least=FEWEST,
            at_most=MOST,
            numbered=True,
        ),
        Arrange(
            id="order",
            text=N_("<b>What do you ask first?</b> Tap them in order."),
            short=N_("The order"),
            of="topics",
        ),
    )


def _words() -> tuple[Step, ...]:
    use = N_("Use the suggestion")
    own = N_("I write my own")
    return (
        Ask(
            id="opening_ok",
            text=N_("<b>You can begin like this:</b>\n<i>{proposed_opening}</i>"),
            explain=N_(
                "The first sentence is the hardest, so it is good to have it ready. Your name and why you "
                "call are enough. You may read it aloud from your sheet."
            ),
            short=N_("Your first words"),
            short_of_another=N_("The first words"),
            choices=(
                Choice(key="use", label=use, goto="closing_ok", means="yes"),
                Choice(key="own", label=own, goto="opening", means="no", written=True),
            ),
            numbered=True,
        ),
        Write(
            id="opening",
            text=N_(
                "<b>What do you want to say first?</b> Who you are, why you call, and one thing you can."
            ),
            short=N_("Your own first words"),
            short_of_another=N_("Own first words"),
        ),
        Ask(
            id="closing_ok",
            text=N_("<b>You can end like this:</b>\n<i>{proposed_closing}</i>"),
            explain=N_(
                "They remember the end. Say thank you, and say what you do now. Then you both know what "
                "happens."
            ),
            short=N_("Your last words"),
            short_of_another=N_("The last words"),
            choices=(
                Choice(key="use", label=use, goto="keep", means="yes"),
                Choice(key="own", label=own, goto="closing", means="no", written=True),
            ),
        ),
        Write(
            id="closing",
            text=N_("<b>What do you want to say at the end?</b>"),
            short=N_("Your own last words"),
            short_of_another=N_("Own last words"),
        ),
    )


def _menu() -> Ask:
    return Ask(
        id="ready",
        text=N_("What would you like to do now?"),
        choices=(
            Choice(key="calm", label=N_("Calm down first"), goto="calm"),
            Choice(key="aloud", label=N_("🎙 Practise it aloud"), goto="aloud"),
            Choice(key="call", label=N_("☎ Call now"), goto="call_now"),
            Choice(key="later", label=N_("Remind me of it"), goto="call_day"),
            Choice(key="voicemail", label=N_("If nobody answers"), goto="machine"),
            Choice(key="send", label=N_("Send me the sheet"), goto="send"),
            Choice(key="change", label=N_("Change something"), goto="change"),
            Choice(key="after", label=N_("I have called"), goto="through"),
            Choice(key="done", label=N_("Done for today"), goto="end"),
        ),
        asks_again=True,
        own_ways=True,
    )
