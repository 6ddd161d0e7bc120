"""Turns over a database: other people's buttons, forged ones, nudges on the person's own clock, and apologies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.done import Done
from bot.chat.updates import Group, Incoming, Strange
from bot.coaching.free_days import is_free
from bot.engine.inputs import Typed
from bot.state import outbox, timers
from bot.state.ids import Ids
from tests.talk import BOT, CITIZEN, Citizen, Talk

if TYPE_CHECKING:
    from tests.screen import Message

OTHER = 7_100_000_009
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NUDGE = "Hej Samir. Der ligger noget klar til dig, når du har tid."
STRANGE = "Den knap er gammel."
OLD = "Den knap er gammel og virker ikke mere."


def at_a_question(now: datetime | None = None) -> Talk:
    """A citizen at the second of four questions."""
    talk = Talk()
    talk.now = now or talk.now
    Citizen(talk).welcomed()
    talk.write("Jeg hedder Samir.")
    return talk


def local(talk: Talk) -> datetime:
    return talk.now.astimezone(COPENHAGEN)


def nudges(said: list[Message]) -> int:
    return sum(message.text == NUDGE for message in said)


def second_citizen(talk: Talk) -> None:
    """From now on another person holds the phone."""
    ids = Ids(lambda: talk.now)
    ids.start_above(talk.turns.ids.next())
    talk.turns = replace(talk.turns, ids=ids)
    talk.user = OTHER


# Buttons ------------------------------------------------------------------------------------------


def test_a_button_of_somebody_else_does_nothing_to_them() -> None:
    talk = at_a_question()
    theirs, before = talk.last, talk.stored()
    second_citizen(talk)
    Citizen(talk).welcomed("Lone")
    for _, data in theirs.buttons:
        said = talk.tap_data(data, talk.last.id)
        assert said[-1].text.startswith(STRANGE)
        assert "brænder" not in said[-1].text
    talk.user = CITIZEN
    assert talk.stored() == before


@pytest.mark.parametrize("choice", ["@nudge_no", "@nudge_later.nudge", "@edit_who", "@home", "phone"])
def test_not_even_a_forged_button_reaches_somebody_else(choice: str) -> None:
    talk = at_a_question()
    session, before = talk.last.buttons[0][1].partition(":")[0], talk.stored()
    second_citizen(talk)
    Citizen(talk).welcomed("Lone")
    assert talk.tap_data(f"{session}:{choice}")[-1].text.startswith(STRANGE)
    talk.user = CITIZEN
    assert talk.stored() == before


@pytest.mark.parametrize(
    "data", ["-", "", ":", "x", "1.0:yes", "zzzzzzzzzzzzz.1:@home", "a.b:c", "\x00", "🎈"]
)
def test_a_button_that_never_was_is_answered_kindly(data: str) -> None:
    talk = at_a_question()
    said = talk.tap_data(data)
    assert said[-1].text.startswith(STRANGE)
    assert "Hvad brænder du for?" in said[-1].text


@pytest.mark.parametrize("prompt", [99, 10**12])
def test_a_question_that_never_was_is_old(prompt: int) -> None:
    talk = at_a_question()
    session = talk.last.buttons[0][1].partition(".")[0]
    assert talk.tap_data(f"{session}.{prompt}:phone")[-1].text.startswith(OLD)


# Updates ------------------------------------------------------------------------------------------


def test_an_update_of_another_bot_with_the_same_number_is_another_update() -> None:
    talk = at_a_question()
    second_citizen(talk)
    cursor = talk._connection.cursor()
    incoming = Incoming(1, OTHER, OTHER, "en-GB", Typed("hello", 5))
    assert talk.turns.take(cursor, incoming, talk.now).chat == OTHER
    assert talk.turns.take(cursor, incoming, talk.now).chat == 0
    other_bot = replace(talk.turns, bot=BOT + 1)
    assert other_bot.take(cursor, incoming, talk.now).chat == OTHER


@pytest.mark.parametrize(
    ("code", "language"),
    [("da", "da"), ("en", "en"), ("en-GB", "en"), ("EN", "en"), ("de", "en"), ("nb", "da"), ("", "da")],
)
def test_somebody_new_is_met_in_the_language_of_their_phone(code: str, language: str) -> None:
    talk = Talk(code)
    first = talk.command("start")[0].text
    assert first.startswith({"da": "Hej", "en": "Hi"}[language])


def test_an_apology_keeps_the_text_and_is_said_once() -> None:
    talk = at_a_question()
    cursor = talk._connection.cursor()
    incoming = Incoming(900, CITIZEN, CITIZEN, "da", Typed("jeg kan læsse 0101901234", 77))
    talk.turns.apologise(cursor, incoming, (), talk.now)
    talk.turns.apologise(cursor, incoming, (), talk.now)
    (said,) = [message for message in [talk._show(row.payload, "da") for row in waiting(talk)] if message]
    assert said.text.endswith("Det, du skrev, er gemt.")
    assert talk.stored()["unplaced"][-1]["content"]["value"] == "jeg kan læsse ██████-████"


def waiting(talk: Talk) -> list[outbox.Row]:
    rows = []
    while (row := outbox.next_of(talk._connection.cursor(), BOT, talk.user)) is not None:
        outbox.sent(talk._connection.cursor(), row.id, 1, talk.now)
        rows.append(row)
    return rows


def test_a_group_and_a_strange_update_are_done_with_once() -> None:
    talk = Talk()
    cursor = talk._connection.cursor()
    assert talk.turns.decline(cursor, Group(3, -5), talk.now).chat == -5
    assert talk.turns.decline(cursor, Group(4, -5), talk.now).chat == 0
    talk.turns.set_aside(cursor, Strange(5, "poll"), talk.now)
    talk.turns.set_aside(cursor, Strange(5, "poll"), talk.now)
    cursor.execute("SELECT update_id, kind FROM set_aside")
    assert cursor.fetchall() == [(5, "poll")]


# Nudges -------------------------------------------------------------------------------------------


def test_one_nudge_comes_after_two_quiet_days_in_the_morning_and_no_other() -> None:
    talk = at_a_question()
    begun = talk.now
    assert nudges(talk.wait(hours=47)) == 0
    assert nudges(talk.wait(hours=25)) == 1
    assert nudges(talk.wait(days=60)) == 0
    assert {each["kind"] for each in talk.stored()["timers"]} == {"retention"}
    assert talk.now - begun > timedelta(days=60)


def due(talk: Talk) -> datetime:
    """The person's own time of the next timer."""
    moment = timers.next_due(talk._connection.cursor(), BOT)
    assert moment is not None
    return moment.astimezone(COPENHAGEN)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - bounds
@settings(max_examples=30)
def test_a_nudge_is_due_at_nine_on_the_persons_clock(now: datetime) -> None:
    talk = at_a_question(now)
    ringing = due(talk)
    assert (ringing.hour, ringing.minute) == (9, 0)
    assert not is_free(ringing.date())
    assert timedelta(days=1, hours=22) <= ringing - local(talk) <= timedelta(days=8, hours=1)  # over Easter


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-10-24T08:00", "2026-10-26T09:00+01:00"),  # the clock goes back on the 25th
        ("2027-03-27T12:00", "2027-03-30T09:00+02:00"),  # the clock goes forward on the 28th
        ("2026-11-23T23:30", "2026-11-26T09:00+01:00"),
        ("2026-11-23T02:30", "2026-11-25T09:00+01:00"),
        ("2026-12-30T10:00", "2027-01-04T09:00+01:00"),
    ],
)
def test_clock_changes_and_late_nights(now: str, expected: str) -> None:
    talk = at_a_question(datetime.fromisoformat(now).replace(tzinfo=COPENHAGEN).astimezone(UTC))
    assert due(talk) == datetime.fromisoformat(expected)


def test_a_nudge_that_is_late_waits_for_the_morning() -> None:
    talk = at_a_question()
    talk.now = due(talk).replace(hour=23)  # the computer was off all day
    assert nudges(talk.wait(hours=1)) == 0
    assert local(talk).hour == 0
    assert nudges(talk.wait(hours=9)) == 1


@pytest.mark.parametrize(("hour", "then"), [(9, 13), (15, 19), (17, 9), (19, 9)])
def test_later_today_is_four_hours_on_or_the_next_morning(hour: int, then: int) -> None:
    talk = at_a_question()
    talk.wait(days=3)
    talk.now = local(talk).replace(hour=hour, minute=0).astimezone(UTC)
    assert talk.tap("Senere i dag")[-1].text == "Det er fint. Jeg skriver igen senere."
    assert due(talk).hour == then
    assert nudges(talk.wait(days=1)) == 1


def test_not_now_is_the_end_of_it() -> None:
    talk = at_a_question()
    talk.wait(days=3)
    said = talk.tap("Ikke nu")
    assert said[-1].text.startswith("Det er helt i orden.")
    assert nudges(talk.wait(days=30)) == 0


@pytest.mark.parametrize("words", ["senere i dag", "Senere i dag!"])
def test_what_a_nudge_offers_can_be_written(words: str) -> None:
    talk = at_a_question()
    talk.wait(days=3)
    talk.write(words)
    assert talk.last.text == "Det er fint. Jeg skriver igen senere."
    assert "burn" not in talk.answers("elevator_pitch")


def test_a_greeting_after_a_nudge_is_no_answer_but_can_become_one() -> None:
    talk = at_a_question()
    talk.wait(days=3)
    said = talk.write("at køre om natten")
    assert said[-1].text.startswith("Velkommen tilbage.")
    assert "burn" not in talk.answers("elevator_pitch")
    talk.tap("Brug mine ord som mit svar")
    assert talk.answers("elevator_pitch")["burn"] == "at køre om natten"
    assert talk.texts().count("at køre om natten") == 1


def test_two_greetings_at_once_after_a_pause_stay_out_of_the_answers() -> None:
    talk = at_a_question()
    talk.tap("⏸ Pause")
    talk.burst("hej igen", "er du der")
    assert talk.answers("elevator_pitch")["who"] == "Jeg hedder Samir."
    talk.tap("Brug mine ord som mit svar")
    assert talk.answers("elevator_pitch")["burn"] == "hej igen\ner du der"
    assert [talk.texts().count(text) for text in ("hej igen", "er du der")] == [1, 1]


@pytest.mark.parametrize("leave", ["pause", "stop", "home"])
def test_nobody_who_paused_stopped_or_went_home_is_nudged(leave: str) -> None:
    talk = at_a_question()
    talk.command("menu" if leave == "home" else leave)
    if leave == "stop":
        talk.tap("Skriv ikke til mig")
    assert talk.wait(days=30) == []


def test_whoever_comes_back_after_stop_is_nudged_only_if_they_want_it() -> None:
    talk = at_a_question()
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    talk.wait(days=10)
    talk.write("hej igen")
    talk.tap("Spring over")
    assert nudges(talk.wait(days=3)) == 0
    talk.command("stop")
    talk.tap("Skriv gerne til mig igen")
    talk.tap("Spring over")
    assert nudges(talk.wait(days=3)) == 1


def test_a_clock_that_jumps_back_and_forth_brings_one_nudge() -> None:
    talk = at_a_question()
    talk.now -= timedelta(days=400)
    assert nudges(talk.wait(days=2)) == 0
    talk.now += timedelta(days=800)
    talk.now = local(talk).replace(hour=12).astimezone(UTC)
    assert nudges(talk.wait(hours=1)) == 1
    talk.now -= timedelta(days=800)
    assert nudges(talk.wait(days=900)) == 0


def test_a_follow_up_that_is_put_off_comes_back_as_itself() -> None:
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Jeg har talt med en om job")
    talk.write("Mette")
    for _ in range(2):
        talk.tap("Spring over")
    talk.tap("I morgen")
    assert nudges(talk.wait(days=1)) == 1
    talk.tap("Senere i dag")
    assert nudges(talk.wait(hours=5)) == 1
    assert "Har I haft kontakt siden?" in talk.tap("Fortsæt")[-1].text


def test_today_as_a_day_to_follow_up_is_later_today() -> None:
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Jeg har talt med en om job")
    talk.write("Mette")
    for _ in range(2):
        talk.tap("Spring over")
    talk.tap("I dag")
    assert due(talk) - local(talk) == timedelta(hours=4)


def test_a_timer_that_was_moved_does_nothing() -> None:
    talk = at_a_question()
    cursor = talk._connection.cursor()
    (read,) = timers.due(cursor, BOT, talk.now + timedelta(days=9), 9)
    talk.write("noget nyt")
    assert talk.turns.wake(cursor, read, talk.now + timedelta(days=9)).chat == 0
    assert talk.deliver() == []


def test_another_bots_timer_on_the_same_database_is_left_to_it() -> None:
    talk = at_a_question()
    cursor = talk._connection.cursor()
    later = talk.now + timedelta(days=9)
    (read,) = timers.due(cursor, BOT, later, 9)
    other = replace(talk.turns, bot=BOT + 1)
    assert timers.due(cursor, other.bot, later, 9) == []
    assert timers.next_due(cursor, other.bot) is None
    assert other.wake(cursor, read, later).chat == 0
    assert talk.turns.wake(cursor, read, later).chat != 0


def test_a_timer_that_another_program_has_taken_costs_one_statement() -> None:
    """Nothing of the person is loaded for it."""
    talk = at_a_question()
    cursor, later = talk._connection.cursor(), talk.now + timedelta(days=9)
    (read,) = timers.due(cursor, BOT, later, 9)
    assert timers.take(cursor, read)
    asked: list[str] = []
    talk._connection.set_trace_callback(asked.append)
    done = talk.turns.wake(cursor, read, later)
    talk._connection.set_trace_callback(None)
    assert done == Done(repeated=True)
    assert [each.partition(" FROM timers")[0] for each in asked] == ["DELETE"]


def test_a_default_language_that_has_fallen_behind_is_given_to_nobody_new() -> None:
    turns = at_a_question().turns
    assert turns.language("xx") == "en"
    missing = dict.fromkeys(turns.catalogues.everything, 1) | {"en": 0}
    behind = replace(turns, catalogues=replace(turns.catalogues, missing=missing))
    assert [behind.language(code) for code in ("da", "xx", "en-GB")] == ["en", "en", "en"]
