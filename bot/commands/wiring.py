"""The wiring of the running bot: which parts there are, and who knows whom."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog
from telegram.error import TelegramError

from bot.chat import render, settling
from bot.chat.able import Able
from bot.chat.api import Api
from bot.chat.clockwork import Clockwork
from bot.chat.copies import Copies
from bot.chat.courtesy import Courtesies
from bot.chat.deliver import Deliverer
from bot.chat.figures import Figures
from bot.chat.health import Health
from bot.chat.hearing import Hearing
from bot.chat.limits import Limits
from bot.chat.listening import Listening
from bot.chat.locks import Locks
from bot.chat.paid import Paid
from bot.chat.rates import Rate
from bot.chat.reception import Reception
from bot.chat.relay import Relay
from bot.chat.seated import Seated
from bot.chat.send import Sender
from bot.chat.turn import Turns
from bot.commands import durable, roles
from bot.commands.clock import now
from bot.commands.content import content_of
from bot.commands.loading import loading
from bot.commands.roles import RUN
from bot.commands.storage import database_of, make_folder
from bot.desk.desk import Desk, signing_key
from bot.desk.signing import Signer
from bot.flows import discover
from bot.state import databases, organisations
from bot.state.crew import News
from bot.state.ids import Ids
from bot.state.store import Store
from bot.voice import listening, models
from bot.voice.cache import Cache
from bot.voice.voices import Voices
from bot.words import catalogues

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from bot.chat.outgoing import Outgoing
    from bot.commands.roles import Role
    from bot.config import Config
    from bot.flows.content import Content
    from bot.state.crew import Crew
    from bot.state.cursor import Cursor
    from bot.state.organisations import Own
    from bot.voice.listening import Listener

SPEECH: Final = "speech"
"""The folder for what is read aloud to everybody alike. It can be deleted at any time."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that one bot needs."""

    store: Store
    api: Api
    reception: Reception
    deliverer: Outgoing
    courtesies: Courtesies
    clockwork: Clockwork
    listening: Listening
    hearing: Hearing
    figures: Figures
    health: Health
    desk: Desk
    crew: Crew | None = None
    """The programs that share the database; None where this one has it to itself."""
    relay: Relay | None = None
    """The way out where there is a crew."""
    takes_in: bool = True
    """Whether this program takes updates in."""


@asynccontextmanager
async def opened(settings: Config, role: Role = RUN) -> AsyncIterator[Parts]:
    """The parts of a bot over its own store and connections, which are closed at the end."""
    with loading():
        content, words = content_of(settings), catalogues()
        flows = discover(content)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(await _store(settings))
        api = await stack.enter_async_context(Api(settings.token, settings.api_url))
        own = await store.write(partial(_ensure, settings=settings, ids=store.ids))
        if own.moved is not None:
            log.warning("organisation.changed", row=own.id, people=own.moved)
        voices = _voices(settings)
        stack.callback(voices.close)
        listener = listening.found(settings.listening_model)
        stack.callback(listener.close if listener else lambda: None)
        turns = Turns(
            settings.bot,
            own.id,
            flows,
            words,
            store.ids,
            reading=settings.reading,
            desk_url=settings.desk_url,
            voiced=voices.languages,
            listens=listener.languages if listener else (),
            hands_on=databases.is_postgres(settings.database_url),
        )
        signer = Signer(await store.read(signing_key))
        warn_of_gaps(words.missing)
        if not role.works:
            _let_go(voices, listener)
        yield _wire(settings, role, content, api, store, turns, signer, voices, listener)


def _let_go(voices: Voices, listener: Listener | None) -> None:
    """End what speaks and listens: here it is only asked for its languages."""
    voices.close()
    if listener is not None:
        listener.close()


def _wire(
    settings: Config,
    role: Role,
    content: Content,
    api: Api,
    store: Store,
    turns: Turns,
    signer: Signer,
    voices: Voices,
    listener: Listener | None,
) -> Parts:
    paid = Rate(settings.paid_broadcasts, 1.0) if settings.paid_broadcasts else None
    limits, locks, hearing, figures = Limits(paid=paid), Locks(), Hearing(), Figures()
    courtesies, able = Courtesies(api, limits, figures=figures), Able()
    sending = partial(
        Sender,
        limits=limits,
        render=partial(render.parts, voiced=voices.languages),
        commands=render.commands,
        copy=Copies(store, turns).make,
        voices=voices,
    )
    crew = databases.crew_of(database_of(settings), turns.bot, role.name)

    def make() -> Deliverer:
        caller = api if crew is None else Seated(api, crew.seat("sender"), able)
        return Deliverer(
            store,
            sending(caller),
            limits,
            bot=turns.bot,
            figures=figures,
            broadcaster=sending(Paid(caller)) if paid else None,
            on_sent=partial(settling.after, courtesies),
            able=able,
        )

    relay = None
    if crew is not None:
        relay = Relay(
            store,
            crew,
            make if role.works else None,
            limits,
            bot=turns.bot,
            figures=figures,
            able=able,
            prove=partial(api.call, "getMe", {}),
        )
    deliverer: Outgoing = relay or make()
    clockwork = Clockwork(store, turns, locks, deliverer, hearing, figures=figures, content=content)
    on_schedule = partial(_tell, clockwork.look, crew, News(timers=True))
    listens = Listening(
        store, turns, locks, deliverer, api, listener, on_schedule=on_schedule, figures=figures
    )
    reception = Reception(
        store,
        turns,
        locks,
        deliverer,
        courtesies,
        on_schedule=on_schedule,
        on_recording=partial(_tell, listens.look, crew, News(recordings=True)),
        figures=figures,
    )
    size = partial(databases.bytes_of, url=settings.database_url)
    ledger_at = databases.ledger_of(settings.database_url, settings.erasure_ledger)
    duties = partial(roles.duties, role, settings, crew)
    programs = partial(databases.programs, url=settings.database_url, bot=turns.bot)
    health = Health(
        store,
        figures,
        bot=turns.bot,
        size=size,
        ledger_at=ledger_at,
        duties=duties,
        programs=programs,
        free_for=partial(roles.unsent_for, crew),
    )
    desk = Desk(
        store,
        turns.catalogues,
        turns.flows,
        settings.desk_url,
        signer,
        on_schedule,
        settings.course_weeks,
        confirms=settings.desk_confirms,
        fetch=partial(fetched, api),
        content=content,
        is_demo=settings.demo,
    )
    return Parts(
        store,
        api,
        reception,
        deliverer,
        courtesies,
        clockwork,
        listens,
        hearing,
        figures,
        health,
        desk,
        crew,
        relay,
        role.takes_in,
    )


def _tell(look: Callable[[], None], crew: Crew | None, news: News) -> None:
    """Let this program look at what there is to do, and the others too."""
    look()
    if crew is not None:
        crew.tell(news)


def _ensure(cursor: Cursor, settings: Config, ids: Ids) -> Own:
    """The organisation that the settings name, with what they say of it."""
    name, contact = settings.organisation_name, settings.organisation_contact
    return organisations.ensure(cursor, settings.bot, name, contact, ids, now(), settings.organisation_keeps)


async def _store(settings: Config) -> Store:
    """The store; where there is no database yet one is made, folder included, and the log says so."""
    make_folder(settings.database_url)
    database = database_of(settings)
    new = databases.is_new(database)
    store = await Store.open(database, clock=now, ids=Ids(now))
    if new:
        log.warning("database.new", path=databases.told(database.url))
    for each in await store.read(partial(durable.warnings, url=database.url)):
        log.warning("storage.unsafe", reason=each)
    return store


def warn_of_gaps(missing: Mapping[str, int]) -> None:
    """Say which languages have a folder but are not offered, and how many sentences each lacks."""
    for code, count in missing.items():
        if count:
            log.warning("language.incomplete", language=code, missing=count, offered=False)


def _voices(settings: Config) -> Voices:
    """Whoever reads aloud; what everybody hears alike is kept beside the database."""
    folder = databases.folder_of(settings.database_url) / SPEECH
    return Voices(Cache(folder), models.found(settings.voice_models))


async def fetched(api: Api, file: str) -> bytes:
    """A recording for a page of the desk, b"" where Telegram does not give it."""
    try:
        return await api.fetch(file)
    except TelegramError as error:
        log.warning("recording.not_fetched", error=type(error).__name__)
        return b""
