"""Questions about health: they are asked only after a yes of their own, which can be taken back at any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.effects import HEALTH
from bot.engine.steps import Ask, Branch, Choice, Consent, Handover
from bot.engine.text import N_, Words
from bot.flows._star import AXIS, step_of

if TYPE_CHECKING:
    from bot.engine.steps import Step
    from bot.engine.text import Value
    from bot.engine.view import Values, View
    from bot.flows.content.star import StarContent

VERSION = "2027-01-health"
"""The version of the text below; a change of meaning takes a new one."""
FLOW = "health"
ASKED = "health_consent"
"""The step of the star that asks for the yes."""
# Translators: {axes} are names of axes of the star, like "Health and energy".
ASKS = N_(
    "<b>This is about your health.</b>\n"
    "I would like to ask about: {axes}. Then you can see for yourself if it moves.\n"
    "I save your answer. Nobody sees it before you share your star. "
    "Whoever then sees it can also score it, if they are your contact person.\n"
    "A no costs you nothing. I leave it out then.\n"
    "You can always take your yes back: tap <b>Health questions</b> under your star. "
    "Then I delete your answers about it."
)
GONE_TOO = N_("If you say no, I also delete what you have answered about it before.")
MAY_I = N_("<b>May I ask about it, and save what you answer?</b>")
YES, NO = N_("Yes, you may"), N_("No, leave it out")


def said(view: View) -> str:
    """What the person says to questions about health: "yes", "no", or "" as long as nobody has asked.

    What they have just answered here holds at once.
    """
    return str(view.value(ASKED) or view.fact("health_consent"))


def is_closed(view: View) -> bool:
    """Whether these questions are left out."""
    return said(view) == "no"


def is_closed_of_citizen(view: View) -> bool:
    """Whether staff are not to be asked about the health of the citizen whom the errand is about."""
    return bool(view.fact("health_consent") != "yes")


@dataclass(frozen=True, slots=True)
class Health:
    """The axes about health in one content file, and what is asked and said of them."""

    content: StarContent

    @property
    def axes(self) -> tuple[str, ...]:
        return tuple(axis.id for axis in self.content.axes if axis.health)

    def hidden(self, view: View) -> tuple[str, ...]:
        """The axes that cannot be chosen."""
        return self.axes if is_closed(view) else ()

    def opens(self, view: View) -> str:
        """What is known before the first question: a star that was filled in before anybody asked stays as it is."""
        scored = any(view.answer(f"{AXIS}{axis}") is not None for axis in self.axes)
        return said(view) or ("yes" if scored else "")

    def asks(self, view: View) -> Words:
        """What is asked and why, who sees it, and how it is taken back; then the question."""
        names = tuple(Words(axis.name) for axis in self.content.axes if axis.health)
        before = (Words(GONE_TOO),) if self._has_answered(view) else ()
        said = (Words(ASKS, {"axes": names}), *before, Words(MAY_I))
        parts: dict[str, Value] = {f"part{number}": each for number, each in enumerate(said)}
        return Words("\n\n".join(f"{{{name}}}" for name in parts), parts)

    def _has_answered(self, view: View) -> bool:
        """Whether a star of theirs has an answer about health."""
        return any(
            axis in star["kept"].get("scores", {}) for star in view.fact("stars") for axis in self.axes
        )

    @property
    def values(self) -> Values:
        return {"health_open": self.opens, "asks_health": self.asks}

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What a menu offers where there is anything to ask."""
        look = Choice(key="health", label=N_("Health questions"), goto="look_at_health")
        return (look,) if self.axes else ()

    def looking(self, *, back: str) -> tuple[Step, ...]:
        """The step "look_at_health" that the menu leads to, which leads to the step `back`."""
        return (Handover(id="look_at_health", flow=FLOW, goto=back),) if self.axes else ()

    def asking(self) -> tuple[Step, ...]:
        """The steps before the first axis about health, which they lead to."""
        first = next(step_of(axis) for axis in self.content.axes if axis.health)
        return (
            Branch(id="health_open", on="health_open", cases={"yes": first, "no": first}, goto=ASKED),
            Ask(
                id=ASKED,
                text="{asks_health}",
                choices=(
                    Choice(key="yes", label=YES, goto="health_yes", exact=True, means="yes"),
                    Choice(key="no", label=NO, goto="health_no", means="no"),
                ),
                asks_again=True,
            ),
            Consent(id="health_yes", kind=HEALTH, version=VERSION, goto=first),
            Consent(id="health_no", kind=HEALTH, version=VERSION, agreed=False, closes=self.axes, goto=first),
        )
