"""Ways from a finished exercise to the people it can be shown to: show it to somebody, and see who can see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.callbacks import to_base36
from bot.engine.errands import SHARING
from bot.engine.flow import step_of
from bot.engine.sprint import HandedOver
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.turn import Turn

SHOW, WHO = "@show", "@who"
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
    """The way to see who can see an exercise: always one tap away."""
    return (
        (
            (
                WHO,
                Words(CAN_SEE),
            ),
        )
        if _is_here(turn)
        else ()
    )


def show(turn: Turn) -> None:
    _go(turn, "show")


def who(turn: Turn) -> None:
    _go(turn, "who")


def _is_here(turn: Turn) -> bool:
    """Whether the question at hand is the menu of an exercise with something to show."""
    return step_of(turn.session.at) == turn.flow.shared_at and bool(turn.session.kept)


def _go(turn: Turn, wish: str) -> None:
    exercise = {"kind": "choice", "value": to_base36(turn.session.id)}
    turn.stop = HandedOver(SHARING, answers={"exercise": exercise, "wish": {"kind": "choice", "value": wish}})
