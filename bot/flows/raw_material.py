"""Raw material: everything a person has done, gathered before they say what they can."""

from bot.engine.flow import Flow
from bot.engine.steps import End, Write
from bot.engine.text import N_, Words, lines
from bot.engine.view import View

PARTS = ("jobs", "trials", "education", "leisure")


def gathered(view: View) -> Words:
    """What the person has done, one line a part, and what the job asks for."""
    done = [Words("• {text}", {"text": view.worded(part)}) for part in PARTS if view.value(part)]
    shown = done or [Words(N_("Nothing yet."))]
    if view.value("trade"):
        shown.append(Words(N_("The job asks for: {trade}"), {"trade": view.worded("trade")}))
    return lines(shown)


FLOW = Flow(
    id="raw_material",
    title=N_("What I have done"),
    single=True,
    values={"gathered": gathered},
    steps=(
        Write(
            id="jobs",
            text=N_(
                "Let us look at what you have done. A few words are enough.\n"
                "<b>Which jobs have you had?</b> Short ones and old ones count too."
            ),
            short=N_("Jobs"),
            skippable=True,
        ),
        Write(
            id="trials",
            text=N_(
                "<b>Have you been in an internship (praktik), or helped somewhere without pay?</b> "
                "What did you do there?"
            ),
            short=N_("Work trials"),
            skippable=True,
        ),
        Write(
            id="education",
            text=N_(
                "<b>What have you learned?</b> A course, a school, a licence, or something you taught yourself."
            ),
            short=N_("Education"),
            skippable=True,
        ),
        Write(
            id="leisure",
            text=N_(
                "<b>What do you do at home and in your free time?</b> "
                "Cooking for six, mending bikes and looking after someone all count."
            ),
            short=N_("Home and leisure"),
            skippable=True,
        ),
        Write(
            id="trade",
            text=N_(
                "<b>What do they ask for in the kind of job you want?</b> Guess, or look at an advertisement."
            ),
            short=N_("What the trade asks for"),
            skippable=True,
        ),
        End(id="end", text=N_("Use what fits:\n{gathered}")),
    ),
)
