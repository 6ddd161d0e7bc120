"""How much it matters that somebody sees what waits: one order, by which the chat and the desk both go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ASKED_FOR: Final = ("call", "help")
"""What a citizen waits for: of these the longest waiting comes first."""
ORDER: Final[Mapping[str, int]] = {
    kind: place
    for place, kind in enumerate(
        (
            *ASKED_FOR,
            "shared",
            "report_changes",
            "report_approved",
            "replied",
            "answered",
            "plan",
            "silence",
            "joined",
            "star",
            "accepted",
            "declined",
            "unavailable",
            "taken_back",
            "left",
        )
    )
}
"""The place of each kind, the most urgent first. Two of them wait at the desk only: a plan and a star to take up."""


def by_urgency(waiting: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What waits, which comes the longest waiting first, in this order.

    Of what is only to be read the newest comes first: it is what the message has come about that leads there.
    """
    found = [each for each in waiting if each["kind"] in ORDER]
    asked_for = [each for each in found if each["kind"] in ASKED_FOR]
    to_read = [each for each in reversed(found) if each["kind"] not in ASKED_FOR]
    return sorted((*asked_for, *to_read), key=lambda each: ORDER[each["kind"]])
