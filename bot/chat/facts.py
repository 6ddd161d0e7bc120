"""What flows may ask of the world around them: the answers to `bot.flows.FACTS`, from the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from bot.chat import keeping
from bot.chat.mydata import everything
from bot.chat.work import Exercise, label, of_kind, papers, told_apart, with_something
from bot.engine.adopting import adopt
from bot.engine.callbacks import from_base36, to_base36
from bot.engine.context import Item
from bot.engine.session import uncovered
from bot.engine.text import N_, Words
from bot.flows._kinds import kinds, practice
from bot.state import desk, ledger, organisations, sessions, versions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from bot.chat.company import Company
    from bot.engine.context import Context
    from bot.engine.document import Paper
    from bot.engine.flow import Flow
    from bot.engine.session import Answer, Session
    from bot.state.cursor import Cursor
    from bot.state.people import Known
    from bot.state.sessions import Closed
    from bot.words import Catalogues


NOTHING = {"kind": "skipped"}
CHANGE_ROLE = N_("Change role")


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers to what flows ask about one person, looked up when asked for; valid inside the transaction."""

    cursor: Cursor
    known: Known
    flows: Mapping[str, Flow]
    catalogues: Catalogues
    company: Company
    desk_url: str = ""
    voiced: Collection[str] = ()
    _read: dict[str, list[Closed]] = field(default_factory=dict, init=False)
    """The sessions of a flow, "" for those of all, as they were read: once in a turn."""
    _opened: dict[int, Session] = field(default_factory=dict, init=False)
    """Those that were looked into."""
    _listed: dict[str, tuple[Context, Any]] = field(default_factory=dict, init=False)
    """What `FOR_NOW` was found as the conversation stood: a menu asks for its items a dozen times."""

    def __call__(self, name: str, session: Session, context: Context) -> Any:
        """The fact of this name for a session; KeyError for a name that is not in `bot.flows.FACTS`."""
        if name not in FACTS:
            return self.company(name, session, context)
        if name not in FOR_NOW:
            return FACTS[name](self, session, context)
        at, found = self._listed.get(name, (None, None))
        if at is not context:
            found = FACTS[name](self, session, context)
            self._listed[name] = context, found
        return found

    def home(self, session: Session, context: Context) -> tuple[Item, ...]:
        """Exercises to go on with, unfinished ones first, then what can be begun."""
        listed = [
            each for each in self._exercises(context, _is_listed) if each.session.answers and not each.is_over
        ]
        names = told_apart(listed)
        ours = sorted(listed, key=lambda each: (each.is_finished, -each.session.id))
        offers = (
            Item(f"new_{flow.id}", Words(flow.offer), Words(flow.title))
            for flow in sorted(self.flows.values(), key=lambda flow: flow.order)
            if flow.offer
        )
        return (
            *(Item(each.key, label(each, names[each.key]), finished=each.is_finished) for each in ours),
            *offers,
            *self._hats(session, context),
        )

    def _hats(self, session: Session, context: Context) -> tuple[Item, ...]:
        """The way back into a role of staff, for somebody who has one and practises now."""
        has_role = bool(self.company("roles", session, context))
        return (Item("new_hat", Words(CHANGE_ROLE)),) if has_role else ()

    def work(self, _: Session, context: Context) -> tuple[Item, ...]:
        """Every exercise with something in it, also those that home does not list."""
        mine = with_something(self._exercises(context, _is_kept))
        names = told_apart(mine)
        return tuple(Item(each.key, label(each, names[each.key])) for each in mine)

    def work_known(self, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
        mine = with_something(self._exercises(context, _is_kept))
        names = told_apart(mine)
        return tuple(each.known(names[each.key]) for each in mine)

    def practice(self, _: Session, __: Context) -> tuple[Item, ...]:
        """What can be practised, by its title."""
        return practice(self.flows)

    def kinds(self, _: Session, __: Context) -> dict[str, str]:
        """What one exercise of each flow is called by somebody who has not opened it."""
        return kinds(self.flows)

    def reminded_work(self, session: Session, context: Context) -> tuple[Item, ...]:
        """What somebody can go on with or begin of what they are reminded of: what is unfinished first."""
        reminded = self.company("reminded", session, context)
        flow = self.flows.get(reminded.get("flow", ""))
        if flow is None:
            return ()
        mine = list(self._exercises(context, lambda each: each is flow))
        names = told_apart(mine)
        mine.sort(key=lambda each: (each.is_finished, -each.session.id))
        if reminded["exercise"]:
            found = [each for each in mine if each.key == reminded["exercise"]]
        else:
            found = [each for each in mine if _can_go_on(each)][:1]
        new = flow.offer and not reminded["exercise"]
        return (
            *(Item(each.key, label(each, names[each.key])) for each in found),
            *((Item(f"new_{flow.id}", Words(flow.offer)),) if new else ()),
        )

    def job_folder(self, _: Session, context: Context) -> tuple[Paper, ...]:
        return tuple(papers(with_something(self._exercises(context, _is_kept))))

    def _exercises(
        self, context: Context, of: Callable[[Flow], bool] = lambda _: True
    ) -> tuple[Exercise, ...]:
        """The person's exercises `of` these flows as they stand now, also those that this turn has changed."""
        changed = {
            number: self._adopted(each.copy())
            for number, each in context.changed.items()
            if number not in context.discarded and self._is_one(each.flow, of)
        }
        stored = self._stored(context, of)
        mine = {each.id: each for each in stored} | changed
        return tuple(self._exercise(each, context) for each in mine.values())

    def _is_one(self, flow: str, of: Callable[[Flow], bool]) -> bool:
        """Whether there is such a flow, and it is one of these."""
        return flow in self.flows and of(self.flows[flow])

    def _exercise(self, session: Session, context: Context) -> Exercise:
        return Exercise(self.flows[session.flow], session, context)

    def _adopted(self, session: Session) -> Session:
        """The session, brought up to date where its flow still exists."""
        if session.flow in self.flows:
            adopt(self.flows[session.flow], session)
        return session

    def _stored(
        self, context: Context, of: Callable[[Flow], bool] = lambda _: True, flow: str = ""
    ) -> list[Session]:
        """The person's sessions `of` these flows as they were before the turn; not what it has deleted.

        Where one flow is named, only its sessions are read. None where nothing of theirs is to be opened.
        """
        if not self.known.opened:
            return []
        if flow not in self._read:
            self._read[flow] = sessions.closed(self.cursor, self.known.person.id, flow or None)
        mine = (each for each in self._read[flow] if each.id not in context.discarded)
        return [self._open(each) for each in mine if self._is_one(each.flow, of)]

    def _open(self, stored: Closed) -> Session:
        if stored.id not in self._opened:
            session = sessions.opened(self.cursor, self.known.person.id, stored)
            self._opened[stored.id] = self._adopted(session)
        return self._opened[stored.id]

    def others(self, session: Session, context: Context) -> tuple[Item, ...]:
        """The other exercises of the same flow whose first question has an answer, the newest first."""
        flow = self.flows[session.flow]
        first = flow.numbered[0] if flow.numbered else ""
        stored = (self._exercise(each, context) for each in self._stored(context, flow=flow.id))
        theirs = sorted(stored, key=lambda each: each.session.id, reverse=True)
        return tuple(
            Item(each.key, of_kind(each, each.called()))
            for each in theirs
            if each.session.id != session.id and each.session.answers.get(first, NOTHING)["kind"] != "skipped"
        )

    def within(self, session: Session, context: Context) -> tuple[dict[str, Any], ...]:
        """The exercises that are made within this flow, the newest first."""
        mine = self._exercises(context, lambda each: each.within == session.flow)
        names = told_apart(mine)
        return tuple(
            {
                "key": each.key,
                "flow": each.flow.id,
                "name": names[each.key],
                "answers": _uncovered(each.session.answers),
                "kept": each.session.kept,
            }
            for each in sorted(mine, key=lambda each: -each.session.id)
        )

    def stars(self, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
        """The person's stars, the newest first, also what this turn has kept of them."""
        return self._records("star", context)

    def plans(self, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
        return self._records("plan", context)

    def course(self, _: Session, context: Context) -> tuple[dict[str, Any], ...]:
        return self._records("my_course", context)

    def _records(self, flow: str, context: Context) -> tuple[dict[str, Any], ...]:
        """What is known of the exercises of a flow, the newest first."""
        mine = self._exercises(context, lambda each: each.id == flow)
        return tuple(
            {"key": each.key, "answers": _uncovered(each.session.answers), "kept": each.session.kept}
            for each in sorted(mine, key=lambda each: -each.session.id)
        )

    def talks(self, _: Session, context: Context) -> tuple[dict[str, str], ...]:
        """The person's elevator pitches, the newest first, each with its text and the job it is for."""
        stored = self._stored(context, flow="elevator_pitch")
        newest = sorted((each for each in stored if each.kept), key=lambda each: -each.id)
        return tuple(
            {"text": str(each.kept["text"]), "job": _written(each.answers.get("job"))} for each in newest
        )

    def versions(self, session: Session, _: Context) -> tuple[Item, ...]:
        """The kept versions of an exercise, newest first."""
        kept = versions.of_exercise(self.cursor, session.id)
        return tuple(self._version(number, content) for number, content, _ in reversed(kept))

    def _version(self, number: int, content: dict[str, Any]) -> Item:
        spoken = content.get("spoken_seconds", 0)
        # Translators: button. A kept version of a talk, and about how long it takes to say.
        estimated = N_("Version {number} · about {seconds} s")
        # Translators: button. A kept version of a talk, and how long its recording is.
        recorded = N_("Version {number} · 🎙 {seconds} s")
        seconds = spoken or content.get("seconds", 0)
        return Item(
            str(number), Words(recorded if spoken else estimated, {"number": number, "seconds": seconds})
        )

    def version_texts(self, session: Session, _: Context) -> dict[str, str]:
        """The text of each kept version, by its item's key."""
        kept = versions.of_exercise(self.cursor, session.id)
        return {str(number): str(content.get("text", "")) for number, content, _ in kept}

    def snapshot(self, session: Session, context: Context) -> dict[str, Any]:
        """What somebody sees of the exercise that the session is about, or is, when it is shown as it is now."""
        own = to_base36(session.id)
        wanted = str(session.answers.get("exercise", {}).get("value", "")) or own
        as_it_stands = self._exercise(self._adopted(session.copy()), context)
        mine = (as_it_stands,) if wanted == own else self._exercises(context)
        found = (each for each in mine if each.key == wanted)
        return next((each.snapshot() for each in found if each.session.kept), {})

    def languages(self, _: Session, __: Context) -> tuple[Item, ...]:
        """The languages on offer, each by its own name."""
        return self.catalogues.by_own_name

    def language_words(self, _: Session, __: Context) -> str:
        """The word for a language in each of those on offer, for whoever cannot read what is asked."""
        return self.catalogues.in_each(Words(N_("Language")))

    def everything(self, _: Session, context: Context) -> tuple[Words, ...]:
        """All that is stored about the person, as paragraphs."""
        return everything(self.cursor, self.known, self.flows, context)

    def keeping(self, _: Session, context: Context) -> dict[str, Any]:
        return keeping.known(self.cursor, self.known, context)

    def organisation(self, _: Session, __: Context) -> str:
        return organisations.get(self.cursor, self.known.organisation)[0]

    def keeps(self, _: Session, __: Context) -> str:
        return organisations.keeps(self.cursor, self.known.organisation)

    def desk_link(self, session: Session, _: Context) -> str:
        made = str(session.answers.get("made", {}).get("value", ""))
        return f"{self.desk_url}/desk/open/{made}" if self.desk_url else ""

    def desk_sessions(self, _: Session, context: Context) -> str:
        return str(desk.sessions_of(self.cursor, self.known.person.id, context.now))

    def desk_number(self, session: Session, context: Context) -> str:
        """The number on the page of whoever signs in, "" where nobody waits for it to be confirmed (any more)."""
        subject = str(session.answers.get(desk.CONFIRM, {}).get("value", ""))
        me = self.known.person.id
        number = desk.number_of(self.cursor, me, from_base36(subject), context.now) if subject else None
        return "" if number is None else str(number)

    def receipt(self, _: Session, __: Context) -> str:
        return ledger.receipt(self.cursor, self.known.person.id)

    def voiced_now(self, _: Session, context: Context) -> str:
        return "yes" if context.person.language in self.voiced else "no"

    def contact(self, _: Session, __: Context) -> str:
        return organisations.get(self.cursor, self.known.organisation)[1]


FACTS: dict[str, Callable[[Facts, Session, Context], Any]] = {
    "contact": Facts.contact,
    "course": Facts.course,
    "desk_link": Facts.desk_link,
    "desk_number": Facts.desk_number,
    "desk_sessions": Facts.desk_sessions,
    "everything": Facts.everything,
    "home": Facts.home,
    "keeps": Facts.keeps,
    "keeping": Facts.keeping,
    "kinds": Facts.kinds,
    "job_folder": Facts.job_folder,
    "language_words": Facts.language_words,
    "languages": Facts.languages,
    "organisation": Facts.organisation,
    "others": Facts.others,
    "plans": Facts.plans,
    "practice": Facts.practice,
    "receipt": Facts.receipt,
    "reminded_work": Facts.reminded_work,
    "snapshot": Facts.snapshot,
    "stars": Facts.stars,
    "talks": Facts.talks,
    "version_texts": Facts.version_texts,
    "versions": Facts.versions,
    "voiced": Facts.voiced_now,
    "within": Facts.within,
    "work": Facts.work,
    "work_known": Facts.work_known,
}

FOR_NOW: Final = frozenset({"home", "work", "work_known"})
"""Facts that are the same for every session, as long as the conversation stands where it stands."""


def _uncovered(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """What was answered elsewhere, as it is used here: without what covers a number in it."""
    told = ((place, uncovered(answer)) for place, answer in answers.items())
    return {place: answer for place, answer in told if answer is not None}


def _written(answer: Answer | None) -> str:
    """The words of an answer; "" where there is none, and where it is only said."""
    answer = uncovered(answer)
    return str(answer["value"]) if answer is not None and answer["kind"] == "text" else ""


def _can_go_on(exercise: Exercise) -> bool:
    """Whether it is one to practise further: unfinished, or finished and not just how things were on a day."""
    if exercise.flow.single or not exercise.session.answers:
        return False
    return not exercise.is_finished or bool(exercise.flow.reopen and exercise.flow.copyable)


def _is_listed(flow: Flow) -> bool:
    """Whether exercises of a flow stand at home."""
    return not flow.within and _stays(flow)


def _is_kept(flow: Flow) -> bool:
    """Whether exercises of a flow are the person's work; an errand is none."""
    return flow.pausable


def _stays(flow: Flow) -> bool:
    """Whether an exercise of a flow is there to go on with; an errand is not, nor what begins again each time."""
    return bool(flow.reopen) if flow.single else flow.pausable
