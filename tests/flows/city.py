"""A town with every role and two organisations, in which each has words of their own, to see who ever reads them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from bot.chat.render import toast
from bot.chat.updates import Incoming
from bot.engine.callbacks import to_base36
from bot.engine.codes import digest
from bot.engine.effects import RETENTION
from bot.state import organisations, people, sessions, timers
from bot.state.values import to_ms
from tests.flows.city_life import WORDS, live
from tests.talk import BOT, Talk
from tests.town import code_of, invitation, join, settle_citizen, settle_staff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.inputs import Input
    from bot.engine.session import Session
    from bot.state.cursor import Cursor
    from tests.screen import Message
    from tests.talk import World

PEOPLE = (
    "Samirkudu",
    "Mettelama",
    "Jonaspuma",
    "Ottotapir",
    "Idazebra",
    "Larsgnu",
    "Aminaocelot",
    "Kaiyak",
    "Veraibis",
    "Tovenarwhal",
)
SAMIR, METTE, JONAS, OTTO, IDA, LARS, AMINA, KAI, VERA, TOVE = PEOPLE
"""Samir is followed by Mette and Jonas, was followed by Lars, and is asked about Otto; Ida coordinates. Amina is
followed by Kai at another organisation, which Vera coordinates. Tove is followed by Mette too."""
ELSEWHERE = "Fremadfalk"
SECRETS = {SAMIR: "marmelade", AMINA: "kardemomme", TOVE: "safran"}
"""A word in the pitch of each citizen."""
MAY_READ: dict[str, set[str]] = {
    SAMIR: {SAMIR, METTE, JONAS, LARS},  # Lars is told that Samir has stopped
    METTE: {METTE, SAMIR, OTTO, TOVE, IDA},
    JONAS: {JONAS, SAMIR, IDA},
    OTTO: {OTTO, METTE, SAMIR, IDA},
    IDA: {IDA},
    LARS: {LARS, JONAS, SAMIR, IDA},
    AMINA: {AMINA, KAI},
    KAI: {KAI, AMINA, VERA},
    VERA: {VERA},
    TOVE: {TOVE, METTE},
    ELSEWHERE: {AMINA, KAI, VERA},
    SECRETS[SAMIR]: {SAMIR, METTE},
    SECRETS[AMINA]: {AMINA, KAI},
    SECRETS[TOVE]: {TOVE, METTE},
    **WORDS,
}
"""Who may read which word; nobody else ever does. A coordinator reads who works for their organisation."""
LONG_AGO = 160 * 24 * 60 * 60 * 1000
"""Milliseconds in the days after which somebody is warned."""
OWN = ("people", "exercises", "answers", "versions", "outbox", "timers", "wrong_codes", "notices", "keeping")
"""The tables in which somebody's own rows change by whatever they do."""

FOREIGN = {
    "relation": "SELECT id FROM relations WHERE :me NOT IN (citizen, staff)",
    "share": "SELECT id FROM shares WHERE :me NOT IN (citizen, viewer)",
    "exercise": "SELECT id FROM exercises WHERE person <> :me AND flow = 'elevator_pitch'"
    " AND id NOT IN (SELECT exercise FROM shares WHERE viewer = :me)",
    "plan": "SELECT id FROM exercises WHERE person <> :me AND flow = 'plan'",
    "comment": "SELECT id FROM comments WHERE :me NOT IN (citizen, viewer)",
    "observation": "SELECT id FROM observations WHERE :me NOT IN (citizen, author)",
    "reminder": "SELECT id FROM reminders WHERE :me NOT IN (citizen, sender)",
    "report": "SELECT id FROM reports WHERE :me NOT IN (citizen, author)",
    "delivery": "SELECT d.id FROM deliveries d JOIN reminders r ON r.id = d.reminder"
    " WHERE :me NOT IN (r.citizen, r.sender)",
    "asked": "SELECT d.session FROM deliveries d JOIN reminders r ON r.id = d.reminder"
    " WHERE :me NOT IN (r.citizen, r.sender)",
    "notice": "SELECT id FROM notices WHERE person <> :me",
    "invitation": "SELECT id FROM invitations WHERE COALESCE(made_by, 0) <> :me AND used_at IS NULL",
    "handover": "SELECT h.id FROM handovers h JOIN relations r ON r.id = h.relation"
    " WHERE :me NOT IN (r.citizen, r.staff)",
    "role": "SELECT id FROM roles WHERE person <> :me",
    "person": "SELECT id FROM people WHERE id <> :me",
}
"""The rows of each kind that somebody has nothing to do with; "asked" is the session in which a reminder came."""


@dataclass
class City:
    """All of them with their phones, and the codes that have been made."""

    talks: dict[str, Talk] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        first = Talk("en")
        self.talks[SAMIR] = settle_citizen(first, SAMIR)
        self._pitch(SAMIR)
        self._hire(METTE=(METTE, "contact"), JONAS=(JONAS, "mentor"), OTTO=(OTTO, "contact"))
        self._hire(IDA=(IDA, "coordinator"), LARS=(LARS, "mentor"))
        self._elsewhere()
        for staff in (METTE, JONAS, LARS):
            join(self.talks[SAMIR], self.talks[staff])
        self._show(SAMIR)
        live(self.talks)
        self._beside_samir()
        self._codes()
        self._happen()
        self.world.now = self.world.now.replace(hour=self.world.now.hour + 1)
        self.watch()

    @property
    def world(self) -> World:
        """The clock, the bot and its database."""
        return self.talks[SAMIR].world

    @property
    def cursor(self) -> Cursor:
        cursor: Cursor = self.world.connection.cursor()
        return cursor

    def _phone(self) -> Talk:
        return self.talks[SAMIR].beside(7_400_000_001 + len(self.talks), "en")

    def _hire(self, **who: tuple[str, str]) -> None:
        for name, role in who.values():
            self.talks[name] = settle_staff(self._phone(), name, role)

    def _elsewhere(self) -> None:
        """Another organisation with a contact person, a coordinator and a citizen."""
        world, cursor = self.world, self.cursor
        where = organisations.create(cursor, world.turns.ids.next(), ELSEWHERE, "x", world.now)
        for name, role in ((KAI, "contact"), (VERA, "coordinator")):
            talk = self.talks[name] = settle_staff(self._phone(), name, role)
            cursor.execute(
                "UPDATE roles SET organisation = :where WHERE person = :person",
                {"where": where, "person": talk.user},
            )
            people.move(cursor, talk.user, where)
        self.talks[AMINA] = settle_citizen(self._phone(), AMINA)
        self._pitch(AMINA)
        join(self.talks[AMINA], self.talks[KAI])
        self._show(AMINA)

    def _beside_samir(self) -> None:
        """Mette follows another citizen too, who shows her something, and thinks now of what she has done."""
        tove = self.talks[TOVE] = settle_citizen(self._phone(), TOVE)
        self._pitch(TOVE)
        join(tove, self.talks[METTE])
        self._show(TOVE)
        tove.command("menu")
        for label in (
            "New elevator pitch",
            "No, begin afresh",
            "Help me get started",
            "Think of what I have done",
        ):
            tove.tap(label)

    def _pitch(self, name: str) -> None:
        talk = self.talks[name]
        talk.command("menu")
        talk.tap("New elevator pitch")
        talk.write(f"I am {name}, and I have cooked {SECRETS[name]} for eight years.")
        for text in ("I like to cook at night", "kitchen", "I can cook and bake"):
            talk.write(text)
        talk.write(f"I come on time every day of the year, and I bring {SECRETS[name]}")
        talk.tap("Somebody I meet")

    def _show(self, name: str) -> None:
        """Show the pitch to the contact person."""
        talk = self.talks[name]
        talk.command("menu")
        talk.tap("✔ Talk: kitchen")
        talk.tap("Show it to")
        if "Yes, show it" not in talk.last.labels():
            talk.tap(METTE)
        talk.tap("Yes, show it")

    def _codes(self) -> None:
        """Codes of every kind that do not work, and Mette's own that does."""
        mette, kai = self.talks[METTE], self.talks[KAI]
        self.codes["used"] = code_of(mette)
        friend = settle_citizen(self._phone_of(7_500_000_001), "Nobody")
        friend.write(self.codes["used"])
        friend.tap("Yes, that is fine")
        friend.command("stop")
        friend.tap("Delete everything")
        friend.tap("Yes, delete everything")
        friend.tap("Yes, delete it now")
        self.codes["revoked"] = code_of(kai)
        kai.tap("Take a code back")
        kai.tap("For a citizen")
        self.codes["own"] = code_of(mette)
        self.codes["expired"] = code_of(kai)
        self.cursor.execute(
            "UPDATE invitations SET expires_at = 1 WHERE code = :code",
            {"code": digest(self.codes["expired"].replace(" ", ""))},
        )
        self.codes["guessed"] = "AB 123 456"
        self.codes["of a link that is used"] = used = invitation(mette, "mentor")
        self.cursor.execute("UPDATE invitations SET used_at = 1 WHERE code = :code", {"code": digest(used)})

    def _phone_of(self, user: int) -> Talk:
        return self.talks[SAMIR].beside(user, "en")

    def _happen(self) -> None:
        """What has left buttons on the phones: an open question to Samir, and Lars, whom he has let go."""
        samir, mette = self.talks[SAMIR], self.talks[METTE]
        samir.command("menu")
        for label in ("⚙ Settings", "People who follow me", LARS, f"{LARS} shall", "Yes"):
            samir.tap(label)
        mette.command("menu")
        for label in ("My citizens", SAMIR, "Hand over", OTTO, "Yes, ask"):
            mette.tap(label)
        for talk in (samir, self.talks[LARS], self.talks[KAI], mette):
            talk.wait(hours=1)
            talk.tap("Continue")
        self._warn(self.talks[AMINA])

    def _warn(self, talk: Talk) -> None:
        """The warning before everything is deleted, as for somebody who is gone, with nothing to come."""
        back = {"person": talk.user, "long": LONG_AGO, "now": to_ms(self.world.now)}
        for table, moment in (("timers", "due_at"), ("people", "seen_at")):
            whose = "person" if table == "timers" else "id"
            self.cursor.execute(
                f"UPDATE {table} SET {moment} = {moment} - :long WHERE {whose} = :person", back
            )
        now = self.world.now
        due = timers.due(self.cursor, BOT, now, 1000)
        (timer,) = (each for each in due if (each.person, each.kind) == (talk.user, RETENTION))
        talk.turns.wake(self.cursor, timer, now)
        self.cursor.execute(
            "UPDATE timers SET due_at = due_at + :long WHERE person = :person AND due_at < :now", back
        )
        self.cursor.execute("UPDATE people SET seen_at = seen_at + :long WHERE id = :person", back)
        talk.deliver()

    # What an attack sees ----------------------------------------------------------------------------

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever happens inside has not happened afterwards."""
        sent = {who: list(talk.sent) for who, talk in self.talks.items()}
        self.cursor.execute(
            "SAVEPOINT attack", {}
        )  # one name: each is compiled once, and the innermost is meant
        try:
            yield
        finally:
            self.cursor.execute("ROLLBACK TO attack", {})
            self.cursor.execute("RELEASE attack", {})
            for who, talk in self.talks.items():
                talk.sent = sent[who]

    def turn(self, name: str, given: Input) -> tuple[list[Message], list[str]]:
        """What somebody is told when they send this: messages, and short notes on the screen."""
        talk, world = self.talks[name], self.world
        world.update += 1
        incoming = Incoming(world.update, talk.user, talk.user, "en", given)
        done = talk.turns.take(self.cursor, incoming, world.now)
        toasts = [toast(each.text.to_json(), "en") for each in done.toasts]
        return talk.deliver(), toasts

    def watch(self) -> None:
        """From now on, note every row that is made, changed or deleted, and whose it is."""
        cursor = self.cursor
        cursor.execute("CREATE TEMP TABLE touched (place TEXT, owner INTEGER, row INTEGER)", {})
        cursor.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name <> 'updates'", {})
        for (table,) in cursor.fetchall():
            owner = "id" if table == "people" else "person" if table in OWN else "NULL"
            for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
                whose = owner if owner == "NULL" else f"{row}.{owner}"
                cursor.execute(
                    f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table} BEGIN"
                    f" INSERT INTO touched VALUES ('{event} {table}', {whose}, {row}.rowid); END",
                    {},
                )

    def others(self, name: str) -> list[object]:
        """What has happened to all rows but to one person's own since the city is watched."""
        mine = {"me": self.talks[name].user}
        return self.world.connection.execute(
            "SELECT place, owner, row FROM touched WHERE owner IS NOT :me", mine
        ).fetchall()

    def organisation(self, name: str) -> int:
        """The organisation that is responsible for what is stored about somebody."""
        known = people.find(self.cursor, BOT, self.talks[name].user)
        assert known is not None
        return known.organisation

    def focus(self, name: str) -> Session | None:
        """The session that somebody stands in."""
        known = people.find(self.cursor, BOT, self.talks[name].user)
        return None if known is None else sessions.load(self.cursor, known.person.id, known.person.focus)

    def foreign_rows(self, name: str, kind: str) -> list[int]:
        """The numbers of the rows of a kind that somebody has nothing to do with, the first made first."""
        connection, me = self.world.connection, self.talks[name].user
        return sorted(number for (number,) in connection.execute(FOREIGN[kind], {"me": me}))

    def foreign_keys(self, name: str) -> dict[str, str]:
        """A key of each kind of row that somebody has nothing to do with: the first, which stands nearest to them."""
        found = {kind: self.foreign_rows(name, kind) for kind in FOREIGN}
        return {kind: to_base36(rows[0]) for kind, rows in found.items() if rows}


@cache
def city() -> City:
    """The one city; whoever does something there undoes it."""
    return City()


def leaked(name: str, said: list[Message], toasts: list[str]) -> list[str]:
    """The words that somebody read and may not."""
    text = " ".join([*toasts, *(part for each in said for part in (each.text, each.drawing, *each.labels()))])
    return [word for word, readers in MAY_READ.items() if word in text and name not in readers]


def words(said: list[Message], toasts: list[str]) -> list[object]:
    """What an answer says, but for the numbers behind its buttons."""
    return [*toasts, *((each.text, each.labels()) for each in said)]
