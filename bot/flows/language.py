"""Choose the language that everything is written in; with any other than Danish, Danish can stand above it."""

from bot.engine.flow import Flow
from bot.engine.offering import DANISH
from bot.engine.steps import Ask, Branch, Choice, End, Remember, Tell
from bot.engine.text import N_
from bot.flows import _language as language

FLOW = Flow(
    id="language",
    title=N_("Language"),
    single=True,
    pausable=False,
    values={
        "is_danish": language.is_danish,
        "leaves_work": language.leaves_work,
        "own_language": language.chosen,
    },
    steps=(
        language.PickLanguage(
            id="choose",
            text=N_("Which language do you want?"),
            source="languages",
            page_size=12,
            choices=(Choice(key="back", label=N_("Back"), goto="back"),),
            asks_again=True,
            set_to=language.own,
        ),
        Remember(id="set", field="language", value=lambda view: view.value("choose")),
        Remember(id="alone", field="beneath", value=lambda _: ""),
        Branch(id="made", on="leaves_work", cases={"yes": "stays"}, goto="danish"),
        Tell(id="stays", text=language.NOT_TRANSLATED),
        Branch(id="danish", on="is_danish", cases={"yes": "end"}),
        Ask(
            id="both",
            text=N_(
                "From now on I write in English.\n\n"
                "Do you want Danish as well? Then each message stands here in Danish, with {own_language} below. "
                "A job interview is often in Danish."
            ),
            choices=(
                # Translators: button. Danish above, and the language that was chosen below.
                Choice(key="yes", label=N_("Danish and {own_language}"), goto="danish_above"),
                # Translators: button. Only the language that was chosen.
                Choice(key="no", label=N_("Only {own_language}"), goto="alone_said"),
            ),
            asks_again=True,
        ),
        Remember(id="danish_above", field="language", value=lambda _: DANISH),
        Remember(id="beneath", field="beneath", value=lambda view: view.value("choose")),
        End(id="both_said", text=N_("From now on I write in Danish, with {own_language} below.")),
        End(id="alone_said", text=N_("That is fine. I write in English.")),
        End(id="end", text=N_("From now on I write in English.")),
        End(id="back"),
    ),
)
