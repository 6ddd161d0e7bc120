"""Saying a talk aloud: the rungs of the ladder, the seconds it took, and how it felt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.coaching import length
from bot.engine.steps import Ask, Branch, Choice, Keep, Speak, Step, Tell
from bot.engine.text import N_, Words
from bot.flows._aloud import recording, spoken_seconds

if TYPE_CHECKING:
    from bot.engine.view import Values, View
    from bot.flows._spoken import Recordings

RUNGS = (
    ("alone", N_("1. Alone")),
    ("safe", N_("2. With someone I feel safe with")),
    ("network", N_("3. In my job network")),
    ("real", N_("4. For real")),
)
HOW = {
    "alone": N_("Say your talk aloud, calmly. Send it as a voice message, or tap when it is said."),
    "safe": N_("Say your talk to somebody you feel safe with. Come back and tap when it is said."),
    "network": N_("Say your talk to somebody from your network. Come back and tap when it is said."),
    "real": N_("Use your talk when you need it. Come back and tap when it is said."),
}
NEXT = {
    "alone": N_("Your next step, when you want: say it alone."),
    "safe": N_("Your next step, when you want: say it to somebody you feel safe with."),
    "network": N_("Your next step, when you want: say it in your job network."),
    "real": N_("Your next step, when you want: use it for real."),
}


def spoken_fit(view: View) -> str:
    return length.fit(spoken_seconds(view))


def rehearsal(view: View) -> dict[str, Any]:
    """What a rehearsal adds to the version: the rung, how it felt, and the recording with its true seconds."""
    climbed = [*view.session.kept.get("rungs", []), view.value("rung")]
    rungs = [key for key, _ in RUNGS if key in climbed]
    return {"rungs": rungs, "felt": view.value("felt"), **recording(view)}


def ladder(view: View) -> Words:
    """The first rung of the ladder that has not been climbed, or that all of them have."""
    climbed = view.session.kept.get("rungs", [])
    left = [key for key, _ in RUNGS if key not in climbed]
    if left:
        return Words(NEXT[left[0]])
    return Words(N_("You have said it on all four steps."))


def how_to_practise(view: View) -> Words:
    """What to do on the rung that the person chose."""
    return Words(HOW[view.value("rung")])


VALUES: Values = {
    "spoken_seconds": spoken_seconds,
    "spoken_fit": spoken_fit,
    "ladder": ladder,
    "how": how_to_practise,
}
"""The placeholders and branches of these steps."""


def rehearsing(*, back: str, recordings: Recordings) -> tuple[Step, ...]:
    """The steps from "rung" to what is said of how it felt; they lead to the step `back`.

    Whoever rehearses alone hears the `recordings` first: of what was only said, there is nothing to read.
    """
    return (
        Ask(
            id="rung",
            text=N_("Practise one step at a time. <b>Where will you say it now?</b>\n{ladder}"),
            short=N_("Where you practise"),
            short_of_another=N_("Where {name} practises"),
            practice=True,
            choices=tuple(Choice(key=key, label=label) for key, label in RUNGS),
            asks_again=True,
        ),
        Branch(id="where", on="rung", cases={"alone": "as_recorded"}, goto="aloud"),
        Tell(id="as_recorded", recordings=recordings),
        Speak(
            id="aloud",
            text="{how}\n\n<i>{pitch}</i>",
            short=N_("Said aloud"),
            practice=True,
            choices=(
                Choice(key="said", label=N_("I said it aloud"), goto="felt"),
                Choice(key="later", label=N_("Not now"), goto=back),
            ),
            asks_again=True,
        ),
        Branch(
            id="timing",
            on="spoken_fit",
            cases={"long": "spoke_long", "short": "spoke_short"},
            goto="spoke_well",
        ),
        Tell(
            id="spoke_well",
            text=N_("{n} second. That fits well. You may use up to a minute."),
            plural=N_("{n} seconds. That fits well. You may use up to a minute."),
            count="spoken_seconds",
            goto="felt",
        ),
        Tell(
            id="spoke_short",
            text=N_("{n} second. There is room for a little more, and for a pause to breathe."),
            plural=N_("{n} seconds. There is room for a little more, and for a pause to breathe."),
            count="spoken_seconds",
            goto="felt",
        ),
        Tell(
            id="spoke_long",
            text=N_("{n} second. That is a little long. Which sentence could you do without?"),
            plural=N_("{n} seconds. That is a little long. Which sentence could you do without?"),
            count="spoken_seconds",
        ),
        Ask(
            id="felt",
            text=N_("How did it feel?"),
            short=N_("How it felt"),
            practice=True,
            choices=(
                Choice(key="good", label=N_("Good")),
                Choice(key="hard", label=N_("A little hard")),
                Choice(key="very_hard", label=N_("Really hard")),
            ),
            asks_again=True,
        ),
        Keep(id="rehearsed", content=rehearsal, amend=True),
        Branch(
            id="after", on="felt", cases={"good": "went_well", "hard": "went_hard"}, goto="went_very_hard"
        ),
        Tell(
            id="went_well",
            text=N_("Good to hear. {ladder}"),
            goto=back,
        ),
        Tell(
            id="went_hard",
            text=N_(
                "It is often a little hard the first times. Was there a word you stumbled over? You can change it."
            ),
            goto=back,
        ),
        Tell(
            id="went_very_hard",
            text=N_("Thank you for saying so. You did it, although it was hard. You can rest now."),
            goto=back,
        ),
    )
