"""Who sees an exercise: show it to somebody, take it back, and see who has looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.flow import Flow
from bot.engine.steps import Act, Ask, Branch, Choice, End, Hold, Pick, Tell
from bot.engine.text import N_
from bot.flows import _sharing as sharing
from bot.flows._health import Health
from bot.flows._sharing_asked import Asking

if TYPE_CHECKING:
    from bot.flows.content import Content


def declare(content: Content) -> Flow:
    """The flow for what these files ask about health."""
    return Flow(
        id="sharing",
        title=N_("Who can see it"),
        single=True,
        pausable=False,
        values={**sharing.VALUES, "asks_surely": Asking(Health(content))},
        lists=sharing.LISTS,
        steps=(
            Branch(
                id="begin",
                on="doing",
                cases={"show": "whom_to", "renew": "person", "who": "seen"},
                goto="gone",
            ),
            Branch(id="whom_to", on="how_many", cases={"one": "person", "several": "whom"}, goto="nobody"),
            Pick(
                id="whom",
                text=N_("Who may see <b>{exercise_title}</b>?"),
                source="unseen",
                of_people=True,
                choices=(Choice(key="nobody", label=N_("Nobody"), goto="unshared", means="no"),),
                asks_again=True,
                newest_only=True,
            ),
            Hold(id="person", value=sharing.picked),
            # Whom a button named that shows the new one, as it stands now, is not asked about again:
            # that tap was the yes.
            Branch(id="asked_for", on="is_agreed", cases={"yes": "still"}, goto="sure"),
            Ask(
                id="sure",
                text="{asks_surely}",
                explain=N_(
                    "Whoever you show it to sees it as it is now. If you change something later, they see "
                    "that when you show it again. You can take it back, and you can see when they looked."
                ),
                choices=(
                    Choice(key="yes", label=N_("Yes, show it"), goto="still"),
                    Choice(key="no", label=N_("No, not now"), goto="unshared"),
                ),
                asks_again=True,
                newest_only=True,
            ),
            Branch(
                id="still",
                on="can_share",
                cases={"yes": "shared", "left": "left", "seen": "seen_already"},
                goto="gone",
            ),
            Tell(id="shared", text=N_("{to_whom} can see it now. I tell you when there is an answer.")),
            Act(id="share", deeds=sharing.share, goto="end"),
            End(id="unshared", text=N_("That is quite all right. Only you decide that.")),
            Tell(
                id="nobody",
                text=N_(
                    "There is nobody else to show it to. "
                    "Have you got a code from a contact person or a mentor? Then just write it to me."
                ),
                goto="end",
            ),
            Pick(
                id="seen",
                text=N_("<b>{exercise_title}</b>\n{who_sees}\n\n<b>Who has looked</b>\n{who_looked}"),
                source="ways",
                choices=(Choice(key="back", label=N_("Back"), goto="end"),),
                asks_again=True,
                newest_only=True,
            ),
            Branch(id="way", on="seen", cases={"show": "whom_to", "take_back": "from_whom"}, goto="end"),
            Pick(
                id="from_whom",
                text=N_("Who shall not see it any more?"),
                source="seeing",
                of_people=True,
                choices=(Choice(key="nobody", label=N_("Back"), goto="seen"),),
                asks_again=True,
                newest_only=True,
            ),
            Act(id="unshare", deeds=sharing.unshare),
            Tell(
                id="taken_back",
                text="{is_taken_back}",
                goto="seen",
            ),
            End(
                id="left",
                text=N_(
                    "Whoever you wanted to show it to does not follow you here any more. Nobody has got anything."
                ),
            ),
            End(id="seen_already", text=N_("{to_whom} sees it as it is now already.")),
            End(id="gone", text=N_("There is nothing to show there yet.")),
            End(id="end"),
        ),
    )
