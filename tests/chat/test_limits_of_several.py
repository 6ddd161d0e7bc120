"""Several programs of one token keep to Telegram's limits together, and what it tells one of them all of them do."""

from __future__ import annotations

from functools import cache

from bot.chat.limits import OVERALL
from bot.chat.speakers import ALLOWED
from tests.chat.dispatching import most
from tests.chat.helpers import virtually
from tests.chat.several import BACK, COUNTED, NAMES, THERE, TOLD_AFTER, WAITS, Call, played

PEOPLE, STRANGERS, TAPS = 72, 80, 5
FLOOD, CUT, SECONDS = 8.0, 12.0, 20.0
SERVES, WORK = NAMES[:2], NAMES[2]


@cache
def calls() -> list[Call]:
    return virtually(lambda: played(PEOPLE, STRANGERS, TAPS, flood=FLOOD, cut=CUT, seconds=SECONDS))


def counted(*names: str) -> list[Call]:
    """What counts under Telegram's limits, of these programs."""
    return [each for each in calls() if each.method in COUNTED and each.of in names]


def times(found: list[Call]) -> list[float]:
    return [each.at for each in found]


def test_all_together_send_no_more_than_telegram_allows_in_any_second() -> None:
    """Though nearly as much is sent, by all of them."""
    assert most(times(counted(*NAMES)), OVERALL.seconds) <= OVERALL.count
    assert most(times(counted(WORK)), OVERALL.seconds) == OVERALL.count - 2 * ALLOWED
    for serve in SERVES:
        assert len(counted(serve)) > SECONDS / 3
        assert most(times(counted(serve)), 1.0) == ALLOWED


def test_buttons_are_taken_off_by_whoever_sends() -> None:
    edits = [each for each in counted(*NAMES) if each.method == "editMessageReplyMarkup"]
    assert len(edits) > PEOPLE / 2
    assert {each.of for each in edits} == {WORK}
    assert {each.method for each in counted(*SERVES)} == {"sendMessage"}


def test_a_429_that_one_program_gets_calms_all_of_them() -> None:
    """Also what a program says by itself, and its answers to taps: it has not been refused anything."""
    refused = [each for each in counted(*NAMES) if each.refused]
    assert {each.of for each in refused[:2]} == {WORK}
    known = refused[1].at + BACK + TOLD_AFTER + THERE
    end = refused[1].at + WAITS
    assert [each for each in calls() if known < each.at < end] == []
    for name in NAMES:
        assert [each for each in calls() if each.of == name and each.at < refused[0].at]
        assert [each for each in calls() if each.of == name and each.at > end]


def test_a_program_that_is_cut_off_from_the_database_says_so_and_no_more_often_than_it_may() -> None:
    said = [each for each in counted(SERVES[0]) if each.at > CUT + 1]
    assert len(said) >= 3
    assert all("Jeg prøver selv igen." in each.params["text"] for each in said)
