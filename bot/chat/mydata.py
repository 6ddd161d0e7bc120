"""Everything that is stored about a person, as paragraphs they can read in the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.chat import keeping
from bot.chat.between import Between
from bot.chat.work import Exercise
from bot.engine.adopting import adopt
from bot.engine.steps.writing import voice_words
from bot.engine.text import N_, Words, lines, literal
from bot.flows._messages import decided
from bot.state import answers, consents, organisations, sessions, versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.session import Session
    from bot.engine.text import Value
    from bot.state.cursor import Cursor
    from bot.state.people import Known


def everything(
    cursor: Cursor, known: Known, flows: Mapping[str, Flow], context: Context
) -> tuple[Words, ...]:
    """Who the person is to us, each exercise with its answers and versions, texts without a place, and other people.

    What an errand holds (the name from first contact) is said of the person already.
    """
    return (
        *_person(cursor, known, context),
        *(
            paragraph
            for session in sessions.overview(cursor, known.person.id)
            if session.flow in flows and flows[session.flow].pausable
            for paragraph in _exercise(cursor, flows[session.flow], session, context)
        ),
        *_unplaced(cursor, known),
        *Between(cursor, known.person.id, flows, context).paragraphs(),
        Words(
            N_(
                "I also know your number at Telegram, {user} (it is not your phone number), your language, how much "
                "you wanted to do today, when you were last here, when I am to write to you, and what your answers "
                "were before you changed them."
            ),
            {"user": str(known.chat)},  # in a chat of two it is the person's own number
        ),
        *keeping.paragraphs(flows, context),
    )


def _person(cursor: Cursor, known: Known, context: Context) -> Iterator[Words]:
    yield Words(N_("Your name: {name}"), {"name": known.person.name or Words("–")})
    consent = consents.current(cursor, known.person.id)
    if consent is not None:
        agreed = N_("You said yes on {day}. {organisation} is responsible.")
        day = _day(consent.given_at, context)
        yield Words(agreed, {"day": day, "organisation": organisations.get(cursor, consent.organisation)[0]})
    yield lines(decided(known.person))


def _day(moment: datetime, context: Context) -> date:
    return moment.astimezone(ZoneInfo(context.person.time_zone)).date()


def _exercise(cursor: Cursor, flow: Flow, session: Session, context: Context) -> Iterator[Words]:
    """An exercise's title, every answer that a person gave in it, and its versions."""
    adopt(flow, session)
    lines = Exercise(flow, session, context).answered()
    if not lines:
        return
    yield Words("<b>{title}</b>", {"title": Words(flow.title)})
    yield from lines
    for number, content, created in versions.of_exercise(cursor, session.id):
        values: dict[str, Value] = {"number": number, "day": _day(created, context)}
        text = str(content.get("text", ""))
        if text:
            yield Words(N_("Version {number} of {day}: {text}"), {**values, "text": text})
        else:
            yield Words(N_("Version {number} of {day}"), values)


def _unplaced(cursor: Cursor, known: Known) -> Iterator[Words]:
    """What the person wrote that answers no question."""
    loose = [each for each in answers.all_of(cursor, known.person.id) if not each.place and not each.part_of]
    if loose:
        yield Words(N_("<b>Beside the questions you wrote</b>"))
    for each in loose:
        spoken = each.content["kind"] == "voice"
        yield voice_words(each.content) if spoken else literal(str(each.content["value"]))
