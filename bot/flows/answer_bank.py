"""The answer bank: everything for a job interview in one place, and the state of each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Branch, Choice, End, Handover, Open, Pick, Step, Tell
from bot.engine.text import N_
from bot.flows import _bank as bank
from bot.flows._health import Health

if TYPE_CHECKING:
    from bot.flows.content import Content

BACK = N_("Back")


def declare(content: Content) -> Flow:
    """The flow for these questions."""
    values = bank.Bank(content.questions)
    return Flow(
        id="answer_bank",
        title=N_("Job interview"),
        offer=N_("Practise for an interview"),
        order=20,
        single=True,
        pausable=False,
        values={
            "chosen": values.chosen,
            "to_practise": values.to_practise,
            "has_prepared": values.has_prepared,
            "has_feared": values.has_feared,
            "only_feared": values.only_feared,
            "has_papers": bank.has_papers,
            "has_upcoming": bank.has_upcoming,
        },
        lists={
            "questions": values.items,
            "prepared": values.prepared,
            "papers": bank.papers,
            "upcoming": bank.upcoming,
        },
        steps=(
            _menu(),
            Pick(
                id="which",
                text=N_("<b>Choose a question.</b>"),
                intro=N_("○ not begun · ✎ begun · 🎙 good to practise · ✔ ready"),
                source="questions",
                choices=(
                    Choice(key="own", label=N_("I write my own question")),
                    Choice(key="back", label=BACK, goto="menu"),
                ),
                asks_again=True,
                own_ways=True,
            ),
            Handover(id="answer", flow="interview_answer", to="chosen", passing=values.begun, goto="which"),
            *_practising(values),
            *_more(Health(content)),
            End(id="end", text=N_("Your answers lie here, ready. You find them under /menu.")),
        ),
    )


def _menu() -> Step:
    return Ask(
        id="menu",
        text=N_("<b>Job interview</b>\nWhat do you want to do?"),
        choices=(
            Choice(key="questions", label=N_("Prepare answers"), goto="which"),
            Choice(key="practise", label=N_("🎙 Practise an answer"), goto="any_prepared"),
            Choice(key="going", label=N_("I am going to an interview"), goto="any_upcoming"),
            Choice(key="been", label=N_("I have been to an interview"), goto="after_interview"),
            Choice(key="more", label=N_("More …"), goto="more"),
            Choice(key="done", label=N_("Done for today"), goto="end"),
        ),
        asks_again=True,
        own_ways=True,
    )


def _practising(values: bank.Bank) -> tuple[Step, ...]:
    return (
        Branch(id="any_prepared", on="has_prepared", cases={"yes": "practise"}, goto="none_prepared"),
        Tell(
            id="none_prepared",
            text=N_(
                "You have no answer to practise yet. Begin with one question. A few key words are enough."
            ),
            goto="which",
        ),
        Ask(
            id="practise",
            text=N_("Which one do you want to practise?"),
            choices=(
                Choice(key="random", label=N_("🎲 Surprise me"), goto="any_unfeared"),
                Choice(key="weakest", label=N_("The one I am least sure of"), goto="any_unfeared"),
                Choice(key="feared", label=N_("The one I fear most"), goto="any_feared"),
                Choice(key="choose", label=N_("I choose myself"), goto="which_practised"),
                Choice(key="back", label=BACK, goto="menu"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Branch(id="any_unfeared", on="only_feared", cases={"yes": "sprung"}, goto="practise_it"),
        Ask(
            id="sprung",
            text=N_(
                "The question that you fear is the only one you have an answer to. Do you want to practise it?"
            ),
            choices=(
                Choice(key="yes", label=N_("Yes, I do"), goto="practise_it"),
                Choice(key="no", label=N_("Not today"), goto="practise"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Branch(id="any_feared", on="has_feared", cases={"yes": "practise_it"}, goto="no_feared"),
        Ask(
            id="no_feared",
            text=N_("You have not told me which question you fear. Do you want to make an answer to it now?"),
            choices=(
                Choice(key="yes", label=N_("Yes, I do"), goto="feared"),
                Choice(key="no", label=N_("Not today"), goto="practise"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Handover(id="feared", flow="interview_answer", passing=values.feared, goto="practise"),
        Pick(
            id="which_practised",
            text=N_("Which answer do you want to practise?"),
            source="prepared",
            choices=(Choice(key="back", label=BACK, goto="practise"),),
            asks_again=True,
            own_ways=True,
        ),
        Handover(
            id="practise_it", flow="interview_answer", to="to_practise", at="as_they_ask", goto="practise"
        ),
    )


def _more(health: Health) -> tuple[Step, ...]:
    return (
        Ask(
            id="more",
            text=N_("What do you want to see or make?"),
            choices=(
                Choice(key="law", label=N_("What may they ask?"), goto="law"),
                Choice(key="outline", label=N_("What I want to say"), goto="outline"),
                Choice(key="rejected", label=N_("I was turned down"), goto="rejected"),
                Choice(key="papers", label=N_("What I have made before"), goto="any_papers"),
                *health.choices,
                Choice(key="back", label=BACK, goto="menu"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Branch(id="any_papers", on="has_papers", cases={"yes": "papers"}, goto="no_papers"),
        Tell(id="no_papers", text=N_("There is nothing here yet."), goto="more"),
        Pick(
            id="papers",
            text=N_("Which one do you want to open?"),
            source="papers",
            choices=(Choice(key="back", label=BACK, goto="more"),),
            asks_again=True,
            own_ways=True,
        ),
        Open(id="open", choice="papers"),
        Branch(id="any_upcoming", on="has_upcoming", cases={"yes": "interviews"}, goto="interview_day"),
        Pick(
            id="interviews",
            text=N_("Which interview is it?"),
            source="upcoming",
            choices=(
                Choice(key="new", label=N_("A new one"), goto="interview_day"),
                Choice(key="back", label=BACK, goto="menu"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Handover(id="interview", flow="interview_day", to="interviews", goto="menu"),
        Handover(id="interview_day", flow="interview_day", goto="menu"),
        Handover(id="after_interview", flow="after_interview", goto="menu"),
        Handover(id="law", flow="interview_law", goto="more"),
        *health.looking(back="more"),
        Handover(id="outline", flow="talk_outline", goto="menu"),
        Handover(id="rejected", flow="rejection", goto="menu"),
    )
