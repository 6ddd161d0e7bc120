"""A rejection: a short message back if one wants, what was learned, and one next step."""

from bot.engine.document import off_paper
from bot.engine.flow import Flow
from bot.engine.steps import Ask, AskDate, AskMany, Branch, Choice, End, Keep, Review, Tell, Wake, Write
from bot.engine.text import N_
from bot.flows import _rejection as rejection
from bot.flows import _when as when
from bot.flows._next_step import has_no_day, planning
from bot.flows._spoken import NOTHING_TO_SEND

FLOW = Flow(
    id="rejection",
    title=N_("Rejection"),
    kind=N_("A rejection"),
    called=N_("Rejection: {job}"),
    within="answer_bank",
    reopen="opened",
    shared_at="menu",
    paper=off_paper,
    values={
        "message": rejection.message,
        "proposed": rejection.proposed,
        "sending": rejection.sending,
        "asks_trial": rejection.asks_trial,
        "is_new": rejection.is_new,
        "has_looked_back": rejection.has_looked_back,
        "noted": rejection.noted,
        "step_has_no_day": has_no_day,
    },
    steps=(
        Write(
            id="job",
            text=N_(
                "It hurts to be turned down when you have put your strength into it. "
                "There can be many reasons, and most of them cannot be seen from outside.\n"
                "<b>Which job was it?</b> One or two words are enough."
            ),
            short=N_("The job"),
            skippable=True,
        ),
        Ask(
            id="way",
            text=N_(
                "<b>Do you want to answer them?</b> You do not have to. "
                "But they may remember a friendly answer, and you may learn something."
            ),
            short=N_("Whether you answer them"),
            short_of_another=N_("Whether {name} answers them"),
            choices=(
                Choice(key="write", label=N_("Yes, I write")),
                Choice(key="call", label=N_("Yes, I call")),
                Choice(key="later", label=N_("Not today"), goto="looked_back"),
            ),
        ),
        AskMany(
            id="parts",
            text=N_("<b>What do you want to say?</b> Tap what fits, and then {button_done}."),
            short=N_("What you say"),
            short_of_another=N_("What {name} says"),
            choices=(
                Choice(key="thank", label=N_("Thank them")),
                Choice(key="difference", label=N_("Ask what was missing")),
                Choice(key="opening", label=N_("Ask about another time")),
                Choice(key="trial", label=N_("Ask about a work trial")),
            ),
            at_least=1,
        ),
        Branch(id="trial", on="asks_trial", cases={"yes": "kommunen"}, goto="words_ok"),
        Tell(
            id="kommunen",
            text=N_("A work trial (praktik) is agreed with kommunen before it starts. Talk with them early."),
        ),
        Ask(
            id="words_ok",
            text=N_("You can say it like this:\n<i>{proposed}</i>"),
            short=N_("Your words"),
            short_of_another=N_("The words"),
            choices=(
                Choice(key="use", label=N_("Use the suggestion"), goto="new_words"),
                Choice(key="own", label=N_("I write my own"), goto="own_words"),
                Choice(key="later", label=N_("Not today"), goto="looked_back"),
            ),
        ),
        Write(
            id="own_words",
            text=N_("<b>How do you want to say it?</b> Write it as you would say it."),
            short=N_("Your own words"),
            short_of_another=N_("Own words"),
        ),
        Branch(id="new_words", on="is_new", cases={"no": "looked_back"}, goto="wanted"),
        Tell(
            id="only_recorded",
            text=NOTHING_TO_SEND,
            goto="looked_back",
        ),
        Tell(id="send", text=N_("Hold a finger on the message below to copy it.")),
        Tell(id="sent", text="{message}", apart=True),
        Branch(id="looked_back", on="has_looked_back", cases={"yes": "keep"}, goto="learned"),
        Write(
            id="learned",
            text=N_("<b>Did you learn something from it?</b> If not, that is fine too."),
            short=N_("What you learned"),
            short_of_another=N_("What {name} learned"),
            skippable=True,
        ),
        Write(
            id="next_step",
            text=N_("<b>What do you do next?</b> One small thing is enough. A rest counts too."),
            short=N_("Your next step"),
            short_of_another=N_("The next step"),
            skippable=True,
        ),
        AskDate(
            id="next_day",
            text=N_("<b>Is there a day for it?</b> I write to you that day."),
            intro=when.A_DAY,
            short=N_("When"),
            after="next_step",
            skippable=True,
        ),
        Wake(id="wake", kind="rejection", on="next_day"),
        Keep(id="keep_step", content=rejection.content),
        *planning(to="opened"),
        Keep(id="keep", content=rejection.content),
        Tell(id="opened", text="{noted}"),
        Ask(
            id="menu",
            text=N_("What would you like to do now?"),
            choices=(
                Choice(key="message", label=N_("The message to them"), goto="wanted"),
                Choice(key="next", label=N_("Choose a next step"), goto="next_step"),
                Choice(key="change", label=N_("Change something"), goto="change"),
                Choice(key="done", label=N_("Done for today"), goto="end"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Branch(id="wanted", on="sending", cases={"written": "send", "recorded": "only_recorded"}, goto="way"),
        Review(
            id="change",
            text=N_("What do you want to change?"),
            of=("job", "way", "parts", "words_ok", "own_words", "learned"),
            asks_again=True,
            own_ways=True,
            goto="keep",
        ),
        End(id="end", text=N_("It is saved. You find it again under {button_interview}.")),
    ),
)
