"""Whatever somebody taps and writes, in whatever order and on whatever day: what always holds for a plan's timer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.flows.plans import GREETING
from tests.talk import Citizen, Talk, flows_for_years

if TYPE_CHECKING:
    from tests.screen import Message

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
WRITTEN = (
    "ringe til Netto",
    "gå en tur i morgen kl. 8",
    "på torsdag",
    "i dag",
    "kl. 19.30",
    "kl. 23",
    "hjemme",
    "nej",
)
"""What is written: something to do, days and times, early and late, and what is no answer to most questions."""
ELSEWHERE = ("📁", "⚙", "✏", "👁", "Ny ", "Øv ", "Udfyld", "Gør et", "Jeg har talt")
"""How buttons begin that lead away from the plan."""


def plans(talk: Talk) -> list[dict[str, Any]]:
    """The newest version of each plan, by the order in which they were begun."""
    newest = {each["exercise"]: each["content"] for each in talk.stored()["versions"]}
    return [newest[number] for number in sorted(newest) if "rung" in newest[number]]


def ringing(talk: Talk) -> list[datetime]:
    timers = [each for each in talk.stored()["timers"] if each["kind"] == "plan"]
    return [datetime.fromisoformat(each["due_at"]).astimezone(COPENHAGEN) for each in timers]


def gesture(talk: Talk, data: st.DataObject) -> list[Message]:
    """One thing that somebody does with what is on the screen, or time that passes."""
    ours = [label for label in talk.last.labels() if not label.startswith(ELSEWHERE)]
    what = data.draw(st.sampled_from(("tap", "tap", "tap", "write", "wait", "edit")))
    if what == "tap" and ours:
        return talk.tap(data.draw(st.sampled_from(ours)))
    if what == "wait":
        return talk.wait(hours=data.draw(st.sampled_from((1, 5, 30, 200))))
    text = data.draw(st.sampled_from(WRITTEN))
    if what == "edit":
        return talk.edit(data.draw(st.integers(1, talk.own_message)), text)
    return talk.write(text)


@settings(deadline=None, max_examples=40)
@given(data=st.data(), late=st.sampled_from((0, 90, 123)))
def test_a_plan_has_at_most_one_follow_up_at_a_decent_hour_to_come_and_none_once_it_is_over(
    data: st.DataObject, late: int
) -> None:
    talk = Citizen().welcomed()
    talk.wait(days=late)  # into the winter, and to the week in which the clock is put forward
    talk.command("menu")
    talk.tap("Lav en lille aftale")
    if "overskue i dag" in talk.last.text:
        talk.tap("En hel øvelse")
    for _ in range(data.draw(st.integers(5, 25))):
        gesture(talk, data)
        known, timers = plans(talk), ringing(talk)
        assert len(timers) <= sum(plan["state"] == "open" for plan in known)
        for ring in timers:
            assert ring > talk.now
            assert 9 <= ring.hour <= 20
        assert all(plan["what"] and plan["day"] for plan in known)


@settings(deadline=None, max_examples=40)
@given(
    days=st.integers(0, 400),
    minutes=st.integers(0, 24 * 60 - 1) | st.none(),
    weeks=st.integers(1, 6),
)
def test_every_plan_is_asked_about_twice_where_nobody_answers(
    days: int, minutes: int | None, weeks: int
) -> None:
    talk = Citizen(Talk(flows=flows_for_years())).welcomed()
    talk.wait(days=days)
    talk.command("menu")
    talk.tap("Lav en lille aftale")
    if "overskue i dag" in talk.last.text:
        talk.tap("En hel øvelse")
    talk.write("Ringe til Netto")
    day = (talk.now + timedelta(weeks=weeks)).astimezone(COPENHAGEN)
    at = "" if minutes is None else f" kl. {minutes // 60:02}:{minutes % 60:02}"
    talk.write(f"{day.day}/{day.month}/{day.year}{at}")
    if "Hvornår" in talk.last.text:
        talk.tap("Spring over")
    talk.tap("Spring over")
    talk.tap("Jeg kan ikke komme på noget")
    assert [said.text for said in talk.wait(days=90)] == [GREETING, GREETING]
