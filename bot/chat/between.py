"""What is stored between a person and the people around them, as paragraphs they can read in the chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.chat.part import Part, day, when
from bot.chat.work import Exercise
from bot.coaching.recurrence import Rule, in_words
from bot.engine.adopting import adopt
from bot.engine.recording import in_writing
from bot.engine.steps.choosing import NO_LONGER
from bot.engine.text import N_, Words
from bot.flows import _belief as belief
from bot.flows._company import role_words
from bot.flows._star import AXIS
from bot.state import (
    access,
    comments,
    looks,
    observations,
    organisations,
    people,
    relations,
    reminder_answers,
    reminders,
    reports,
    roles,
    sessions,
    shares,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.text import Value
    from bot.state.comments import Said
    from bot.state.cursor import Cursor
    from bot.state.observations import Observation
    from bot.state.reminders import Reminder

# Translators: in My data of a citizen, as "Mette has been your contact person since 3 May". Then, of one of the staff.
FOLLOWS = N_("{name} has been your {role} since {day}")
HAS_ROLE = N_("You are {role} at {organisation}")
# Translators: in My data of one of the staff, as "You have been contact person for Samir since 3 May".
FOLLOWS_THEM = N_("You have been {role} for {name} since {day}")
# Translators: in My data. Who sees an exercise since when, who has looked at it when, and what was said of it. {title}
# is what it is called, which can end with a day.
SHOWN = N_('{name} can see "{title}", version {number}, since {day}')
LOOKED = N_('{name} looked at "{title}" on {day}')
SAID = N_('{name}, {day}, of "{title}": {text}')
READ = N_('{name} read "{title}" on {day}')
# Translators: in My data of a citizen: what one of the staff has noted of them on a day.
SCORED = N_("{name}, {day}, how your star looks to them: {list}")
BELIEVED = N_("{name}, {day}, how much they believe that you get a job: {belief}")
# Translators: in My data of one of the staff: to whom they wrote what on which day, and what they noted of whom.
WROTE = N_("To {name}, {day}: {text}")
WROTE_READ = N_("To {name}, {day}: that you have read it")
OWN_SCORES = N_("Of {name}, {day}, how you see the star: {list}")
OWN_BELIEF = N_("Of {name}, {day}, how much you believe in a job: {belief}")
# Translators: in My data of a citizen: what one of the staff has written in a report about them, and they themselves.
REPORTED = N_("{name}, {day}, in a report about you: {text}")
SAID_IN_REPORT = N_("You, in the report of {day}: {text}")
REMINDED = "{name}, {when}: {what}"
# Translators: in My data of one of the staff: whom they remind of what. {when} is like "every day at 09:00".
REMINDS = N_("To {name}, {when}: {what}")
# Translators: in My data of a citizen: whose reminders they have said no to, and since when.
DECLINED = N_("You want no reminders from {name}, since {day}")
# Translators: one axis of the star and its step: "Everyday life (4)".
AXIS_STEP = N_("{axis} ({step})")
SOMEBODY = N_("Somebody who is not here any more")
FORMER = N_("Somebody who is not with you any more")
AN_EXERCISE = N_("an exercise")


@dataclass(frozen=True, slots=True)
class Between:
    """Reads it for one person, inside a transaction."""

    cursor: Cursor
    person: int
    flows: Mapping[str, Flow]
    context: Context
    on_paper: bool = False
    """Whether days are said with their year, and some with the time, as on a paper that is kept."""

    def parts(self) -> Iterator[Part]:
        """Who follows somebody, what they have shown and heard as a citizen; whom they follow and write to as staff."""
        parts = (
            (N_("Who follows you"), self._followers()),
            (N_("What others can see"), self._shown()),
            (N_("Who has looked"), self._looks()),
            (N_("What was said of your exercises"), self._said()),
            (N_("What others have written about you"), self._noted()),
            (N_("What you are reminded of"), self._reminded()),
            (N_("Your role here"), self._roles()),
            (N_("Whom you follow"), self._followed()),
            (N_("What you have written to others"), self._wrote()),
            (N_("What you have noted of others"), self._observed()),
            (N_("What you remind others of"), self._reminds()),
        )
        for heading, lines in parts:
            found = tuple(lines)
            if found:
                yield Part(Words(heading), found)

    def _followers(self) -> Iterator[Words]:
        for each in relations.of_citizen(self.cursor, self.person):
            values = self._named(each.staff, each.since)
            yield Words(FOLLOWS, {**values, "role": role_words(each.role)})

    def _roles(self) -> Iterator[Words]:
        for each in roles.of_person(self.cursor, self.person):
            organisation = organisations.get(self.cursor, each.organisation)[0]
            yield Words(HAS_ROLE, {"role": role_words(each.role), "organisation": organisation})

    def _followed(self) -> Iterator[Words]:
        for each in relations.of_staff(self.cursor, self.person):
            values: dict[str, Value] = {"name": self._citizen(each.citizen), "day": self._day(each.since)}
            yield Words(FOLLOWS_THEM, {**values, "role": role_words(each.role)})

    def _shown(self) -> Iterator[Words]:
        for each in shares.of_citizen(self.cursor, self.person):
            values = {"name": self._name(each.viewer), "day": self._when(each.shared_at)}
            title = Words.from_json(each.snapshot["name"])
            yield Words(SHOWN, {**values, "title": title, "number": each.version})

    def _looks(self) -> Iterator[Words]:
        for each in looks.of_citizen(self.cursor, self.person):
            values = {"name": self._name(each.viewer), "day": self._when(each.looked_at)}
            yield Words(LOOKED, {**values, "title": self._title(each.exercise)})

    def _said(self) -> Iterator[Words]:
        for each in comments.of_citizen(self.cursor, self.person):
            mine = each.author == self.person
            name: Value = Words(N_("You")) if mine else self._name(each.author)
            values = {
                **self._named(each.author, each.said_at),
                "name": name,
                "title": self._title(each.exercise),
            }
            said = in_writing(each.text, each.recording)
            yield Words(SAID, {**values, "text": said}) if each.kind != "reviewed" else Words(READ, values)

    def _noted(self) -> Iterator[Words]:
        for kind in ("star", "belief"):
            for each in reversed(observations.of_citizen(self.cursor, self.person, kind)):
                yield self._observation(each, SCORED, BELIEVED, self._name(each.author))
        yield from self._reported()

    def _reported(self) -> Iterator[Words]:
        """What the newest version of each report says, but for what the person has shown, which stands above."""
        found = [each.id for each in reports.of_citizen(self.cursor, self.person)]
        newest = {each.report: each for each in reports.versions_of(self.cursor, self.person, found)[::-1]}
        for each in newest.values():
            values = self._named(each.author, each.made_at)
            for text in (each.content["assessment"], each.content["proposals"]):
                if text:
                    yield Words(REPORTED, {**values, "text": text})
            if each.content["words"]:
                yield Words(SAID_IN_REPORT, {"day": values["day"], "text": each.content["words"]})

    def _wrote(self) -> Iterator[Words]:
        for citizen, each in comments.by_author(self.cursor, self.person):
            if citizen != self.person:
                yield self._written(citizen, each)

    def _written(self, citizen: int, said: Said) -> Words:
        values = {**self._named(citizen, said.said_at), "name": self._citizen(citizen)}
        if said.kind == "reviewed":
            return Words(WROTE_READ, values)
        return Words(WROTE, {**values, "text": in_writing(said.text, said.recording)})

    def _observed(self) -> Iterator[Words]:
        for citizen, each in observations.by_author(self.cursor, self.person):
            yield self._observation(each, OWN_SCORES, OWN_BELIEF, self._citizen(citizen))

    def _observation(self, each: Observation, scored: str, believed: str, name: Value) -> Words:
        values: dict[str, Value] = {"name": name, "day": self._day(each.noted_at)}
        if each.kind == "belief":
            return Words(believed, {**values, "belief": belief.in_words(each.content["step"])})
        return Words(scored, {**values, "list": self._steps(each.content["scores"])})

    def _steps(self, scores: Mapping[str, int]) -> tuple[Words, ...]:
        """Each axis with its step; of one that the star has no longer, that it is gone."""
        star = self.flows["star"]
        names = {axis: getattr(star.find(f"{AXIS}{axis}"), "short", NO_LONGER) for axis in scores}
        return tuple(
            Words(AXIS_STEP, {"axis": Words(names[axis]), "step": step}) for axis, step in scores.items()
        )

    def _reminded(self) -> Iterator[Words]:
        for each in reminders.of_citizen(self.cursor, self.person):
            yield from self._reminder(each, REMINDED, each.sender)
            for answer in reminder_answers.of_reminder(self.cursor, each.id):
                said = in_writing(answer.text, answer.recording)
                yield Words(WROTE, {**self._named(each.sender, answer.said_at), "text": said})
        declined = {
            each.staff: each.reminders_off_at for each in relations.of_citizen(self.cursor, self.person)
        }
        for staff, since in declined.items():
            if since is not None:
                yield Words(DECLINED, self._named(staff, since))

    def _reminds(self) -> Iterator[Words]:
        for each in reversed(reminders.of_sender(self.cursor, self.person)):
            yield from self._reminder(each, REMINDS, each.citizen)

    def _reminder(self, reminder: Reminder, said: str, person: int) -> Iterator[Words]:
        """When it comes and what it is of; nothing of one whose words are gone, since the two part ways."""
        flow = self.flows.get(reminder.flow)
        what: Value = reminder.text or (Words(flow.title) if flow else "")
        if what:
            today = self.context.now.astimezone(ZoneInfo(self.context.person.time_zone)).date()
            when = in_words(Rule.from_json(reminder.rule), today)
            yield Words(said, {"name": self._name(person), "when": when, "what": what})

    def _named(self, person: int | None, moment: datetime) -> dict[str, Value]:
        return {"name": self._name(person), "day": self._day(moment)}

    def _name(self, person: int | None) -> Value:
        return (people.name_of(self.cursor, person) if person is not None else "") or Words(SOMEBODY)

    def _citizen(self, citizen: int) -> Value:
        """What somebody who is followed by the person is called; whoever is not any more has no name for them."""
        followed = access.standing(self.cursor, self.person, citizen)
        return self._name(citizen) if followed else Words(FORMER)

    def _title(self, exercise: int) -> Value:
        """What an exercise of the person's is called now."""
        session = sessions.load(self.cursor, self.person, exercise)
        if session is None or session.flow not in self.flows:
            return Words(AN_EXERCISE)
        flow = self.flows[session.flow]
        adopt(flow, session)
        return Exercise(flow, session, self.context).called()

    def _day(self, moment: datetime) -> Value:
        return day(moment, self.context.person, on_paper=self.on_paper)

    def _when(self, moment: datetime) -> Value:
        return when(moment, self.context.person, on_paper=self.on_paper)
