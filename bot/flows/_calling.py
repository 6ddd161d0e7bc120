"""Around a call to an employer: calm, practice, the call itself, and what came of it."""

from __future__ import annotations

from bot.engine.steps import (
    Ask,
    AskDate,
    AskTime,
    Branch,
    Choice,
    Hush,
    Repeat,
    Review,
    Speak,
    Step,
    Tell,
    Wake,
    Write,
)
from bot.engine.text import N_
from bot.flows import _when as when
from bot.flows._next_step import planning

CAME_OF_IT = (
    "call_day",
    "call_time",
    "through",
    "made",
    "rung",
    "answers",
    "next_step",
    "next_day",
    "plan_it",
    "once_more",
)
"""What tells of one call, and not of how to make it."""


def before(*, back: str) -> tuple[Step, ...]:
    """The steps that the menu leads to before the call; they lead to the step `back`."""
    return (
        Tell(
            id="calm",
            text=N_(
                "Sit down with both feet on the floor. Breathe in slowly while you count to four. "
                "Breathe out while you count to six. Do it three times.\n\n"
                "They are used to being called. You only need to say the first sentence. Read it aloud if you like."
            ),
            goto=back,
        ),
        Speak(
            id="aloud",
            text=N_("Read your sheet aloud, calmly. Send it as a voice message, or tap when it is said."),
            short=N_("Said aloud"),
            practice=True,
            choices=(
                Choice(key="said", label=N_("I said it aloud")),
                Choice(key="not_now", label=N_("Not now"), goto=back),
            ),
            asks_again=True,
        ),
        Tell(
            id="said",
            text=N_("Good. You have said it aloud. It gets easier each time."),
            extra=True,
            goto=back,
        ),
        Branch(id="call_now", on="has_number", cases={"no": "no_number"}, goto="dial"),
        Tell(
            id="dial",
            text=N_("Tap the number to call: {number_to_dial}\nCome back and tap <b>{button_called}</b>."),
            goto=back,
        ),
        Tell(
            id="no_number",
            text=N_(
                "You have not given me a number. You can write it under <b>{button_change_something}</b>."
            ),
            goto=back,
        ),
        AskDate(
            id="call_day",
            text=N_("<b>When do you want to call?</b>"),
            intro=when.A_DAY,
            short=N_("When you call"),
            short_of_another=N_("When {name} calls"),
            time="call_time",
            asks_again=True,
        ),
        AskTime(
            id="call_time",
            text=N_("<b>What time?</b>"),
            intro=when.A_TIME,
            short=N_("The time"),
            asks_again=True,
        ),
        Wake(id="wake", kind="call", on="call_day", time="call_time"),
        Tell(id="woken", text=N_("It is saved. I write to you on {call_day} at {call_time}."), goto=back),
        Tell(
            id="machine",
            text=N_("If you get an answering machine, you can say:\n<i>{voicemail}</i>"),
            goto=back,
        ),
        Review(
            id="change",
            text=N_("What do you want to change?"),
            of=(
                "who",
                "reason",
                "job",
                "number",
                "research",
                "own",
                "topics",
                "order",
                "opening_ok",
                "closing_ok",
            ),
            asks_again=True,
            own_ways=True,
            goto="keep",
        ),
    )


def after(*, done: str, again: str) -> tuple[Step, ...]:
    """What came of the call; they lead to the step `done`, or to `again` to choose another day."""
    return (
        Ask(
            id="through",
            text=N_("Did you get through?"),
            short=N_("Whether you got through"),
            short_of_another=N_("Whether {name} got through"),
            choices=(
                Choice(key="yes", label=N_("Yes")),
                Choice(key="back", label=N_("They call me back"), goto="rung"),
                Choice(key="no", label=N_("Nobody answered"), goto="nobody"),
            ),
            asks_again=True,
        ),
        Hush(id="made", kind="call"),
        Tell(
            id="was_through", text=N_("Well done. You called. Write what you remember, key words are enough.")
        ),
        Repeat(
            id="answers",
            over="order",
            steps=(
                Write(
                    id="said_of",
                    text=N_("<b>{item}</b>\nWhat did they say?"),
                    short=N_("Answer: {item}"),
                    skippable=True,
                    brief=True,
                ),
            ),
        ),
        Write(
            id="next_step",
            text=N_("<b>What do you do next?</b> One small thing is enough."),
            short=N_("Your next step"),
            short_of_another=N_("The next step"),
            skippable=True,
        ),
        AskDate(
            id="next_day",
            text=N_("<b>When?</b>"),
            intro=when.A_DAY,
            short=N_("When"),
            after="next_step",
            skippable=True,
        ),
        Wake(id="wake_next", kind="next_step", on="next_day"),
        Tell(id="noted", text="{noted}"),
        *planning(to=done),
        Hush(id="rung", kind="call"),
        Tell(
            id="they_call",
            text=N_("Good. Have your sheet near you, then you are ready when they call."),
            goto=done,
        ),
        Tell(
            id="nobody",
            text=N_("That happens often. You dared to call, and that counts."),
        ),
        Ask(
            id="once_more",
            text=N_("<b>Do you want to try again on another day?</b>"),
            choices=(
                Choice(key="day", label=N_("Choose a day"), goto=again, means="yes"),
                Choice(key="not_now", label=N_("Not now"), goto=done, means="no"),
            ),
            asks_again=True,
        ),
    )
