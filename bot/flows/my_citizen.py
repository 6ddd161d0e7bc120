"""One citizen of somebody's: what they may know, what is shared, and what can be done."""

from bot.engine.flow import Flow
from bot.engine.steps import Act, Ask, Branch, Choice, End, Handover, Pick, Scale, Tell
from bot.engine.text import N_
from bot.flows import _belief as belief
from bot.flows import _citizen as citizen
from bot.flows import _hand_over as hand_over
from bot.flows import _staff as staff
from bot.flows import _wanted_call as wanted_call

FLOW = Flow(
    id="my_citizen",
    title=N_("A citizen"),
    pausable=False,
    for_staff=True,
    about="citizen",
    values={
        "is_there": staff.is_there,
        "citizen_name": staff.name,
        "about": staff.about,
        "asks_shown": citizen.asks_shown,
        "means": staff.means,
        "watching": staff.watching,
        "wanted_call": citizen.wanted_call,
        "call_is_wanted": lambda view: bool(citizen.wanted(view)),
        **belief.VALUES,
        **hand_over.VALUES,
    },
    lists={"offers": citizen.offers, "shown_items": citizen.shown},
    steps=(
        Branch(id="begin", on="is_there", cases={"yes": "menu"}, goto="gone"),
        Pick(
            id="menu",
            text="{about}",
            source="offers",
            choices=(
                Choice(key="silence", label=N_("When nothing is heard"), goto="silence"),
                Choice(key="part", label=N_("I do not follow {citizen_name} any more"), goto="sure"),
                Choice(key="back", label=N_("Back"), goto="end"),
            ),
            asks_again=True,
        ),
        Branch(
            id="do",
            on="menu",
            cases={
                "call": "call_waits",
                "hand_over": "handing_over",
                "shown": "shown",
                "belief": "believes",
                "remind": "remind",
            },
            goto="begin",
        ),
        Branch(id="call_waits", on="call_is_wanted", cases={"yes": "call"}, goto="begin"),
        wanted_call.Wanted(
            id="call",
            choices=(Choice(key="fine", label=wanted_call.CALLS, goto="still_wanted"), wanted_call.BACK),
        ),
        Branch(id="still_wanted", on="call_is_wanted", cases={"yes": "promised"}, goto="not_wanted"),
        Tell(id="not_wanted", text=wanted_call.DEALT_WITH, goto="begin"),
        Tell(id="promised", text=wanted_call.TOLD),
        Act(id="promise", deeds=citizen.promise_call, goto="begin"),
        Handover(
            id="remind",
            flow="remind",
            passing=lambda view: {"citizen": view.session.answers["citizen"]},
            goto="begin",
        ),
        Pick(
            id="shown",
            text="{asks_shown}",
            source="shown_items",
            gone=N_("{citizen_name} does not show you that any more. {citizen_name} decides that."),
            choices=(Choice(key="back", label=N_("Back"), goto="begin"),),
            asks_again=True,
        ),
        Handover(id="review", flow="review", passing=citizen.to_review, goto="begin"),
        Branch(
            id="believes", on="belief_state", cases={"first": "belief", "again": "believed"}, goto="begin"
        ),
        Tell(id="believed", text=N_("<b>What you have noted before</b>\n{beliefs}")),
        Scale(
            id="belief",
            text=N_(
                "How much do you believe that {citizen_name} gets a job?\n\n"
                "I ask because research finds that your belief is among what best foretells it. It is for your own "
                "reflection. {citizen_name} can see it under <b>{button_data}</b>."
            ),
            labels=belief.STEPS,
            choices=(
                Choice(key="unknown", label=belief.UNKNOWN),
                Choice(key="back", label=N_("Back"), goto="begin"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Branch(id="believing", on="belief_state", cases={"gone": "begin"}, goto="note_belief"),
        Act(id="note_belief", deeds=belief.note),
        Tell(id="belief_noted", text=N_("It is noted."), goto="begin"),
        Ask(
            id="silence",
            text="{watching}",
            choices=(
                Choice(key="week", label=N_("After a week")),
                Choice(key="two_weeks", label=N_("After two weeks")),
                Choice(key="month", label=N_("After a month")),
                Choice(key="never", label=N_("No"), means="no"),
                Choice(key="back", label=N_("Back"), goto="begin"),
            ),
            asks_again=True,
            newest_only=True,
            set_to=staff.watched,
        ),
        Act(id="watch", deeds=staff.watch),
        Tell(id="watched", text=N_("It is noted."), goto="begin"),
        Branch(id="handing_over", on="has_colleague", cases={"yes": "colleague"}, goto="no_colleague"),
        Ask(
            id="no_colleague",
            text=N_(
                "Just now nobody else here is {colleague_role}. "
                "Your coordinator can invite somebody, or whoever runs Jobstjernen at your place."
            ),
            choices=(Choice(key="back", label=N_("Back"), goto="begin"),),
            asks_again=True,
            newest_only=True,
        ),
        Pick(
            id="colleague",
            text=N_(
                "Who shall follow {citizen_name} instead? {citizen_name} is asked first, and can say no."
            ),
            source="colleagues",
            of_people=True,
            choices=(Choice(key="nobody", label=N_("Back"), goto="begin"),),
            asks_again=True,
            newest_only=True,
        ),
        Ask(
            id="sure_to_ask",
            text=N_(
                "Shall I ask {citizen_name} whether {colleague_name} may take over? "
                "{citizen_name} decides whether {colleague_name} sees what you see. If it is a no, you stay."
            ),
            choices=(
                Choice(key="yes", label=N_("Yes, ask {citizen_name}"), exact=True),
                Choice(key="no", label=N_("No, go back"), goto="begin", means="no"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Branch(id="asking", on="can_propose", cases={"yes": "proposed"}),
        Tell(
            id="colleague_gone",
            text=N_("That colleague cannot take over any more. Nothing has been asked."),
            goto="begin",
        ),
        Tell(id="proposed", text="{asked}"),
        Act(id="propose", deeds=hand_over.propose, goto="begin"),
        Ask(
            id="sure",
            text="{means}",
            choices=(
                Choice(key="yes", label=N_("Yes, stop it"), goto="part", exact=True),
                Choice(key="no", label=N_("No, go on"), goto="begin"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Act(id="part", deeds=staff.part),
        End(
            id="parted",
            text=N_("It is done. Please delete what you have from that citizen in your chat too."),
        ),
        End(id="gone", text=staff.NOT_WITH_YOU),
        End(id="end"),
    ),
)
