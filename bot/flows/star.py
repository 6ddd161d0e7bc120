"""The star: how things are going on each axis, now and before, and what to give special attention."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Begin, Branch, Choice, End, Handover, Keep, Repeat, Step, Tell
from bot.engine.text import N_
from bot.flows import _course as course
from bot.flows import _goals as goals
from bot.flows._beside import Beside
from bot.flows._health import Health, is_not_asked
from bot.flows._score import Score
from bot.flows._sharing import can_show
from bot.flows._small_step import SmallSteps, choosing
from bot.flows._star import AskAxes, AskMore, Scores, step_of
from bot.flows._stars import focus, is_newest

if TYPE_CHECKING:
    from bot.engine.picture import Picture
    from bot.engine.view import View
    from bot.flows.content import Content
    from bot.flows.content.star import Axis

BESIDE = (
    Choice(key="unsure", label=N_("I do not know")),
    Choice(key="rather_not", label=N_("I would rather not say")),
)
FOCUS = 3
SCORING = N_(
    "You put a number on how it is for you right now. Nobody knows that better than you. "
    "Next time you can see what has moved. If something goes down, it is no mistake."
)
"""Said of an axis that explains nothing of its own."""


def day(view: View) -> date:
    """The day of the scoring."""
    return date.fromisoformat(view.session.kept.get("day", view.today.isoformat()))


def is_planned(view: View) -> bool:
    """Whether the course has heard of this star, and of its own first day."""
    return view.answer("plan") is not None and course.is_known(view)


def wants_goals(view: View) -> bool:
    """Whether somebody has come back to what they want to do more about: that is where a goal is written."""
    return bool(view.value("menu") == "focus")


def declare(content: Content) -> Flow:
    """The flow for these axes."""
    star = content.star
    scores, steps, beside, health = Scores(star), SmallSteps(star), Beside(star), Health(content)

    def picture(view: View) -> Picture:
        return beside.own_picture(view, scores.picture(view))

    return Flow(
        id="star",
        title=N_("Star"),
        kind=N_("A star"),
        offer=N_("Fill in my star"),
        order=20,
        called=N_("Star, {day}"),
        reopen="opened",
        shared_at="menu",
        day=day,
        copyable=False,
        paper=scores.paper,
        values={
            "moved": lambda view: beside.own_words(view, scores.moved(view)),
            "is_compared": lambda view: bool(scores.compared(view)),
            "is_newest": is_newest,
            "has_steps": lambda view: bool(steps.offered(view)),
            "day": day,
            **goals.VALUES,
            **health.values,
            "star_due": course.is_due,
            "is_planned": is_planned,
            "course_known": course.is_known,
            "my_course": course.key,
            "can_show": can_show,
        },
        lists={**goals.LISTS, "small_steps": steps.items},
        steps=(
            Tell(
                id="intro",
                text=N_(
                    "Your star shows how things are going right now. There are no right answers. "
                    "I show it to nobody before you share it."
                ),
            ),
            *(step for axis in star.axes for step in _asked(axis, health)),
            Keep(id="scored", content=scores.kept),
            Branch(id="looks_back", on="is_compared", cases={"yes": "back_on"}, goto="picture"),
            AskAxes(
                id="back_on",
                text=N_(
                    "Think of how things were the last time. Do you see some of it differently today? "
                    "Tap what you would score differently now. Else tap {button_done}."
                ),
                explain=N_(
                    "Many see themselves more clearly after a while. Then an honest star can look as if "
                    "it goes back. That is why I ask how it really was."
                ),
                short=N_("What you see differently"),
                short_of_another=N_("What {name} sees differently"),
                choices=_axes(star.axes),
                hidden=scores.not_compared,
                extra=True,
            ),
            Repeat(
                id="back",
                over="back_on",
                steps=(
                    Score(
                        id="back_step",
                        text=N_("<b>{item}</b>\nHow was it really, back then?"),
                        short=N_("{item}, back then"),
                        high=star.high,
                        labels=star.axes[0].words,
                        own_words={axis.id: axis.words for axis in star.axes},
                        skippable=True,
                        closed=scores.is_not_compared,
                    ),
                ),
            ),
            Tell(id="picture", text=N_("<b>Your star</b>\n{moved}"), picture=picture),
            # A short question, so that the picture above it stays in sight.
            AskMore(
                id="more",
                focus="focus",
                text=N_("Is there something you want to do more about?"),
                choices=(
                    Choice(key="yes", label=N_("Yes"), goto="focus", means="yes"),
                    Choice(key="no", label=N_("Not now"), goto="focused", means="no"),
                ),
                asks_again=True,
            ),
            AskAxes(
                id="focus",
                text=N_("What do you want to do more about? Choose up to three, then tap {button_done}."),
                explain=N_(
                    "It is easier to move one thing than all of it. Choose what means most to you. It "
                    "need not be what goes worst. You can always change it."
                ),
                short=N_("What you want to do more about"),
                short_of_another=N_("What {name} wants to do more about"),
                choices=_axes(star.axes),
                hidden=health.hidden,
                at_most=FOCUS,
                ticked=lambda view: tuple(focus(view)),
            ),
            Keep(id="focused", content=lambda view: {"focus": view.value("focus")}, amend=True),
            goals.setting(over="focus", closed=health.is_hidden, wanted=wants_goals),
            Tell(id="saved", text=N_("Your star is saved. You find it under /menu.")),
            Branch(id="course", on="is_planned", cases={"yes": "any_focus"}, goto="plan"),
            Handover(id="plan", flow=course.FLOW, to="my_course", at="plan"),
            Branch(id="heard", on="course_known", cases={"yes": "any_focus"}, goto="menu"),
            Branch(id="any_focus", on="has_steps", cases={"yes": "offer_step"}, goto="unseen"),
            Ask(
                id="offer_step",
                text=N_("Do you want to choose one small step now?"),
                choices=(
                    Choice(key="yes", label=N_("Choose one small step"), goto="small_step", means="yes"),
                    Choice(key="no", label=N_("Not now"), goto="unseen", means="no"),
                ),
                asks_again=True,
                own_ways=True,
            ),
            # Its menu offers to show it to whoever follows.
            Branch(id="unseen", on="can_show", cases={"yes": "menu"}, goto="end"),
            Branch(id="opened", on="is_newest", cases={"no": "as_it_was"}, goto="time"),
            Tell(id="as_it_was", text=N_("<b>Your star</b>\n{moved}"), picture=picture, goto="end"),
            Branch(id="time", on="star_due", cases={"yes": "due"}, goto="shown"),
            Ask(
                id="due",
                text=N_("It is time for your star again. Do you want to fill it in now?"),
                choices=(
                    Choice(key="yes", label=N_("Yes"), goto="again"),
                    Choice(key="no", label=N_("Not now"), goto="shown"),
                ),
                asks_again=True,
            ),
            Begin(id="again", flow="star"),
            Tell(id="shown", text=N_("<b>Your star</b>\n{moved}"), picture=picture),
            Branch(id="known", on="course_known", cases={"yes": "menu"}, goto="look_at_course"),
            Ask(
                id="menu",
                text=N_("What would you like to do with your star?"),
                choices=(
                    Choice(key="step", label=N_("Choose one small step"), goto="small_step"),
                    Choice(key="goals", label=N_("My goals"), goto="look"),
                    Choice(key="focus", label=N_("What I want to do more about"), goto="focus"),
                    Choice(key="course", label=N_("My course"), goto="look_at_course"),
                    *health.choices,
                    Choice(key="done", label=N_("Done for today"), goto="end"),
                ),
                asks_again=True,
                own_ways=True,
            ),
            *goals.looking(back="menu"),
            *choosing(steps, back="end"),
            Handover(id="look_at_course", flow=course.FLOW, to="my_course", at="menu", goto="menu"),
            *health.looking(back="menu"),
            End(id="end"),
        ),
    )


def _asked(axis: Axis, health: Health) -> tuple[Step, ...]:
    """The question for an axis; before the first about health, whether it may be asked."""
    first = axis.health and axis.id == health.axes[0]
    score = Score(
        id=step_of(axis),
        text=axis.question,
        short=axis.name,
        high=len(axis.words),
        labels=axis.words,
        explain=axis.explain or SCORING,
        choices=BESIDE,
        numbered=True,
        closed=is_not_asked if axis.health else lambda _: False,
    )
    return (*(health.asking() if first else ()), score)


def _axes(axes: tuple[Axis, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(key=axis.id, label=axis.name) for axis in axes)
