"""Where another program sends, a turn looks up nothing to send: it says where something waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat import reception
from bot.chat.limits import Limits
from bot.chat.relay import Relay
from bot.state import outbox
from bot.state.crew import News
from tests.chat.front import SAMIR, opened
from tests.chat.helpers import START
from tests.chat.test_relay import Crew
from tests.talk import BOT

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.outbox import Row


@pytest.mark.parametrize("elsewhere", [True, False])
async def test_only_who_sends_looks_up_what_is_next(tmp_path: Path, elsewhere: bool) -> None:
    looked: list[int] = []

    def next_of(cursor: Cursor, bot: int, chat_id: int) -> Row | None:
        looked.append(chat_id)
        return outbox.next_of(cursor, bot, chat_id)

    async with opened(tmp_path, START) as front:
        crew = Crew()
        if elsewhere:
            front.reception._deliverer = Relay(front.store, crew, None, Limits(), bot=BOT)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reception, "outbox", type("Outbox", (), {"next_of": staticmethod(next_of)}))
            assert await front.write("/start")
        assert looked == ([] if elsewhere else [SAMIR])
        assert crew.told == ([News(chats=frozenset({SAMIR}))] if elsewhere else [])
        assert await front.said()
