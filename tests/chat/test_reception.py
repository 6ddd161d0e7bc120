"""Reception: what is committed, what is answered, and what is written in the logs."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from bot.chat.turn import Turns
from bot.engine.flow import Flow
from bot.engine.steps import End, Remember, Write
from bot.state.errors import Conflict, StorageUnavailable
from tests.chat.front import LONE, SAMIR, Front, opened
from tests.chat.helpers import check
from tests.talk import all_flows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SORRY = "Der gik noget galt hos mig. Du har ikke gjort noget forkert."
SECRET = "kodeord: banankage"


def burst(_: object) -> str:
    raise ValueError(f"no names, no texts: {SECRET}")


BROKEN = Flow(
    id="broken",
    title="Broken",
    offer="Broken",
    steps=(
        Write(id="what", text="What?", short="What"),
        Remember(id="breaks", field="name", value=burst),
        End(id="end"),
    ),
)


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, MONDAY, {**all_flows(), "broken": BROKEN}) as front:
        yield front


@contextmanager
def breaking_turns(error: Exception | None = None) -> Iterator[None]:
    """While this lasts, every turn breaks."""

    def fails(*_: object) -> None:
        raise error or RuntimeError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.chat.turn.converse", fails)
        yield


async def stand_before_the_break(front: Front) -> None:
    await front.welcome()
    await front.write("/menu")
    await front.said()
    await front.tap("Broken")
    await front.said()


async def test_an_update_that_comes_again_changes_nothing(front: Front) -> None:
    await front.welcome()
    update = {"update_id": 9, "message": front.message_of(SAMIR, text="lager")}
    assert await front.reception.accept(update)
    assert len(await front.said()) == 1
    before = await front.everything()
    assert await front.reception.accept(update)
    assert await front.said() == []
    assert await front.everything() == before


async def test_a_turn_that_breaks_is_undone_alone_and_its_text_kept(front: Front) -> None:
    await stand_before_the_break(front)
    results = await asyncio.gather(front.write(SECRET), front.write("/start", LONE), front.write("hej", LONE))
    assert all(results)
    assert await front.said() == [f"{SORRY} Det, du skrev, er gemt."]
    assert (await front.said(LONE))[0].startswith("Hej, jeg er Jobstjernen.")
    places = [place for (place,) in await front.rows("SELECT place FROM answers ORDER BY id")]
    texts = await front.opened("answers.content")
    assert [place for place, text in zip(places, texts, strict=True) if "banankage" in text] == [""]


async def test_a_tap_whose_turn_breaks_is_answered_and_nothing_is_said_to_be_saved(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    await front.welcome()
    await front.write("Jeg hedder Samir.")
    await front.said()

    def fails(*_: object) -> None:
        raise RuntimeError(SECRET)

    with monkeypatch.context() as patch:
        patch.setattr("bot.chat.turn.converse", fails)
        assert await front.tap("Spring over")
    assert await front.said() == [f"{SORRY} Prøv gerne en gang til."]
    await front.api.called(1)
    assert [method for method, _ in front.api.calls][-1] == "answerCallbackQuery"
    assert await front.tap("Spring over")
    assert (await front.said())[0].startswith("Hvilket job er din tale til?")


async def test_a_conflict_lets_the_turn_run_again(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    await front.welcome()
    take, left = Turns.take, [3]

    def sometimes(*args: Any, **named: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise Conflict
        return take(*args, **named)

    monkeypatch.setattr(Turns, "take", sometimes)
    with capture_logs() as logs:
        assert await front.write("lager")
    assert [log["event"] for log in logs] == ["turn.again"] * 3
    assert len(await front.said()) == 1


async def test_a_blocked_person_gets_nothing_until_they_come_back(front: Front) -> None:
    await front.welcome()
    await front.write("lager")
    kicked = {"chat": {"id": SAMIR, "type": "private"}, "from": {"id": SAMIR, "is_bot": False}}
    assert await front.accept(my_chat_member={**kicked, "new_chat_member": {"status": "kicked"}})
    assert await front.said() == []
    assert await front.accept(my_chat_member={**kicked, "new_chat_member": {"status": "member"}})
    assert len(await front.said()) == 1
    await front.accept(my_chat_member={**kicked, "new_chat_member": {"status": "kicked"}})
    assert await front.write("/menu")
    assert (await front.said())[-1].startswith("Hvad har du lyst til")


async def test_membership_of_a_stranger_stores_nothing_about_them(front: Front) -> None:
    body = {"chat": {"id": LONE, "type": "private"}, "from": {"id": LONE, "is_bot": False}}
    assert await front.accept(my_chat_member={**body, "new_chat_member": {"status": "kicked"}})
    assert str(LONE) not in await front.everything()


async def test_a_group_is_answered_once_and_nobody_in_it_is_stored(front: Front) -> None:
    group = {"id": -100_200, "type": "supergroup", "title": "Familien"}
    for text in ("hej alle", SECRET, "/start"):
        assert await front.accept(message={**front.message_of(SAMIR, text=text), "chat": group})
    assert await front.accept(
        my_chat_member={"chat": group, "from": {"id": SAMIR}, "new_chat_member": {"status": "member"}}
    )
    assert await front.said(-100_200) == ["Jeg taler kun med én ad gangen. Skriv til mig i vores egen chat."]
    stored = await front.everything()
    assert not [word for word in (str(SAMIR), "banankage", "Familien", "Hemmelig") if word in stored]
    assert await front.rows("SELECT COUNT(*) FROM people") == [(0,)]


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"text": SECRET}},
        {"message": None},
        {"poll": {"question": SECRET}},
        {SECRET: {"text": SECRET}},
        {"edited_message": {"chat": {"id": 1, "type": "private"}, "caption": SECRET}},
        {"callback_query": {"id": 3, "data": SECRET}},
        {},
    ],
)
async def test_a_strange_update_is_kept_as_id_and_type(front: Front, update: dict[str, Any]) -> None:
    assert await front.accept(**update)
    ((stored,),) = await front.rows("SELECT COUNT(*) FROM set_aside")
    assert stored == 1
    assert "banankage" not in await front.everything()


async def test_an_edited_message_changes_the_answer(front: Front) -> None:
    await front.welcome()
    message = front.message_of(SAMIR, text="lager")
    await front.accept(message=message)
    await front.said()
    assert await front.accept(edited_message={**message, "text": "lager i Taastrup", "edit_date": 1})
    assert (await front.said())[0].startswith("Dit svar er rettet")
    assert "lager i Taastrup" in await front.everything()


async def test_what_was_chosen_replaces_the_buttons(front: Front) -> None:
    await front.welcome()
    await front.courtesies.drain(5)
    edits = [params for method, params in front.api.calls if method == "editMessageReplyMarkup"]
    ((button,),) = edits[-1]["reply_markup"]["inline_keyboard"]
    assert button["text"] == "✓ En hel øvelse"
    assert button["callback_data"] == front.pressed["En hel øvelse"]
    for method, params in front.api.calls:
        check(method, params)


async def test_in_simple_mode_what_was_chosen_keeps_its_picture(front: Front) -> None:
    await front.welcome()
    await front.write("/menu")
    for label in ("⚙ Indstillinger", "Hvor meget jeg skriver", "Så lidt som muligt", "🚶 Som jeg plejer"):
        await front.said()
        await front.tap(label)
    await front.courtesies.drain(5)
    edits = [params for method, params in front.api.calls if method == "editMessageReplyMarkup"]
    ((button,),) = edits[-1]["reply_markup"]["inline_keyboard"]
    assert button["text"] == "🚶 ✓ Som jeg plejer"


async def test_a_turn_that_sets_a_timer_says_so(front: Front) -> None:
    await front.welcome()
    assert front.scheduled
    front.scheduled.clear()
    await front.write("/pause")
    assert front.scheduled == []


async def test_the_logs_hold_no_text_no_name_and_no_token(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    with capture_logs() as logs:
        await stand_before_the_break(front)
        await front.write(SECRET)
        await front.accept(poll={"question": SECRET})
        await front.accept(message={"text": SECRET})
        with monkeypatch.context() as patch:
            patch.setattr(Turns, "apologise", burst)
            await front.tap("Broken")
            await front.said()
            await front.write(SECRET)

        async def full(_: object) -> None:
            raise StorageUnavailable("disk full")

        with monkeypatch.context() as patch:
            patch.setattr(front.store, "write", full)
            await front.write(SECRET)
    assert {log["event"] for log in logs} >= {
        "turn.broke",
        "apology.broke",
        "update.strange",
        "storage.unavailable",
    }
    written = str(logs)
    assert not [word for word in ("banankage", "Samir", "Hemmelig", "Broken", "What?") if word in written]
    assert [log["at"] for log in logs if log["event"] == "turn.broke"]


async def test_no_cpr_number_is_stored_or_logged_however_it_comes(front: Front) -> None:
    number = "010190-1234"
    with capture_logs() as logs:
        await front.write(f"/start {number}")
        await front.write(number)
        await front.welcome()
        first = front.message_of(SAMIR, text="lager")
        await front.accept(message=first)
        await front.accept(edited_message={**first, "text": number, "edit_date": 1})
        await front.write(f"jeg er {number}")
        await front.write("/mydata 0101901234")
        await front.accept(message=front.message_of(SAMIR, photo=[], caption=number))
        await front.accept(callback_query=front.query(number))
        assert number not in str(await front.everything())
        said = " ".join(await front.said())
    stored = await front.everything()
    assert "010190" not in stored + said + str(logs)
    assert "u2588" in stored  # the mask stands where the number was


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\U0001f600", "\u200f", "<b>x</b>", "x" * 4096, " "])
async def test_odd_texts_are_stored_and_answered(front: Front, text: str) -> None:
    await front.welcome()
    assert await front.write(text)
    assert await front.said()


async def test_one_persons_updates_are_taken_in_one_by_one(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a webhook hands them over at the same time; nobody else waits."""
    await front.welcome()
    await front.welcome(LONE, "Lone")
    entered, gate = asyncio.Event(), asyncio.Event()

    async def settled(chat: int, _: float) -> None:
        if chat == SAMIR:
            entered.set()
            await gate.wait()

    monkeypatch.setattr(front.reception._deliverer, "settled", settled)
    first = asyncio.create_task(front.write("Jeg hedder Samir."))
    await entered.wait()
    menu = {"update_id": 9001, "message": front.message_of(SAMIR, text="/menu")}
    second = asyncio.create_task(front.reception.accept(menu))
    assert await front.write("Jeg hedder Lone.", LONE)
    assert (9001,) not in [tuple(row) for row in await front.rows("SELECT update_id FROM updates")]
    gate.set()
    assert all(await asyncio.gather(first, second))
    said = await front.said()
    assert "Hvad brænder du for?" in said[0]
    assert "Hvad har du lyst til" in said[-1]


async def test_a_text_waits_until_what_is_being_sent_is_known_to_have_arrived(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else an answer that was written right after the question would count as written before it."""
    await front.welcome()
    await front.write("Jeg hedder Samir.")

    async def arrives(chat: int, _: float) -> None:
        await front.said(chat)

    monkeypatch.setattr(front.reception._deliverer, "settled", arrives)
    message = front.message_of(SAMIR, text="Jeg kan godt lide at køre.")
    await front.accept(message=message | {"message_id": front.message + 50})
    assert "Hvilket job" in (await front.said())[-1]


@pytest.mark.parametrize("late", ["tap", "edit"])
async def test_who_is_forgotten_stays_forgotten_when_an_old_button_or_message_is_touched(
    front: Front, late: str
) -> None:
    """Nothing is stored again; who taps is told how to begin."""
    await front.write("/start")
    await front.said()
    await front.tap("Dansk")
    await front.said()
    await front.tap("Nej tak")
    await front.said()
    assert await front.rows("SELECT * FROM people") == []
    if late == "tap":
        assert await front.tap("Nej tak")
        await front.courtesies.drain(1)
        assert "Skriv /start" in front.api.calls[-1][1]["text"]
    else:
        assert await front.accept(edited_message=front.message_of(SAMIR, text="nye ord"))
    assert await front.rows("SELECT * FROM people") == []
    assert "nye ord" not in await front.everything()
    assert await front.said() == []


async def test_where_the_signs_cannot_be_read_the_text_is_kept_all_the_same(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its CPR number masked, for that is another part of the screen."""
    await front.welcome()

    def broken(_: str) -> None:
        raise ValueError

    monkeypatch.setattr("bot.coaching.screen.read", broken)
    assert await front.write("Jeg hedder Samir, 010190-1234.")
    assert (await front.said())[0].startswith(SORRY)
    stored = await front.everything()
    assert "Jeg hedder Samir, " in stored
    assert "010190-1234" not in stored


async def test_a_cpr_number_that_looks_like_a_command_is_masked(front: Front) -> None:
    await front.welcome()
    await front.write("/0101901234")
    assert "0101901234" not in await front.everything()
    assert [kind for kind in await front.opened("outbox.payload") if "remove" in kind]
