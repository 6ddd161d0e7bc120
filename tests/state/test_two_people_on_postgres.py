"""What somebody takes away from another, while that one acts by it in another program: the one, or the other, came first.

Each case is there in both orders: what was stored first is taken back with the rest, and a turn that had not stored
anything yet runs again.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from bot.commands.staff import take_away
from bot.engine.callbacks import to_base36
from bot.engine.deeds import (
    Allow,
    AskToCall,
    Comment,
    Decline,
    DropCall,
    Invite,
    Look,
    Observe,
    Part,
    PromiseCall,
    Remind,
    Reply,
    StopReminder,
    Unshare,
)
from bot.engine.effects import Agree, Discard, Erase, Say
from bot.engine.report_deeds import ApproveReport, AskApproval, BeginReport, WriteReport
from bot.engine.session import Session
from bot.engine.text import Words
from bot.policy import NotAllowed
from bot.state import relations, reports, roles
from bot.state.deeds import Doer
from bot.state.errors import Conflict
from tests.state.two_people import two

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.deeds import Deed
    from bot.engine.effects import Effect
    from bot.state.backend import Function
    from bot.state.cursor import Cursor
    from tests.state.two_people import Two

WAITING = "SELECT COUNT(*) FROM outbox WHERE person = :mette AND status = 'waiting'"
SHOWN = Words("Samir wrote: I bake.")


def role_taken_away(where: Two) -> Function[None]:
    """An operator takes Mette's role away."""

    def run(cursor: Cursor) -> None:
        (held,) = roles.of_person(cursor, where.mette)
        doer = Doer(cursor, where.samirs.ids, where.mette, held.organisation, where.samirs.clock())
        take_away(doer, held.id)

    return run


class Taking(NamedTuple):
    """How something is taken away from Mette."""

    name: str
    of: Callable[[Two], Function[None]]


def by_samir(effect: Callable[[Two], Effect]) -> Callable[[Two], Function[None]]:
    return lambda where: where.turn("Samir", effect(where))


TAKEN_BACK = Taking("taken back", by_samir(lambda where: Unshare(where.relation, where.exercise)))
DELETED = Taking("deleted", by_samir(lambda where: Discard(where.exercise)))
PARTED = Taking("parted", by_samir(lambda where: Part(where.relation)))
GONE = Taking("gone", by_samir(lambda _: Erase()))
NO_ROLE = Taking("no role", role_taken_away)
NO_HEALTH = Taking("no health", by_samir(lambda _: Agree("1", "health", agreed=False, closes=("sleep",))))
NO_REMINDERS = Taking("no reminders", by_samir(lambda where: Decline(where.relation, declined=True)))
NO_CALL = Taking("no call", by_samir(lambda _: DropCall()))
NOT_SHOWN = Taking("not shown", by_samir(lambda where: Allow(where.relation, where.exercise, shown=False)))
ENDING = (PARTED, GONE, NO_ROLE)
LOSING = (TAKEN_BACK, DELETED, *ENDING)
ALL = (*LOSING, NO_HEALTH, NO_REMINDERS, NO_CALL, NOT_SHOWN)


def each(*takings: Taking) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("taking", takings, ids=[taking.name for taking in takings])


def shows(where: Two) -> Function[None]:
    """Mette's turn in which she reads what Samir shows her."""
    about: dict[str, Any] = {"exercise": {"kind": "choice", "value": to_base36(where.exercise)}}
    session = Session(where.mettes.ids.next(), "read", answers=about, about=where.relation)
    return where.turn("Mette", Look((where.share,)), Say((SHOWN,), of=session.id), session=session)


def lists(where: Two) -> Function[None]:
    """Mette's turn in which her list of citizens is written, with what Samir's exercise is called."""
    session = Session(where.mettes.ids.next(), "my_citizens")
    return where.turn("Mette", Say((SHOWN,), of=session.id), session=session)


def reminds(where: Two, of_exercise: int = 0) -> Remind:
    """A reminder of Mette's."""
    now, text = where.mettes.clock(), "" if of_exercise else "Call me"
    due = now + timedelta(days=1)
    return Remind(where.mettes.ids.next(), where.relation, {}, due, exercise=of_exercise, text=text)


@pytest.mark.parametrize("written", [shows, lists])
@each(*LOSING)
async def test_what_was_being_written_of_somebody_does_not_wait_once_it_is_taken_away(
    written: Callable[[Two], Function[None]], taking: Taking
) -> None:
    async with two() as where:
        await where.while_open(written(where), taking.of(where), by=where.mettes)
        ((left,),) = await where.rows(WAITING)
    assert left == 0


@each(*ALL)
async def test_a_turn_that_had_loaded_what_was_taken_away_meanwhile_runs_again(taking: Taking) -> None:
    """Whatever it says: a list, too, of which no deed asks whether it may be."""
    async with two() as where:
        with pytest.raises(Conflict):
            await where.overtaken("Mette", Say((SHOWN,)), by=taking.of(where))
        ((left,),) = await where.rows(WAITING)
    assert left == 0


async def test_a_remark_is_not_refused_in_the_middle_of_its_turn_but_the_turn_runs_again() -> None:
    async with two() as where:
        remark = Comment(where.share, "comment", "Good")
        with pytest.raises(Conflict):
            await where.overtaken("Mette", remark, by=TAKEN_BACK.of(where))
        with pytest.raises(NotAllowed):
            await where.mettes.write(where.turn("Mette", remark))
        assert await where.rows("SELECT id FROM comments") == []


@each(TAKEN_BACK, DELETED)
async def test_whoever_has_just_read_what_is_taken_back_is_asked_to_delete_it(taking: Taking) -> None:
    async with two() as where:
        await where.while_open(shows(where), taking.of(where), by=where.mettes)
        told = await where.rows("SELECT kind FROM notices WHERE person = :mette AND kind = 'taken_back'")
    assert told == [("taken_back",)]


@each(*ENDING)
async def test_no_reminder_stays_of_somebody_who_follows_no_more(taking: Taking) -> None:
    async with two() as where:
        await where.while_open(where.turn("Mette", reminds(where)), taking.of(where), by=where.mettes)
        assert await where.rows("SELECT id FROM reminders WHERE status = 'running'") == []
        assert await where.rows("SELECT id FROM timers WHERE kind = 'reminder'") == []


async def test_no_reminder_stays_of_an_exercise_that_is_deleted() -> None:
    async with two() as where:
        remind = reminds(where, where.exercise)
        await where.while_open(where.turn("Mette", remind), DELETED.of(where), by=where.mettes)
        assert await where.rows("SELECT status FROM reminders") == [("over",)]
        assert await where.rows("SELECT id FROM timers WHERE kind = 'reminder'") == []


async def test_a_code_of_somebody_whose_role_is_taken_away_works_no_more() -> None:
    async with two() as where:
        invite = Invite("12345678", "contact", where.mettes.clock() + timedelta(days=1))
        await where.while_open(where.turn("Mette", invite), NO_ROLE.of(where), by=where.mettes)
        assert await where.rows("SELECT id FROM invitations WHERE revoked_at IS NULL") == []


@pytest.mark.parametrize("at_desk", [True, False])
async def test_a_report_that_was_being_handed_on_tells_nothing_that_is_taken_back(*, at_desk: bool) -> None:
    async with two() as where:
        report = await begun(where)
        asks = AskApproval(report, 1)
        first = where.at_desk(asks) if at_desk else where.turn("Mette", asks)
        await where.while_open(first, TAKEN_BACK.of(where), by=where.mettes)
        states = await where.samirs.read(partial(versions, where=where, report=report))
    assert [(state, facts.get("activities")) for state, facts in states] == [("draft", None), ("asked", [])]


async def test_what_the_desk_does_by_what_was_taken_away_meanwhile_is_refused() -> None:
    """It looks at what is so once the other is stored."""
    async with two() as where:
        reads = where.at_desk(Look((where.share,), at_desk=True))
        with pytest.raises(NotAllowed):
            await where.while_open(TAKEN_BACK.of(where), reads, by=where.samirs)
        assert await where.rows("SELECT id FROM looks") == []


async def test_a_report_is_not_approved_that_is_written_on_meanwhile() -> None:
    async with two() as where:
        report = await begun(where)
        await where.mettes.write(where.at_desk(AskApproval(report, 1)))
        yes, on = ApproveReport(report, 1), where.at_desk(WriteReport(report, 1, "More", ""))
        with pytest.raises(NotAllowed):
            await where.while_open(on, where.turn("Samir", yes), by=where.mettes)
        assert await where.rows("SELECT id FROM notices WHERE kind = 'report_approved'") == []


async def test_scores_that_were_being_given_do_not_stand_beside_a_star_after_a_no() -> None:
    async with two() as where:
        scores = Observe(where.relation, "star", {"scores": {}}, where.exercise)
        allow = partial(Allow, where.relation, where.exercise)
        await where.mettes.write(where.turn("Mette", scores))
        await where.samirs.write(where.turn("Samir", allow(shown=True)))
        no = where.turn("Samir", allow(shown=False))
        await where.while_open(where.turn("Mette", scores), no, by=where.mettes)
        assert await where.rows("SELECT DISTINCT shown FROM observations") == [(0,)]


async def test_nobody_is_told_of_a_call_that_was_not_wanted_any_more() -> None:
    async with two() as where:
        await where.samirs.write(where.turn("Samir", AskToCall()))
        ((notice,),) = await where.rows("SELECT id FROM notices WHERE kind = 'call'")
        promise = PromiseCall(notice)
        with pytest.raises(Conflict):
            await where.overtaken("Mette", promise, by=NO_CALL.of(where))
        await where.mettes.write(where.turn("Mette", promise))
        assert await where.rows("SELECT id FROM notices WHERE kind = 'promised'") == []


@pytest.mark.parametrize("ends", [Part, StopReminder])
async def test_a_citizen_goes_by_nothing_that_whoever_follows_them_has_ended(
    ends: Callable[[int], Deed],
) -> None:
    async with two() as where:
        remind = reminds(where)
        await where.mettes.write(where.turn("Mette", remind))
        deed = ends(where.relation if ends is Part else remind.reminder)
        with pytest.raises(Conflict):
            await where.overtaken("Samir", Say((SHOWN,)), by=where.turn("Mette", deed))


async def test_what_was_being_said_back_to_somebody_goes_with_what_they_end() -> None:
    async with two() as where:
        reply = Reply(where.relation, where.exercise, "Thanks")
        ends = where.turn("Mette", Part(where.relation))
        await where.while_open(where.turn("Samir", reply), ends, by=where.samirs)
        left = await where.rows("SELECT kind FROM notices WHERE person = :mette AND dealt_at IS NULL")
    assert left == []


async def begun(where: Two) -> int:
    """Mette has begun a report about Samir; its id."""
    new, today = where.mettes.ids.next(), where.mettes.clock().date()
    await where.mettes.write(where.at_desk(BeginReport(new, where.relation, today, today, "da")))
    return new


def versions(cursor: Cursor, where: Two, report: int) -> list[tuple[str, dict[str, Any]]]:
    """The state, and the facts, of each version of a report, the newest first."""
    found = reports.versions_of(cursor, where.samir, [report])
    return [(each.state, each.content["facts"]) for each in found]


async def test_two_who_wait_for_one_another_both_get_done() -> None:
    """Each has stored themselves, and then asks for the other."""
    async with two() as where:
        remind = reminds(where)
        await where.mettes.write(where.turn("Mette", remind))
        await where.crosswise(StopReminder(remind.reminder), Decline(where.relation, declined=True))
        assert await where.rows("SELECT status FROM reminders") == [("ended",)]
        found = await where.samirs.read(partial(relations.get, relation=where.relation))
    assert found is not None
    assert found.reminders_off_at is not None
