"""Ways from a finished exercise to the people it can be shown to: show it, see who can see it, and what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.callbacks import to_base36
from bot.engine.errands import REMARKS, SHARING
from bot.engine.flow import step_of
from bot.engine.sprint import HandedOver
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.turn import Turn

SHOW, WHO, SAID = "@show", "@who", "@said"
CAN_SEE = N_("👁 Who can see it")


def offered(turn: Turn) -> tuple[tuple[str, Words], ...]:
    """The choice to show an exercise, as it is now, to somebody who follows the person and has not been shown that."""
    if not _is_here(turn):
        return ()
    unseen = [each for each in turn.view().fact("followers") if each["sees"] != "newest"]
    match unseen:
        case []:
            return ()
        case [one]:
            # Translators: button. Let this person see the exercise.
            return ((SHOW, Words(N_("Show it to {name}"), {"name": one["name"]})),)
    return ((SHOW, Words(N_("Show it to somebody"))),)


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


def who(turn: Turn) -> None:
    _go(turn, "who")


def said(turn: Turn) -> None:
    turn.stop = HandedOver(REMARKS, answers={"exercise": _named(turn)})


def _is_here(turn: Turn) -> bool:
    """Whether the question at hand is the menu of an exercise with something to show."""
    return step_of(turn.session.at) == turn.flow.shared_at and bool(turn.session.kept)


def _is_seen(turn: Turn) -> bool:
    """Whether somebody sees the exercise at hand now, in whichever version."""
    can_be = bool(turn.flow.shared_at and turn.session.kept)
    return can_be and any(each["sees"] for each in turn.view().fact("followers"))


def _is_spoken_of(turn: Turn) -> bool:
    """Whether somebody has said something of the exercise at hand, or scored it too."""
    view, key = turn.view(), to_base36(turn.session.id)
    return bool(view.fact("thread")) or any(each["exercise"] == key for each in view.fact("observed"))


def _go(turn: Turn, wish: str) -> None:
    wished = {"kind": "choice", "value": wish}
    turn.stop = HandedOver(SHARING, answers={"exercise": _named(turn), "wish": wished})


def _named(turn: Turn) -> Answer:
    """The exercise at hand, as an answer that names it."""
    return {"kind": "choice", "value": to_base36(turn.session.id)}
