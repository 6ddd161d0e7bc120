"""The simulated year as it runs: what people do, and a program that dies in the middle of turns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.chat.updates import Incoming
from bot.coaching.recurrence import Rule
from bot.engine.deeds import Remind, Watch
from bot.engine.discarding import timers_anew
from bot.engine.effects import REMINDER, Schedule
from bot.engine.person import Person
from bot.engine.session import Session
from bot.state import people, relations, roles, sessions, timers
from bot.state.deeds import Doer
from bot.state.ids import Ids, highest
from bot.state.transaction import transaction
from tests.simulation import expected
from tests.simulation.lives import BEGIN, END
from tests.talk import BOT, Talk, World

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping
    from random import Random

    from bot.chat.done import Done
    from bot.engine.inputs import Input
    from bot.state.timers import Timer
    from tests.simulation.lives import Life

STAFF = 1_000_000
"""The phone of a citizen's mentor has the citizen's own number and this."""
LOOKED_AT = ("reminder", "plan", "interview_day", "my_course", "my_queue")
ANSWERED = ("home", "home", "plan", "plan", "home")
REPLIES = {
    "visit": ("home",),
    "not_yet": ANSWERED,
    "won": ANSWERED,
    "put_off": ("",),
    "want_no_more": ("reminder",),
}
"""What every row is of that is written while somebody does this, "" for no exercise; at anything else nothing is."""


class Killed(Exception):
    """The program dies in the middle of a transaction."""


@dataclass
class Year:
    """The simulated year: what happens when, and what the program makes of it."""

    world: World
    chance: Random
    kills: int = 0
    restarts: int = 0
    repeated: int = 0
    killed_turns: int = 0
    replies: list[tuple[Life, str, tuple[str, ...]]] = field(default_factory=list)
    """Who did what, and what the rows are of that were written meanwhile."""
    replied: set[int] = field(default_factory=set)
    """The rows of the outbox that were written meanwhile."""
    moments: dict[int, dict[int, tuple[int, str]]] = field(default_factory=dict)
    """When each moment of each citizen's reminders was noted, and what became of it: the old ones are forgotten."""

    def live(self, everybody: list[Life]) -> None:
        """Settle everybody, then let the year pass."""
        self.world.now = BEGIN - timedelta(hours=2)
        for life in everybody:
            self.settle(life)
        assert self.world.now < BEGIN
        self.world.now = BEGIN
        for life in everybody:
            self.touch(life)
        happenings = sorted(
            (happening for life in everybody for happening in self.happenings(life)), key=lambda each: each[0]
        )
        while (moment := self.next_moment(happenings)) <= END:
            self.world.now = expected.running(max(moment, self.world.now))
            if happenings and happenings[0][0] <= moment:
                self.happen(happenings.pop(0)[1])
            self.ring_all()

    def happen(self, happening: partial[None]) -> None:
        """Let somebody do something, and note what is written meanwhile."""
        ((newest,),) = self.asked("SELECT MAX(id) FROM outbox")
        happening()
        rows = self.asked(
            "SELECT o.id, e.flow FROM outbox o LEFT JOIN exercises e ON e.id = o.session"
            " WHERE o.id > :newest ORDER BY o.id",
            newest=newest,
        )
        life, did = happening.args[0], happening.func.__name__
        self.replies.append((life, did, tuple(flow or "" for _, flow in rows)))
        self.replied.update(number for number, _ in rows)

    def next_moment(self, happenings: list[tuple[datetime, partial[None]]]) -> datetime:
        """When something happens next: a timer is due, or somebody does something."""
        ((due,),) = self.asked("SELECT MIN(due_at) FROM timers")
        ahead = [] if due is None else [datetime.fromtimestamp(due / 1000, UTC)]
        return min([*ahead, *(at for at, _ in happenings[:1])], default=END + timedelta(days=1))

    def asked(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        """What the database says to this, be it SQLite or PostgreSQL."""
        return asked(self.world.connection, sql, values)

    def ring_all(self) -> None:
        """Ring what is due, as the clockwork does; now and then the program dies, or is late to learn what it did."""
        while due := timers.due(self.world.connection.cursor(), BOT, self.world.now, 100):
            for timer in due:
                self.ring(timer)

    def note(self, citizen: int) -> None:
        """Remember what is known of a citizen's reminders now."""
        rows = self.asked(
            "SELECT d.id, d.made_at, d.state FROM deliveries d JOIN reminders r ON r.id = d.reminder"
            " WHERE r.citizen = :citizen",
            citizen=citizen,
        )
        self.moments.setdefault(citizen, {}).update({id_: (at, state) for id_, at, state in rows})

    def ring(self, timer: Timer) -> None:
        if timer.kind == REMINDER:
            self.note(timer.person)
        if self.chance.random() < 0.03:
            self.kills += 1
            try:
                self.wake(timer, die=True)
            except Killed:
                self.restart()
        self.wake(timer)
        if self.chance.random() < 0.03:
            self.repeated += 1
            self.wake(timer)
        if self.chance.random() < 0.01:
            self.restarts += 1
            self.restart()

    def restart(self) -> None:
        """Begin anew with what was committed."""
        world = self.world
        world.restart()
        ids = Ids(lambda: world.now, bits=world._bits)
        ids.start_above(highest(world.connection.cursor()))
        world.turns = replace(world.turns, ids=ids)

    def wake(self, timer: Timer, *, die: bool = False) -> None:
        with transaction(self.world.connection):
            self.world.turns.wake(self.world.connection.cursor(), timer, self.world.now)
            if die:
                raise Killed

    # People ----------------------------------------------------------------------------------------

    def settle(self, life: Life) -> None:
        """A citizen with their hours, plan and course, and a mentor who reminds them."""
        cursor, ids = self.world.connection.cursor(), self.world.turns.ids
        organisation, now = self.world.turns.organisation, self.world.now
        citizen = Person(
            number(life),
            name="Samir",
            time_zone=life.zone,
            agreed=True,
            awake_from=life.first.isoformat("minutes"),
            awake_to=life.last.isoformat("minutes"),
            weekends=life.weekends,
        )
        for person in (citizen, Person(number(life) + STAFF, name="Jonas", agreed=True, hat="mentor")):
            people.create(cursor, BOT, person.id, person.id, person, organisation, now)
        roles.give(cursor, ids.next(), number(life) + STAFF, organisation, "mentor", now)
        relation = ids.next()
        relations.begin(cursor, relation, number(life), number(life) + STAFF, organisation, "mentor", now)
        mentor = Doer(cursor, ids, number(life) + STAFF, organisation, now)
        for each in life.reminders:
            rule = Rule(each.kind, each.day, each.at)
            due = expected.shown(next(expected.occurrences(each)), each.at, life.zone)
            mentor = replace(mentor, now=mentor.now + timedelta(minutes=1))
            mentor.do(Remind(ids.next(), relation, rule.to_json(), due, text="Husk at ringe"))
        mentor.do(Watch(relation, life.silence))
        if life.course:
            self.begin_course(life)
        if life.plan:
            self.make_plan(life)
        if life.interview:
            self.prepare_interview(life)

    def begin_course(self, life: Life) -> None:
        """A star on the first day of the course, and the course as somebody has told of it."""
        world, day = self.world, str(life.course)
        cursor, ids = world.connection.cursor(), world.turns.ids
        course = {"begun": day, "weeks": 26, "extended": 0, "stopped": "", "pauses": []}
        star = Session(
            ids.next(), "star", at="end", status="done", kept={"day": day, "scores": {}, "high": 7}
        )
        mine = Session(ids.next(), "my_course", at="end", status="done", kept=course)
        for session in (star, mine):
            sessions.save(cursor, number(life), session, world.now)
        known = people.find(cursor, BOT, number(life))
        assert known is not None
        context = world.turns.context(cursor, known, world.now)
        for effect in timers_anew(world.turns.flows["my_course"], mine, context):
            assert isinstance(effect, Schedule)
            timers.schedule(cursor, ids.next(), number(life), effect.kind, mine.id, effect.at)

    def make_plan(self, life: Life) -> None:
        assert life.plan is not None
        day, at = life.plan
        talk = self.begin(life, "Lav en lille aftale")
        talk.write("Ringe til Netto")
        talk.write(f"{day.day}/{day.month}/{day.year} kl. {at:%H:%M}")
        talk.tap("Spring over")
        talk.tap("Jeg kan ikke komme på noget")

    def prepare_interview(self, life: Life) -> None:
        assert life.interview is not None
        day, at = life.interview
        talk = self.begin(life, "Øv dig til en jobsamtale")
        talk.tap("Jeg skal til samtale")
        talk.write("Føtex")
        talk.tap("Spring over")
        talk.write(f"{day.day}/{day.month}/{day.year} kl. {at:%H:%M}")
        talk.tap("✔ Færdig")
        talk.tap("Færdig for i dag")

    def begin(self, life: Life, label: str) -> Talk:
        """The citizen's phone, at what they have chosen in the menu."""
        talk = self.phone(life)
        talk.pace = 0.01
        talk.command("menu")
        talk.tap(label)
        if "overskue i dag" in talk.last.text:
            talk.tap("En hel øvelse")
        return talk

    def phone(self, life: Life) -> Talk:
        """The citizen's phone, which nobody keeps: what it was told before is of no interest."""
        talk = Phone(self, life)
        self.world.talks.remove(talk)
        self.world.drawn.append(number(life))
        talk.deliver()
        return talk

    def touch(self, life: Life) -> None:
        """The citizen is here as the year begins."""
        people.seen(self.world.connection.cursor(), number(life), BEGIN)
        (relation,) = relations.of_citizen(self.world.connection.cursor(), number(life))
        mentor = Doer(
            self.world.connection.cursor(), self.world.turns.ids, relation.staff, relation.organisation, BEGIN
        )
        mentor.do(Watch(relation.id, life.silence))

    def happenings(self, life: Life) -> list[tuple[datetime, partial[None]]]:
        """What a citizen does in the year."""
        found: list[tuple[datetime, partial[None]]] = [
            (visit, partial(self.visit, life)) for visit in life.visits
        ]
        found += zip(
            expected.answers(life), (partial(self.not_yet, life), partial(self.won, life)), strict=False
        )
        found += [(tap, partial(self.put_off, life)) for tap, _ in expected.put_off(life)]
        if stop := expected.stopped(life):
            found.append((stop, partial(self.want_no_more, life)))
        if life.away:
            found += [(at, partial(self.stop, life, on)) for at, on in zip(life.away, (1, 0), strict=True)]
        if life.gone:
            found += [(life.gone[0], partial(self.block, life)), (life.gone[1], partial(self.unblock, life))]
        return found

    def visit(self, life: Life) -> None:
        self.phone(life).command("menu")

    def not_yet(self, life: Life) -> None:
        """The plan has not happened, and is tried again a week after its day."""
        talk = self.begin(life, "Aftale: Ringe til Netto")
        talk.tap("Ikke endnu")
        talk.tap("Prøv igen")

    def won(self, life: Life) -> None:
        talk = self.begin(life, "Aftale: Ringe til Netto")
        talk.tap("Det lykkedes")
        talk.tap("Ikke i dag")

    def put_off(self, life: Life) -> None:
        self.phone(life).tap("Senere i dag")

    def want_no_more(self, life: Life) -> None:
        self.phone(life).tap("Stop dem her")

    def stop(self, life: Life, on: int) -> None:
        """Stop all messages, or let them come again."""
        self.world.connection.cursor().execute(
            "UPDATE people SET quiet = :on WHERE id = :person", {"on": on, "person": number(life)}
        )

    def block(self, life: Life) -> None:
        people.block(self.world.connection.cursor(), BOT, number(life), self.world.now)

    def unblock(self, life: Life) -> None:
        people.unblock(self.world.connection.cursor(), BOT, number(life))


class Phone(Talk):
    """A citizen's phone. Now and then the program dies in the middle of their turn, or gets the same update twice."""

    def __init__(self, year: Year, life: Life) -> None:
        super().__init__("da", user=number(life), world=year.world)
        self.year = year

    def _turn(self, given: Input) -> Done:
        if self.now > BEGIN and self.year.chance.random() < 0.06:
            self.year.killed_turns += 1
            try:
                self._take(given, self.world.update + 1, die=True)
            except Killed:
                self.year.restart()
                self.turns = self.world.turns
        done = super()._turn(given)
        if self.year.chance.random() < 0.05:
            self._take(given, self.world.update)
        return done

    def _take(self, given: Input, update: int, *, die: bool = False) -> None:
        incoming = Incoming(update, self.user, self.user, self.phone_language, given)
        with transaction(self._connection):
            self.turns.take(self._connection.cursor(), incoming, self.now)
            if die:
                raise Killed


def number(life: Life) -> int:
    """The citizen's id, and the number of their phone."""
    return 10_000 + life.number


def asked(connection: sqlite3.Connection, sql: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
    """What a database says to this."""
    cursor = connection.cursor()
    cursor.execute(sql, values)
    return list(cursor.fetchall())


def written(
    connection: sqlite3.Connection, replied: Collection[int] = ()
) -> dict[int, list[tuple[str, datetime]]]:
    """What has entered the outbox unasked since the year began, by citizen: what it asks to be opened, and when."""
    rows = asked(
        connection,
        "SELECT o.id, o.person, e.flow, o.created_at FROM outbox o JOIN exercises e ON e.id = o.session"
        " WHERE o.created_at > :begin ORDER BY o.id",
        {"begin": int(BEGIN.timestamp() * 1000)},
    )
    found: dict[int, list[tuple[str, datetime]]] = {}
    for row, person, flow, at in rows:
        if flow in LOOKED_AT and row not in replied:
            whose = person - STAFF if person > STAFF else person
            found.setdefault(whose, []).append((flow, datetime.fromtimestamp(at / 1000, UTC)))
    return {person: sorted(each) for person, each in found.items()}
