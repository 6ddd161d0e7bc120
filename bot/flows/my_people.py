"""My people: who follows the person, what they see, how to let them go, and a code for somebody new."""

from bot.engine.flow import Flow
from bot.engine.steps import Act, Ask, Branch, Choice, End, Handover, Pick, Tell
from bot.engine.text import N_
from bot.flows import _my_people as people
from bot.flows._join import NO_CODE

FLOW = Flow(
    id="my_people",
    title=N_("People who follow me"),
    single=True,
    pausable=False,
    values=people.VALUES,
    lists=people.LISTS,
    steps=(
        Branch(id="begin", on="has_people", cases={"yes": "which"}),
        Ask(
            id="nobody",
            text=N_(
                "Nobody follows you here. A contact person or a mentor can give you a code. "
                "Then they can see what you share, and help you along."
            ),
            choices=(
                Choice(key="code", label=N_("I have a code"), goto="code"),
                Choice(key="back", label=N_("Back"), goto="end"),
            ),
            asks_again=True,
        ),
        Pick(
            id="which",
            text=N_(
                "These people follow you. They see what you share with them, your first name, "
                "and when you were last here. Who is it about?"
            ),
            source="people",
            of_people=True,
            choices=(
                Choice(key="code", label=N_("I have a code"), goto="code"),
                Choice(key="back", label=N_("Back"), goto="end"),
            ),
            asks_again=True,
        ),
        Branch(id="known", on="is_there", cases={"yes": "person"}, goto="begin"),
        Ask(
            id="person",
            text="{about}",
            choices=(
                Choice(key="part", label=N_("{person_name} shall not follow me any more"), goto="sure"),
                Choice(key="back", label=N_("Back"), goto="begin"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Ask(
            id="sure",
            text="{means}",
            choices=(
                Choice(key="yes", label=N_("Yes, stop it"), goto="stopped", exact=True),
                Choice(key="no", label=N_("No, go on"), goto="begin"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Tell(id="stopped", text="{stopped}"),
        Act(id="part", deeds=people.part, goto="begin"),
        Handover(id="code", flow="join", passing=lambda _: NO_CODE, goto="begin"),
        End(id="end"),
    ),
)
