"""Home of staff: what waits, the citizens, invitations, and the settings."""

from bot.engine.flow import Flow
from bot.engine.steps import Act, Ask, AskName, Branch, Choice, End, Handover, Hold, Pick, Remember, Tell
from bot.engine.text import N_
from bot.flows import _staff as staff

FLOW = Flow(
    id="staff_home",
    title=N_("Home"),
    single=True,
    pausable=False,
    for_staff=True,
    values={"role": staff.role, "asks": staff.asks, "resigned_as": staff.resigned},
    lists={"offers": staff.offers},
    steps=(
        Pick(
            id="menu",
            text="{asks}",
            source="offers",
            gone="",
            page_size=8,
            choices=(Choice(key="settings", label=N_("⚙ Settings"), goto="settings"),),
            asks_again=True,
        ),
        Branch(
            id="open",
            on="menu",
            cases={
                "news": "news",
                "queue": "queue",
                "citizens": "citizens",
                "invite": "invite",
                "remind": "remind",
                "reminders": "reminders",
                "desk": "desk",
            },
            goto="menu",
        ),
        Handover(id="news", flow="my_news", goto="menu"),
        Handover(id="queue", flow="my_queue", goto="menu"),
        Handover(id="citizens", flow="my_citizens", goto="menu"),
        Handover(id="invite", flow="invite", goto="menu"),
        Handover(id="remind", flow="remind", goto="menu"),
        Handover(id="reminders", flow="my_reminders", goto="menu"),
        Handover(id="desk", flow="open_desk", goto="menu"),
        Ask(
            id="settings",
            text=N_("What do you want to see or change?"),
            choices=(
                Choice(key="hat", label=N_("Change role"), goto="hat"),
                Choice(key="name", label=N_("Your name"), goto="name"),
                Choice(key="language", label=N_("Language"), goto="language"),
                Choice(key="aloud", label=N_("🔊 Reading aloud"), goto="aloud"),
                Choice(key="data", label=N_("What you have saved about me"), goto="data"),
                Choice(key="stop", label=N_("Stop"), goto="stop"),
                Choice(key="resign", label=N_("I am not {role} any more"), goto="given_up"),
                Choice(key="back", label=N_("Back to the menu"), goto="menu"),
            ),
            asks_again=True,
        ),
        Handover(id="hat", flow="hat", goto="end"),
        Hold(id="given_up", value=staff.worn),
        Ask(
            id="sure",
            text=N_(
                "Then you follow nobody as {resigned_as} any more, and see nothing of what they have shown you. "
                "Please delete it in your chat too. Your citizens are told that you have stopped."
            ),
            choices=(
                Choice(key="yes", label=N_("Yes, stop as {resigned_as}"), goto="resign", exact=True),
                Choice(key="no", label=N_("No, go on"), goto="menu"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Act(id="resign", deeds=staff.resign),
        Remember(id="take_off", field="hat", value=staff.left),
        Tell(id="resigned", text=N_("It is done."), goto="end"),
        AskName(
            id="name",
            text=N_("What are you called? Citizens see this name."),
            short=N_("Your name"),
            asks_again=True,
        ),
        Remember(id="set_name", field="name", value=lambda view: view.value("name"), goto="menu"),
        Handover(id="language", flow="language", goto="menu"),
        Handover(id="aloud", flow="aloud", goto="settings"),
        Handover(id="data", flow="my_data", goto="menu"),
        Handover(id="stop", flow="stop", goto="menu"),
        End(id="end"),
    ),
)
