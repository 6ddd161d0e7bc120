"""The wiring of the running bot: which parts there are, and who knows whom."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog
from telegram.error import TelegramError

from bot.chat import render
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
from bot.chat.send import Sender
from bot.chat.turn import Turns
from bot.commands.clock import now
from bot.commands.content import content_of
from bot.commands.loading import loading
from bot.commands.storage import database_of, make_folder
from bot.desk.desk import Desk, signing_key
from bot.desk.signing import Signer
from bot.flows import discover
from bot.state import databases, organisations
from bot.state.ids import Ids
from bot.state.store import Store
from bot.voice import listening, models
from bot.voice.cache import Cache
from bot.voice.voices import Voices
from bot.words import catalogues

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from bot.config import Config
    from bot.flows.content import Content
    from bot.state.cursor import Cursor
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
    deliverer: Deliverer
    courtesies: Courtesies
    clockwork: Clockwork
    listening: Listening
    hearing: Hearing
    figures: Figures
    health: Health
    desk: Desk


@asynccontextmanager
async def opened(settings: Config) -> AsyncIterator[Parts]:
    """The parts of a bot over its own store and connections, which are closed at the end."""
    with loading():
        content, words = content_of(settings), catalogues()
        flows = discover(content)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(await _store(settings))
        stack.enter_context(databases.only_one_for(database_of(settings), settings.bot))
        api = await stack.enter_async_context(Api(settings.token, settings.api_url))
        organisation = await store.write(partial(_ensure, settings=settings, ids=store.ids))
        voices = _voices(settings)
        stack.callback(voices.close)
        listener = listening.found(settings.listening_model)
        stack.callback(listener.close if listener else lambda: None)
        turns = Turns(
            settings.bot,
            organisation,
            flows,
            words,
            store.ids,
            reading=settings.reading,
            desk_url=settings.desk_url,
            voiced=voices.languages,
            listens=listener.languages if listener else (),
        )
        signer = Signer(await store.read(signing_key))
        warn_of_gaps(words.missing)
        yield _wire(settings, content, api, store, turns, signer, voices, listener)


def _wire(
    settings: Config,
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
    sending = partial(
        Sender,
        limits=limits,
        render=partial(render.parts, voiced=voices.languages),
        commands=render.commands,
        copy=Copies(store, turns).make,
        voices=voices,
    )
    broadcaster = sending(Paid(api)) if paid else None
    deliverer = Deliverer(
        store, sending(api), limits, bot=turns.bot, figures=figures, broadcaster=broadcaster
    )
    courtesies = Courtesies(api, limits, figures=figures)
    clockwork = Clockwork(store, turns, locks, deliverer, hearing, figures=figures, content=content)
    listens = Listening(
        store, turns, locks, deliverer, api, listener, on_schedule=clockwork.look, figures=figures
    )
    reception = Reception(
        store,
        turns,
        locks,
        deliverer,
        courtesies,
        on_schedule=clockwork.look,
        on_recording=listens.look,
        figures=figures,
    )
    size = partial(databases.bytes_of, url=settings.database_url)
    ledger_at = databases.ledger_of(settings.database_url, settings.erasure_ledger)
    health = Health(store, figures, bot=turns.bot, size=size, ledger_at=ledger_at)
    desk = Desk(
        store,
        turns.catalogues,
        turns.flows,
        settings.desk_url,
        signer,
        clockwork.look,
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
    )


def _ensure(cursor: Cursor, settings: Config, ids: Ids) -> int:
    """The id of the organisation that the settings name, with what they say of it."""
    name, contact = settings.organisation_name, settings.organisation_contact
    return organisations.ensure(cursor, name, contact, ids, now(), settings.organisation_keeps)


async def _store(settings: Config) -> Store:
    """The store; where there is no database yet one is made, folder included, and the log says so."""
    make_folder(settings.database_url)
    database = database_of(settings)
    new = databases.is_new(database)
    store = await Store.open(database, clock=now, ids=Ids(now))
    if new:
        log.warning("database.new", path=databases.told(database.url))
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
