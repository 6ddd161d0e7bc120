"""Reception: every update from polling or the webhook comes here, one turn at a time for each person."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot import bounds
from bot.chat import settling, unopened
from bot.chat.figures import Figures
from bot.chat.locks import Locks
from bot.chat.render import parts, toast
from bot.chat.turn import APOLOGY_UNSAVED
from bot.chat.updates import Group, Incoming, Membership, Strange, parse, sender
from bot.coaching.screen import screen
from bot.engine.inputs import Spoke, Typed
from bot.engine.text import N_, Words
from bot.pace import Paces
from bot.state import broken, commit, outbox
from bot.state.broken import fault_of
from bot.state.errors import Conflict, StorageUnavailable, TooOften

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.courtesy import Courtesies
    from bot.chat.done import Done
    from bot.chat.outgoing import Outgoing
    from bot.chat.turn import Turns
    from bot.chat.updates import Parsed
    from bot.state.broken import Fault
    from bot.state.cursor import Cursor
    from bot.state.outbox import Row
    from bot.state.store import Store

TRIES: Final = 5
"""How often a turn runs again because another one of the same person was committed meanwhile."""
PATIENCE: Final = 1.0
"""Seconds that a text may wait to learn whether the open question reached the phone before it was written."""
SILENCE: Final = timedelta(minutes=1)
"""Time between two notices to one chat, or two times that the helplines are named there, outside of any turn."""
NOT_STORED: Final = N_("Something went wrong on my side. I will try again by myself.")
# Translators: to somebody new, while very many others come who are not known either.
TURNED_AWAY: Final = N_(
    "Very many people are writing to me for the first time just now. Please come back in an hour."
)

log = structlog.get_logger(__name__)


class Reception:
    """Takes updates in: True once an update is committed or set aside, False where nothing can be stored."""

    def __init__(
        self,
        store: Store,
        turns: Turns,
        locks: Locks,
        deliverer: Outgoing,
        courtesies: Courtesies,
        *,
        on_schedule: Callable[[], None],
        on_recording: Callable[[], None] = lambda: None,
        figures: Figures | None = None,
        paces: Paces | None = None,
    ) -> None:
        """`on_schedule` is called after a commit that has set a timer, `on_recording` after one that lets us listen."""
        self._store = store
        self._turns = turns
        self._locks = locks
        self._deliverer = deliverer
        self._courtesies = courtesies
        self._on_schedule = on_schedule
        self._on_recording = on_recording
        self._figures = figures or Figures()
        self._paces = paces or Paces()
        self._keeping = Locks(bounds.KEPT_AT_A_TIME)
        self._told = Lately()
        self._cared = Lately()
        self._cared_unstored = Lately()

    def overflows(self, update: dict[str, Any]) -> bool:
        """Count an update, once; whether its sender has sent more than is answered one by one."""
        return not self._paces.answers(sender(update), update["update_id"])

    async def keep(self, update: dict[str, Any]) -> bool:
        """Take in what overflows: a text is kept and not answered, anything else is passed over.

        That somebody has blocked the bot is noted all the same: nothing is sent to them then.
        """
        parsed = parse(update)
        if isinstance(parsed, Membership):
            return await self.accept(update)
        from_ = sender(update)
        if self._paces.notes(from_):
            log.warning("update.overflows", update=parsed.update_id, chat=from_)
        try:
            async with self._keeping.hold(from_):
                await self._kept(parsed)
        except StorageUnavailable as error:
            self._figures.storage_unavailable()
            log.error("storage.unavailable", update=parsed.update_id, error=str(error))  # noqa: TRY400 - no trace
            return False
        self._figures.update("overflowed")
        return True

    async def _kept(self, parsed: Parsed) -> None:
        try:
            done = await self._commit(
                partial(self._turns.keep, parsed=parsed, paces=self._paces, now=self._store.clock())
            )
        except (StorageUnavailable, Conflict):
            raise
        except Exception as error:  # noqa: BLE001 - one bad update must not block those behind it
            await self._aside(parsed, _log_fault("turn.broke", parsed, error))
        else:
            self._say_unsaid(parsed, done)

    async def accept(self, update: dict[str, Any]) -> bool:
        """Take one raw update in."""
        parsed = parse(update)
        try:
            done = await self._take(parsed)
        except StorageUnavailable as error:
            self._figures.storage_unavailable()
            log.error("storage.unavailable", update=parsed.update_id, error=str(error))  # noqa: TRY400 - no trace
            self._tell_unstored(parsed)
            return False
        self._figures.update(
            "set_aside" if isinstance(parsed, Strange) else "repeated" if done.repeated else "taken"
        )
        return True

    async def _take(self, parsed: Parsed) -> Done:
        now = self._store.clock()
        match parsed:
            case Incoming():
                return await self._person(parsed)
            case Group():
                return await self._or_aside(parsed, partial(self._turns.decline, group=parsed, now=now))
            case Membership():
                return await self._or_aside(parsed, partial(self._turns.note, membership=parsed, now=now))
            case Strange():
                log.info("update.strange", update=parsed.update_id, kind=parsed.kind)
                return await self._commit(partial(self._turns.set_aside, strange=parsed, now=now))

    async def _person(self, incoming: Incoming) -> Done:
        async with self._locks.hold(incoming.user_id):
            if isinstance(incoming.input, Typed | Spoke):
                await self._deliverer.settled(incoming.chat_id, PATIENCE)
            try:
                done = await self._taken(incoming)
            except (StorageUnavailable, Conflict):
                raise
            except Exception as error:  # noqa: BLE001 - one bad turn must not block the updates behind it
                done = await self._after_fault(incoming, error)
        if done.turned_away:
            if self._paces.notes(0):
                log.warning(
                    "newcomer.turned_away", reason="very many come who are not known; see bot/bounds.py"
                )
            self._tell(incoming, Words(TURNED_AWAY))
        self._answer_tap(incoming, done)
        return done

    async def _taken(self, incoming: Incoming) -> Done:
        """The turn of an update; what would have been done to others once too often is held back."""
        try:
            with self._figures.turn("update"):
                done = await self._turn(incoming)
        except TooOften:
            log.warning("turn.too_often", update=incoming.update_id, chat=incoming.chat_id)
            care, now = _care(incoming), self._store.clock()
            return await self._commit(partial(self._turns.hold_back, incoming=incoming, care=care, now=now))
        self._say_unsaid(incoming, done)
        return done

    async def _after_fault(self, incoming: Incoming, error: Exception) -> Done:
        """Apologise for a turn that broke, with the text kept; where even that breaks, keep the update's id."""
        self._figures.broke("update")
        fault, now = _log_fault("turn.broke", incoming, error), self._store.clock()
        care = _care(incoming)

        def apologise(cursor: Cursor) -> Done:
            done = self._turns.apologise(cursor, incoming, care, now)
            broken.note(cursor, self._turns.ids.next(), fault, now)
            return done

        try:
            return await self._commit(apologise)
        except (StorageUnavailable, Conflict):
            raise
        except Exception as second:  # noqa: BLE001 - whatever broke the turn may break the apology too
            _log_fault("apology.broke", incoming, second)
            return await self._aside(incoming, fault)

    async def _or_aside(self, parsed: Parsed, turn: Callable[[Cursor], Done]) -> Done:
        """Do what an update asks for, or be done with it: it must not come again for ever, before all others."""
        try:
            return await self._commit(turn)
        except (StorageUnavailable, Conflict):
            raise
        except Exception as error:  # noqa: BLE001 - one bad update must not block those behind it
            return await self._aside(parsed, _log_fault("turn.broke", parsed, error))

    async def _aside(self, parsed: Parsed, fault: Fault) -> Done:
        """Be done with an update of somebody whose rows do not open: keep the words if that can be, else only its id.

        They are told outside of the outbox, and not that anything is saved: who can tell what will be left of it?
        What somebody in distress must read goes the sure way, if there is one: see `Turns.tell`.
        """
        ids, now = self._turns.ids, self._store.clock()
        strange = Strange(parsed.update_id, "broke")

        def noted(cursor: Cursor, then: Callable[[Cursor], Done]) -> Done:
            done = then(cursor)
            broken.note(cursor, ids.next(), fault, now)
            return done

        set_aside = partial(noted, then=partial(self._turns.set_aside, strange=strange, now=now))
        if not isinstance(parsed, Incoming):
            return await self._commit(set_aside)

        def pass_over(cursor: Cursor) -> Done:
            set_aside(cursor)
            return self._turns.see(cursor, parsed, now)

        care = _care(parsed) if self._cared.may(parsed.chat_id, now) else ()

        def with_care(cursor: Cursor, then: Callable[[Cursor], Done]) -> Done:
            done = then(cursor)
            return done if done.repeated else self._turns.tell(cursor, parsed, care, now)

        lay_by = partial(noted, then=partial(self._turns.lay_by, incoming=parsed, now=now))
        ways = [partial(with_care, then=way) for way in (lay_by, pass_over, set_aside)]
        done = await self._first_that_works(parsed, *ways)
        if done.chat:
            self._cared.told(parsed.chat_id, now)
        self._say_unsaid(parsed, done)
        self._tell(parsed, await self._sorry(parsed))
        return done

    async def _first_that_works(self, parsed: Parsed, *ways: Callable[[Cursor], Done]) -> Done:
        """Be done with an update in the first way that does not break; each keeps less than the one before it."""
        *better, last = ways
        for way in better:
            try:
                return await self._commit(way)
            except (StorageUnavailable, Conflict):
                raise
            except Exception as error:  # noqa: BLE001 - whatever breaks one way may spare the next
                _log_fault("words.lost", parsed, error)
        return await self._commit(last)

    async def _sorry(self, incoming: Incoming) -> Words:
        """What somebody is told whose rows do not open; who asks for their data hears whom to ask to delete it."""
        try:
            found = await self._store.read(partial(unopened.whom_to_ask, self._turns, incoming=incoming))
        except Exception as error:  # noqa: BLE001 - what they sent is dealt with already
            _log_fault("sorry.broke", incoming, error)
            found = None
        return found or Words(APOLOGY_UNSAVED)

    async def _turn(self, incoming: Incoming) -> Done:
        for _ in range(TRIES - 1):
            try:
                return await self._commit(
                    partial(self._turns.take, incoming=incoming, now=self._store.clock())
                )
            except Conflict:
                self._figures.conflict()
                log.info("turn.again", update=incoming.update_id)
        return await self._commit(partial(self._turns.take, incoming=incoming, now=self._store.clock()))

    async def _commit(self, turn: Callable[[Cursor], Done]) -> Done:
        """Run a turn in a transaction; once it is on disk, let its messages go out."""

        def step(cursor: Cursor) -> tuple[Done, Row | None]:
            done = turn(cursor)
            looks = done.chat and self._deliverer.sends
            return done, outbox.next_of(cursor, self._turns.bot, done.chat) if looks else None

        done, row = await self._store.write(step)
        if done.chat:
            self._deliverer.hand_over(done.chat, row)
        if done.scheduled:
            self._on_schedule()
        if done.listens:
            self._on_recording()
        return done

    def _answer_tap(self, incoming: Incoming, done: Done) -> None:
        """Let the button's clock stop, and show what was chosen; nobody misses it when it fails."""
        if incoming.callback_id:
            answer: dict[str, Any] = {"callback_query_id": incoming.callback_id}
            if done.toasts:
                answer["text"] = toast(done.toasts[-1].text.to_json(), done.language)
            self._courtesies.offer("answerCallbackQuery", answer)
        for settle in done.settled:
            settling.offer(self._courtesies, incoming.chat_id, commit.settle(settle, done.language))

    def _tell_unstored(self, parsed: Parsed) -> None:
        """Nothing can be written into the outbox; somebody in distress reads whom to call all the same."""
        if not isinstance(parsed, Incoming):
            return
        self._care_past(parsed, _care(parsed))
        self._tell(parsed, Words(NOT_STORED))

    def _say_unsaid(self, parsed: Parsed, done: Done) -> None:
        """What could not be put into the outbox, of an update that is done with."""
        if isinstance(parsed, Incoming):
            self._care_past(parsed, done.unsaid)

    def _care_past(self, incoming: Incoming, care: tuple[Words, ...]) -> None:
        """Whom to call, past the outbox, once in a while for each chat."""
        now = self._store.clock()
        if care and self._cared_unstored.may(incoming.chat_id, now):
            self._cared_unstored.told(incoming.chat_id, now)
            self._offer(incoming, care, waits=True)

    def _tell(self, incoming: Incoming, sentence: Words) -> None:
        """A sentence that bypasses the outbox, once in a while for each chat."""
        now = self._store.clock()
        if self._told.may(incoming.chat_id, now) and self._offer(incoming, (sentence,)):
            self._told.told(incoming.chat_id, now)

    def _offer(self, incoming: Incoming, paragraphs: tuple[Words, ...], *, waits: bool = False) -> bool:
        """Say something past the outbox; False where all of it is dropped, as what `waits` hardly ever is."""
        payload = {"paragraphs": [each.to_json() for each in paragraphs]}
        offer = partial(self._courtesies.offer, "sendMessage", waits=waits)
        every = parts(payload, self._turns.language(incoming.language_code))
        taken = [offer({"chat_id": incoming.chat_id, **part}) for part in every]
        return any(taken)


class Lately:
    """Which chats have been told something within the last minute."""

    def __init__(self) -> None:
        self._at: dict[int, datetime] = {}

    def may(self, chat: int, now: datetime) -> bool:
        """Whether it is time to tell a chat; also after the clock was set back far."""
        return abs(now - self._at.get(chat, now - SILENCE)) >= SILENCE

    def told(self, chat: int, now: datetime) -> None:
        """Remember it, and forget who was told longer ago: they stand at the beginning."""
        self._at.pop(chat, None)
        self._at[chat] = now
        while abs(now - self._at[first := next(iter(self._at))]) >= SILENCE:
            del self._at[first]


def _care(parsed: Incoming) -> tuple[Words, ...]:
    """What somebody must read whose words tell of distress, whatever else breaks.

    Nothing where the reading of them is what breaks: their words must be kept all the same.
    """
    try:
        return screen(parsed.input).signs.care
    except Exception as error:  # noqa: BLE001 - words that cannot be read are kept all the same
        _log_fault("signs.broke", parsed, error)
        return ()


def _log_fault(event: str, parsed: Parsed, error: Exception) -> Fault:
    """What broke and where; never the trace, which can hold a person's text."""
    fault = fault_of(error)
    log.error(event, update=parsed.update_id, error=fault.error, at=fault.place)
    return fault
