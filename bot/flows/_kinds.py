"""What there is to practise, and what one exercise of each kind is called by others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.context import Item
from bot.engine.text import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.flow import Flow


def practice(flows: Mapping[str, Flow]) -> tuple[Item, ...]:
    """What can be practised, by its title."""
    offered = sorted(flows.values(), key=lambda flow: flow.order)
    return tuple(Item(flow.id, Words(flow.title)) for flow in offered if flow.offer)


def kinds(flows: Mapping[str, Flow]) -> dict[str, str]:
    """What one exercise of each flow is called by somebody who has not opened it."""
    return {flow.id: flow.kind or flow.title for flow in flows.values()}
