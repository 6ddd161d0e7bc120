"""An interview on a day: where and when, what to have ready, and a reminder the day before and the same morning."""

from bot.engine.document import off_paper
from bot.engine.flow import Flow
from bot.engine.steps import (
    Ask,
    AskDate,
    AskMany,
    AskTime,
    Branch,
    Choice,
    End,
    Handover,
    Hush,
    Keep,
    Review,
    Tell,
    Wake,
    Write,
)
from bot.engine.text import N_
from bot.flows import _interview as interview
from bot.flows import _when as when
from bot.flows._spoken import recordings_of

FLOW = Flow(
    id="interview_day",
    title=N_("My interview"),
    kind=N_("An interview"),
    called=N_("Interview: {where}"),
    within="answer_bank",
    reopen="where_was_said",
    shared_at="menu",
    paper=off_paper,
    values={
        "appointment": interview.appointment,
        "promise": interview.promise,
        "n_done": interview.how_many,
        "n_all": interview.of_how_many,
        "has_been": interview.has_been,
        "all_done": interview.all_done,
    },
    steps=(
        Write(
            id="where",
            text=N_("Good that you are going to an interview. <b>Where is it?</b> The workplace is enough."),
            short=N_("Where the interview is"),
            numbered=True,
            stand_in=N_("the workplace"),
        ),
        Write(
            id="person",
            text=N_("<b>Who are you going to talk with?</b> What they do there is enough."),
            short=N_("Whom you talk with"),
            short_of_another=N_("Whom {name} talks with"),
            skippable=True,
            numbered=True,
        ),
        AskDate(
            id="day",
            text=N_("<b>Which day?</b>"),
            intro=when.A_DAY,
            short=N_("The day of the interview"),
            time="time",
            numbered=True,
        ),
        AskTime(
            id="time",
            text=N_("<b>What time?</b>"),
            intro=when.A_TIME,
            short=N_("The time of the interview"),
            numbered=True,
        ),
        Keep(id="keep", content=interview.content),
        Wake(id="wake_before", kind="day_before", on="day", time="time", ahead=interview.day_before),
        Wake(id="wake_morning", kind="same_morning", on="day", time="time", ahead=interview.same_morning),
        Tell(
            id="noted",
            text=N_("{appointment}\n\nIt is saved. {promise}"),
        ),
        AskMany(
            id="todo",
            text=N_("<b>Before the interview</b>\nTap what is done. The rest waits here."),
            short=N_("What is done"),
            choices=interview.CHECKLIST,
            ticked=interview.ticked,
            asks_again=True,
            own_ways=True,
        ),
        Keep(id="ticked", content=interview.now_done, amend=True),
        Branch(id="everything", on="all_done", cases={"yes": "ready"}, goto="menu"),
        Tell(id="ready", text=N_("All of it is done. You have prepared well.")),
        Ask(
            id="menu",
            text=N_("What would you like to do now?"),
            choices=(
                Choice(key="list", label=N_("My checklist"), goto="todo"),
                Choice(key="calm", label=N_("Become calm"), goto="calm"),
                Choice(key="change", label=N_("Change something"), goto="change"),
                Choice(key="been", label=N_("I have been there"), goto="over"),
                Choice(key="off", label=N_("It is called off"), goto="off"),
                Choice(key="done", label=N_("Done for today"), goto="end"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Tell(
            id="calm",
            text=N_(
                "Come ten minutes early. Stand outside with both feet on the ground. "
                "Breathe in while you count to four, and out while you count to six. Do it three times.\n\n"
                "Go in, say hello, and look at them. You may think a little before you answer."
            ),
            goto="menu",
        ),
        Review(
            id="change",
            text=N_("What do you want to change?"),
            of=("where", "person", "day", "time"),
            asks_again=True,
            own_ways=True,
            goto="opened",
        ),
        Tell(id="where_was_said", recordings=recordings_of("where")),
        Branch(id="opened", on="has_been", cases={"yes": "how_was_it"}, goto="standing"),
        Tell(id="standing", text=N_("{appointment}\n\nDone so far: {n_done} of {n_all}."), goto="menu"),
        Ask(
            id="how_was_it",
            text=N_("{appointment}\n\nHave you been there?"),
            choices=(
                Choice(key="yes", label=N_("Yes"), goto="over"),
                Choice(key="moved", label=N_("It is on another day"), goto="change"),
                Choice(key="no", label=N_("It came to nothing"), goto="off"),
            ),
            asks_again=True,
        ),
        Hush(id="off", kind="day_before"),
        Hush(id="off_too", kind="same_morning"),
        Tell(id="nothing", text=N_("That happens. What you have prepared is not lost."), goto="end"),
        Hush(id="over", kind="day_before"),
        Hush(id="over_too", kind="same_morning"),
        Handover(id="after", flow="after_interview", passing=interview.place, goto="told"),
        End(id="told"),
        End(id="end", text=N_("It is saved. You find it again under {button_interview}.")),
    ),
)
