"""A message that Telegram refuses holds nothing else back: what comes after it asks anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flows.reminding import GREETING, own, seen_by_sender, town, until
from tests.town import Town

if TYPE_CHECKING:
    import pytest

    from tests.talk import Talk


__all__ = ["town"]


def refuse_newest(talk: Talk) -> None:
    """As if Telegram had not taken the newest message to somebody."""
    talk._connection.execute(
        "UPDATE outbox SET status = 'aside', message = NULL"
        " WHERE id = (SELECT MAX(id) FROM outbox WHERE person = ?)",
        (talk.user,),
    )


def test_the_next_reminder_of_the_day_asks_anew(town: Town) -> None:
    own(town, "tomorrow at 10", "No, only once")
    own(town, "tomorrow at 13", "No, only once")
    until(town.samir, "2026-11-24T11:00")
    refuse_newest(town.samir)
    assert [message.text for message in until(town.samir, "2026-11-24T14:00")] == [GREETING]
    assert "Samir got it today at 13:00." in seen_by_sender(town)


def test_the_next_reminder_joins_one_that_still_waits_to_be_sent(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(town, "tomorrow at 10", "No, only once")
    own(town, "tomorrow at 13", "No, only once")
    with monkeypatch.context() as nothing_leaves:
        nothing_leaves.setattr(town.samir, "deliver", list)
        until(town.samir, "2026-11-24T14:00")
    assert [message.text for message in town.samir.deliver()] == [GREETING]


def test_the_next_news_of_the_day_is_told_anew() -> None:
    town = Town().with_shared_pitch()
    refuse_newest(town.mette)
    heard = len(town.mette.sent)
    town.with_shared_star()
    assert len(town.mette.sent) == heard + 1
    town.samir._connection.close()
