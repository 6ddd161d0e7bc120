"""Ways from a finished exercise to the people it can be shown to: show it, see who can see it, and what they said."""

from __future__ import annotations

import json
from binascii import crc32
from typing import TYPE_CHECKING

from bot.engine.callbacks import to_base36
from bot.engine.errands import REMARKS, SHARING
from bot.engine.sprint import HandedOver
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from bot.engine.session import Answer
    from bot.engine.turn import Turn

SHOW, WHO, SAID = "@show", "@who", "@said"
RENEW = "@renew_"
"""How the choices begin that show somebody the new one."""
OF_ANOTHER = "of_another"
"""In a snapshot, and in what is said of an answer: what a question is called for whoever else reads the answer."""
OUTCOME = "outcome"
"""In a snapshot: what has become of an exercise that has waited for something to happen."""
DAY = "day"
"""In a snapshot: the day that the exercise is of, as its flow tells it."""
DONE_ON = "done_on"
"""In a snapshot of before: that day of a plan that was carried out."""
BARE_RENEW = "@renew"
"""What they were before they named anybody."""
CAN_SEE = N_("👁 Who can see it")
SOMEBODY = N_("Show it to somebody")
# Translators: somebody sees an exercise as it was on a day; what is new in it since, they do not see.
BEHIND = N_("{name} still sees it as you showed it on {day}.")
# Translators: the same for several people, as in "Mette and Jonas".
SEVERAL_BEHIND = N_("{list} still see it as you showed it before.")


def offered(turn: Turn) -> tuple[tuple[str, Words], ...]:
    """The choices to show an exercise, as it is now, to people who follow the person and have not been shown that.

    Where one of them sees an earlier version, which is said above, one tap is enough to show them the new one.
    """
    if not _is_here(turn):
        return ()
    followers = turn.view().fact("followers")
    match [each for each in followers if each["sees"] != "newest"], _behind(followers):
        case [], _:
            return ()
        case [_], [one]:
            return (_renewing(turn, one),)
        case [one], _:
            # Translators: button. Let this person see the exercise.
            return ((SHOW, Words(N_("Show it to {name}"), {"name": one["name"]})),)
        case _, [one]:
            return (_renewing(turn, one), (SHOW, Words(SOMEBODY)))
    return ((SHOW, Words(SOMEBODY)),)


def said_above(turn: Turn) -> tuple[Words, ...]:
    """Who still sees an earlier version of the exercise at whose menu the person stands."""
    match _behind(turn.view().fact("followers")) if _is_here(turn) else ():
        case ():
            return ()
        case (one,):
            return (Words(BEHIND, {"name": one["name"], "day": one["shown_on"]}),)
        case several:
            return (Words(SEVERAL_BEHIND, {"list": tuple(each["name"] for each in several)}),)


def _behind(followers: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Who sees an exercise as it was before it was changed."""
    return tuple(each for each in followers if each["sees"] == "older")


def _renewing(turn: Turn, one: Mapping[str, Any]) -> tuple[str, Words]:
    """The choice names whom it lets see what: an old button of it never shows anything else to anybody else."""
    key = f"{RENEW}{one['key']}_{mark(turn.view().fact('snapshot'))}"
    # Translators: button. Let this person, who sees an earlier version, see the new one.
    return (key, Words(N_("Show {name} the new one"), {"name": one["name"]}))


def mark(snapshot: Mapping[str, Any]) -> str:
    """A few signs that tell what is shown now from what was shown before it was changed."""
    return to_base36(crc32(json.dumps(own(snapshot), sort_keys=True).encode()))


def own(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """What a snapshot shows of the person; what others call the questions is the program's, and may be put better.

    Its day stands in it in other words too.
    """
    return {name: part for name, part in snapshot.items() if name not in (OF_ANOTHER, DAY, DONE_ON)}


def day_in(snapshot: Mapping[str, Any]) -> str:
    """The day that an exercise is of which somebody is shown, "" where it is of none."""
    return str(snapshot.get(DAY) or snapshot.get(DONE_ON, ""))


def ways(turn: Turn) -> tuple[tuple[str, Words], ...]:
    """The ways to who can see an exercise, and to what was said of it.

    Who can see it is one tap away at its menu, and while somebody sees it, wherever in it the person stands.
    """
    if not _is_here(turn):
        return ((WHO, Words(CAN_SEE)),) if _is_seen(turn) else ()
    said = ((SAID, Words(N_("💬 What was said of it"))),) if _is_spoken_of(turn) else ()
    return (*said, (WHO, Words(CAN_SEE)))


def show(turn: Turn) -> None:
    _go(turn, "show")


def renew(turn: Turn, named: str) -> None:
    """Show somebody the new one; `named` is what the button says of whom and what."""
    whom, _, shown = named.partition("_")
    _go(turn, "renew", whom=whom, offered=shown)


def who(turn: Turn) -> None:
    _go(turn, "who")


def said(turn: Turn) -> None:
    turn.stop = HandedOver(REMARKS, answers={"exercise": _named(turn)})


def _is_here(turn: Turn) -> bool:
    """Whether the question at hand is the menu of an exercise with something to show."""
    return turn.flow.is_shared_at(turn.session.at) and bool(turn.session.kept)


def _is_seen(turn: Turn) -> bool:
    """Whether somebody sees the exercise at hand now, in whichever version."""
    can_be = bool(turn.flow.shared_at and turn.session.kept)
    return can_be and any(each["sees"] for each in turn.view().fact("followers"))


def _is_spoken_of(turn: Turn) -> bool:
    """Whether somebody has said something of the exercise at hand, or scored it too."""
    view, key = turn.view(), to_base36(turn.session.id)
    return bool(view.fact("thread")) or any(each["exercise"] == key for each in view.fact("observed"))


def _go(turn: Turn, wish: str, **also: str) -> None:
    told = {name: {"kind": "choice", "value": value} for name, value in {"wish": wish, **also}.items()}
    turn.stop = HandedOver(SHARING, answers={"exercise": _named(turn), **told})


def _named(turn: Turn) -> Answer:
    """The exercise at hand, as an answer that names it."""
    return {"kind": "choice", "value": to_base36(turn.session.id)}
