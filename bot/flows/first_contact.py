"""First contact: language, who is behind this, consent, first name, and how much energy there is today."""

from bot.engine.flow import Flow
from bot.engine.steps import (
    Ask,
    AskName,
    Begin,
    Branch,
    Choice,
    Consent,
    End,
    Forget,
    Handover,
    Pick,
    Remember,
    Tell,
)
from bot.engine.text import N_
from bot.engine.view import View
from bot.flows._energy import CHOICES, energy_left, today

TERMS = "2026-12"
"""The version of the terms below; a change of meaning takes a new one."""


def is_invited(view: View) -> bool:
    """Whether the person has come with a code."""
    return bool(view.value("code"))


def is_staff(view: View) -> bool:
    """Whether the code has made them one of the staff."""
    return bool(view.person.hat)


FLOW = Flow(
    id="first_contact",
    title=N_("Welcome"),
    single=True,
    pausable=False,
    values={"is_invited": is_invited, "is_staff": is_staff},
    steps=(
        Pick(
            id="language",
            text=N_(
                "Hi, I am <b>Jobstjernen</b>. I am a program, not a person.\n"
                "I help you practise what is hard about looking for work. One small step at a time.\n\n"
                "Which language do you want?"
            ),
            source="languages",
            asks_again=True,
        ),
        Remember(id="set_language", field="language", value=lambda view: view.value("language")),
        Ask(
            id="terms",
            text=N_(
                "<b>Before we begin</b>\n"
                "• Behind me is <i>{organisation}</i>.\n"
                "• I save what you write, so that you can come back to it.\n"
                "• Others see what you write only when you share it. "
                "If somebody follows you here, they can see when you were last here.\n"
                "• You can always stop, and delete what I have saved.\n\n"
                "Do not write CPR numbers (Danish ID numbers), diagnoses or other people's names here. "
                "Messages in Telegram are not entirely private."
            ),
            choices=(
                Choice(key="yes", label=N_("I agree"), goto="agree", exact=True),
                Choice(key="more", label=N_("Tell me more"), goto="more"),
                Choice(key="no", label=N_("No, thank you"), goto="forget", exact=True),
            ),
            asks_again=True,
        ),
        Tell(
            id="more",
            text=N_(
                "<b>{organisation}</b> is responsible for what I save. You can reach them here: {contact}\n\n"
                "I save your first name, your language, your answers and when you were last here. "
                "I save it to help you practise, and for nothing else. "
                "Those who look after the program at {organisation} are technically able to read it.\n\n"
                "Our messages go through Telegram. They are encrypted on the way, "
                "but Telegram itself can read them.\n\n"
                "Write /mydata to see all I have saved, or to delete it. Saying no costs you nothing."
            ),
        ),
        Ask(
            id="terms_now",
            text=N_("Is that all right with you?"),
            choices=(
                Choice(key="yes", label=N_("I agree"), goto="agree", exact=True),
                Choice(key="no", label=N_("No, thank you"), goto="forget", exact=True),
            ),
            asks_again=True,
        ),
        Consent(id="agree", version=TERMS),
        AskName(
            id="name", text=N_("What shall I call you? Your first name is enough."), short=N_("Your name")
        ),
        Remember(id="set_name", field="name", value=lambda view: view.value("name")),
        Branch(id="invited", on="is_invited", cases={"yes": "join"}, goto="energy"),
        Handover(id="join", flow="join", passing=lambda view: {"code": view.session.answers["code"]}),
        Branch(id="works_here", on="is_staff", cases={"yes": "end_of_staff"}, goto="energy"),
        Ask(
            id="energy",
            text=N_("Hi {name}. How much can you manage today?"),
            choices=CHOICES,
            asks_again=True,
        ),
        Remember(id="set_energy", field="energy", value=energy_left),
        Remember(id="set_day", field="energy_day", value=today),
        Branch(id="begin_or_look", on="energy", cases={"look": "end"}),
        Begin(id="begin", flow="elevator_pitch"),
        Forget(
            id="forget",
            text=N_(
                "That is quite all right. I have deleted what I had saved. Write /start if you change your mind."
            ),
        ),
        End(id="end_of_staff"),
        End(id="end", text=N_("Have a look around. You can begin whenever you like.")),
    ),
)
