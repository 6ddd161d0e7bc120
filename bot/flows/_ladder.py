"""The agreement ladder: a plan that has not happened yet is tried again alone, and from a week later on together."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.steps import Act, Branch, Choice, End, Hush, Keep, Step, Tell
from bot.engine.text import N_
from bot.flows import _plan as plan
from bot.flows import _when as when
from bot.flows._plan_steps import AskNext, AskPlanDay, AskWhat

NOW = N_("What would you like to do now?")
PROMISE = N_("<b>Your plan</b>\n{plan}\n\n{asks}")
DAY = N_("<b>Which day?</b>")
AGAIN = Choice(key="again", label="{try_again}", goto="again")
SMALLER = Choice(key="smaller", label=N_("Choose a smaller step"), goto="smaller")
LEAVE = Choice(key="leave", label=N_("Leave it"), goto="dropped")


def climbing(*, to: str) -> tuple[Step, ...]:
    """The steps from "all_right" (not yet), "help", "dropped", "smaller" and "new_day"; what goes on leads to `to`."""
    return (*_not_yet(), *_asking(), *_new_day(to))


def _not_yet() -> tuple[Step, ...]:
    return (
        Tell(id="all_right", text=N_("That is quite all right. It can be hard to get done.")),
        Branch(
            id="ladder",
            on="ladder",
            cases={"together": "with_contact", "whom": "with_whom"},
            goto="alone",
        ),
        AskNext(
            id="alone",
            text=NOW,
            choices=(AGAIN, SMALLER, LEAVE),
            on=("again",),
            asks_again=True,
            own_ways=True,
        ),
        Branch(id="help", on="helped", cases={"together": "with_contact"}, goto="with_whom"),
        AskNext(
            id="with_contact",
            text=N_(
                "<b>You can do it together with {contact_person}.</b> Then you share this plan with "
                "{contact_person}, and nothing else. What would you like to do?"
            ),
            choices=(
                Choice(key="together", label=N_("Do it together with {contact_person}"), goto="still_here"),
                AGAIN,
                SMALLER,
                LEAVE,
            ),
            on=("together", "again"),
            asks_again=True,
            own_ways=True,
        ),
        AskNext(
            id="with_whom",
            text=N_("It is often easier together. <b>Whom do you want to ask?</b>"),
            choices=(
                Choice(key="trusted", label=N_("Somebody I trust"), goto="trusted"),
                Choice(key="organisation", label=N_("Somebody at {organisation}"), goto="reach"),
                AGAIN,
                SMALLER,
                LEAVE,
            ),
            on=("trusted", "organisation", "again"),
            asks_again=True,
            own_ways=True,
        ),
        Tell(
            id="trusted",
            text="{who_helps}",
            goto="joined",
        ),
        Tell(
            id="reach",
            text=N_(
                "You can reach {organisation} here: {contact}\nTell them that you want to do this with somebody."
            ),
        ),
        Keep(id="joined", content=plan.together, amend=True, goto="again"),
        Hush(id="dropped", kind=plan.WAKE.kind),
        Keep(id="keep_left", content=plan.left, amend=True),
        End(
            id="left",
            text=N_("That is quite all right. It lies under <b>{button_my_work}</b> if you want it again."),
        ),
    )


def _asking() -> tuple[Step, ...]:
    """Ask the contact person, who sees the plan as it is from now on: with its new day."""
    return (
        Branch(id="still_here", on="helped", cases={"together": "asked"}, goto="with_whom"),
        Keep(id="asked", content=plan.together, amend=True),
        Keep(id="asked_again", content=plan.tried_again, amend=True),
        Keep(id="keep_asked", content=plan.content),
        replace(plan.WAKE, id="wake_asked"),
        Tell(
            id="told",
            text=N_(
                "{contact_person} sees that you would like to do this together. You share this plan only."
            ),
        ),
        Tell(id="together", text=PROMISE),
        Act(id="ask_for_help", deeds=plan.ask_for_help),
        End(id="asked_for"),
    )


def _new_day(to: str) -> tuple[Step, ...]:
    return (
        AskWhat(
            id="smaller",
            text=N_("<b>What is a smaller part of it?</b> Five minutes are enough."),
            short=N_("A smaller step"),
            example=N_('<i>"Find the number of Netto."</i>'),
            anew=True,
            asks_again=True,
        ),
        AskPlanDay(
            id="new_day",
            text=DAY,
            intro=when.A_DAY,
            short=N_("A new day"),
            time="time",
            anew=True,
            asks_again=True,
        ),
        Keep(id="again", content=plan.tried_again, amend=True, goto=to),
    )
