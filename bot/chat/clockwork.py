"""The timer loop: rows of the timer table whose time has come become turns, as fast as what they say can be sent."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import structlog

from bot import bounds
from bot.chat import unopened
from bot.chat.done import Done
from bot.chat.figures import Figures
from bot.chat.loop import LONGEST_NAP, Loop, first_of
from bot.engine.effects import REMINDER, SILENCE
from bot.flows.content import Content
from bot.state import (
    broken,
    desk,
    figures,
    invitations,
    keeping,
    notices,
    outbox_sweep,
    reminders,
    reminding,
    tally,
    timers,
    updates,
    watching,
)
from bot.state.broken import fault_of
from bot.state.errors import Conflict, Held, StateError, StorageUnavailable, StoreClosed, Tampered

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.chat.hearing import Hearing
    from bot.chat.locks import Locks
    from bot.chat.outgoing import Outgoing
    from bot.chat.turn import Turns
    from bot.state.broken import Fault
    from bot.state.cursor import Cursor
    from bot.state.ids import Ids
    from bot.state.store import Store
    from bot.state.timers import Timer

AT_ONCE: Final = 100
"""Timers that are read in one look."""
SIDE_BY_SIDE: Final = 4
"""Turns of timers that share a transaction: whoever waits for an answer of their own waits for these too."""
SHORTEST_NAP: Final = 0.1
"""Seconds: so long nobody looks again for what could not be run just now."""
BETWEEN_STEPS: Final = 1.0
"""Seconds: so long it takes at most, while there is more to forget, until the next step of that."""
MINUTELY: Final = timedelta(minutes=1)
HOURLY: Final = timedelta(hours=1)
UPDATES_KEPT: Final = timedelta(hours=48)
"""Update ids can start again at random after a quiet week; a repeated update comes within a day. The newest stay longer
(`updates.NEWEST_KEPT`): a clock that jumps ahead must not make the bot forget what it has just done."""
MESSAGES_KEPT: Final = timedelta(days=30)
INVITATIONS_KEPT: Final = timedelta(days=30)
"""How long it is known of an invitation into a role, after its time is up, who made and used it."""
REMINDERS_KEPT: Final = timedelta(days=30)
"""How long whoever has set a reminder can see what has become of it after it has ended."""

Upkeep: TypeAlias = Literal["sweep", "purge", "beat"]
"""What is done beside ringing."""

log = structlog.get_logger(__name__)


class Clockwork:
    """Runs due timers, and forgets each hour what is too old to matter.

    As long as something that people have written may wait to be taken in, silence is not spoken of.
    """

    def __init__(
        self,
        store: Store,
        turns: Turns,
        locks: Locks,
        deliverer: Outgoing,
        hearing: Hearing,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        figures: Figures | None = None,
        content: Content | None = None,
    ) -> None:
        self._store = store
        self._turns = turns
        self._locks = locks
        self._deliverer = deliverer
        self._hearing = hearing
        self._figures = figures or Figures()
        self._star = (content or Content()).star
        self._sleep = sleep
        self._loop = Loop(_say_fault, sleep, self._figures)
        self._swept: datetime | None = None
        self._purges = False
        self._beaten: datetime | None = None
        self._failed: dict[Upkeep, datetime] = {}

    def look(self) -> None:
        """Look at the table anew: a timer has been set."""
        self._loop.look()

    async def run(self) -> None:
        """Run due timers until cancelled. A fault of storage or of one timer does not stop the others."""
        await self._loop.run(self._work)

    async def _work(self) -> float:
        """Run what is due, and leave a sign of life; the seconds until the next timer."""
        await self.tick()
        await self._beat()
        return await self._nap()

    async def tick(self) -> None:
        """Run every timer that is due. While very many are, all else that is to be done from time to time goes on."""
        await self._sweep()
        while await self._ring_some():
            await self._beat()
            await self._sweep()

    async def _sweep(self) -> None:
        """Forget, each hour, what is too old to matter."""
        now = self._store.clock()
        if self._swept is None or abs(now - self._swept) >= HOURLY:
            await self._try("sweep", self._forget, now)
        if self._purges:  # a step at each look: turns go on between
            await self._try("purge", self._purge, now)

    async def _try(self, what: Upkeep, work: Callable[[datetime], Awaitable[None]], now: datetime) -> None:
        """Do what is to be done from time to time. Where it breaks, timers ring on; it is tried again in a minute."""
        failed = self._failed.get(what)
        if failed is not None and abs(now - failed) < MINUTELY:
            return
        try:
            await work(now)
        except StoreClosed:
            raise
        except Exception as error:  # noqa: BLE001 - a reminder that does not come is worse, whatever this is
            self._failed[what] = now
            if isinstance(error, StorageUnavailable):
                self._figures.storage_unavailable()
            fault = fault_of(error)
            log.error("upkeep.broke", kind=what, error=fault.error, at=fault.place)  # noqa: TRY400 - no trace
        else:
            self._failed.pop(what, None)

    async def _forget(self, now: datetime) -> None:
        await self._store.write(partial(sweep, ids=self._turns.ids, now=now))
        if self._store.is_shared:  # alone, nobody stores a message past a block
            await self._store.write(partial(outbox_sweep.set_held, bot=self._turns.bot))
        self._swept = now
        self._purges = True
        if not await self._store.tidy():
            log.warning("storage.untidy", reason="what was deleted may stand in the files for another hour")
        await self._count_months(now)

    async def _purge(self, now: datetime) -> None:
        self._purges = await self._store.write(partial(purge, bot=self._turns.bot, now=now))

    async def _ring_some(self) -> bool:
        """Run the timers that are longest overdue, a few at a time; whether there may be more that can be run.

        What is said unasked is not written before it can go: whoever has done meanwhile what they were to be reminded
        of is not reminded, and whoever has quiet hours by then is left in peace.
        """
        bot, but, now = self._turns.bot, self._held_back(), self._store.clock()
        due = await self._store.read(partial(timers.due, bot=bot, now=now, limit=AT_ONCE, but=but))
        some_ran = False
        for first in range(0, len(due), SIDE_BY_SIDE):
            await self._room_in_line()
            few = due[first : first + SIDE_BY_SIDE]
            ran = await asyncio.gather(*(self._ring(timer) for timer in few), return_exceptions=True)
            for error in ran:
                if isinstance(error, BaseException):
                    raise error  # only now, when no turn runs unwatched any more
            some_ran = some_ran or any(ran)
        return some_ran

    async def _room_in_line(self) -> None:
        """Wait until what a timer says may go soon; however long Telegram takes nothing, signs of life are left."""
        easing = asyncio.ensure_future(self._deliverer.eased())
        await asyncio.sleep(0)  # mostly there is room
        try:
            while not easing.done():
                await first_of(asyncio.shield(easing), self._sleep(LONGEST_NAP))
                await self._beat()
            await easing
        finally:
            easing.cancel()

    async def _count_months(self, now: datetime) -> None:
        """Count what is over and not counted yet. It is read beside the turns, which wait for none of it."""
        store = self._store
        try:
            while found := await store.read(partial(figures.uncounted, bot=self._turns.bot, now=now)):
                place, month = found
                of_month = partial(tally.of_month, organisation=place, month=month, star=self._star)
                told = await store.read(of_month)
                new = self._turns.ids.next()
                await store.write(
                    partial(figures.keep, new_id=new, organisation=place, month=month, told=told)
                )
        except (StorageUnavailable, StoreClosed):
            raise
        except Exception as error:  # noqa: BLE001 - no figures are worth a reminder that does not come
            fault = fault_of(error)
            log.error("figures.broke", error=fault.error, at=fault.place)  # noqa: TRY400 - no trace

    async def _beat(self) -> None:
        """Leave a sign of life: in the process each time, in the database once a minute."""
        self._figures.timers_ran()
        now = self._store.clock()
        if self._beaten is None or abs(now - self._beaten) >= MINUTELY:
            await self._try("beat", self._leave_sign, now)

    async def _leave_sign(self, now: datetime) -> None:
        await self._store.write(partial(watching.beat, bot=self._turns.bot, now=now))
        await self._store.write(partial(watching.note_keys, now=now))
        self._beaten = now

    async def _ring(self, timer: Timer) -> bool:
        """Run one timer's turn; whether it has run here. Who else may be taking it is seen by that turn alone."""
        async with self._locks.hold(timer.user):
            try:
                with self._figures.turn("timer"):
                    done = await self._store.write(
                        partial(self._turns.wake, timer=timer, now=self._store.clock())
                    )
            except (Conflict, Held):
                self._figures.conflict()
                return False  # the person was faster; the next look finds the timer as it is then
            except (StorageUnavailable, StoreClosed):
                raise
            except Exception as error:  # noqa: BLE001 - one broken timer, or person, must not hold up the others
                done = await self._after_fault(timer, error)
        if done.chat:
            self._deliverer.wake(done.chat, unasked=True)
        return not done.repeated  # what another program takes just now may be found again: no hurry

    async def _after_fault(self, timer: Timer, error: Exception) -> Done:
        """Be done with a timer whose turn broke; whose rows do not open is erased in their time all the same."""
        self._figures.broke("timer")
        fault, ids, now = _log_fault(timer, error), self._turns.ids, self._store.clock()
        if isinstance(error, Tampered):
            try:
                done = await self._store.write(partial(unopened.ring, self._turns, timer=timer, now=now))
            except (StorageUnavailable, StoreClosed):
                raise
            except Exception as second:  # noqa: BLE001 - this one may break for the same reason as the turn
                done, fault = None, _log_fault(timer, second)
            if done is not None:
                return done
        await self._store.write(partial(drop, timer=timer, fault=fault, ids=ids, now=now))
        return Done()

    def _held_back(self) -> str:
        """The kind of timers that does not ring now; none is ""."""
        return "" if self._hearing.everything else SILENCE

    async def _nap(self) -> float:
        bot, but = self._turns.bot, self._held_back()
        due = await self._store.read(partial(timers.next_due, bot=bot, but=but))
        longest = BETWEEN_STEPS if self._purges else LONGEST_NAP
        if due is None:
            return longest
        # What is due still is in another program's hands just now, or its person was faster.
        return min(longest, max(SHORTEST_NAP, (due - self._store.clock()).total_seconds()))


def purge(cursor: Cursor, bot: int, now: datetime) -> bool:
    """Forget some of the update ids and sent messages that are too old to matter; whether there may be more."""
    more_updates = updates.purge(cursor, bot, now - UPDATES_KEPT, now)
    return outbox_sweep.purge(cursor, now - MESSAGES_KEPT) or more_updates


def sweep(cursor: Cursor, ids: Ids, now: datetime) -> None:
    """Forget what is too old to matter: codes, notices dealt with, reminders, and more; of which there are few.

    Whoever has not been here for long gets the timer that they may have lost.
    """
    invitations.purge(cursor, now - bounds.WITHIN)
    invitations.forget(cursor, now - INVITATIONS_KEPT)
    notices.purge(cursor, now - MESSAGES_KEPT)
    reminders.purge(cursor, now - REMINDERS_KEPT)
    broken.purge(cursor, now - MESSAGES_KEPT)
    desk.purge(cursor, now)
    figures.forget_ahead(cursor, now)
    keeping.look_after(cursor, ids, now)


def _log_fault(timer: Timer, error: Exception) -> Fault:
    """What broke and where; never the trace, which can hold a person's text."""
    fault = fault_of(error)
    log.error("timer.broke", timer=timer.id, kind=timer.kind, error=fault.error, at=fault.place)
    return fault


def drop(cursor: Cursor, timer: Timer, fault: Fault, ids: Ids, now: datetime) -> None:
    """Take a timer away that cannot be run, and note that for the operator, who may let it ring again.

    Whoever has set a reminder by it can see that it does not come.
    """
    if not timers.take(cursor, timer):
        return
    broken.note(cursor, ids.next(), fault, now, timer)
    if timer.kind == REMINDER:
        reminding.broke(cursor, ids, timer.session, now)


def _say_fault(error: Exception) -> None:
    fault = fault_of(error)
    if isinstance(error, StateError):
        log.error("timers.storage", error=fault.error)
    else:
        log.error("timers.broke", error=fault.error, at=fault.place)
