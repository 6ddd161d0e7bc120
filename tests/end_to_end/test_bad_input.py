"""Whatever arrives: a kind sentence to the person, nothing lost, and the bot goes on for everybody."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.navigation import MOVED_ON
from tests.end_to_end.harness import kept_texts
from tests.end_to_end.journeys import FIRST, SECOND, goes_on
from tests.end_to_end.words import danish

if TYPE_CHECKING:
    from tests.end_to_end.harness import World
    from tests.end_to_end.phones import Citizen

pytestmark = pytest.mark.asyncio(loop_scope="module")

ODD_TEXTS = {
    "the longest that Telegram carries": "å" * 4096,
    "emoji and a word": "🙂" * 30 + " lager",
    "from right to left": "אני נהג משאית وأحب القيادة",
    "looks like HTML": "<b>lager</b> & <script>alert(1)</script> &amp;",
    "looks like a placeholder": "{name} %s {0} {job}",
    "a line break and a tab": "lager\n\tog køkken",
}
TEN_MEGABYTES = 10_000_000


def raw_text(citizen: Citizen, text: Any, message: int) -> dict[str, Any]:
    """A message as Telegram's server would hand it out, for texts that no app can send."""
    person = {"id": citizen.user, "is_bot": False, "first_name": "Sara", "language_code": "da"}
    chat = {"id": citizen.user, "type": "private", "first_name": "Sara"}
    return {"message": {"message_id": message, "from": person, "chat": chat, "date": 1, "text": text}}


async def test_odd_texts_are_kept_as_they_are_and_answered(shared: World, crowd: list[Citizen]) -> None:
    async def writes(text: str) -> None:
        citizen = crowd.pop()
        sent = await citizen.write(text)
        await citizen.reads(SECOND, after=sent)
        assert (sent, text) in kept_texts(shared.stored(citizen))

    await asyncio.gather(*map(writes, ODD_TEXTS.values()))


async def test_emoji_alone_are_kept_and_words_are_asked_for(shared: World, crowd: list[Citizen]) -> None:
    citizen = crowd.pop()
    sent = await citizen.write("🙂🙂🙂")
    await citizen.reads("Skriv det gerne med ord", after=sent)
    assert (sent, "🙂🙂🙂") in kept_texts(shared.stored(citizen))
    await goes_on(citizen)


async def test_what_no_database_holds_is_replaced_and_the_rest_kept(
    shared: World, crowd: list[Citizen]
) -> None:
    citizen = crowd.pop()
    await shared.phone.post("updates", update=raw_text(citizen, "la\0ger \ud800 nu", 9_000_001))
    await citizen.reads(SECOND)
    assert (9_000_001, "la�ger � nu") in kept_texts(shared.stored(citizen))
    await goes_on(citizen)


async def test_an_empty_text_is_answered_kindly(shared: World, crowd: list[Citizen]) -> None:
    citizen = crowd.pop()
    question = citizen.said[-1]
    await shared.phone.post("updates", update=raw_text(citizen, "", 9_000_002))
    await citizen.reads(FIRST, after=question.id)
    await goes_on(citizen)


async def test_ten_megabytes_are_taken_in(shared: World, crowd: list[Citizen]) -> None:
    """Telegram carries no such text: it may take its time, but costs the bot not its life, and nobody a word."""
    citizen = crowd.pop()
    text = "lager " * (TEN_MEGABYTES // 6)
    await shared.phone.post("updates", update=raw_text(citizen, text, 9_000_003))
    await citizen.reads(SECOND)
    await goes_on(citizen)
    assert (9_000_003, text) in kept_texts(shared.stored(citizen))


async def test_strange_updates_hold_up_nobody(shared: World, crowd: list[Citizen]) -> None:
    citizen = crowd.pop()
    strange: tuple[Any, ...] = (
        {"poll": {"id": "1"}},
        {"of_a_later_bot_api": {"text": "lager"}},
        {"message": None},
        {"message": {"chat": "private"}},
        {"message": {"message_id": "one", "chat": {"id": citizen.user, "type": "private"}, "text": "a"}},
        {"callback_query": {"id": 5}},
        {"update_id": "seven", "message": {}},
        {"update_id": -4},
        {},
        [],
        "a text",
        None,
    )
    for update in strange:
        await shared.phone.post("updates", update=update)
    await goes_on(citizen)


async def test_an_update_that_comes_twice_or_late_counts_once(shared: World, crowd: list[Citizen]) -> None:
    citizen = crowd.pop()
    update = raw_text(citizen, "Jeg kan køre truck", 9_000_004)
    given = await shared.phone.post("updates", update=update)
    await citizen.reads(SECOND)
    await goes_on(citizen)
    await shared.phone.post("updates", update=update, update_id=given["update_id"])
    late = raw_text(citizen, "for længe siden", 1)
    await shared.phone.post("updates", update=late, update_id=given["update_id"] - 1_000_000)
    await citizen.reads("Jeg har lagt din besked sammen")
    texts = [text for _, text in kept_texts(shared.stored(citizen))]
    assert texts.count("Jeg kan køre truck") == 1
    assert texts.count("for længe siden") == 1


async def test_buttons_of_somebody_else_or_forged_do_no_harm(shared: World, crowd: list[Citizen]) -> None:
    """Also where the data is guessed: whom a button belongs to is looked up."""
    mine, theirs = crowd.pop(), crowd.pop()
    their_button = theirs.said[-1].buttons[0][1]
    for data in (their_button, "zzzzzzzzzzz.99999999999:@home", "1.1:done", "🙂"):
        newest = mine.said[-1]
        person = {"id": mine.user, "is_bot": False, "first_name": "Sara", "language_code": "da"}
        message = {
            "message_id": newest.id,
            "chat": {"id": mine.user, "type": "private"},
            "date": 1,
            "text": "?",
        }
        query = {"id": "77", "from": person, "message": message, "chat_instance": "1", "data": data}
        await shared.phone.post("updates", update={"callback_query": query})
        await mine.reads("", after=newest.id)
    await goes_on(mine)
    await goes_on(theirs)


async def test_an_old_button_is_explained(shared: World, crowd: list[Citizen]) -> None:
    citizen = crowd.pop()
    await goes_on(citizen)
    second = citizen.said[-1]
    await goes_on(citizen)
    await citizen.tap(second, "@skip")
    moved_on = danish(MOVED_ON)
    await citizen.until(lambda: moved_on in citizen.phone.toasts, f"the note {moved_on!r}")
    assert [text for _, text in kept_texts(shared.stored(citizen))].count("Jeg er rolig") == 2


async def test_the_bot_has_logged_no_text_and_no_token(shared: World) -> None:
    """Stands last: what all of the above has left in the log."""
    assert shared.bot.running
    assert "Traceback" not in shared.bot.log
    for secret in ("lager", "rolig", shared.environment["TELEGRAM_TOKEN"], "for længe siden"):
        assert secret not in shared.bot.log
