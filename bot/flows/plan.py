"""A plan: one small thing to do, on a day; followed up, tried again, done together, or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.document import off_paper
from bot.engine.flow import Flow
from bot.engine.steps import (
    Ask,
    Begin,
    Branch,
    Choice,
    End,
    Hush,
    Keep,
    Review,
    Step,
    Tell,
    Write,
)
from bot.engine.text import N_
from bot.flows import _plan as plan
from bot.flows import _when as when
from bot.flows import _wins as wins
from bot.flows._ladder import DAY, LEAVE, PROMISE, SMALLER, climbing
from bot.flows._plan_steps import AskPlanDay, AskPlanTime, AskWhat
from bot.flows._spoken import recordings_of

if TYPE_CHECKING:
    from bot.flows.content import Content

OWN = N_("Something else")
HELP = N_("I would like help")
TODAY = N_("Done for today")


def declare(content: Content) -> Flow:
    """The flow for plans, also such as are for an axis of this star."""
    return Flow(
        id="plan",
        title=N_("Plan"),
        # Translators: what kind of exercise is shown to somebody, who has not opened it: "A plan, shown Monday …".
        kind=N_("A plan"),
        offer=N_("Make a small plan"),
        order=40,
        called="{plan_name}",
        reopen="opened",
        copyable=False,
        paper=off_paper,
        awaits="is_open",
        shared_at="early",
        shared_over_at="more",
        outcome=plan.outcome,
        day=plan.day,
        values={
            **plan.VALUES,
            "about": plan.about({axis.id: axis.name for axis in content.star.axes}),
            "small_wins": wins.row,
        },
        steps=(
            *_needed(),
            *_obstacle(),
            *_promise(),
            *_opened(),
            *_won(),
            *climbing(to="keep_day"),
        ),
    )


def _needed() -> tuple[Step, ...]:
    """What and when: from there on it is a plan."""
    return (
        Branch(id="given", on="has_what", cases={"yes": "small"}, goto="what"),
        Tell(id="small", text=N_("Your small step: <b>{what}</b>"), goto="day"),
        AskWhat(
            id="what",
            text=N_(
                "{about}<b>What will you do?</b> Choose something small that you are quite sure you can do."
            ),
            explain=N_(
                "Many get more done when they write down what they will do. Choose something that takes "
                "less than half an hour. Write what you do yourself, and not what others should do."
            ),
            short=N_("What you will do"),
            short_of_another=N_("What {name} will do"),
            # Translators: stands for what somebody will do, who has said and not written it; others read it too, as in
            # "Thursday 3 December at 10:00: what is recorded".
            stand_in=N_("what is recorded"),
            example=N_('<i>"Call Netto and ask if they need somebody."</i>'),
            numbered=True,
        ),
        AskPlanDay(
            id="day",
            text=DAY,
            intro=when.A_DAY,
            explain=N_(
                "What has a day is easier to get done. Choose a day when you have energy. Afterwards I "
                "ask you how it went."
            ),
            short=N_("The day"),
            time="time",
            numbered=True,
        ),
        AskPlanTime(
            id="time",
            text="{at_what_time}",
            intro=when.A_TIME,
            explain=N_(
                "A time helps you to begin. Choose one when it is quiet around you. You can skip it if "
                "the day is enough."
            ),
            short=N_("The time"),
            skippable=True,
            numbered=True,
        ),
        Keep(id="keep_day", content=plan.content),
        Branch(id="rings", on="is_open", cases={"no": "keep"}, goto="wake"),
        plan.WAKE,
        Branch(id="whole", on="is_whole", cases={"yes": "keep"}, goto="where"),
    )


def _obstacle() -> tuple[Step, ...]:
    return (
        Write(
            id="where",
            text=N_("<b>Where are you when you do it?</b> A few words are enough."),
            explain=N_(
                "When you can see the place before you, you are well on your way. A place that you know "
                "is often the best."
            ),
            short=N_("Where you are"),
            short_of_another=N_("Where {name} is"),
            example=N_('<i>"At home at the kitchen table."</i>'),
            skippable=True,
            numbered=True,
        ),
        Ask(
            id="obstacle",
            text=N_("<b>What could get in the way?</b>"),
            explain=N_(
                "Most plans meet something on the way. That is not your fault. When you have thought of "
                "it before, it stops you less."
            ),
            short=N_("What could get in the way"),
            choices=(
                Choice(key="nervous", label=N_("I get nervous"), goto="then"),
                Choice(key="tired", label=N_("I am too tired"), goto="then"),
                Choice(key="own", label=OWN, goto="own_obstacle", written=True),
                Choice(key="nothing", label=N_("Nothing comes to mind"), goto="keep", means="no"),
            ),
            numbered=True,
            extra=True,
            goto="keep",
        ),
        Write(
            id="own_obstacle",
            text=N_("<b>What could get in the way?</b> Write it in a few words."),
            short=N_("What it could be"),
            weary=True,
        ),
        Ask(
            id="then",
            text=N_("<b>If that happens, what do you do then?</b>"),
            explain=N_(
                "Here you decide what you do when it gets hard. Make it so small that you can do it on a "
                "bad day too."
            ),
            short=N_("What you do then"),
            short_of_another=N_("What {name} does then"),
            choices=(
                Choice(key="wait", label=N_("I wait a little and try again"), goto="keep"),
                Choice(key="part", label=N_("I do a small part of it"), goto="keep"),
                Choice(key="write", label="{write_to}", goto="keep"),
                Choice(key="own", label=OWN, goto="own_then", written=True),
            ),
        ),
        Write(
            id="own_then",
            text=N_("<b>What do you do then?</b> Write it in a few words."),
            short=N_("What you do"),
            short_of_another=N_("What {name} does"),
        ),
    )


def _promise() -> tuple[Step, ...]:
    return (
        Keep(id="keep", content=plan.content),
        Branch(id="promised", on="is_open", cases={"yes": "end"}, goto="saved"),
        End(id="end", text=PROMISE),
        End(id="saved", text=N_("It is saved.")),
    )


def _opened() -> tuple[Step, ...]:
    """Where a plan opens: before its time, when it is followed up, and after that."""
    return (
        Branch(
            id="opened",
            on="stands",
            cases={"unplanned": "given", "early": "early_was_said", "won": "was_won", "left": "was_left"},
            goto="what_was_said",
        ),
        Tell(id="what_was_said", recordings=recordings_of("what")),
        Ask(
            id="how",
            text=N_("{deed}\n\n<b>How did it go?</b>"),
            choices=(
                Choice(key="worked", label=N_("It worked"), goto="over", means="yes"),
                Choice(key="not_yet", label=N_("Not yet"), goto="all_right", means="no"),
                Choice(key="help", label=HELP, goto="help"),
            ),
            asks_again=True,
        ),
        Tell(id="early_was_said", recordings=recordings_of("what", "where")),
        Ask(
            id="early",
            text=N_("{plan}\n\n{asks}"),
            choices=(
                Choice(key="done", label=N_("I have done it already"), goto="over"),
                Choice(key="help", label=HELP, goto="help"),
                Choice(key="change", label=N_("Change something"), goto="change"),
                LEAVE,
                Choice(key="today", label=TODAY, goto="saved"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Review(
            id="change",
            text=N_("What do you want to change?"),
            of=("what", "day", "time", "where", "obstacle", "then"),
            asks_again=True,
            own_ways=True,
            goto="opened",
        ),
        Tell(id="was_won", text="{deed}", goto="row"),
        Ask(
            id="was_left",
            text=N_("{deed}\n\nYou have left this plan. Do you want to take it up again?"),
            choices=(
                Choice(key="yes", label=N_("Yes, on a new day"), goto="new_day"),
                SMALLER,
                Choice(key="no", label=N_("Not now"), goto="saved", means="no"),
            ),
            asks_again=True,
            own_ways=True,
        ),
    )


def _won() -> tuple[Step, ...]:
    return (
        Hush(id="over", kind=plan.WAKE.kind),
        Keep(id="keep_won", content=plan.won, amend=True),
        Tell(id="praise", text="{praise}"),
        Tell(id="row", text="{small_wins}"),
        Ask(
            id="more",
            text=N_("Do you want to plan the next small step?"),
            choices=(
                Choice(key="yes", label=N_("Yes, the next small step"), goto="next"),
                Choice(key="no", label=N_("Not today"), goto="enough", means="no"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Begin(id="next", flow="plan"),
        End(id="enough", text=N_("That is fine. You find your small steps under <b>{button_my_work}</b>.")),
    )
