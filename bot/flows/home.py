"""Home: what can be continued, what can be begun, and the settings."""

from bot.engine.flow import Flow
from bot.engine.steps import Ask, AskName, Begin, Branch, Choice, End, Handover, Open, Pick, Remember
from bot.engine.text import N_
from bot.flows import _home as home
from bot.flows._energy import CHOICES, energy_left, today
from bot.flows._join import NO_CODE

FLOW = Flow(
    id="home",
    title=N_("Home"),
    single=True,
    pausable=False,
    values=home.VALUES,
    lists=home.LISTS,
    steps=(
        Pick(
            id="menu",
            text="{asks}",
            source="offers",
            page_size=8,
            # Translators: said at the menu to whoever writes a sentence there that chooses nothing, as good news
            # ("I got the job") or a worry ("I am afraid to call").
            heard=N_(
                "Thank you for telling me. It is saved. I am a program and cannot answer it. "
                "Tap the button that fits best."
            ),
            choices=(
                Choice(key="work", label=N_("📁 My work"), goto="work"),
                Choice(key="settings", label=N_("⚙ Settings"), goto="settings"),
            ),
            asks_again=True,
        ),
        Branch(id="errand", on="kind", cases={"errand": "begin"}),
        Branch(id="energy_today", on="energy_known", cases={"yes": "new_or_open"}),
        Ask(
            id="energy",
            text=N_("How much can you manage today?"),
            choices=CHOICES,
            asks_again=True,
        ),
        Branch(id="only_looking", on="energy", cases={"look": "looking"}, goto="set_energy"),
        Branch(id="looking", on="kind", cases={"finished": "open"}, goto="menu"),
        Remember(id="set_energy", field="energy", value=energy_left),
        Remember(id="set_day", field="energy_day", value=today),
        Branch(id="new_or_open", on="kind", cases={"new": "begin"}),
        Open(id="open", choice="menu", goto="end"),
        Begin(id="begin", choice="menu", goto="end"),
        Ask(
            id="settings",
            text=N_("What do you want to see or change?"),
            choices=(
                Choice(key="name", label=N_("Your name"), goto="name"),
                Choice(key="language", label=N_("Language"), goto="language"),
                Choice(key="aloud", label=N_("🔊 Reading aloud"), goto="aloud"),
                Choice(key="detail", label=N_("How much I write"), goto="detail"),
                Choice(key="people", label=N_("People who follow me"), goto="people"),
                Choice(key="code", label=N_("I have a code"), goto="code"),
                Choice(key="messages", label=N_("Messages"), goto="messages"),
                Choice(key="data", label=N_("What you have saved about me"), goto="data"),
                Choice(key="stop", label=N_("Stop"), goto="stop"),
                Choice(key="back", label=N_("Back to the menu"), goto="menu"),
            ),
            asks_again=True,
        ),
        AskName(
            id="name",
            text=N_("What shall I call you? Your first name is enough."),
            short=N_("Your name"),
            asks_again=True,
        ),
        Remember(id="set_name", field="name", value=lambda view: view.value("name"), goto="menu"),
        Handover(id="work", flow="my_work", goto="menu"),
        Handover(id="language", flow="language", goto="menu"),
        Handover(id="aloud", flow="aloud", goto="settings"),
        Handover(id="detail", flow="detail", goto="menu"),
        Handover(id="people", flow="my_people", goto="menu"),
        Handover(id="code", flow="join", passing=lambda _: NO_CODE, goto="menu"),
        Handover(id="messages", flow="messages", goto="menu"),
        Handover(id="data", flow="my_data", goto="menu"),
        Handover(id="stop", flow="stop", goto="menu"),
        End(id="end"),
    ),
)
