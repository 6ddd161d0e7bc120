"""Everything that is stored about a person, in parts that they can read: in the chat, and whole on paper."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot import bounds
from bot.chat import keeping
from bot.chat.between import Between
from bot.chat.part import Part, day, when, within
from bot.chat.work import NOTHING, Exercise, told_apart
from bot.engine.adopting import adopt
from bot.engine.effects import HEALTH
from bot.engine.person import USUAL
from bot.engine.recording import voice_words
from bot.engine.text import N_, Words, folded, lines, literal, paragraphs
from bot.flows import _kept_elsewhere as kept_elsewhere
from bot.flows._messages import decided
from bot.state import answers, consents, manner, organisations, people, sessions, versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.session import Session
    from bot.engine.text import Value
    from bot.state.answers import Stored
    from bot.state.cursor import Cursor
    from bot.state.people import Known

AGREED = N_("You said yes on {day}. {organisation} is responsible.")
HEALTH_YES = N_("You said yes to questions about health on {day}.")
HEALTH_NO = N_("You said no to questions about health on {day}.")
HERE = N_("You were first here on {first}, and last on {last}.")
NOT_YET = N_("You have not said yes yet. If you do not say yes within a day, I delete it.")
ALSO = N_(
    "I know your number at Telegram, {user} (it is not your phone number), your language, "
    "and when you were last here."
)
WRITES = N_("I know whether I may write to you, and when.")
READ_ALOUD = N_("I know what I am to read aloud to you, how fast, and in which language I write below.")
ENERGY = N_("I know how much you wanted to do when I last asked.")
HOW_MUCH = N_("I know how much you want me to write.")
EARLIER = N_("I have your answers from before you changed them.")
FROM = N_("Your answers are from {day}.")
FROM_TO = N_("Your answers are from {first} to {last}.")
# Translators: in the copy of everything: a question, and an answer that was changed later.
BEFORE = N_("{question}, before you changed it: {answer}")
# Translators: at the end of My data in the chat, where somebody has written a whole book. The button stands below.
MORE = N_("There is not room for all of it here. It is all in your copy. Tap <b>{button_take_copy}</b>.")


def everything(
    cursor: Cursor, known: Known, flows: Mapping[str, Flow], context: Context
) -> tuple[Words, ...]:
    """All of it as paragraphs for the chat, as far as a chat can be read; the copy holds what is left out.

    What is the same each time, at the end, is folded away.
    """
    told = MyData(cursor, known, flows, context)
    *parts, also = told.parts()
    shown = within(parts, bounds.SHOWN)
    more = (Words(MORE),) if told.is_long or shown != parts else ()
    told_of = tuple(paragraph for part in shown for paragraph in part.paragraphs())
    return (*told_of, folded(paragraphs(tuple(also.paragraphs()))), *more)


@dataclass(frozen=True, slots=True)
class MyData:
    """Who the person is to us, each exercise with its answers and versions, texts without a place, and other people.

    What an errand holds (the name from first contact) is said of the person already. `whole` is for a paper that
    somebody keeps: every yes, and each answer as it was before it was changed.
    """

    cursor: Cursor
    known: Known
    flows: Mapping[str, Flow]
    context: Context
    whole: bool = False
    _read: list[Stored] = field(default_factory=list, init=False)

    @property
    def me(self) -> int:
        return self.known.person.id

    def parts(self) -> Iterator[Part]:
        """All parts that say something; on paper, what has no heading stands first."""
        kept = keeping.paragraphs(self.flows, self.context) if self.known.person.agreed else ()
        also = Part(lines=(*self._also(), *kept, self._kept_elsewhere()))
        yield Part(lines=tuple(self._person()))
        if self.whole:
            yield also
        yield from self._exercises()
        yield from self._unplaced()
        yield from Between(self.cursor, self.me, self.flows, self.context, on_paper=self.whole).parts()
        if not self.whole:
            yield also

    def _person(self) -> Iterator[Words]:
        """Their name, what they have agreed to, and when messages come; who has not said yes gets none."""
        person = self.known.person
        if person.name:
            yield Words(N_("Your name: {name}"), {"name": person.name})
        yield from self._agreed()
        yield lines(decided(person)) if person.agreed else Words(NOT_YET)

    def _agreed(self) -> Iterator[Words]:
        """Every yes and no; in the chat the newest on each thing."""
        given = consents.of_person(self.cursor, self.me)
        newest = {each.kind: each for each in given}
        for each in given if self.whole else newest.values():
            told: dict[str, Value] = {"day": when(each.given_at, self.context.person, on_paper=self.whole)}
            if each.kind == HEALTH:
                yield Words(HEALTH_YES if each.agreed else HEALTH_NO, told)
            else:
                name = organisations.get(self.cursor, each.organisation)[0]
                yield Words(AGREED, {**told, "organisation": name})

    def _also(self) -> Iterator[Words]:
        """What else there is of this person; the number is the chat's: of two, it is the person's own."""
        if self.whole:
            first, last = people.here(self.cursor, self.me)
            yield Words(HERE, {"first": self._day(first), "last": self._day(last)})
        person = self.known.person
        also = (
            (WRITES, person.agreed),
            (ENERGY, bool(person.energy_day)),
            (READ_ALOUD, manner.of(person)[:3] != manner.AS_USUAL[:3]),
            (HOW_MUCH, person.detail != USUAL.detail),
            (EARLIER, self._has_changed()),
        )
        number = Words(ALSO, {"user": str(self.known.chat)})
        yield lines([number, *(Words(text) for text, here in also if here)])

    def _kept_elsewhere(self) -> Words:
        where = self.known.organisation
        keeps = organisations.keeps(self.cursor, where)
        return kept_elsewhere.said(*organisations.get(self.cursor, where), keeps)

    def _exercises(self) -> Iterator[Part]:
        mine = self._mine()
        names = told_apart(mine)
        for each in mine:
            said = (*each.answered(), *self._earlier(each), *self._versions(each))
            if each.answered():
                yield Part(names[each.key], said, self._since(each))

    def _since(self, exercise: Exercise) -> Words | None:
        """From which day the answers of an exercise are, or from when to when."""
        given = answers.since(self.cursor, self.me, exercise.session.id)
        if given is None:
            return None
        first, last = map(self._day, given)
        return Words(FROM, {"day": last}) if first == last else Words(FROM_TO, {"first": first, "last": last})

    def _mine(self) -> list[Exercise]:
        found = sessions.overview(self.cursor, self.me)
        return [
            self._adopted(each)
            for each in found
            if each.flow in self.flows and self.flows[each.flow].pausable
        ]

    def _earlier(self, exercise: Exercise) -> Iterator[Words]:
        """On paper, the answers that were changed later, each with its question, in the words of then."""
        changed = {answer.id for answer in self._changed(exercise)} if self.whole else ()
        then = exercise.session.copy()  # an answer can be a choice among what was answered before it
        for answer in self._recorded() if changed else ():
            if answer.exercise == then.id:
                then.answers[answer.place] = answer.content
            if answer.id in changed:
                yield self._said_before(replace(exercise, session=then.copy()), answer)

    def _has_changed(self) -> bool:
        return any(True for exercise in self._mine() for _ in self._changed(exercise))

    def _changed(self, exercise: Exercise) -> Iterator[Stored]:
        """The answers of an exercise that were changed later, as they were before."""
        for answer in self._recorded():
            now = exercise.session.answers.get(answer.place, {})
            other = answer.content["value"] not in (*NOTHING, now.get("value"))
            if answer.exercise == exercise.session.id and self._asked(exercise.flow, answer) and other:
                yield answer

    def _asked(self, flow: Flow, answer: Stored) -> bool:
        """Whether something was asked for there, as far as we know; what was tapped in a menu says nothing on paper."""
        return bool(answer.place) and (not flow.exists(answer.place) or flow.asks(answer.place))

    def _said_before(self, exercise: Exercise, answer: Stored) -> Words:
        flow, place = exercise.flow, answer.place
        if not flow.exists(place):
            return literal(str(answer.content["value"]))
        view = exercise.view(place)
        values: dict[str, Value] = {
            "question": flow.short(place, view),
            "answer": flow.show(place, answer.content, view),
        }
        return Words(BEFORE, values)

    def _versions(self, exercise: Exercise) -> Iterator[Words]:
        for number, content, created in versions.of_exercise(self.cursor, exercise.session.id):
            values: dict[str, Value] = {"number": number, "day": self._day(created)}
            dated = str(content.get("dated", "")) if self.whole else ""
            text = dated or str(content.get("text", ""))
            if text:  # of a star, and whom somebody met, the answers above say all there is
                yield Words(N_("Version {number} of {day}: {text}"), {**values, "text": text})

    def _unplaced(self) -> Iterator[Part]:
        """What the person wrote that answers no question."""
        loose = [each for each in self._recorded() if not each.place and not each.part_of]
        if loose:
            yield Part(Words(N_("Beside the questions you wrote")), tuple(map(_loose, loose)))

    def _recorded(self) -> list[Stored]:
        """Every answer that was ever given, the oldest first; in the chat the newest of very many."""
        if not self._read:
            newest = answers.EVERY if self.whole else bounds.READ + 1
            self._read.extend(answers.all_of(self.cursor, self.me, newest))
        return self._read

    @property
    def is_long(self) -> bool:
        """Whether not all of their answers were read."""
        return not self.whole and len(self._recorded()) > bounds.READ

    def _adopted(self, session: Session) -> Exercise:
        flow = self.flows[session.flow]
        adopt(flow, session)
        return Exercise(flow, session, self.context)

    def _day(self, moment: datetime) -> Value:
        return day(moment, self.context.person, on_paper=self.whole)


def _loose(answer: Stored) -> Words:
    spoken = answer.content["kind"] == "voice"
    return voice_words(answer.content) if spoken else literal(str(answer.content["value"]))
