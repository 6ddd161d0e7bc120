"""Which language somebody has chosen, and whether Danish stands above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.engine.text import Value
    from bot.engine.view import View

DANISH: Final = "da"
"""What interviews are in, and so what answers are practised in."""


def is_danish(view: View) -> bool:
    return bool(view.value("choose") == DANISH)


def own_name(view: View) -> Value:
    """What the language that was chosen calls itself."""
    names: dict[str, Value] = {item.key: item.label for item in view.fact("languages")}
    return names.get(view.value("choose"), "")
