"""What is kept, and for how long: a warning before everything of somebody who is not here any more is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.effects import RETENTION
from bot.engine.flow import Flow
from bot.engine.steps import Ask, Choice, End, Handover, Hold
from bot.engine.text import N_
from bot.flows import _erasing as erase
from bot.flows._keeping import Keeping

if TYPE_CHECKING:
    from bot.flows.content import Content


def declare(content: Content) -> Flow:
    """The flow for as many weeks as are set."""
    keeping = Keeping(content.retention_weeks)
    return Flow(
        id="keeping",
        title=N_("What I keep"),
        pausable=False,
        rings=RETENTION,
        ring=keeping.ring,
        values={**keeping.values, **erase.VALUES},
        steps=(
            Hold(id="last_day", value=keeping.last_day),
            Ask(
                id="warning",
                # Translators: it may be read on a locked screen. {day} is like "Monday 23 November".
                text=N_(
                    "Hi {name}. It is a while since you were here. So I delete what I have saved about you on "
                    "{deleted_on}. Would you rather keep it?"
                ),
                choices=(
                    Choice(key="keep", label=N_("Keep it"), goto="kept"),
                    Choice(key="copy", label=N_("See it, or take a copy"), goto="see"),
                    Choice(key="delete", label=N_("Delete it now"), goto="sure"),
                ),
                asks_again=True,
            ),
            Handover(id="see", flow="my_data", goto="kept"),
            *erase.erasing(back="kept"),
            End(id="kept", text=N_("That is fine. {keeps}"), rest=True, way_home=True),
        ),
    )
