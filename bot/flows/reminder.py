"""A reminder that somebody has sent: neutral until it is opened, then who it is from and what it is of.

What came due before it was opened is led through one after the other.
"""

from bot.engine.conversation import LEFT_UNSENT
from bot.engine.effects import REMINDER
from bot.engine.flow import Flow
from bot.engine.nudging import GREETING
from bot.engine.steps import Act, Begin, Branch, Choice, End, Handover, Hold, Open, Pick, Tell, Unsay, Write
from bot.engine.text import N_
from bot.flows import _reminder as reminder
from bot.flows._sending import READ_BY, TO_SAY, heard_first

AGAIN_LATER = N_("That is fine. I will write again later.")
GOOD_DAY = N_("That is quite all right. Have a good day.")

FLOW = Flow(
    id="reminder",
    title=N_("Reminder"),
    pausable=False,
    rings=REMINDER,
    ring=reminder.ring,
    values=reminder.VALUES,
    lists=reminder.LISTS,
    steps=(
        Pick(
            id="greeting",
            text=GREETING,
            source="controls",
            choices=(
                Choice(key="start", label=N_("Start now"), goto="left_unsent"),
                Choice(key="later", label=N_("Later today"), goto="later_all"),
                Choice(key="not_today", label=N_("Not today"), goto="leave_all"),
                Choice(key="fewer", label=N_("Fewer messages"), goto="fewer"),
            ),
            above=("start", "later", "not_today"),
            asks_again=True,
        ),
        Branch(id="stops", on="stops_at_once", cases={"yes": "stop"}),
        # What was said to whoever sent one reminder is no answer to another one.
        Unsay(id="left_unsent", of="reply", text=LEFT_UNSENT),
        Hold(id="current", value=reminder.coming),
        Branch(id="still", on="opens", cases={"yes": "opened"}, goto="closed"),
        Act(id="opened", deeds=reminder.respond("opened")),
        Hold(id="is_text", value=reminder.is_text),
        reminder.Opened(
            id="what",
            reply="reply",
            text="{message}",
            read_by=READ_BY,
            source="ways",
            choices=(Choice(key="fewer", label=N_("Fewer messages"), goto="fewer"),),
            asks_again=True,
            newest_only=True,
        ),
        Branch(
            id="go",
            on="way",
            cases={
                "done": "done",
                "answer": "reply",
                "hear": "hear",
                "later": "later",
                "not_today": "not_today",
                "stop": "stop",
            },
            goto="leads",
        ),
        Branch(id="leads", on="more", cases={"yes": "rest"}, goto="leave"),
        Tell(id="rest", text=N_("More is ready for you. I will write again later.")),
        Act(id="later_rest", deeds=reminder.later_rest),
        Branch(id="leave", on="way", cases={"begin": "begin"}, goto="open"),
        Open(id="open", choice="what"),
        Begin(id="begin", choice="what"),
        Tell(id="hear", recordings=reminder.own_recordings, goto="what"),
        Act(id="done", deeds=reminder.respond("done")),
        Tell(id="thanks", text=N_("Thank you. {sender} can see that it is done."), goto="next"),
        Write(
            id="reply",
            text=TO_SAY,
            short=N_("Your answer"),
            read_by=READ_BY,
            skippable=True,
            asks_again=True,
            brief=True,
        ),
        Branch(
            id="replying",
            on="replying",
            cases={"heard": "heard_reply", "yes": "send", "nothing": "what"},
            goto="unsent",
        ),
        *heard_first("reply", short=reminder.own, asks="asks_to_hear", sends="still_sending", over="what"),
        Branch(id="still_sending", on="can_go", cases={"yes": "send"}, goto="unsent"),
        Act(id="send", deeds=reminder.reply, sends="reply"),
        Tell(id="replied", text=N_("It is sent. {sender} gets your answer."), goto="what"),
        Tell(
            id="unsent",
            text=N_("Whoever wrote this does not follow you any more. So nothing has been sent."),
        ),
        Unsay(id="let_go", of="reply", goto="next"),
        Branch(id="later", on="can_wait", cases={"yes": "put_off"}, goto="over"),
        Act(id="put_off", deeds=reminder.later),
        Tell(id="put_off_said", text=AGAIN_LATER, goto="next"),
        Act(id="not_today", deeds=reminder.respond("not_today")),
        Tell(id="left", text=GOOD_DAY, goto="next"),
        Tell(
            id="stop",
            text=N_(
                "That is all right. You get no more of these. {sender} can see that they have stopped, but not why."
            ),
        ),
        Act(id="stopping", deeds=reminder.stop),
        Branch(id="then", on="more", cases={"yes": "left_unsent"}, goto="stopped"),
        End(id="stopped", text=N_("Have a good day."), rest=True, way_home=True),
        Branch(id="next", on="more", cases={"yes": "left_unsent"}, goto="end"),
        Branch(id="later_all", on="can_wait", cases={"yes": "put_off_all"}, goto="over"),
        Act(id="put_off_all", deeds=reminder.later_all),
        End(id="all_put_off", text=AGAIN_LATER, rest=True),
        Act(id="leave_all", deeds=reminder.leave_all),
        End(id="all_left", text=GOOD_DAY, rest=True),
        Handover(id="fewer", flow="messages", passing=reminder.whose),
        End(id="fewer_done", rest=True),
        Act(id="closed", deeds=reminder.respond("opened")),
        End(id="gone", text=reminder.GONE, rest=True),
        End(id="over", text=N_("Nothing waits here any more."), rest=True),
        End(id="end", rest=True),
    ),
)
