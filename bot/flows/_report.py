"""What a report is to the citizen it is about: what stands in it, whether they are asked, and what they answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.engine.deeds import Deal
from bot.engine.report_deeds import ApproveReport, SpeakInReport, WishChanges
from bot.engine.text import N_, Words, lines, paragraphs
from bot.flows import _report_paper as paper
from bot.flows._company import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.engine.deeds import Deed
    from bot.engine.document import Block, Document
    from bot.engine.picture import Picture
    from bot.engine.text import Value
    from bot.engine.view import Values, View

ASKS = N_("<b>Is this you?</b> You decide, and there is no hurry.")
ASKS_AGAIN = N_("<b>Your own words in the report:</b>\n{text}\n\n{asks}")
INTRO = N_(
    "{sender} has written a report about your time here, from {begun} to {until}. You read it first. "
    "It is only handed on if you say yes.\n\nHere you have it on paper. Most of it stands below too."
)
INTRO_OF_A_DAY = N_(
    "{sender} has written a report about your time here, for {begun}. You read it first. "
    "It is only handed on if you say yes.\n\nHere you have it on paper. Most of it stands below too."
)
TO_YOU = {
    paper.DEEDS: N_("What you have done"),
    paper.LOOKING_BACK: N_("Looking back is how you see that time today."),
    paper.SCALE: N_("You have scored each point from 1 to {high}."),
    paper.FOCUS: N_("You have chosen to do more about {list}."),
}
"""What the paper says of the citizen, as it is said to them."""
# Translators: a line of a report in the chat: what it is about, and what stands beside it, one after the other.
ROW = "• {name}: {cells}"
MOVES = "{first} → {rest}"


def told(view: View) -> dict[str, Any]:
    """The report as the citizen reads it; empty where they are not asked about it."""
    found: dict[str, Any] = view.fact("report")
    return found


def reading(view: View) -> str:
    """The version that the citizen is asked about now."""
    return str(told(view).get("number", ""))


def opens(view: View) -> str:
    """Whether the citizen is "asked" about a version now; "overtaken" while a newer one is written; or "gone"."""
    found = told(view)
    if not found:
        return "gone"
    return "asked" if found["state"] == "asked" else "overtaken"


def stands(view: View) -> str:
    """The same of the very version that they have read."""
    return opens(view) if view.value("reading") in ("", reading(view)) else "overtaken"


def sender(view: View) -> str:
    return str(told(view).get("sender", "")) or "–"


def organisation(view: View) -> str:
    found = told(view)
    return str(found["facts"]["organisation"]) if found and found["facts"] else "–"


def intro(view: View) -> Words:
    """Whose report it is, and about which days."""
    found = told(view)
    message = INTRO if found["begun"] < found["until"] else INTRO_OF_A_DAY
    days: dict[str, Value] = {name: paper.on(found[name]) for name in ("begun", "until")}
    return Words(message, {"sender": sender(view), **days})


def document(view: View) -> Document:
    """The report as a document."""
    return paper.document(told(view), view.fact("kinds"))


def picture(view: View) -> Picture | None:
    """The star, where one is shown."""
    blocks = tuple(paper.stars(told(view)["facts"]))
    return blocks[0].picture if blocks else None


def star(view: View) -> Words:
    """The star and the goals in words."""
    facts = told(view)["facts"]
    return _written([*paper.stars(facts), *paper.goals(facts)])


def deeds(view: View) -> Words:
    """What the citizen has done in words."""
    return _written(paper.deeds(told(view)["facts"], view.fact("kinds")))


def has_star(view: View) -> bool:
    return bool(told(view)["facts"]["stars"])


def has_deeds(view: View) -> bool:
    facts = told(view)["facts"]
    return bool(facts["activities"] or facts["plans"])


def judged(view: View) -> Words:
    """What the contact person has written."""
    found = told(view)
    headed = ((paper.ASSESSMENT, found["assessment"]), (paper.PROPOSALS, found["proposals"]))
    return paragraphs([_headed(Words(heading), [text]) for heading, text in headed if text])


def asks(view: View) -> Words:
    """The question, below what the citizen has said in the report themselves."""
    words = told(view).get("words", "")
    return Words(ASKS_AGAIN, {"text": words, "asks": Words(ASKS)}) if words else Words(ASKS)


def speak(view: View) -> tuple[Deed, ...]:
    return (SpeakInReport(number(view, "report"), _read(view), str(view.value("own"))),)


def approve(view: View) -> tuple[Deed, ...]:
    return (ApproveReport(number(view, "report"), _read(view)), *_dealt(view))


def wish(view: View) -> tuple[Deed, ...]:
    return (WishChanges(number(view, "report"), _read(view), str(view.value("wish"))), *_dealt(view))


def _read(view: View) -> int:
    """The version that was read."""
    return int(view.value("reading"))


def _dealt(view: View) -> tuple[Deed, ...]:
    """The news about the report need not wait any more."""
    mine = (each for each in view.fact("queue") if each["kind"] == "report")
    return tuple(Deal(int(each["key"], 36)) for each in mine if each["subject"] == view.value("report"))


def _written(blocks: Iterable[Block]) -> Words:
    """Blocks as text of the chat: a heading, its rows, and its paragraphs."""
    found = [_block(each) for each in blocks]
    return paragraphs(found) if found else Words("–")


def _block(block: Block) -> Words:
    head, *rows = block.table or ((),)
    named = replace(block, heading=head[0]) if rows and not block.heading else block
    told_rows = [Words(ROW, {"name": name, "cells": _cells(cells)}) for name, *cells in rows]
    return _headed(_to_you(named.heading), [*told_rows, *map(_to_you, named.paragraphs)])


def _to_you(said: Value) -> Value:
    """A sentence of the paper about the citizen as one to them, and so each within it."""
    if not isinstance(said, Words):
        return said
    values = {name: _to_you(value) for name, value in said.values.items()}
    return Words(TO_YOU.get(said.id, said.id), values, said.plural)


def _headed(heading: Value, below: Iterable[Value]) -> Words:
    title = [Words("<b>{heading}</b>", {"heading": heading})] if heading else []
    said = [each if isinstance(each, Words) else Words("{text}", {"text": each}) for each in below]
    return lines([*title, *said])


def _cells(cells: list[Value]) -> Value:
    first, *rest = cells
    return Words(MOVES, {"first": first, "rest": _cells(rest)}) if rest else first


VALUES: Values = {
    "opens": opens,
    "stands": stands,
    "sender": sender,
    "where": organisation,
    "intro": intro,
    "told_star": star,
    "told_deeds": deeds,
    "has_star": has_star,
    "has_deeds": has_deeds,
    "judged": judged,
    "asks": asks,
}
