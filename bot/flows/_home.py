"""What the home menu of citizens computes: what it offers, and what was chosen there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.context import Item
from bot.engine.text import N_
from bot.flows import _news as news

if TYPE_CHECKING:
    from bot.engine.text import Words
    from bot.engine.view import Lists, Values, View

NEWS = "new_my_news"
ERRANDS = (NEWS, "new_hat")
"""What is begun here, and is no exercise."""


def offers(view: View) -> tuple[Item, ...]:
    """The news first, as long as some wait; then the exercises."""
    waiting = news.waiting(view)
    told = (Item(NEWS, news.counted(waiting)),) if waiting else ()
    return (*told, *view.fact("home"))


def asks(view: View) -> Words:
    """The question of the menu; whoever has lost a role reads that first."""
    return news.with_lost_roles(view, view.words(N_("What would you like to do, {name}?")))


def kind(view: View) -> str:
    """Whether a new exercise was chosen, one to continue, one that is finished, or what is no exercise at all."""
    chosen = str(view.value("menu"))
    if chosen in ERRANDS:
        return "errand"
    if any(item.finished for item in view.fact("home") if item.key == chosen):
        return "finished"
    return "new" if chosen.startswith("new_") else "open"


def energy_known(view: View) -> str:
    """Whether the person has already said today how much they can manage."""
    return "yes" if view.person.energy_day == view.today.isoformat() else "no"


VALUES: Values = {"asks": asks, "kind": kind, "energy_known": energy_known}
LISTS: Lists = {"offers": offers}
