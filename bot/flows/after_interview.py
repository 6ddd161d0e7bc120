"""After an interview: what they asked, what came as a surprise, and what one wants to remember."""

from bot.engine.document import off_paper
from bot.engine.flow import Flow
from bot.engine.steps import Ask, AskDate, Branch, Choice, End, Handover, Keep, Review, Tell, Wake, Write
from bot.engine.text import N_
from bot.flows import _after_interview as after

FLOW = Flow(
    id="after_interview",
    title=N_("After the interview"),
    kind=N_("Notes after an interview"),
    called=N_("Afterwards: {where}"),
    within="answer_bank",
    reopen="opened",
    shared_at="menu",
    paper=off_paper,
    values={
        "summary": after.summary,
        "new_questions": after.new_questions,
        "has_new": after.has_new,
        "has_day": after.has_day,
        "has_where": after.has_where,
    },
    steps=(
        Tell(id="went", text=N_("You did it. You went.")),
        Branch(id="known", on="has_where", cases={"yes": "asked"}, goto="where"),
        Write(
            id="where",
            text=N_("<b>Where were you?</b> The workplace is enough."),
            short=N_("Where you were"),
            short_of_another=N_("Where {name} was"),
            numbered=True,
            stand_in=N_("the workplace"),
        ),
        Write(
            id="asked",
            text=N_(
                "<b>What did they ask?</b> Write one question on each line. Those that you remember are enough."
            ),
            short=N_("What they asked"),
            skippable=True,
            numbered=True,
        ),
        Write(
            id="surprised",
            text=N_("<b>Was there a question that surprised you?</b> Write it, or skip this one."),
            short=N_("What surprised you"),
            short_of_another=N_("What surprised {name}"),
            skippable=True,
            numbered=True,
        ),
        Write(
            id="went_well",
            text=N_("<b>What went well?</b> One thing is enough, also a small one."),
            short=N_("What went well"),
            skippable=True,
            numbered=True,
        ),
        Write(
            id="next_time",
            text=N_("<b>What do you want to do another way next time?</b>"),
            short=N_("What you do another way"),
            short_of_another=N_("What {name} does another way"),
            skippable=True,
            numbered=True,
        ),
        AskDate(
            id="hear",
            text=N_(
                "<b>When do you hear from them?</b> I write to you that day. Skip it if you do not know."
            ),
            short=N_("When you hear from them"),
            short_of_another=N_("When {name} hears from them"),
            skippable=True,
            numbered=True,
        ),
        Wake(id="wake", kind="hear", on="hear"),
        Branch(id="any_new", on="has_new", cases={"yes": "in_the_bank"}, goto="keep"),
        Tell(
            id="in_the_bank",
            text=N_("{n} question lies among your questions now. You can prepare an answer when you want."),
            plural=N_("{n} questions lie among your questions now. You can prepare answers when you want."),
            count="new_questions",
        ),
        Keep(id="keep", content=after.content, goto="menu"),
        Tell(id="opened", text="{summary}"),
        Branch(id="waiting", on="has_day", cases={"yes": "heard"}, goto="menu"),
        Ask(
            id="heard",
            text=N_("Have you heard from them?"),
            choices=(
                Choice(key="job", label=N_("I got the job"), goto="job"),
                Choice(key="no", label=N_("I did not get it"), goto="no_job"),
                Choice(key="wait", label=N_("Not yet"), goto="wait"),
            ),
            asks_again=True,
        ),
        Tell(
            id="job",
            text=N_("Congratulations! You have worked for this."),
            goto="menu",
        ),
        Tell(
            id="no_job",
            text=N_(
                "I am sorry. You got as far as a talk, and only few do. "
                "Do you want to answer them? Tap {button_rejected}."
            ),
            goto="menu",
        ),
        Tell(
            id="wait",
            text=N_("Waiting is hard. After a week or two you may ask them how far they have come."),
        ),
        Ask(
            id="menu",
            text=N_("What would you like to do now?"),
            choices=(
                Choice(key="change", label=N_("Change something"), goto="change"),
                Choice(key="rejected", label=N_("I was turned down"), goto="rejected"),
                Choice(key="done", label=N_("Done for today"), goto="end"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Review(
            id="change",
            text=N_("What do you want to change?"),
            of=("where", "asked", "surprised", "went_well", "next_time", "hear"),
            asks_again=True,
            own_ways=True,
            goto="menu",
        ),
        Handover(id="rejected", flow="rejection", goto="menu"),
        End(id="end", text=N_("It is saved. Rest a little now. Interviews take strength.")),
    ),
)
