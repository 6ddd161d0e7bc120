"""Each bot of the comparison fills in a form when nobody disturbs it, and what goes wrong is counted."""

from __future__ import annotations

import asyncio
import re
from random import Random
from typing import TYPE_CHECKING, cast

import pytest

from benchmarks.reliability import measure, person, report, supervised
from benchmarks.reliability.bots import KINDS, Kind
from benchmarks.reliability.form import STEPS, read, summary
from benchmarks.reliability.person import Person, Record, Wait
from benchmarks.reliability.scenario import Outcome, emptied, play
from tests.end_to_end.phones import CITIZEN, Message, Phone
from tests.end_to_end.programs import PATIENCE, Program

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.reliability.scenario import Round


@pytest.fixture(autouse=True)
def nobody_thinks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person, "THINKING", (0.0, 0.0))


async def one_form(here: Round) -> None:
    """Nothing happens: each person ends after their first form."""


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
async def test_a_form_is_filled_in_and_found_in_the_storage(tmp_path: Path, kind: Kind) -> None:
    if missing := kind.missing():
        pytest.skip(f"needs {missing}")
    outcome = await play(kind, tmp_path, people=1, seed=1, patience=PATIENCE, happening=one_form)
    found = measure.figures(outcome)
    assert (found.sent, found.lost, found.doubled, found.misplaced) == (4, 0, 0, 0)
    assert (found.skipped, found.repeated, found.stuck, found.corrections) == (0, 0, 0, 0)
    assert (found.summaries, found.right, found.hit, found.mended) == (1, 1, 0, 0)


async def test_a_kill_is_survived_by_ours_and_counted(tmp_path: Path) -> None:
    outcome = await play(
        KINDS[0], tmp_path, people=1, seed=1, patience=PATIENCE, happening=lambda here: here.kills(2)
    )
    found = measure.figures(outcome)
    assert (found.kills, found.lost, found.doubled, found.skipped, found.stuck) == (2, 0, 0, 0, 0)
    assert found.hit >= 1  # both kills may have hit one wait
    assert found.recovery is not None


async def test_half_a_file_of_pickles_stops_a_bot_until_somebody_takes_it_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervised, "START_LIMIT", 1)
    phone, storage, ptb = Phone(tmp_path / "phone"), tmp_path / "storage" / "storage.db", KINDS[1]
    storage.parent.mkdir()
    (storage.parent / "beside it").touch()
    storage.write_bytes(b"\x80\x05\x95")
    await phone.start()
    program = Program(environment=ptb.environment(phone.url, storage, []), module=ptb.module)
    bot = supervised.Supervised(program, mend=lambda: emptied(storage.parent))
    try:
        await bot.start()
        assert (bot.failed_starts, bot.mended) == (1, 1)
        assert not (storage.parent / "beside it").exists()
    finally:
        await program.close()
        await phone.close()


async def test_who_hears_nothing_writes_the_same_again_and_then_starts_anew(tmp_path: Path) -> None:
    class Silent:
        up_since = 1.0

    phone = Phone(tmp_path)
    await phone.start()
    someone = Person(phone, CITIZEN, Random(1), cast("supervised.Supervised", Silent()), patience=0.01)
    living = asyncio.create_task(someone.live())
    try:
        await someone.until(lambda: len(someone.screen) >= 3, "three messages")
    finally:
        living.cancel()
        await phone.close()
    assert {message.text for message in someone.screen} == {"/start"}
    (wait,) = someone.record.waits
    assert wait.repeats == 1
    assert wait.restarts >= 1
    assert wait.stuck


def test_every_line_that_explains_a_figure_is_in_the_installed_library() -> None:
    assert len(report.reasons()) > 5
    assert "aiogram 3." in report.versions()
    assert re.search(
        r"\d cores .* \d+ GB of memory, \S+, Linux \d+\.\d+, Python 3\S+, SQLite 3\.", report.machine()
    )


# What is counted ---------------------------------------------------------------------------------


def filled(**more: list[str]) -> Record:
    """Somebody who has written one text to each question of a form, named like the question."""
    return Record(written={(1, step): more.get(step, [step]) for step in STEPS}, forms=1)


def test_an_answer_is_lost_when_no_text_of_it_is_stored() -> None:
    record = filled(burn=["burn", "burn again"])
    assert measure.lost(record, [("who", "who"), ("burn", "burn again"), ("skills", "contribute")]) == 1


def test_a_text_that_is_stored_twice_is_doubled() -> None:
    assert measure.doubled([("who", "who"), ("burn", "who"), ("burn", "burn")]) == 1


def test_a_text_under_another_question_is_misplaced() -> None:
    assert measure.misplaced(filled(), [("who", "who"), ("burn", "who"), ("", "skills"), ("burn", "")]) == 2


def test_a_message_is_repeated_unless_it_was_asked_for() -> None:
    said = [Message(number, own, text, ()) for number, (own, text) in enumerate(TALK)]
    assert measure.repeated(said) == 1


TALK = ((False, "one"), (True, "hm"), (False, "one"), (True, "/start"), (False, "one"), (False, "two"))


def test_a_summary_is_right_when_each_question_has_what_was_written_to_it() -> None:
    record = filled()
    shown = read("Thanks.\n" + summary({step: step for step in STEPS}) + "\nWhat now?")
    record.summaries = [(1, shown), (1, shown | {"who": "burn"}), (1, read(summary({"who": "who"})))]
    assert measure.right(record) == 1


def test_the_seconds_count_from_the_kill_or_from_what_was_written_after_it() -> None:
    waits = [Wait(1.0, 2.0), Wait(3.0, 6.0), Wait(7.5, 8.0), Wait(9.0, 9.5), Wait(10.0)]
    record = Record(waits=waits)
    assert measure.recoveries(record, [4.0, 7.0, 9.9]) == [2.0, 0.5]


def test_the_seconds_after_a_fault_count_from_what_was_written() -> None:
    assert measure.recoveries(Record(waits=[Wait(1.0, 4.0, faulty=True), Wait(5.0, 6.0)]), []) == [3.0]


def test_a_round_without_a_wait_has_no_seconds() -> None:
    found = measure.figures(Outcome(KINDS[0], records={1: filled()}, stored={1: []}))
    assert (found.sent, found.lost, found.recovery, found.slowest) == (4, 4, None, None)


def test_the_tables_go_between_the_marks_of_the_document() -> None:
    found = measure.figures(Outcome(KINDS[0], kills=[1.0], records={1: filled()}, stored={1: []}))
    page = report.put_into(report.DOCUMENT.read_text("utf-8"), {"Killed once": [(KINDS[0], found)]})
    assert "**Killed once**" in page
    assert "| Jobstjernen | 4 | 4 (4.0 a kill) |" in page
    assert report.put_into(page, {}).count(report.FIRST_MARK) == 1


def test_the_same_summary_twice_is_no_second_form(tmp_path: Path) -> None:
    someone = Person(Phone(tmp_path), CITIZEN, Random(1), cast("supervised.Supervised", None), patience=1)
    someone.record = filled()
    someone._see_summary({"who": "who"})
    someone.record.forms += 1
    someone._see_summary({"who": "who"})
    assert (len(someone.record.summaries), someone.record.skipped) == (1, set())
