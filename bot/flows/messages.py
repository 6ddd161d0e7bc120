"""Messages: between which times they come, whether on free days too, or none at all; and what is coming."""

from bot.engine.flow import Flow
from bot.engine.person import USUAL
from bot.engine.steps import Act, Ask, Branch, Choice, End, Pick, Remember, Tell
from bot.engine.text import N_
from bot.flows import _coming as coming
from bot.flows import _messages as messages

ABOUT_REMINDERS = {"no_more": "no_more_said", "allow": "allowed", "nobody": "now"}
"""Where it goes on after what was chosen about somebody's reminders."""

FLOW = Flow(
    id="messages",
    title=N_("Messages"),
    single=True,
    pausable=False,
    values={
        "settings": messages.settings,
        "is_quiet": lambda view: view.person.quiet,
        "is_window": messages.is_window,
        "why_not": messages.why_not,
        "any_coming": coming.has_any,
        "reminder_way": coming.way,
        "allowed_name": coming.allowed,
        "listed": coming.listed,
        "whose": coming.whose,
        "sender_name": coming.sender,
    },
    lists={"about_reminders": coming.ways, "to_stop": coming.to_stop},
    steps=(
        Branch(id="now", on="is_quiet", cases={"yes": "again"}, goto="what"),
        Pick(
            id="again",
            text=N_("{settings}\n\nDo you want to change something?"),
            source="about_reminders",
            choices=(
                Choice(key="write", label=N_("You may write to me again"), goto="loud"),
                Choice(key="back", label=N_("Back"), goto="back"),
            ),
            asks_again=True,
        ),
        Branch(id="again_to", on="reminder_way", cases=ABOUT_REMINDERS, goto="any"),
        Remember(id="loud", field="quiet", value=lambda _: False),
        Pick(
            id="what",
            text=N_("{settings}\n\nDo you want to change something?"),
            source="about_reminders",
            choices=(
                # Translators: button. The hours of the day between which messages may come.
                Choice(key="times", label=N_("Other times of the day"), goto=messages.EARLIEST),
                Choice(key="free_days", label=N_("Weekends and public holidays"), goto="free_days"),
                Choice(key="quiet", label=N_("Do not write to me"), goto="quiet"),
                # Translators: button. All that was decided about messages becomes what it was in the beginning.
                Choice(key="usual", label=N_("As it was in the beginning"), goto="usual_from"),
                Choice(key="back", label=N_("Back"), goto="back"),
            ),
            asks_again=True,
        ),
        Branch(id="what_to", on="reminder_way", cases=ABOUT_REMINDERS, goto="any"),
        Branch(id="any", on="any_coming", cases={"yes": "coming"}, goto="now"),
        Pick(
            id="coming",
            text="{listed}",
            source="to_stop",
            choices=(Choice(key="back", label=N_("Back"), goto="now"),),
            page_size=8,
            asks_again=True,
            newest_only=True,
        ),
        Tell(
            id="stopped",
            text=N_("It comes no more. {whose} can see that it has stopped, but not why."),
        ),
        Act(id="stop", deeds=coming.stop, goto="any"),
        Tell(
            id="no_more_said",
            text=N_(
                "That is all right. You get no more reminders from {sender_name}. "
                "{sender_name} can see that they do not come, but not why. "
                "Do you want them again one day? Choose that here under <b>{button_messages}</b>."
            ),
        ),
        Act(id="stop_all", deeds=coming.stop_all, goto="now"),
        Tell(id="allowed", text=N_("That is fine. {allowed_name} can send you reminders again.")),
        Act(id="allow", deeds=coming.allow, goto="now"),
        messages.AskLimit(
            id=messages.EARLIEST,
            text=N_("<b>What is the earliest that I may write?</b>"),
            short=N_("The earliest"),
            suggested=("07:00", "09:00", "12:00"),
            asks_again=True,
            set_to=lambda view: view.person.awake_from,
        ),
        messages.AskLimit(
            id=messages.LATEST,
            text=N_("<b>What is the latest that I may write?</b>"),
            short=N_("The latest"),
            suggested=("15:00", "18:00", "20:00"),
            asks_again=True,
            set_to=lambda view: view.person.awake_to,
        ),
        Branch(id="window", on="is_window", cases={"yes": "set_from"}, goto="no_window"),
        Tell(
            id="no_window",
            text=N_("{why_not} I need at least two hours on the same day. Choose both times again."),
            goto=messages.EARLIEST,
        ),
        Remember(id="set_from", field="awake_from", value=messages.awake_from, of=messages.LIMITS),
        Remember(id="set_to", field="awake_to", value=messages.awake_to, of=messages.LIMITS, goto="what"),
        Ask(
            id="free_days",
            text=N_("May I write to you on weekends and public holidays?"),
            choices=(Choice(key="yes", label=N_("Yes")), Choice(key="no", label=N_("No"))),
            asks_again=True,
            set_to=lambda view: "yes" if view.person.weekends else "no",
        ),
        Remember(
            id="set_free_days",
            field="weekends",
            value=lambda view: view.value("free_days") == "yes",
            goto="what",
        ),
        Remember(id="usual_from", field="awake_from", value=lambda _: USUAL.awake_from),
        Remember(id="usual_to", field="awake_to", value=lambda _: USUAL.awake_to),
        Remember(id="usual_free_days", field="weekends", value=lambda _: USUAL.weekends, goto="what"),
        Remember(id="quiet", field="quiet", value=lambda _: True),
        End(
            id="rest",
            text=messages.IN_PEACE,
            rest=True,
        ),
        End(id="back"),
    ),
)
