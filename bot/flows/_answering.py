"""Answering where an answer is read: one of the staff writes back at once to whoever has answered their reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.context import Item
from bot.engine.text import Words
from bot.flows._company import found
from bot.flows._queue import chosen, to_remind
from bot.flows._remind import OWN_TEXT
from bot.flows._reminder import ANSWER

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View


def ways(view: View) -> tuple[Item, ...]:
    """The way to answer whoever has answered, as long as they can be written to."""
    picked = chosen(view)
    writes = bool(found(view.fact("remindable"), picked.get("about", "")))
    return (Item("answer", Words(ANSWER, {"name": picked["name"]})),) if writes else ()


def begun(view: View) -> dict[str, Answer]:
    """Whom it is about, as the answers with which a text of one's own begins that is sent now."""
    said = {"what": OWN_TEXT, "when": "now"}
    return to_remind(view) | {step: {"kind": "choice", "value": value} for step, value in said.items()}
