"""What can be done about one citizen, by the role that somebody is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import policy
from bot.engine.context import Item
from bot.engine.text import N_, Words
from bot.flows._staff import chosen

if TYPE_CHECKING:
    from bot.engine.view import View
    from bot.policy import Action

WAYS: tuple[tuple[str, str, Action], ...] = (
    ("remind", N_("Send a reminder"), "remind"),
    ("hand_over", N_("Hand over to a colleague"), "hand_over"),
)
"""What can be done, as a button says it, and what it is to the policy."""


def offers(view: View) -> tuple[Item, ...]:
    """The ways that the policy leaves open to somebody who follows this citizen."""
    citizen = chosen(view)
    if not citizen:
        return ()
    return tuple(
        Item(key, Words(label))
        for key, label, action in WAYS
        if policy.may(action, role=citizen["role"], relation="follows")
    )
