"""What somebody has decided about how much is written to them, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.person import Detail
    from bot.engine.view import View

HOW_MUCH: Final[Mapping[Detail, str]] = {
    "less": N_("I write as little as possible. Each button has a picture."),
    "usual": N_("I write as much as usual."),
    "more": N_("I explain each question. The explanation is folded. Tap it to read all of it."),
}


def how_much(view: View) -> Words:
    return Words(HOW_MUCH[view.person.detail])


def chosen(view: View) -> Detail:
    """What was chosen: how much is written."""
    which: Detail = view.value("what")
    return which
