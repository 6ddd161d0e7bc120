"""A report: the citizen reads what was written about them, adds their own words, and says yes, or what is to change."""

from bot.engine.flow import Flow
from bot.engine.steps import Act, Ask, Branch, Choice, End, Hold, Tell, Write
from bot.engine.text import N_
from bot.flows import _report as report

READ_BY = N_(
    "What you write here goes to {sender}, and can stand in the report. Those who look after the program are able to "
    "read it too, and so is Telegram. You can ask here: {contact}"
)
ON_PAPER = N_("This stands on paper, and paper cannot speak. So please write it. Few words are enough.")
BESIDE_IT = N_(
    "{sender} reads it beside the report and writes a new one. So please write it. Few words are enough."
)


def still(step: str, goto: str) -> Branch:
    """Go on only where the citizen is asked about this very version still: a newer one is read first."""
    return Branch(id=step, on="stands", cases={"asked": goto, "gone": "gone"}, goto="overtaken")


FLOW = Flow(
    id="report",
    title=N_("A report about you"),
    single=True,
    pausable=False,
    values=report.VALUES,
    steps=(
        Branch(id="opened", on="opens", cases={"asked": "reading", "gone": "gone"}, goto="overtaken"),
        Hold(id="reading", value=report.reading),
        Tell(
            id="intro",
            text="{intro}",
            document=report.document,
        ),
        Branch(id="any_star", on="has_star", cases={"yes": "star"}, goto="any_deeds"),
        Tell(id="star", text="{told_star}", picture=report.picture, apart=True),
        Branch(id="any_deeds", on="has_deeds", cases={"yes": "deeds"}, goto="judged"),
        Tell(id="deeds", text="{told_deeds}", apart=True),
        Tell(id="judged", text=N_("<b>{sender} writes:</b>\n\n{judged}"), apart=True),
        Ask(
            id="menu",
            text="{asks}",
            choices=(
                Choice(key="yes", label=N_("Yes, this is me"), goto="me_still", means="yes"),
                Choice(key="own", label=N_("I want to say something myself"), goto="own"),
                Choice(key="wish", label=N_("Something is to be different"), goto="wish"),
                Choice(key="later", label=N_("Not now"), goto="later", means="no"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Write(
            id="own",
            text=N_(
                "<b>What do you want to say in the report yourself?</b> Write it in your own words. "
                "It stands first in it."
            ),
            short=N_("Your own words"),
            read_by=READ_BY,
            skippable=True,
            asks_again=True,
            brief=True,
            voice=False,
            unspoken=ON_PAPER,
        ),
        Branch(id="said_own", on="own", cases={"": "menu"}, goto="own_still"),
        still("own_still", "speak"),
        Act(id="speak", deeds=report.speak, sends="own"),
        Tell(id="spoken", text=N_("It stands in the report now."), goto="menu"),
        Write(
            id="wish",
            text=N_(
                "<b>What is to be different?</b> {sender} reads it and writes a new one. "
                "You read that before it is used."
            ),
            short=N_("What is to be different"),
            read_by=READ_BY,
            skippable=True,
            asks_again=True,
            brief=True,
            voice=False,
            unspoken=BESIDE_IT,
        ),
        Branch(id="said_wish", on="wish", cases={"": "menu"}, goto="wish_still"),
        still("wish_still", "wished"),
        Tell(
            id="wished",
            text=N_("Thank you. {sender} hears what you wrote, and you get the new one to read."),
        ),
        Act(id="send_wish", deeds=report.wish, sends="wish", goto="end"),
        still("me_still", "sure"),
        Ask(
            id="sure",
            text=N_(
                "Then {sender} can hand it on at {where}. It stays as it is, also if you show less later.\n\n"
                "Is that all right?"
            ),
            choices=(
                Choice(
                    key="yes", label=N_("Yes, it may be handed on"), goto="yes_still", exact=True, means="yes"
                ),
                Choice(key="no", label=N_("No, wait"), goto="menu", means="no"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        still("yes_still", "approve"),
        Act(id="approve", deeds=report.approve),
        Tell(
            id="approved",
            text=N_("Thank you. You have said yes to the report. Here it is, so that you have it too."),
            document=report.document,
            goto="end",
        ),
        Tell(
            id="later",
            text=N_(
                "That is quite all right. It lies here until you have time, and nothing happens meanwhile."
            ),
            goto="end",
        ),
        Tell(
            id="overtaken",
            text=N_("{sender} is writing a new one. You get it to read when it is done."),
            goto="end",
        ),
        End(id="gone", text=N_("That report is not here any more. You need not do anything.")),
        End(id="end"),
    ),
)
