"""Nobody who can be reached is erased before a warning has left a week ago, and no refusal keeps anybody for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import outbox, people
from tests.flows.test_keeping import GONE, SECOND, texts, until
from tests.talk import BOT, Citizen

if TYPE_CHECKING:
    from tests.screen import Message
    from tests.talk import Talk


@pytest.fixture
def talk() -> Talk:
    return Citizen().welcomed(energy="Bare kigge")


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch, talk: Talk) -> pytest.MonkeyPatch:
    """Telegram cannot be reached from the day before the second warning on, until this is undone."""
    until(talk, "2027-05-17")
    monkeypatch.setattr(talk, "deliver", list)
    return monkeypatch


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, talk: Talk) -> pytest.MonkeyPatch:
    """Telegram refuses whatever comes from then on, until this is undone."""

    def refuse() -> list[Message]:
        cursor = talk._connection.cursor()
        while (row := outbox.next_of(cursor, BOT, talk.user)) is not None:
            outbox.aside(cursor, row.id, "BadRequest")
        return []

    until(talk, "2027-05-17")
    monkeypatch.setattr(talk, "deliver", refuse)
    return monkeypatch


def test_a_refused_warning_is_none_and_the_next_one_names_its_own_day(
    talk: Talk, refused: pytest.MonkeyPatch
) -> None:
    until(talk, SECOND)
    refused.undo()
    assert texts(until(talk, "2027-05-24")) == []
    (again,) = texts(until(talk, GONE))
    assert "1. juni" in again
    until(talk, "2027-05-31")
    assert talk.known
    until(talk, "2027-06-01")
    assert not talk.known


@pytest.mark.usefixtures("refused")
def test_nobody_is_kept_for_ever_because_each_warning_is_refused(talk: Talk) -> None:
    until(talk, "2027-06-07")
    assert talk.known
    until(talk, "2027-06-08")
    assert not talk.known


def test_a_refused_warning_is_sent_by_nobody_once_there_is_a_newer_one(
    talk: Talk, refused: pytest.MonkeyPatch
) -> None:
    until(talk, SECOND)
    refused.undo()
    until(talk, GONE)
    connection = talk._connection
    assert connection.execute("SELECT COUNT(*) FROM outbox WHERE status = 'aside'").fetchone() == (0,)


def test_a_warning_that_leaves_late_is_one_with_the_day_a_week_after_that(
    talk: Talk, away: pytest.MonkeyPatch
) -> None:
    until(talk, "2027-06-02")
    assert talk.known
    away.undo()
    (warned,) = texts(talk.deliver())
    assert "9. juni" in warned
    assert texts(until(talk, "2027-06-08")) == []
    assert talk.known
    until(talk, "2027-06-09")
    assert not talk.known


def test_a_warning_that_leaves_late_on_its_own_day_has_its_week_too(
    talk: Talk, away: pytest.MonkeyPatch
) -> None:
    until(talk, SECOND)
    talk.wait(hours=17)  # five in the morning: nobody has looked again yet
    away.undo()
    assert "25. maj" in texts(talk.deliver())[0]
    until(talk, GONE)
    assert talk.known
    until(talk, "2027-05-26")
    assert not talk.known


def test_whoever_shut_the_bot_out_while_a_warning_waited_gets_one_with_the_right_day(
    talk: Talk, away: pytest.MonkeyPatch
) -> None:
    until(talk, SECOND)
    people.block(talk._connection.cursor(), BOT, talk.user, talk.now)
    until(talk, "2027-05-23")
    away.undo()
    people.unblock(talk._connection.cursor(), BOT, talk.user)
    assert talk.deliver() == []
    (warned,) = texts(until(talk, GONE))
    assert "1. juni" in warned
    assert talk.known
