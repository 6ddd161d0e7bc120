"""A reminder that somebody has sent: neutral until it is opened, then who it is from and what it is of."""

from bot.engine.flow import Flow
from bot.engine.nudging import GREETING
from bot.engine.steps import Act, Begin, Branch, Choice, End, Handover, Open, Pick, Tell
from bot.engine.text import N_
from bot.flows import _reminder as reminder

FLOW = Flow(
    id="reminder",
    title=N_("Reminder"),
    pausable=False,
    rings="reminder",
    ring=reminder.ring,
    values=reminder.VALUES,
    lists=reminder.LISTS,
    steps=(
        Pick(
            id="greeting",
            text=GREETING,
            source="controls",
            choices=(
                Choice(key="start", label=N_("Start now"), goto="opened"),
                Choice(key="later", label=N_("Later today"), goto="later"),
                Choice(key="not_today", label=N_("Not today"), goto="not_today"),
                Choice(key="fewer", label=N_("Fewer messages"), goto="fewer"),
            ),
            above=("start", "later", "not_today"),
            asks_again=True,
        ),
        Branch(id="stops", on="greeting", cases={"stop": "stop"}, goto="opened"),
        Act(id="opened", deeds=reminder.respond("opened")),
        Branch(id="still", on="opens", cases={"yes": "what"}, goto="gone"),
        Pick(
            id="what",
            text="{message}",
            source="ways",
            choices=(Choice(key="fewer", label=N_("Fewer messages"), goto="fewer"),),
            asks_again=True,
            newest_only=True,
        ),
        Branch(
            id="go",
            on="way",
            cases={
                "begin": "begin",
                "done": "done",
                "later": "later",
                "not_today": "not_today",
                "stop": "stop",
            },
            goto="open",
        ),
        Open(id="open", choice="what"),
        Begin(id="begin", choice="what"),
        Act(id="done", deeds=reminder.respond("done")),
        End(id="thanks", text=N_("Thank you. {sender} can see that it is done."), rest=True),
        Act(id="later", deeds=reminder.later),
        End(id="put_off", text=N_("That is fine. I will write again later."), rest=True),
        Act(id="not_today", deeds=reminder.respond("not_today")),
        End(id="left", text=N_("That is quite all right. Have a good day."), rest=True),
        Tell(
            id="stop",
            text=N_(
                "That is all right. You get no more of these. {sender} can see that they have stopped, but not why."
            ),
        ),
        Act(id="stopping", deeds=reminder.stop),
        End(id="stopped", rest=True),
        Handover(id="fewer", flow="messages"),
        End(id="fewer_done", rest=True),
        End(id="gone", text=N_("There is nothing to open here any more."), rest=True),
    ),
)
