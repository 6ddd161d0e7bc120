"""However many chats wait, few are looked at each time that one more comes or one is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.deliver import IN_LINE, Deliverer
from bot.chat.limits import Limits
from tests.chat.helpers import Clock
from tests.chat.world import opened
from tests.state.helpers import BOT

if TYPE_CHECKING:
    from pathlib import Path

BACKLOG = 20 * IN_LINE


class Counted(dict[int, Any]):
    """Those at work, and how often it was asked whether somebody is among them."""

    asked = 0

    def __contains__(self, chat: object) -> bool:
        self.asked += 1
        return super().__contains__(chat)


@pytest.mark.parametrize("unasked", [False, True])
async def test_a_full_line_is_not_compared_with_all_who_wait(tmp_path: Path, *, unasked: bool) -> None:
    """It was, at each message that ended: with a hundred thousand chats the loop did little else."""
    async with opened(tmp_path, Clock()) as world:
        deliverer = Deliverer(world.store, world.deliverer._sender, Limits(), bot=BOT)
        at_work = Counted(dict.fromkeys(range(IN_LINE)))
        deliverer._workers = at_work
        deliverer.wake(*range(IN_LINE), *range(IN_LINE, IN_LINE + BACKLOG), unasked=unasked)
        deliverer._calm.update(range(IN_LINE))
        at_work.asked = 0
        deliverer._start()
        assert at_work.asked <= 2 * IN_LINE
        assert len(at_work) == IN_LINE
