"""What a program says of the others on its database: that nobody sends is no fault of its own, and not kept quiet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from bot.chat.health import STANDS, VACANT_LATE
from bot.state.errors import StorageUnavailable
from bot.state.roll import Program
from tests.chat.test_health import Bot, bot

if TYPE_CHECKING:
    import pytest

__all__ = ("bot",)

SERVE = Program("serve", "one:7", ())
STANDS_BY = Program("work", "two:8", ("listener",))
SENDS = Program("work", "two:9", ("sender", "herald"))


async def figures(bot: Bot) -> dict[tuple[str, str], float]:
    """The figures that tell of several programs, by what they are of."""
    found = text_string_to_metric_families((await bot.health.page()).decode())
    return {
        (family.name.removeprefix("jobstjernen_"), value): sample.value
        for family in found
        if family.name in {"jobstjernen_programs", "jobstjernen_place_taken"}
        for sample in family.samples
        for value in sample.labels.values()
    }


async def ready(bot: Bot) -> tuple[int, object]:
    async with bot.served() as client:
        answer = await client.get("/readyz")
        return answer.status, await answer.json()


async def test_the_figures_of_each_program_tell_of_all(bot: Bot) -> None:
    bot.works()
    bot.programs = [SERVE, SERVE, STANDS_BY]
    assert await figures(bot) == {
        ("programs", "run"): 0,
        ("programs", "serve"): 2,
        ("programs", "work"): 1,
        ("place_taken", "sender"): 0,
        ("place_taken", "listener"): 1,
        ("place_taken", "poller"): 0,
        ("place_taken", "herald"): 0,
    }
    bot.programs = [SERVE, SENDS]
    bot.clock.advance(STANDS)
    assert (await figures(bot))["place_taken", "sender"] == 1


async def test_a_program_that_is_alone_has_every_place(bot: Bot) -> None:
    found = await figures(bot)
    assert {value for (name, _), value in found.items() if name == "place_taken"} == {1}
    assert found["programs", "run"] == 1


async def test_what_is_not_known_of_the_others_is_left_out(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise StorageUnavailable("x")

    assert await figures(bot)
    monkeypatch.setattr("bot.state.watching.beat", fails)
    bot.clock.advance(STANDS)
    assert await figures(bot) == {}
    assert (await ready(bot))[1] == {"ready": False, "failing": ["database", "updates", "timers"]}


async def test_who_takes_in_stays_ready_while_nobody_sends_and_says_it_in_answer_and_log(bot: Bot) -> None:
    """Out of the balancer it would be no help: what people write is stored, and goes on once somebody sends."""
    bot.works()
    bot.programs = [SERVE]
    assert await ready(bot) == (200, {"ready": True, "failing": []}), "a place is taken over within seconds"
    with capture_logs() as logs:
        bot.clock.advance(VACANT_LATE)
        assert await ready(bot) == (200, {"ready": True, "failing": [], "missing": ["sender"]})
        bot.clock.advance(STANDS)
        await ready(bot)
        (told,) = logs
        assert (told["event"], told["kind"], told["log_level"]) == (
            "health.failing",
            "nobody_sends",
            "warning",
        )
        assert "bot work" in told["reason"]
        bot.programs = [SERVE, SENDS]
        bot.clock.advance(STANDS)
        assert await ready(bot) == (200, {"ready": True, "failing": []})
        assert [(each["event"], each["kind"]) for each in logs[1:]] == [("health.mended", "nobody_sends")]
        bot.programs = [SERVE]
        bot.clock.advance(STANDS)
        assert await ready(bot) == (200, {"ready": True, "failing": []}), "it counts anew"


async def test_a_monitor_that_looks_rarely_hears_at_its_first_look_that_nobody_has_sent_for_long(
    bot: Bot,
) -> None:
    """It is counted from when the place was left, which this program has seen, and not from the look."""
    bot.works()
    bot.programs = [SERVE, SENDS]
    assert await ready(bot) == (200, {"ready": True, "failing": []})
    bot.clock.advance(30)
    bot.programs, bot.free_for = [SERVE], VACANT_LATE
    with capture_logs() as logs:
        assert await ready(bot) == (200, {"ready": True, "failing": [], "missing": ["sender"]})
    assert [each["kind"] for each in logs] == ["nobody_sends"]


async def test_a_place_that_was_taken_between_two_looks_counts_from_when_it_was_left_last(bot: Bot) -> None:
    bot.works()
    bot.programs, bot.free_for = [SERVE], VACANT_LATE
    assert await ready(bot) == (200, {"ready": True, "failing": [], "missing": ["sender"]})
    bot.clock.advance(30)
    bot.free_for = VACANT_LATE - 1
    assert await ready(bot) == (200, {"ready": True, "failing": []})


async def test_a_program_that_sees_nobodys_places_counts_from_its_own_looks(bot: Bot) -> None:
    """Its connection for these is lost: what it saw before says nothing of now."""
    bot.works()
    bot.programs, bot.free_for = [SERVE], 1
    assert await ready(bot) == (200, {"ready": True, "failing": []})
    bot.clock.advance(VACANT_LATE - 1)
    bot.free_for = None
    assert await ready(bot) == (200, {"ready": True, "failing": [], "missing": ["sender"]})


def test_the_alert_rings_where_every_program_says_that_nobody_sends() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "operating.md").read_text("utf-8")
    assert (
        "{alert: NobodySends, expr: 'max(jobstjernen_place_taken{place=\"sender\"}) == 0', for: 1m}" in guide
    )
    assert "\n| `NobodySends` | " in guide
