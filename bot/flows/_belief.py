"""The belief of a contact person that a citizen gets a job: what they have noted of it, and noting it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import policy
from bot.engine.deeds import Observe
from bot.engine.text import N_, Words, lines
from bot.flows._company import number
from bot.flows._staff import chosen

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.text import Value
    from bot.engine.view import Values, View

# Translators: how much a contact person believes that a citizen gets a job, from the least to the most.
STEPS = (
    N_("Not at all"),
    N_("Very little"),
    N_("A little"),
    N_("Half and half"),
    N_("Quite a lot"),
    N_("A lot"),
    N_("I am sure of it"),
)
UNKNOWN = N_("I do not know")
# Translators: what a contact person believed on a day: "26 November: 5 Quite a lot".
NOTED = N_("{day}: {belief}")
SHOWN = 6
"""So many are shown of what was noted earlier."""


def in_words(step: int | None) -> Words:
    """A belief as it is shown; None is not to know."""
    if step is None:
        return Words(UNKNOWN)
    return Words("{n} {word}", {"n": step, "word": Words(STEPS[step - 1])})


def earlier(view: View) -> tuple[dict[str, Any], ...]:
    """What the contact person has noted of this citizen, the newest first."""
    return tuple(each for each in view.fact("observed") if each["kind"] == "belief")


def earlier_words(view: View) -> Words:
    """The same, a line each, the oldest first."""
    noted: list[dict[str, Value]] = [
        {"day": each["day"], "belief": in_words(each["step"])} for each in earlier(view)[:SHOWN]
    ]
    return lines([Words(NOTED, each) for each in reversed(noted)])


def state(view: View) -> str:
    """Whether something was noted earlier: "again", "first", or "gone" for who may not be asked (any more)."""
    citizen = chosen(view)
    if not citizen or not policy.may("belief", role=citizen["role"], relation="follows"):
        return "gone"
    return "again" if earlier(view) else "first"


def note(view: View) -> tuple[Deed, ...]:
    """Note what was answered."""
    answer = view.answer("belief")
    if state(view) == "gone" or answer is None:
        return ()
    step = answer["value"] if answer["kind"] == "scale" else None
    return (Observe(number(view, "citizen"), "belief", {"step": step}),)


VALUES: Values = {"beliefs": earlier_words, "belief_state": state}
