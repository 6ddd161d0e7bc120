"""My course: when it began, breaks, more weeks, an early end, and the question for a star when it is time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.document import off_paper
from bot.engine.flow import Flow
from bot.engine.steps import Ask, AskNumber, Begin, Branch, Choice, End, Keep, Tell, Wake
from bot.engine.text import N_
from bot.flows import _course as course
from bot.flows._first_day import AskFirstDay

if TYPE_CHECKING:
    from bot.flows.content import Content

MOST_WEEKS = 104


def declare(content: Content) -> Flow:
    """The flow for courses that are planned to last as long as the content says."""
    return Flow(
        id=course.FLOW,
        title=N_("My course"),
        single=True,
        within="star",
        reopen="opened",
        paper=off_paper,
        unsaid="guessed",
        values=course.VALUES,
        steps=(
            Branch(id="plan", on="stands", cases={"unknown": "begun"}, goto="wake"),
            AskFirstDay(
                id="begun",
                text=N_(
                    "<b>When did your course begin?</b>\nA course is the time in which kommunen or others help "
                    "you towards a job. It tells me when it is time for the star again.\n"
                    'Write a day, like "1 November". Skip it if you do not know, or have no course.'
                ),
                briefly=N_("<b>When did your course begin?</b>"),
                short=N_("When your course began"),
                skippable=True,
                extra=True,
                wanted=course.mends_first_day,
            ),
            Branch(id="soon", on="begins", cases={"yes": "sure"}, goto="keep_begun"),
            Ask(
                id="sure",
                text=N_("<b>Your course begins on {begun}.</b> Is that right?"),
                choices=(
                    Choice(key="yes", label=N_("Yes"), goto="keep_begun"),
                    Choice(key="no", label=N_("No, another day"), goto="begun", means="no"),
                ),
                asks_again=True,
            ),
            Keep(
                id="keep_begun",
                content=course.begun(content.course_weeks),
                of="begun",
                text="{when_planned}",
            ),
            Wake(id="wake", kind="star", on="rings_on", then="rings_then", goes_by="star"),
            Branch(id="now", on="star_due", cases={"yes": "due"}, goto="planned"),
            Tell(id="planned", text="{when_planned}", goto="end"),
            Branch(id="opened", on="star_due", cases={"yes": "due"}, goto="menu"),
            Ask(
                id="due",
                text=N_("It is time for your star again. Do you want to fill it in now?"),
                choices=(
                    Choice(key="yes", label=N_("Yes"), goto="star"),
                    Choice(key="no", label=N_("Not now"), goto="menu"),
                ),
                asks_again=True,
            ),
            Begin(id="star", flow="star"),
            Branch(
                id="menu",
                on="stands",
                cases={"unknown": "begun", "paused": "paused", "stopped": "stopped"},
                goto="running",
            ),
            Ask(
                id="running",
                text=N_("<b>Your course</b>\n{first_day} {when}\nHas something changed?"),
                short=N_("Your course"),
                choices=(
                    Choice(key="pause", label=N_("It is on a break"), goto="pause"),
                    Choice(key="longer", label=N_("It has been made longer"), goto="weeks"),
                    Choice(key="over", label=N_("It has ended"), goto="stop"),
                    Choice(key="begun", label=N_("It began on another day"), goto="begun"),
                    Choice(key="back", label=N_("No, go back"), goto="end", means="no"),
                ),
                asks_again=True,
                own_ways=True,
            ),
            Ask(
                id="paused",
                text=N_("<b>Your course</b> is on a break. Tell me when it goes on."),
                short=N_("Your course"),
                choices=(
                    Choice(key="on", label=N_("It goes on now"), goto="resume"),
                    Choice(key="over", label=N_("It has ended"), goto="stop"),
                    Choice(key="back", label=N_("Go back"), goto="end"),
                ),
                asks_again=True,
                own_ways=True,
            ),
            Ask(
                id="stopped",
                text=N_("<b>Your course</b> has ended."),
                short=N_("Your course"),
                choices=(
                    Choice(key="on", label=N_("It goes on all the same"), goto="resume"),
                    Choice(key="back", label=N_("Go back"), goto="end"),
                ),
                asks_again=True,
                own_ways=True,
            ),
            AskNumber(
                id="weeks",
                text=N_(
                    "<b>How many weeks longer than planned is it now?</b> Write a number for all of it, "
                    "0 if it is as planned."
                ),
                short=N_("More weeks"),
                low=0,
                high=MOST_WEEKS,
                asks_again=True,
            ),
            Keep(
                id="extend",
                content=course.extended,
                amend=True,
                of="weeks",
                text="{when_planned}",
                goto="thanks",
            ),
            Keep(id="pause", content=course.paused, amend=True, goto="thanks"),
            Keep(id="resume", content=course.resumed, amend=True, goto="thanks"),
            Keep(id="stop", content=course.stopped, amend=True),
            Tell(id="thanks", text=N_("Thank you. It is saved."), goto="wake"),
            End(id="end"),
        ),
    )
