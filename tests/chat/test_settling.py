"""The button that was chosen goes with what is said next, where another program may send that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat import settling
from bot.chat.courtesy import Courtesies
from bot.chat.limits import Limits
from bot.engine.conversation import Outcome
from bot.engine.effects import Erase, Say, Settle
from bot.engine.text import Words
from bot.state import outbox, people
from tests.chat.front import SAMIR, Front, opened
from tests.chat.helpers import START, FakeApi, check
from tests.talk import BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.engine.effects import Effect
    from bot.state.cursor import Cursor
    from bot.state.outbox import Row

EDIT = "editMessageReplyMarkup"


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, START) as front:
        front.turns = front.reception._turns = replace(front.turns, hands_on=True)
        yield front


async def following(front: Front) -> Row:
    row = await front.store.read(lambda cursor: outbox.next_of(cursor, BOT, SAMIR))
    assert row is not None
    return row


async def edits(front: Front) -> list[dict[str, Any]]:
    await front.courtesies.drain(5)
    return [params for method, params in front.api.calls if method == EDIT]


async def test_it_goes_with_the_first_message_of_the_turn_and_this_program_takes_nothing_off(
    front: Front,
) -> None:
    await front.write("/start")
    await front.said()
    await front.tap("Dansk")
    row = await following(front)
    assert await edits(front) == []
    settling.after(front.courtesies, row)
    (edit,) = await edits(front)
    check(EDIT, edit)
    assert edit["chat_id"] == SAMIR
    assert edit["message_id"] == front.message
    ((button,),) = edit["reply_markup"]["inline_keyboard"]
    assert button == {"text": "✓ Dansk", "callback_data": front.pressed["Dansk"]}
    assert await front.said()
    settling.after(front.courtesies, replace(row, payload={"kind": "say"}))
    assert len(await edits(front)) == 1


@pytest.mark.parametrize("more", [(), (Erase(),)])
async def test_nothing_of_theirs_goes_with_the_receipt_of_somebody_erased(
    front: Front, more: tuple[Erase, ...]
) -> None:
    await front.write("/start")
    effects: tuple[Effect, ...] = (Settle(7, Words("Yes"), "x.0:yes"), Say((Words("Deleted"),)), *more)

    def carries(cursor: Cursor) -> bool:
        known = people.find(cursor, BOT, SAMIR)
        assert known is not None
        writer = front.turns._writer(cursor, known, START)
        return writer.carries(Outcome(known.person, {}, effects))

    assert await front.store.read(carries) is not bool(more)


async def test_whatever_breaks_in_it_the_message_can_be_marked(front: Front) -> None:
    await front.write("/start")
    row = replace(
        await following(front), payload={"settles": [{"message": 7}, {"label": 1, "language": "da"}]}
    )
    settling.after(Courtesies(FakeApi(lambda *_: True), Limits()), row)
