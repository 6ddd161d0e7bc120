"""What is counted, that it names nobody, and that counting never breaks what it counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import prometheus_client
import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError

from bot.chat.errors import Flood
from bot.chat.figures import Figures
from bot.chat.hearing import Hearing
from bot.chat.poll import Poller
from bot.state import timers
from tests.chat import front as fronts
from tests.chat.front import SAMIR
from tests.chat.helpers import START, Clock, FakeApi
from tests.chat.world import opened
from tests.state.helpers import ANNA, BENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path
    from typing import Any

    from tests.chat.front import Front


def counted(figures: Figures) -> dict[str, float]:
    """Every figure that is not 0, by name and label."""
    page = generate_latest(figures.registry).decode()
    found = {}
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            if not sample.name.endswith(("_created", "_bucket", "_sum")) and sample.value:
                name = sample.name.removeprefix("jobstjernen_").removesuffix("_total")
                found[" ".join((name, *sample.labels.values()))] = sample.value
    return found


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with fronts.opened(tmp_path, START) as made:
        yield made


async def test_updates_and_turns_are_counted(front: Front) -> None:
    figures = front.reception._figures = Figures()
    await front.write("/start")
    again = {"update_id": front.update, "message": front.message_of(SAMIR, text="/start")}
    assert await front.reception.accept(again)
    await front.accept(chosen_inline_result={"secret": "x"})
    assert counted(figures) == {
        "updates taken": 1,
        "updates repeated": 1,
        "updates set_aside": 1,
        "turn_seconds_count update": 2,
    }


async def test_a_turn_that_breaks_is_counted_and_kept_for_the_operator(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    await front.welcome()
    figures = front.reception._figures = Figures()

    def broken(*_: Any) -> None:
        raise KeyError("hemmeligt")

    with monkeypatch.context() as patched:
        patched.setattr("bot.chat.turn.converse", broken)
        await front.write("Jeg er kok")
    assert counted(figures) == {"updates taken": 1, "turns_broke update": 1, "turn_seconds_count update": 1}
    (row,) = await front.rows("SELECT person, what, session, error, place FROM broken")
    assert row[:4] == (None, "update", 0, "KeyError")
    assert row[4].startswith("bot.chat.turn:")


async def test_a_timer_that_breaks_is_counted_and_can_ring_again(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    await front.welcome()
    ((person,),) = await front.rows("SELECT id FROM people")
    new = front.store.ids.next()
    await front.store.write(lambda c: timers.schedule(c, new, person, "nudge", 0, front.clock()))
    figures = front.clockwork._figures = Figures()

    def broken(*_: Any) -> None:
        raise KeyError("hemmeligt")

    with monkeypatch.context() as patched:
        patched.setattr("bot.chat.turn.converse", broken)
        await front.clockwork.tick()
    assert counted(figures) == {"turns_broke timer": 1, "turn_seconds_count timer": 1}
    assert await front.rows("SELECT person, what, error FROM broken") == [(person, "nudge", "KeyError")]


async def test_a_figure_that_is_out_of_order_breaks_no_turn(front: Front) -> None:
    front.reception._figures = out_of_order = Figures()
    out_of_order._counters.clear()
    out_of_order._turns = None  # type: ignore[assignment]
    assert await front.write("/start")
    assert await front.said() != []


async def test_what_becomes_of_messages_is_counted(tmp_path: Path) -> None:
    async with opened(tmp_path, Clock()) as world:
        person = await world.add_person(BENT)
        figures = world.deliverer._figures = Figures(clock=world.clock.seconds)
        world.answers = {
            "bad": [BadRequest("Bad Request: x")],
            "later": [NetworkError("down")],
            "blocked": [Forbidden("x")],
            "much": [Flood(30)],
        }
        for text in ("good", "bad", "later"):
            await world.say(ANNA, text)
        await world.say(BENT, "blocked", person=person)
        await world.say(7, "much")
        async with world.running():
            await world.api.called(5)
            await world.clock.asleep(2)
            await world.stop()
    assert counted(figures) == {
        "messages sent": 1,
        "messages refused": 1,
        "messages postponed": 2,
        "messages blocked": 1,
        "floods message": 1,
    }


async def test_polls_are_counted_and_those_that_fail_in_a_row() -> None:
    answers = iter([[], NetworkError("x"), Conflict("x"), Flood(1), [], NetworkError("x"), InvalidToken()])
    figures, rows = Figures(), []

    async def rest(_: float) -> None:
        rows.append(figures.polls_failed)

    poller = Poller(
        FakeApi(lambda *_: next(answers)), front_that_takes_nothing(), Hearing(), sleep=rest, figures=figures
    )
    with pytest.raises(InvalidToken):
        await poller.run()
    assert counted(figures) == {"polls good": 2, "polls failed": 3, "polls conflict": 1, "floods poll": 1}
    assert rows == [1, 2, 3, 1]


def front_that_takes_nothing() -> Any:
    class Nothing:
        async def accept(self, _: dict[str, Any]) -> bool:
            return False

    return Nothing()


def test_every_series_is_there_from_the_start_and_there_are_never_more() -> None:
    """A label that could hold an id would let anybody's days be read from a graph."""
    figures = Figures()
    before = names(figures.registry)
    figures._count("messages", "a person's name", "two labels")
    figures._count("no such figure")
    figures.update("taken")
    assert names(figures.registry) == before
    assert {label for _, labels in before for label, _ in labels} <= {"result", "kind", "call", "le"}


def names(registry: CollectorRegistry) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    page = generate_latest(registry).decode()
    return {
        (sample.name, tuple(sorted(sample.labels.items())))
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def test_figures_of_two_bots_are_apart_and_the_librarys_own_registry_stays_empty_of_ours() -> None:
    one, two = Figures(), Figures()
    one.update("taken")
    assert counted(two) == {}
    ours = re.findall("jobstjernen", generate_latest(prometheus_client.REGISTRY).decode())
    assert ours == []


def test_how_long_ago_something_went_well() -> None:
    clock = Clock()
    figures = Figures(clock=clock.seconds)
    assert figures.since("intake") is None
    assert figures.since("message") == 0, "nothing is late at the start"
    figures.poll("good")
    clock.advance(7)
    figures.poll("failed")
    figures.message("postponed")
    assert (figures.since("intake"), figures.since("message")) == (7, 7)
    figures.message("refused")
    assert figures.since("message") == 0
