"""How much energy a person has today: one question, three, a whole exercise, or just a look."""

from bot.engine.steps import Choice
from bot.engine.text import N_
from bot.engine.view import View

CHOICES = (
    Choice(key="one", label=N_("One question")),
    Choice(key="three", label=N_("Three questions")),
    Choice(key="all", label=N_("A whole exercise")),
    Choice(key="look", label=N_("Just looking"), means="no"),
)
LEFT = {"one": 1, "three": 3}


def energy_left(view: View) -> int:
    """How many questions the person wants today; -1 for no limit."""
    return LEFT.get(view.value("energy"), -1)


def today(view: View) -> str:
    """The person's local day, as ISO."""
    return view.today.isoformat()
