"""What was said of an exercise: the citizen reads it, answers, and improves what they want to."""

from bot.engine.conversation import LEFT_UNSENT
from bot.engine.flow import Flow
from bot.engine.steps import Act, Branch, Choice, End, Handover, Open, Pick, Tell, Unsay, Write
from bot.engine.text import N_
from bot.flows import _remarks as remarks
from bot.flows import _thread as thread
from bot.flows._sending import NOT_SENT, READ_BY, SEND, TO_SAY, ToSend, heard_first

FLOW = Flow(
    id="remarks",
    title=N_("What was said of it"),
    single=True,
    pausable=False,
    values=remarks.VALUES,
    lists=remarks.LISTS,
    steps=(
        Unsay(id="left", of="reply", text=LEFT_UNSENT),
        Act(id="read", deeds=remarks.read),
        Branch(
            id="begin",
            on="state",
            cases={"said": "said_of_it", "scored": "menu", "deleted": "deleted"},
            goto="gone",
        ),
        Tell(
            id="said_of_it",
            text=N_("<b>{exercise_title}</b>\n\n{said}"),
            recordings=thread.newest_recordings,
        ),
        Pick(
            id="menu",
            text="{asks}",
            source="ways",
            choices=(Choice(key="back", label=N_("Back"), goto="end"),),
            page_size=8,
            gone="",
            written="reply",
            led=remarks.last_speaker,
            asks_again=True,
            newest_only=True,
        ),
        Branch(
            id="do",
            on="doing",
            cases={
                "answer": "reply",
                "unseen": "unseen",
                "improve": "recalling",
                "plan": "plan",
                "who": "who",
                "earlier": "earlier",
                "decide": "decide",
                "deleted": "deleted",
            },
            goto="gone",
        ),
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
            on="sending",
            cases={"heard": "heard_reply", "asked": "to_send", "yes": "replied", "nothing": "menu"},
            goto="unseen",
        ),
        *heard_first("reply", short=remarks.own, asks="asks_to_hear", sends="still_sending", over="menu"),
        ToSend(
            id="to_send",
            of="reply",
            text=N_("Shall I send that to {to_whom} as your answer?"),
            choices=(
                Choice(key="yes", label=SEND, goto="still_sending", exact=True, means="yes"),
                Choice(key="no", label=NOT_SENT, goto="unsaid_reply", means="no"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Branch(id="still_sending", on="can_answer", cases={"yes": "replied"}, goto="unseen"),
        Tell(id="replied", text=N_("{to_whom} finds your answer here.")),
        Act(id="send", deeds=remarks.reply, sends="reply", goto="menu"),
        Tell(
            id="unseen",
            text=N_("That person does not see this any more, and so gets no answer."),
        ),
        Unsay(id="let_go", of="reply", goto="menu"),
        Branch(id="recalling", on="anything_to_recall", cases={"yes": "recalled"}, goto="improve"),
        Tell(id="recalled", text="{recalled}", recordings=remarks.recalled_recordings),
        Open(id="improve", choice="menu", anew="where"),
        Handover(id="plan", flow="plan", passing=remarks.planned, goto="menu"),
        Handover(id="who", flow="sharing", passing=remarks.who, goto="menu"),
        Tell(id="earlier", text="{said_earlier}", recordings=thread.earlier_recordings, goto="menu"),
        Act(id="decide", deeds=remarks.decide),
        Tell(id="decided", text=N_("It is done. You can decide otherwise whenever you like."), goto="menu"),
        End(id="deleted", text=remarks.DELETED),
        End(id="gone", text=N_("There is nothing there to read yet.")),
        End(id="end"),
    ),
)
