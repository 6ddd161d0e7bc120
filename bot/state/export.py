"""Everything that is stored about one person, ready to be written as JSON and handed to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.state import (
    answers,
    deliveries,
    export_company,
    keeping,
    manner,
    organisations,
    outbox,
    people,
    relations,
    reminders,
    sessions,
    versions,
)
from bot.state.errors import SeveralPeople
from bot.state.sealing import unseal, unseal_json
from bot.state.values import from_ms

if TYPE_CHECKING:
    from bot.state.answers import Stored
    from bot.state.cursor import Cursor
    from bot.state.reminders import Reminder


FORMAT: Final = "jobstjernen my data"
VERSION: Final = 1
"""It rises when a field goes or means something else; a new field alone changes nothing for who reads it."""
ALL: Final = 100_000
"""More moments than a reminder ever has: every day for more than two hundred years."""


def everything(cursor: Cursor, bot: int | None, user_id: int) -> dict[str, Any]:
    """All that is stored about a bot's Telegram user; {} where nothing is. Times are ISO 8601 in UTC.

    `bot` None looks at every bot; SeveralPeople when the user is not the same person at all of them.
    """
    person = person_of(cursor, bot, user_id)
    return {} if person is None else of_person(cursor, person)


def of_person(cursor: Cursor, person: int) -> dict[str, Any]:
    """The same for a person who is here. Every field stands in docs/my-data.schema.json."""
    recorded = answers.all_of(cursor, person)
    return {
        "format": FORMAT,
        "version": VERSION,
        "person": _person(cursor, person),
        "addresses": _addresses(cursor, person),
        "consents": _consents(cursor, person),
        "exercises": _exercises(cursor, person, recorded),
        "unplaced": [
            _answer(answer) | {"exercise": answer.exercise}
            for answer in recorded
            if not answer.place and not answer.part_of
        ],
        "versions": _versions(cursor, person),
        "reminders": _reminders(cursor, person),
        "timers": _timers(cursor, person),
        "broken": _broken(cursor, person),
        "keeping": _keeping(cursor, person),
        "messages": _messages(cursor, person),
        "people": export_company.of_person(cursor, person),
    }


def person_of(cursor: Cursor, bot: int | None, user_id: int) -> int | None:
    """Who a bot's Telegram user is, with None at any bot; None where nobody is known. Errors as `everything`."""
    if bot is not None:
        return people.id_of(cursor, bot, user_id)
    cursor.execute("SELECT DISTINCT person FROM addresses WHERE user_id = :user_id", {"user_id": user_id})
    found: list[int] = [person for (person,) in cursor.fetchall()]
    if len(found) > 1:
        raise SeveralPeople(
            f"expected Telegram user {user_id} to be one person, "
            f"found {len(found)} at different bots; name the bot (--bot ID)"
        )
    return found[0] if found else None


def _person(cursor: Cursor, person: int) -> dict[str, Any]:
    cursor.execute(
        "SELECT organisation, language, name, time_zone, focus, agreed, energy_today, quiet,"
        " awake_from, awake_to, weekends, manner, hat, created_at, seen_at FROM people WHERE id = :person",
        {"person": person},
    )
    organisation, language, name, zone, focus, agreed, stored, quiet, *hours, created, seen = (
        cursor.fetchone()
    )
    awake_from, awake_to, weekends, kept_manner, hat = hours
    aloud, speed, beneath, detail = manner.opened(cursor, person, kept_manner)
    energy, energy_day = people.energy_of(cursor, person, stored)
    responsible, contact = organisations.get(cursor, organisation)
    return {
        "id": person,
        "organisation": {
            "name": responsible,
            "contact": contact,
            "keeps_elsewhere": organisations.keeps(cursor, organisation),
        },
        "language": language,
        "name": unseal(cursor, people.NAME, person, person, name),
        "time_zone": zone,
        "focus": focus,
        "agreed": bool(agreed),
        "energy": energy,
        "energy_day": energy_day,
        "quiet": bool(quiet),
        "awake_from": awake_from,
        "awake_to": awake_to,
        "weekends": bool(weekends),
        "aloud": aloud,
        "speed": speed,
        "language_beneath": beneath,
        "detail": detail,
        "role_now": hat,
        "created_at": _iso(created),
        "seen_at": _iso(seen),
    }


def _addresses(cursor: Cursor, person: int) -> list[dict[str, Any]]:
    cursor.execute(
        "SELECT bot, user_id, chat_id, blocked_at FROM addresses"
        " WHERE person = :person ORDER BY bot, user_id",
        {"person": person},
    )
    return [
        {"bot": bot, "user_id": user_id, "chat_id": chat_id, "blocked_at": _iso(blocked)}
        for bot, user_id, chat_id, blocked in cursor.fetchall()
    ]


def _consents(cursor: Cursor, person: int) -> list[dict[str, Any]]:
    cursor.execute(
        "SELECT o.name, c.kind, c.agreed, c.text_version, c.given_at FROM consents c"
        " JOIN organisations o ON o.id = c.organisation WHERE c.person = :person ORDER BY c.id",
        {"person": person},
    )
    return [
        {
            "organisation": organisation,
            "kind": kind,
            "agreed": bool(agreed),
            "text_version": version,
            "given_at": _iso(given),
        }
        for organisation, kind, agreed, version, given in cursor.fetchall()
    ]


def _exercises(cursor: Cursor, person: int, recorded: list[Stored]) -> list[dict[str, Any]]:
    """The exercises, each with every revision of its answers and with its session as it stands."""
    cursor.execute(
        "SELECT id, flow, status, session, created_at, updated_at, finished_at FROM exercises"
        " WHERE person = :person ORDER BY id",
        {"person": person},
    )
    return [
        {
            "id": id_,
            "flow": flow,
            "status": status,
            "created_at": _iso(created),
            "updated_at": _iso(updated),
            "finished_at": _iso(finished),
            "answers": [_answer(each) for each in recorded if each.exercise == id_ and each.place],
            "session": unseal_json(cursor, sessions.SESSION, person, id_, session),
        }
        for id_, flow, status, session, created, updated, finished in cursor.fetchall()
    ]


def _answer(answer: Stored) -> dict[str, Any]:
    value = answer.content.get("value")
    return {
        "step": answer.place,
        "revision": answer.revision,
        "text": value if isinstance(value, str) else None,
        "time": answer.created_at.isoformat(),
        "content": answer.content,
        "message": answer.message or None,
    }


def _versions(cursor: Cursor, person: int) -> list[dict[str, Any]]:
    cursor.execute(
        "SELECT id, exercise, number, content, created_at FROM versions WHERE person = :person"
        " ORDER BY exercise, number",
        {"person": person},
    )
    return [
        {
            "exercise": exercise,
            "number": number,
            "content": unseal_json(cursor, versions.CONTENT, person, id_, content),
            "created_at": _iso(created),
        }
        for id_, exercise, number, content, created in cursor.fetchall()
    ]


def _reminders(cursor: Cursor, person: int) -> list[dict[str, Any]]:
    """What the person is reminded of, and what they remind others of, with what has become of each."""
    mine = (*reminders.of_citizen(cursor, person), *reminders.ever_of_sender(cursor, person))
    return [
        {
            "from": people.name_of(cursor, each.sender),
            "to": _reminded(cursor, each, person),
            "flow": each.flow,
            "exercise": each.exercise or None,
            "text": each.text,
            "rule": each.rule,
            "status": each.status,
            "due_at": each.due.isoformat() if each.due else None,
            "made_at": each.made_at.isoformat(),
            "ended_at": each.ended_at.isoformat() if each.ended_at else None,
            "deliveries": [
                {
                    "due_at": moment.due.isoformat(),
                    "state": moment.state,
                    "reason": moment.reason,
                    "changed_at": moment.changed_at.isoformat(),
                }
                for moment in deliveries.of_reminder(cursor, each.id, ALL)
            ],
        }
        for each in mine
    ]


def _reminded(cursor: Cursor, reminder: Reminder, person: int) -> str:
    """Whom a reminder is for; to its sender no more than that it was somebody, once they do not follow them."""
    relation = relations.get(cursor, reminder.relation)
    known = reminder.citizen == person or (relation is not None and relation.ended_at is None)
    return people.name_of(cursor, reminder.citizen) if known else ""


def _timers(cursor: Cursor, person: int) -> list[dict[str, Any]]:
    cursor.execute(
        "SELECT kind, session, due_at FROM timers WHERE person = :person ORDER BY due_at, id",
        {"person": person},
    )
    return [
        {"kind": kind, "session": session, "due_at": _iso(due_at)}
        for kind, session, due_at in cursor.fetchall()
    ]


def _broken(cursor: Cursor, person: int) -> list[dict[str, Any]]:
    """The timers of theirs that broke, and so did not ring."""
    cursor.execute(
        "SELECT what, session, broke_at FROM broken WHERE person = :person ORDER BY id", {"person": person}
    )
    return [
        {"kind": kind, "session": session, "broke_at": _iso(at)} for kind, session, at in cursor.fetchall()
    ]


def _keeping(cursor: Cursor, person: int) -> dict[str, Any] | None:
    """How far the way to an automatic erasure has come; None where it has not begun."""
    counting = keeping.of_person(cursor, person)
    if counting is None:
        return None
    return {
        "warnings": counting.warnings,
        "days": counting.days,
        "counted_at": counting.counted_at.isoformat(),
    }


def _messages(cursor: Cursor, person: int) -> list[dict[str, Any]]:
    """The messages of the outbox; those that were sent no longer hold a content."""
    cursor.execute(
        "SELECT id, chat_id, status, language, payload, message, created_at, sent_at FROM outbox"
        " WHERE person = :person ORDER BY id",
        {"person": person},
    )
    return [
        {
            "chat_id": chat_id,
            "status": status,
            "language": language,
            "content": unseal_json(cursor, outbox.PAYLOAD, person, id_, payload) if payload else None,
            "message": message,
            "created_at": _iso(created),
            "sent_at": _iso(sent),
        }
        for id_, chat_id, status, language, payload, message, created, sent in cursor.fetchall()
    ]


def _iso(stored: int | None) -> str | None:
    return None if stored is None else from_ms(stored).isoformat()
