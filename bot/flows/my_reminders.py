"""My reminders: what one of the staff has set, what has become of it, and how to change or stop it."""

from bot.engine.flow import Flow
from bot.engine.steps import Act, Branch, Choice, End, Handover, Pick, Tell
from bot.engine.text import N_
from bot.flows import _my_reminders as reminders

FLOW = Flow(
    id="my_reminders",
    title=N_("My reminders"),
    single=True,
    pausable=False,
    for_staff=True,
    values={
        "has_any": reminders.has_any,
        "is_there": reminders.is_there,
        "about": reminders.about,
    },
    lists={"set_now": reminders.set_now, "ways": reminders.ways},
    steps=(
        Branch(id="begin", on="has_any", cases={"yes": "which"}, goto="none"),
        Pick(
            id="which",
            text=N_("These are the reminders that you have set. Which one do you want to see?"),
            source="set_now",
            choices=(Choice(key="back", label=N_("Back"), goto="end"),),
            page_size=8,
            asks_again=True,
        ),
        Branch(id="known", on="is_there", cases={"yes": "read"}, goto="begin"),
        Act(id="read", deeds=reminders.read),
        Tell(id="heard", recordings=reminders.recordings),
        Pick(
            id="one",
            text="{about}",
            source="ways",
            choices=(Choice(key="back", label=N_("Back"), goto="begin"),),
            asks_again=True,
            newest_only=True,
        ),
        Branch(
            id="way", on="one", cases={"change": "change", "again": "again", "stop": "stopped"}, goto="begin"
        ),
        Handover(id="change", flow="remind", passing=reminders.as_answers, goto="begin"),
        Handover(id="again", flow="remind", passing=reminders.anew, goto="begin"),
        Tell(id="stopped", text=N_("It does not come any more.")),
        Act(id="stop", deeds=reminders.stop, goto="begin"),
        End(id="none", text=N_("You have set no reminders.")),
        End(id="end"),
    ),
)
