"""My work: everything the person has made, to see, go on with, copy, delete, or have as one PDF."""

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Branch, Choice, Copy, Discard, End, Handover, Open, Pick, Tell
from bot.engine.text import N_
from bot.flows import _my_work as work
from bot.flows import _wins as wins

FLOW = Flow(
    id="my_work",
    title=N_("My work"),
    single=True,
    pausable=False,
    values={**work.VALUES, "has_won": wins.has_won, "small_wins": wins.row},
    lists=work.LISTS,
    steps=(
        Branch(id="any", on="has_work", cases={"yes": "any_won"}, goto="nothing"),
        Tell(id="nothing", text=N_("Here is nothing yet. What you make will be here."), goto="end"),
        Branch(id="any_won", on="has_won", cases={"yes": "wins"}, goto="which"),
        Tell(id="wins", text="{small_wins}"),
        Pick(
            id="which",
            text=N_("<b>My work</b>\nHere is what you have made. What do you want to see?"),
            source="work",
            above=("folder",),
            choices=(
                Choice(key="folder", label=N_("📄 My job folder (PDF)"), goto="printable"),
                Choice(key="back", label=N_("Back to the menu"), goto="end"),
            ),
            asks_again=True,
        ),
        Tell(id="shown", text=N_("<b>{chosen_name}</b>\n\n{chosen_text}")),
        Pick(
            id="menu",
            text=N_("What would you like to do with it?"),
            source="actions",
            choices=(Choice(key="list", label=N_("Back to the list"), goto="any"),),
            asks_again=True,
            newest_only=True,
        ),
        Branch(
            id="do",
            on="menu",
            cases={
                "open": "open",
                "send": "send",
                "hear": "hear",
                "who": "who",
                "copy": "copy",
                "delete": "sure",
            },
            goto="any",
        ),
        Open(id="open", choice="which"),
        Tell(id="send", text=N_("Hold a finger on the message below to copy it or send it on.")),
        Tell(id="sent", text="{chosen_text}", apart=True, goto="menu"),
        Tell(id="hear", recordings=work.recordings, goto="menu"),
        Handover(id="who", flow="sharing", passing=work.to_be_seen, goto="menu"),
        Copy(id="copy", choice="which", text=N_("This is a copy. The first one stays as it is.")),
        Ask(
            id="sure",
            text=N_("<b>Shall I delete this?</b>\n{chosen_name}\n\nIt cannot be undone."),
            choices=(
                Choice(key="no", label=N_("No, keep it"), goto="menu"),
                Choice(key="yes", label=N_("Yes, delete it"), goto="delete", exact=True),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Discard(id="delete", choice="which"),
        Tell(
            id="deleted",
            text="{deleted}",
            goto="any",
        ),
        Branch(id="printable", on="has_papers", cases={"yes": "folder"}, goto="nothing_finished"),
        Tell(
            id="nothing_finished",
            text=N_("There is nothing finished to put in it yet. Finish one exercise first."),
            goto="any",
        ),
        Tell(
            id="folder",
            text=N_("Here is your job folder. It is for you. Look it through before you show it to anybody."),
            document=work.folder,
            goto="any",
        ),
        End(id="end"),
    ),
)
