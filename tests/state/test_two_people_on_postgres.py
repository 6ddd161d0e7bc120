"""What somebody takes away from another who is acting by it in another program just now.

What the other has stored first is taken back with the rest; a turn that has stored nothing yet runs again.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from bot.commands.staff import take_away
from bot.desk import report
from bot.engine.callbacks import to_base36
from bot.engine.codes import digest
from bot.engine.deeds import (
    Allow,
    AskToCall,
    Comment,
    Decide,
    Decline,
    DropCall,
    Invite,
    Join,
    Look,
    Observe,
    Part,
    PromiseCall,
    Propose,
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
from bot.state.postgres_batch import WAITS
from tests.state.two_people import PATIENCE, two

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.effects import Effect
    from bot.state.backend import Function
    from bot.state.cursor import Cursor
    from tests.state.two_people import Two

WAITING = "SELECT COUNT(*) FROM outbox WHERE person = :mette AND status = 'waiting'"
SHOWN = Words("Samir wrote: I bake.")


def role_taken_away(where: Two, name: str = "Mette", by: str = "Samir") -> Function[None]:
    """An operator takes somebody's role away, in the program that somebody else is on."""
    store = where.store(by)

    def run(cursor: Cursor) -> None:
        (held,) = roles.of_person(cursor, where.people[name])
        doer = Doer(cursor, store.ids, held.person, held.organisation, store.clock())
        take_away(doer, held.id)

    return run


@pytest.fixture(autouse=True)
def _without_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for a row goes on where they stand: to run again from the start would see all anew."""
    monkeypatch.setattr("bot.state.postgres_batch.WAITS", int(PATIENCE * 1000))


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
    return where.turn("Mette", Say((SHOWN,), of=session.id), session=session)


def lists(where: Two) -> Function[None]:
    """Mette's turn in which her list of citizens is written, with what Samir's exercise is called."""
    session = Session(where.mettes.ids.next(), "my_citizens")
    return where.turn("Mette", Say((SHOWN,), of=session.id), session=session)


def reminds(where: Two) -> Remind:
    """A reminder of Mette's."""
    due = where.mettes.clock() + timedelta(days=1)
    return Remind(where.mettes.ids.next(), where.relation, {}, due, text="Call me")


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


async def test_whoever_has_just_read_what_is_taken_back_is_asked_to_delete_it() -> None:
    async with two() as where:
        reads = where.turn("Mette", Look((where.share,)))
        await where.while_open(reads, TAKEN_BACK.of(where), by=where.mettes)
        told = await where.rows("SELECT kind FROM notices WHERE person = :mette AND kind = 'taken_back'")
    assert told == [("taken_back",)]


@each(PARTED, NO_ROLE)
async def test_no_reminder_stays_of_somebody_who_follows_no_more(taking: Taking) -> None:
    async with two() as where:
        await where.while_open(where.turn("Mette", reminds(where)), taking.of(where), by=where.mettes)
        assert await where.rows("SELECT id FROM reminders WHERE status = 'running'") == []
        assert await where.rows("SELECT id FROM timers WHERE kind = 'reminder'") == []


async def test_a_code_of_somebody_whose_role_is_taken_away_works_no_more() -> None:
    async with two() as where:
        invite = Invite("12345678", "contact", where.mettes.clock() + timedelta(days=1))
        await where.while_open(where.turn("Mette", invite), NO_ROLE.of(where), by=where.mettes)
        assert await where.rows("SELECT id FROM invitations WHERE revoked_at IS NULL") == []


@pytest.mark.parametrize("at_desk", [True, False])
async def test_a_report_that_was_being_handed_on_tells_nothing_that_is_taken_back(*, at_desk: bool) -> None:
    async with two() as where:
        number = await begun(where)
        asks = AskApproval(number, 1)
        first = where.at_desk(asks) if at_desk else where.turn("Mette", asks)
        await where.while_open(first, TAKEN_BACK.of(where), by=where.mettes)
        states = await where.samirs.read(partial(versions, where=where, number=number))
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
        number = await begun(where)
        await where.mettes.write(where.at_desk(AskApproval(number, 1)))
        yes, on = ApproveReport(number, 1), where.at_desk(WriteReport(number, 1, "More", ""))
        with pytest.raises(NotAllowed):
            await where.while_open(on, where.turn("Samir", yes), by=where.mettes)
        assert await where.rows("SELECT id FROM notices WHERE kind = 'report_approved'") == []


async def test_what_was_approved_just_now_is_not_taken_back_at_the_desk() -> None:
    """Her page says that he has answered, and shows what."""
    async with two() as where:
        number = await begun(where)
        await where.mettes.write(where.at_desk(AskApproval(number, 1)))
        yes = where.turn("Samir", ApproveReport(number, 1))
        takes_back = partial(
            report._write, number=1, clean={"assessment": "", "proposals": ""}, kind="take_back"
        )
        with pytest.raises(report.Stopped, match="answered"):
            await where.while_open(yes, where.visiting(takes_back, report=to_base36(number)), by=where.samirs)


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


@pytest.mark.parametrize("kind", [Part, StopReminder, Propose, Erase])
async def test_a_citizen_goes_by_nothing_that_whoever_follows_them_has_changed(
    kind: type[Effect],
) -> None:
    async with two() as where:
        remind = reminds(where)
        await where.mettes.write(where.turn("Mette", remind))
        effects: dict[type[Effect], Effect] = {
            Part: Part(where.relation),
            StopReminder: StopReminder(remind.reminder),
            Propose: Propose(where.relation, where.people["Nora"]),
            Erase: Erase(),
        }
        with pytest.raises(Conflict):
            await where.overtaken("Samir", Say((SHOWN,)), by=where.turn("Mette", effects[kind]))


async def test_whoever_comes_to_somebody_whose_role_is_taken_away_is_followed_by_nobody() -> None:
    async with two() as where:
        invite = Invite("12345678", "contact", where.mettes.clock() + timedelta(days=1))
        await where.mettes.write(where.turn("Mette", invite))
        joins = where.turn("Ali", Join(digest(invite.code)))
        await where.while_open(joins, role_taken_away(where, by="Mette"), by=where.samirs)
        assert await where.rows("SELECT ended_at FROM relations WHERE ended_at IS NULL") == []


async def test_nobody_is_asked_about_a_colleague_whose_role_is_taken_away() -> None:
    async with two() as where:
        proposes = where.turn("Mette", Propose(where.relation, where.people["Nora"]))
        await where.while_open(proposes, role_taken_away(where, "Nora"), by=where.mettes)
        assert await where.rows("SELECT id FROM handovers WHERE answered_at IS NULL") == []


async def test_a_colleague_whose_role_is_taken_away_takes_nobody_over() -> None:
    async with two() as where:
        _, accepts = await proposed(where)
        await where.while_open(accepts, role_taken_away(where, "Nora", by="Mette"), by=where.samirs)
        assert await where.rows("SELECT id FROM relations WHERE ended_at IS NULL") == []


async def test_a_citizen_who_is_asked_no_more_about_a_colleague_answers_nothing() -> None:
    async with two() as where:
        number, _ = await proposed(where)
        with pytest.raises(Conflict):
            await where.overtaken(
                "Samir", Decide(number, accepted=True), by=role_taken_away(where, "Nora", by="Mette")
            )


async def test_what_was_being_said_back_to_somebody_goes_with_what_they_end() -> None:
    async with two() as where:
        reply = Reply(where.relation, where.exercise, "Thanks")
        ends = where.turn("Mette", Part(where.relation))
        await where.while_open(where.turn("Samir", reply), ends, by=where.samirs)
        left = await where.rows("SELECT kind FROM notices WHERE person = :mette AND dealt_at IS NULL")
    assert left == []


async def proposed(where: Two) -> tuple[int, Function[None]]:
    """Samir is asked whether Nora may follow him instead: the number of that, and his turn in which he says yes."""
    await where.mettes.write(where.turn("Mette", Propose(where.relation, where.people["Nora"])))
    ((number,),) = await where.rows("SELECT id FROM handovers")
    return number, where.turn("Samir", Decide(number, accepted=True))


async def begun(where: Two) -> int:
    """Mette has begun a report about Samir; its id."""
    new, today = where.mettes.ids.next(), where.mettes.clock().date()
    await where.mettes.write(where.at_desk(BeginReport(new, where.relation, today, today, "da")))
    return new


def versions(cursor: Cursor, where: Two, number: int) -> list[tuple[str, dict[str, Any]]]:
    """The state, and the facts, of each version of a report, the newest first."""
    found = reports.versions_of(cursor, where.samir, [number])
    return [(each.state, each.content["facts"]) for each in found]


@pytest.mark.parametrize("waits", [WAITS, int(PATIENCE * 1000)], ids=["held", "crossed"])
async def test_two_who_wait_for_one_another_both_get_done(
    waits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has stored themselves, and then asks for the other; who notices it first is either of us, or the server."""
    monkeypatch.setattr("bot.state.postgres_batch.WAITS", waits)
    async with two() as where:
        remind = reminds(where)
        await where.mettes.write(where.turn("Mette", remind))
        await where.crosswise(StopReminder(remind.reminder), Decline(where.relation, declined=True))
        assert await where.rows("SELECT status FROM reminders") == [("ended",)]
        found = await where.samirs.read(partial(relations.get, relation=where.relation))
    assert found is not None
    assert found.reminders_off_at is not None
