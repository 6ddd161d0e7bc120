"""Talk outline: what one wants to get said at an interview, as one sheet."""

from functools import partial

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Branch, Choice, End, Handover, Keep, Review, Tell, Write
from bot.engine.text import N_
from bot.flows import _outline as outline

LONG = N_("It is saved, all of it. A few key words are easier to remember at the interview.")
Point = partial(Write, numbered=True, skippable=True, at_most=400, long=LONG)
"""One of the points of the outline."""

FLOW = Flow(
    id="talk_outline",
    title=N_("What I want to say"),
    kind=N_("Points for an interview"),
    called=N_("What I want to say: {job}"),
    within="answer_bank",
    reopen="opened",
    shared_at="menu",
    paper=outline.paper,
    values={"outline": outline.sheet, "is_empty": outline.is_empty},
    steps=(
        Write(
            id="job",
            text=N_(
                "Here you gather what you want to say at an interview. Key words are enough.\n"
                "<b>Which job is it?</b> Write one or two words."
            ),
            short=N_("The job"),
            skippable=True,
        ),
        Point(
            id="life",
            text=N_(
                "<b>What have you worked with?</b>\n"
                "Take the most important, in two or three sentences. Work at home and for others counts too."
            ),
            short=N_("My working life"),
            example=N_('<i>"Ten years in a kitchen, then three at home with my children."</i>'),
            starters=(N_("I have worked with …"), N_("I began as …"), N_("Lately I have …")),
        ),
        Point(
            id="skills",
            text=N_("<b>What can you do that the job needs?</b>\nOne to three things are enough."),
            short=N_("What I can"),
            example=N_('<i>"I can drive a forklift. I am used to orders on a screen."</i>'),
            starters=(N_("I can …"), N_("I have learned to …"), N_("I am used to …")),
        ),
        Point(
            id="personal",
            text=N_("<b>What are you like to work with?</b>\nThink of what others say about you."),
            short=N_("What I am like"),
            example=N_('<i>"I keep calm. I say so if there is something I cannot do."</i>'),
            starters=(N_("I am someone who …"), N_("Others say that I …"), N_("When it is busy, I …")),
        ),
        Point(
            id="stories",
            text=N_(
                "<b>When did something go well?</b>\nWhat was the task, what did you do, and how did it end?"
            ),
            short=N_("What went well"),
            example=N_(
                '<i>"One day three of us were ill. I changed the plan, and all got their food on time."</i>'
            ),
            starters=(N_("Once I …"), N_("I am glad that I …"), N_("It went well when I …")),
        ),
        Point(
            id="family",
            text=N_(
                "<b>Do you want to tell something about home and leisure?</b>\n"
                "Only what you want to share. You can skip this one."
            ),
            short=N_("Home and leisure"),
            example=N_('<i>"I play football on Thursdays, and I grow vegetables."</i>'),
            starters=(N_("In my free time I …"), N_("I get energy from …")),
        ),
        Point(
            id="ending",
            text=N_("<b>How do you want to end?</b>\nOne sentence that you can say as the last."),
            short=N_("At the end"),
            example=N_(
                '<i>"Thank you for the talk. I would like to work here, because you train people well."</i>'
            ),
            starters=(
                N_("Thank you for …"),
                N_("I want to work here because …"),
                N_("I look forward to …"),
            ),
        ),
        Point(
            id="remembered",
            text=N_("<b>What do you want them to remember you for?</b>\nOne thing is enough."),
            short=N_("Remember me for"),
            example=N_('<i>"The one who comes on time, and whom the new ones can ask."</i>'),
            starters=(N_("The one who …"), N_("That I …")),
        ),
        Keep(id="keep", content=outline.content),
        Branch(id="opened", on="is_empty", cases={"yes": "empty"}, goto="shown"),
        Tell(id="empty", text="{outline}", goto="menu"),
        Tell(id="shown", text="{outline}", picture=outline.picture),
        Ask(
            id="menu",
            text=N_("What would you like to do now?"),
            choices=(
                Choice(key="change", label=N_("Change something"), goto="change"),
                Choice(key="copy", label=N_("Send it to me as text"), goto="copying"),
                Choice(key="law", label=N_("What may they ask?"), goto="law"),
                Choice(key="rejected", label=N_("I was turned down"), goto="rejected"),
                Choice(key="done", label=N_("Done for today"), goto="end"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Review(
            id="change",
            text=N_("What do you want to change?"),
            of=("job", *outline.POINTS),
            asks_again=True,
            own_ways=True,
            goto="keep",
        ),
        Branch(id="copying", on="is_empty", cases={"yes": "empty"}, goto="send"),
        Tell(id="send", text=N_("Hold a finger on the message below to copy it or send it on.")),
        Tell(id="sent", text="{outline}", apart=True, goto="menu"),
        Handover(id="law", flow="interview_law", goto="menu"),
        Handover(id="rejected", flow="rejection", goto="menu"),
        End(id="end", text=N_("Your sheet lies here, ready. You find it under {button_interview}.")),
    ),
)
