"""What `status` says of several programs on one database: who is there, who sends, and what nobody does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.commands.line import Line
from bot.config import BOT
from bot.state import roll
from bot.state.crew import KINDS, PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.state.roll import Program

UNUSED: Final = {"poller": "poller (with a webhook nobody polls)"}
"""What is said of a place that may well be free."""


def lines(found: Sequence[Program]) -> Iterator[Line]:
    """A line on the programs that run, one on who sends, and one on the other places."""
    yield _there(found)
    yield _sender(found)
    yield _places(found)


def _there(found: Sequence[Program]) -> Line:
    value = [each._asdict() for each in found]
    each_kind = (_of_kind(kind, [each.name for each in found if each.kind == kind]) for kind in KINDS)
    said = f"Programs that run: {', '.join(filter(None, each_kind)) or 'none that has said so'}."
    takes_in = any(each.kind != "work" for each in found)
    return Line(
        "programs", value, said, "" if takes_in else f"nobody takes updates in; start one: {BOT} serve"
    )


def _of_kind(kind: str, names: list[str]) -> str:
    return f"{len(names)} {kind} ({', '.join(names)})" if names else ""


def _sender(found: Sequence[Program]) -> Line:
    """Without one nothing goes out: no answer, no reminder."""
    has = roll.holder(found, "sender")
    if has:
        return Line("sender", has.name, f"{has.name} sends.")
    works = [each.name for each in found if each.kind != "serve"]
    said = "Nobody sends: no program has the sender's place."
    if works:
        advice = f"look for crew.lost and setup.again in the log of {', '.join(works)}, and start it again"
    else:
        advice = f"start one: {BOT} work"
    return Line("sender", None, said, advice)


def _places(found: Sequence[Program]) -> Line:
    """The poller's place is nobody's where updates come by a webhook, so that asks for no attention."""
    holders = {place: roll.holder(found, place) for place in PLACES if place != "sender"}
    value = {place: has.name if has else None for place, has in holders.items()}
    told = ", ".join(f"{place} {name}" for place, name in value.items() if name)
    free = ", ".join(UNUSED.get(place, place) for place, name in value.items() if name is None)
    end = f"; free: {free}" if free else ""
    return Line("places", value, f"Other places: {told or 'none taken'}{end}.")
