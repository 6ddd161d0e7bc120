"""A turn of a conversation: load, run, commit. Only then may its update be acknowledged and its messages go out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot import bounds
from bot.chat.company import Company
from bot.chat.done import DEFAULT_LANGUAGE, Done, done
from bot.chat.facts import Facts
from bot.chat.put_by import as_text, errand
from bot.chat.updates import Incoming
from bot.coaching.free_days import is_free
from bot.coaching.screen import masked, screen
from bot.coaching.seams import covered
from bot.engine.codes import found as code_in
from bot.engine.context import Context, Signs
from bot.engine.conversation import Outcome, converse
from bot.engine.effects import Erase, Menu, Record, Remove, Say, Toast
from bot.engine.errands import COMMAND_FLOWS
from bot.engine.inputs import Command, Due, Edited, Heard, Listened, Other, Spoke, Tapped, Typed
from bot.engine.kindness import removal
from bot.engine.person import Person
from bot.engine.session import Session, unplaced
from bot.engine.text import N_, Words
from bot.engine.view import View
from bot.flows._erasing import receipt
from bot.pace import Pace
from bot.state import (
    answers,
    invitations,
    outbox,
    people,
    reminding,
    ringing,
    roles,
    sessions,
    unheard,
    updates,
)
from bot.state.commit import Writer
from bot.state.errors import Tampered
from bot.words.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from bot.chat.done import Care
    from bot.chat.updates import Group, Membership, Parsed, Strange
    from bot.engine.flow import Flow
    from bot.engine.inputs import Input
    from bot.pace import Paces
    from bot.policy import Hat
    from bot.state.cursor import Cursor
    from bot.state.ids import Ids
    from bot.state.people import Known
    from bot.state.timers import Timer
    from bot.state.unheard import Unheard
    from bot.words import Catalogues

NO_SIGNS = Signs()
STOP = COMMAND_FLOWS["stop"]
APOLOGY = N_("Something went wrong on my side. You have done nothing wrong. What you wrote is saved.")
APOLOGY_UNSAVED = N_("Something went wrong on my side. You have done nothing wrong. Please try once more.")
TOO_QUICK = N_(
    "You are writing faster than I can answer. What you wrote is saved. Please wait a minute, then go on."
)
TOO_QUICK_UNSAVED = N_("You are faster than I am. Please wait a minute, then go on.")
FULL = N_("I have got more from you today than I can save. Please go on tomorrow.")
OFTEN = N_(
    "You have done that very many times this hour. I have left it out this time. Please try again in an hour."
)
# Translators: the same, where something was written that would have gone to somebody else.
OFTEN_SAVED = N_(
    "You have done that very many times this hour, so I have not passed it on. What you wrote is saved with you. "
    "Please try again in an hour."
)
WRITE_START = N_("I have nothing saved about you. Write /start if you want to begin.")
PRIVATE_ONLY = N_("I only talk with one person at a time. Write to me in a chat of our own.")


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of one bot, as functions that run inside a transaction.

    `bot` is the bot's Telegram id; `organisation` the id of the one that new people belong to. Nobody reads a question
    and writes an answer within `reading`; with 0 only the order of the messages counts. `desk_url` is where staff reach
    the desk, "" where there is none. `voiced` are the languages that can be read aloud, `listens` those in which a
    voice message can be written down. With `hands_on` another program may send.
    """

    bot: int
    organisation: int
    flows: Mapping[str, Flow]
    catalogues: Catalogues
    ids: Ids
    reading: timedelta = timedelta(0)
    desk_url: str = ""
    voiced: Collection[str] = ()
    listens: Collection[str] = ()
    newcomers: Pace = field(default_factory=lambda: Pace(bounds.NEWCOMERS))
    hands_on: bool = False
    again: Pace = field(default_factory=lambda: Pace(bounds.COMES_AGAIN))

    def take(self, cursor: Cursor, incoming: Incoming, now: datetime) -> Done:
        """One update of a person, from the first look to the last row. A repeated update changes nothing."""
        if not updates.mark(cursor, self.bot, incoming.update_id, now):
            return Done(repeated=True)
        known = self._known(cursor, incoming, now)
        if known is None:
            of_nobody = self._of_nobody(cursor, incoming, now)
            return replace(of_nobody, turned_away=not isinstance(incoming.input, Listened | Tapped | Edited))
        return self._run(cursor, known, incoming.input, now)

    def _of_nobody(self, cursor: Cursor, incoming: Incoming, now: datetime) -> Done:
        """A late tap or edit of somebody we know nothing of (any more): nothing is stored of it, but care is shown."""
        done = self.tell(cursor, incoming, screen(incoming.input).signs.care, now)
        return replace(done, toasts=(Toast(Words(WRITE_START)),))

    def tell(self, cursor: Cursor, incoming: Incoming, paragraphs: Care, now: datetime) -> Done:
        """Say something, if anything, to whoever writes from there: nothing of theirs has to be there, or to open.

        It is sealed with nobody's key. Where that one does not open, the update is dealt with all the same.
        """
        language = self.language(incoming.language_code)
        try:
            return self.say(cursor, incoming.chat_id, language, paragraphs, now)
        except Tampered:
            return Done(language=language, unsaid=paragraphs)

    def say(self, cursor: Cursor, chat: int, language: str, paragraphs: Care, now: datetime) -> Done:
        """The same in a chat."""
        if not paragraphs:
            return Done(language=language)
        payload = {"kind": "say", "paragraphs": [words.to_json() for words in paragraphs], "buttons": []}
        outbox.add(cursor, self.ids.next(), self.bot, chat, None, language, payload, 0, -1, now)
        return Done(chat=chat, language=language)

    def wake(self, cursor: Cursor, timer: Timer, now: datetime) -> Done:
        """A timer whose time has come; one that has moved on, or is another bot's, does nothing."""
        known = ringing.begin(cursor, self.bot, timer)
        if known is None:
            return Done(repeated=True)
        return self._run(cursor, known, Due(timer.kind, timer.session, timer.due_at), now)

    def hear(self, cursor: Cursor, recording: Unheard, text: str, now: datetime) -> Done:
        """What was heard in a recording, "" where nothing was; nothing is done where that is gone, or heard already."""
        found = people.by_id(cursor, recording.person)
        if found is None or not unheard.take(cursor, recording):
            return Done()
        return self._run(cursor, found[0], Heard(text, recording.message), now)

    def erase(self, cursor: Cursor, known: Known, now: datetime) -> str:
        """Delete everything about somebody as they could in the chat: others are told, and they get the receipt.

        It gives the number of that. Nothing of theirs is opened.
        """
        asked = Session(self.ids.next(), STOP)
        view = View(self.flows[STOP], asked, self.context(cursor, known, now), known.person)
        number, effects = str(view.fact("receipt")), (Say((receipt(view),)), Erase(), Menu(""))
        outcome = Outcome(known.person, {}, effects)
        self._writer(cursor, known, now).commit(outcome, seen=False)
        return number

    def _run(self, cursor: Cursor, known: Known, given: Input, now: datetime) -> Done:
        screened = screen(self._newest_words(cursor, known, given))
        for flow in self.flows.values():
            for before in flow.formerly:
                sessions.rename(cursor, known.person.id, before, flow.id)
        context = self.context(cursor, known, now, screened.signs)
        outcome = converse(self.flows, screened.input, context)
        writer = self._writer(cursor, known, now, unasked=isinstance(given, Due))
        writer.commit(outcome, seen=not isinstance(given, Due | Heard))
        return done(known, outcome, carried=writer.carries(outcome))

    def _writer(self, cursor: Cursor, known: Known, now: datetime, *, unasked: bool = False) -> Writer:
        return Writer(cursor, self.ids, self.bot, self.flows, known, now, unasked, self.hands_on)

    def _newest_words(self, cursor: Cursor, known: Known, given: Input) -> Input:
        """The message as it reads now: where its edit has overtaken it, the words of the edit."""
        if not isinstance(given, Typed | Command | Other | Spoke) or not given.message:
            return given
        edited = answers.early_edit(cursor, known.person.id, given.message)
        if edited is None:
            return given
        match given:
            case Command():
                return replace(given, argument=edited)
            case Spoke():
                return replace(given, caption=edited)
            case _:
                return replace(given, text=edited)

    def apologise(self, cursor: Cursor, incoming: Incoming, care: Care, now: datetime) -> Done:
        """After a turn that broke: keep the text as unplaced, say sorry, and be done with the update.

        `care` is what somebody in distress reads first.
        """
        return self._instead(cursor, incoming, care, now, APOLOGY, APOLOGY_UNSAVED)

    def lay_by(self, cursor: Cursor, incoming: Incoming, now: datetime) -> Done:
        """The same for somebody whose rows do not open: only their words are kept, for which their key is enough."""
        if not updates.mark(cursor, self.bot, incoming.update_id, now):
            return Done(repeated=True)
        known, text = (
            people.find(cursor, self.bot, incoming.user_id, opened=False),
            as_text(masked(incoming.input)),
        )
        if known is not None and text is not None:
            person, new = known.person, self.ids.next()
            to = errand(cursor, self.flows, person, text.message)
            answers.record(cursor, new, person.id, to, "", unplaced(text), text.message, now)
        return self.see(cursor, incoming, now)

    def see(self, cursor: Cursor, incoming: Incoming, now: datetime) -> Done:
        """Whoever writes or taps is here, and is kept as long again, also where nothing of theirs opens."""
        known = people.find(cursor, self.bot, incoming.user_id, opened=False)
        if known is not None:
            people.seen(cursor, known.person.id, now)
            self._writer(cursor, known, now).keep_on(known.person)
        return Done()

    def hold_back(self, cursor: Cursor, incoming: Incoming, care: Care, now: datetime) -> Done:
        """Instead of a turn that would have done something to others once too often; its question stays open."""
        return self._instead(cursor, incoming, care, now, OFTEN_SAVED, OFTEN)

    def _instead(
        self, cursor: Cursor, incoming: Incoming, care: Care, now: datetime, saved: str, unsaved: str
    ) -> Done:
        """Keep the text of an update as unplaced, and say one sentence instead of running its turn."""
        if not updates.mark(cursor, self.bot, incoming.update_id, now):
            return Done(repeated=True)
        known = self._known(cursor, incoming, now)
        if known is None:
            return Done()
        text = as_text(masked(incoming.input))
        first = (Say(care, apart=True),) if care else ()
        return self._put_by(cursor, known, text, (*first, Say((Words(saved if text else unsaved),))), now)

    def keep(self, cursor: Cursor, parsed: Parsed, paces: Paces, now: datetime) -> Done:
        """What somebody sends faster than they are answered: keep their words, and say so once in a while.

        Whoever may be in distress reads the numbers all the same.
        """
        if not updates.mark(cursor, self.bot, parsed.update_id, now) or not isinstance(parsed, Incoming):
            return Done()
        screened, user, update = screen(parsed.input), parsed.user_id, parsed.update_id
        known = people.find(cursor, self.bot, user)
        care = screened.signs.care if screened.signs.care and paces.cares(user, update) else ()
        if known is None:
            return self._of_nobody(cursor, parsed, now) if care else Done()
        # What may be a code is not kept: it is for one moment, and one person.
        text = (
            None
            if code_in(parsed.input, self.catalogues.language(known.person.language))
            else as_text(screened.input)
        )
        full = text is not None and not paces.keeps(user, update)
        said = [Say(care, apart=True)] if care else []
        if paces.tells(user, update):
            said.append(Say((Words(FULL if full else TOO_QUICK if text else TOO_QUICK_UNSAVED),)))
        removed = (removal(text),) if text and screened.signs.masked else ()
        return self._put_by(cursor, known, None if full else text, (*(() if full else removed), *said), now)

    def _put_by(
        self,
        cursor: Cursor,
        known: Known,
        text: Typed | Spoke | None,
        effects: tuple[Say | Remove, ...],
        now: datetime,
    ) -> Done:
        """Keep words that answer no question, if there are any, and say something."""
        to = errand(cursor, self.flows, known.person, text.message) if text else 0
        kept = (Record(to, "", unplaced(text), text.message),) if text else ()
        outcome = Outcome(known.person, {}, (*kept, *effects))
        self._writer(cursor, known, now).commit(outcome, seen=True)
        return done(known, outcome)

    def decline(self, cursor: Cursor, group: Group, now: datetime) -> Done:
        """Say in a group, kindly and once a month at most, that this is for two."""
        if not updates.mark(cursor, self.bot, group.update_id, now):
            return Done(repeated=True)
        # A group has no session; its own id, which is negative, stands in for one, so that we find what we said.
        if outbox.is_told(cursor, group.chat_id):
            return Done()
        if not self._has_room(group.chat_id, group.update_id):
            return Done()
        payload: dict[str, Any] = {
            "kind": "say",
            "paragraphs": [Words(PRIVATE_ONLY).to_json()],
            "buttons": [],
        }
        new = self.ids.next()
        outbox.add(
            cursor, new, self.bot, group.chat_id, None, DEFAULT_LANGUAGE, payload, group.chat_id, -1, now
        )
        return Done(chat=group.chat_id)

    def note(self, cursor: Cursor, membership: Membership, now: datetime) -> Done:
        """The person has blocked the bot, or let it in again."""
        if not updates.mark(cursor, self.bot, membership.update_id, now):
            return Done(repeated=True)
        if membership.blocked:
            people.block(cursor, self.bot, membership.chat_id, now)
            reminding.hold_up(cursor, self.bot, membership.chat_id, now)
            return Done()
        people.unblock(cursor, self.bot, membership.chat_id)
        return Done(chat=membership.chat_id)

    def set_aside(self, cursor: Cursor, strange: Strange, now: datetime) -> Done:
        """Keep an update that nobody understands as id and type only."""
        updates.set_aside(cursor, self.bot, strange.update_id, strange.kind, now)
        return Done()

    def _known(self, cursor: Cursor, incoming: Incoming, now: datetime) -> Known | None:
        """Who wrote this; somebody new who writes is stored first, in their phone's language if we speak it.

        None for a tap or edit of somebody who is not here any more, and where very many come who are not known.
        """
        known = people.find(cursor, self.bot, incoming.user_id)
        if known is None and isinstance(incoming.input, Listened | Tapped | Edited):
            return None
        if known is None:
            has_room = self._has_room(incoming.user_id, incoming.update_id)
            if not has_room and not self._has_code(cursor, incoming, now):
                return None
            language = self.language(incoming.language_code)
            person = Person(self.ids.random(), language=language)
            return people.create(
                cursor, self.bot, incoming.user_id, incoming.chat_id, person, self.organisation, now
            )
        if known.blocked:
            people.unblock(cursor, self.bot, incoming.chat_id)
            return replace(known, version=known.version + 1)
        return known

    def _has_room(self, newcomer: int, update: int) -> bool:
        """Whether one more is taken in of those who are not known; nobody uses up the places of all others."""
        return self.again.allows(newcomer, update) and self.newcomers.allows(0, update)

    def _has_code(self, cursor: Cursor, incoming: Incoming, now: datetime) -> bool:
        """Whether somebody new sends a code that works; one that does not counts, as it would with anybody else."""
        code = code_in(incoming.input, self.catalogues.language(self.language(incoming.language_code)))
        address = (self.bot, incoming.user_id)
        return bool(code) and invitations.lets_in(cursor, self.ids.next(), address, code, now)

    def _is_unread(self, cursor: Cursor, person: int, session: int, prompt: int, now: datetime) -> bool:
        """Whether a message of ours waits, or has just gone out; by our own clock, which may have been set back."""
        status, sent_at = outbox.fate(cursor, person, session, prompt)
        waits = status == "waiting"
        just_sent = sent_at is not None and timedelta(0) <= now - sent_at < self.reading
        return bool(self.reading) and (waits or just_sent)

    def _hat(self, cursor: Cursor, person: Person) -> Hat:
        """The role of staff that somebody is in, as long as they have it; then the first of those that are left."""
        held = [each.role for each in roles.of_person(cursor, person.id)] if person.hat else []
        return person.hat if person.hat in held else next(iter(held), "")

    def language(self, code: str) -> str:
        """The language we offer for a phone's language code; English is always offered."""
        return nearest(code, self.catalogues.languages)

    def context(self, cursor: Cursor, known: Known, now: datetime, signs: Signs = NO_SIGNS) -> Context:
        """The world as it stands for somebody; nothing is changed by looking at it."""
        hat = self._hat(cursor, known.person)
        person = known.person if hat == known.person.hat else replace(known.person, hat=hat)
        company = Company(cursor, self.ids, known, now)
        return Context(
            now=now,
            person=person,
            language=self.catalogues.both(person.language, person.beneath),
            sessions=sessions.Sessions(cursor, person.id),
            fresh=self.ids.next,
            code=self.ids.code,
            link_code=self.ids.link_code,
            reachable=not known.blocked,
            listens=person.language in self.listens,
            facts=Facts(cursor, known, self.flows, self.catalogues, company, self.desk_url, self.voiced),
            covered=covered,
            written=self.catalogues.written,
            signs=signs,
            shown=lambda session, prompt: outbox.shown(cursor, person.id, session, prompt),
            unread=lambda session, prompt: self._is_unread(cursor, person.id, session, prompt, now),
            session_of=lambda message: (answers.of_message(cursor, person.id, message) or (0, ""))[0],
            single=lambda flow: sessions.single(cursor, person.id, flow),
            free_day=is_free,
        )
