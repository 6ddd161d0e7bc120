"""First contact: language, who is behind this, consent, first name, and how much energy there is today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.flow import Flow
from bot.engine.steps import (
    Act,
    Ask,
    AskName,
    Begin,
    Branch,
    Choice,
    Consent,
    End,
    Forget,
    Handover,
    Hold,
    Remember,
    Tell,
)
from bot.engine.text import N_
from bot.flows import _first_contact as first
from bot.flows._energy import CHOICES, energy_left, today
from bot.flows._language import PickLanguage

if TYPE_CHECKING:
    from bot.flows.content import Content


def declare(content: Content) -> Flow:
    """The flow, which says for how many weeks everything is kept."""
    more = first.More(content.retention_weeks)
    return Flow(
        id="first_contact",
        title=N_("Welcome"),
        single=True,
        pausable=False,
        values={**first.VALUES, "more_about_it": more, "how_long": more.how_long},
        tells={
            "keeping": "{how_long}",
            "why": "{why_kept}",
            "voluntary": "{voluntary}",
            "who": "{who_it_is}",
            "privacy": "{who_reads}",
        },
        steps=(
            Act(id="count", deeds=first.count),
            Hold(id="came_with", value=first.came_with),
            PickLanguage(
                id="language",
                text="{greeting_with_question}",
                briefly=first.WHICH_LANGUAGE,
                source="languages",
                page_size=12,
                asks_again=True,
            ),
            Remember(id="set_language", field="language", value=lambda view: view.value("language")),
            # Whoever could not read who we are reads it now.
            Branch(id="greeted", on="chose_another", cases={"yes": "greeting"}, goto="terms"),
            Tell(id="greeting", text="{greeting}"),
            Ask(
                id="terms",
                text="{terms_of_use}",
                briefly=N_("Is that all right with you?"),
                choices=(
                    Choice(key="yes", label=N_("I agree"), goto="agreed_as", exact=True, means="yes"),
                    Choice(key="more", label=N_("Tell me more"), goto="more"),
                    Choice(key="no", label=N_("No, thank you"), goto="forget", exact=True),
                ),
                asks_again=True,
            ),
            Tell(id="more", text="{more_about_it}"),
            Ask(
                id="terms_now",
                text=N_("Is that all right with you?"),
                choices=(
                    Choice(key="yes", label=N_("I agree"), goto="agreed_as", exact=True, means="yes"),
                    Choice(key="no", label=N_("No, thank you"), goto="forget", exact=True),
                ),
                asks_again=True,
            ),
            Hold(id="agreed_as", value=first.agreeing_as),
            Branch(id="agreeing", on="agrees_as", cases={"staff": "agree_staff"}, goto="agree"),
            Consent(id="agree_staff", version=first.STAFF_TERMS, goto="settled"),
            Consent(id="agree", version=first.TERMS),
            Branch(id="settled", on="is_settled", cases={"yes": "energy"}, goto="name"),
            AskName(
                id="name", text=N_("What shall I call you? Your first name is enough."), short=N_("Your name")
            ),
            Remember(id="set_name", field="name", value=lambda view: view.value("name")),
            Branch(id="invited", on="is_invited", cases={"yes": "join"}, goto="energy"),
            Handover(id="join", flow="join", passing=first.code),
            Branch(id="works_here", on="is_staff", cases={"yes": "end_of_staff"}, goto="practises"),
            Branch(id="practises", on="has_to_agree", cases={"yes": "terms"}, goto="energy"),
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
