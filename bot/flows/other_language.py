"""Somebody has written in another language than the one they have chosen: it is offered to them, once."""

from bot.engine.flow import Flow
from bot.engine.offering import DANISH
from bot.engine.steps import Ask, Branch, Choice, End, Remember, Tell
from bot.engine.text import N_
from bot.flows import _language as language

FLOW = Flow(
    id="other_language",
    title=N_("Language"),
    single=True,
    pausable=False,
    values={
        "leaves_work": language.leaves_work,
        "own_language": language.written_named,
        "own_name": language.written_name,
    },
    steps=(
        Ask(
            id="offer",
            # Translators: said in the language of the person, and in the one that they have just written, which
            # {own_language} is, as each of them names it.
            text=N_("You write in {own_language}. Shall I write in {own_language} too?"),
            choices=(
                Choice(key="own", label="{own_name}", goto="set"),
                Choice(key="both", label=N_("Danish and {own_language}"), goto="danish_above"),
                Choice(key="no", label=N_("No, thank you"), goto="as_before", means="no"),
            ),
            asks_again=True,
        ),
        Remember(id="set", field="language", value=language.written),
        Remember(id="alone", field="beneath", value=lambda _: ""),
        Branch(id="made", on="leaves_work", cases={"yes": "stays"}, goto="end"),
        Tell(id="stays", text=language.NOT_TRANSLATED, goto="end"),
        Remember(id="danish_above", field="language", value=lambda _: DANISH),
        Remember(id="beneath", field="beneath", value=language.written),
        End(id="both_said", text=N_("From now on I write in Danish, with {own_language} below.")),
        # Translators: somebody wants no other language. They may have Danish with another one below: name none.
        End(id="as_before", text=N_("That is fine. I go on as before.")),
        End(id="end", text=N_("From now on I write in English.")),
    ),
)
