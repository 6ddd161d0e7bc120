"""What a person has made: each exercise with something in it, in words, and what of it belongs on paper."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.engine.callbacks import to_base36
from bot.engine.document import Block, Paper, off_paper
from bot.engine.flow import OPEN
from bot.engine.graph import plain
from bot.engine.recording import played, recorded
from bot.engine.sharing import DAY, OF_ANOTHER, OUTCOME
from bot.engine.symbols import KIND
from bot.engine.text import N_, Value, Words, brief, lines, literal
from bot.engine.view import View, placeholders
from bot.flows._spoken import YOUR_ANSWER, captioned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.recording import Recording
    from bot.engine.session import Answer, Session

NOTHING: Final[tuple[object, ...]] = ("", [])
"""The values of what was skipped, and of a question where nothing was ticked."""
LONGEST_NAME: Final = 40
"""Characters of somebody's own words in the name of an exercise, which is a heading, and stands on buttons."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One session of a person as an exercise, brought up to date with its flow."""

    flow: Flow
    session: Session
    context: Context

    @property
    def key(self) -> str:
        """How choices name it."""
        return to_base36(self.session.id)

    @property
    def is_finished(self) -> bool:
        return self.flow.is_finished(self.session)

    @property
    def awaits(self) -> bool:
        """Whether it has ended and still waits for something to happen."""
        return self.is_finished and bool(self.flow.awaits) and plain(self.view(), self.flow.awaits) == "yes"

    @property
    def is_over(self) -> bool:
        """Whether it has waited for something to happen, and does so no more."""
        return self.is_finished and bool(self.flow.awaits) and not self.awaits

    def view(self, place: str = "") -> View:
        return View(self.flow, self.session, self.context, self.context.person, place or self.session.at)

    def called(self) -> Words:
        """Its own name where its flow gives one and the answers for it are there, else the flow's title.

        What of it the person has written is shortened: the whole of it stands in the exercise.
        """
        return brief(self._named(), LONGEST_NAME)

    def _named(self) -> Words:
        """The same with all that the person has written."""
        if not self.flow.called:
            return Words(self.flow.title)
        view = self.view()
        values: dict[str, Value] = {name: view[name] for name in placeholders(self.flow.called)}
        if any(value in ("", OPEN) for value in values.values()):
            return Words(self.flow.title)
        return Words(self.flow.called, values)

    def answered(self) -> tuple[Words, ...]:
        """Every answer that the person gave in it, a line each with what was asked."""
        return tuple(
            Words(
                "{question}: {answer}",
                {
                    "question": self.flow.short(place, self.view(place)),
                    "answer": self.flow.show(place, answer, self.view(place)),
                },
            )
            for place, answer in self._given()
        )

    @property
    def has_something(self) -> bool:
        """Whether something was kept or answered in it by its person."""
        guess = bool(self.flow.unsaid) and plain(self.view(), self.flow.unsaid) == "yes"
        return not guess and (bool(self.session.kept) or any(self._given()))

    def _given(self) -> Iterator[tuple[str, Answer]]:
        """The answers that say something, by their steps."""
        for place, answer in self.session.answers.items():
            if self.flow.exists(place) and self.flow.asks(place) and answer["value"] not in NOTHING:
                yield place, answer

    def text(self) -> Words:
        """Its newest text; where none was kept, its answers."""
        kept = str(self.session.kept.get("text", ""))
        return literal(kept) if kept else lines(self.answered())

    def paper(self) -> Paper:
        """What of it belongs on paper; an answer is called by its whole question, in the language of the paper.

        Where its flow gives it no name, that is the question as it was kept.
        """
        asked = str(self.session.kept.get("question", ""))
        name = self.called() if not asked else self._named() if self.flow.called else literal(asked)
        return Paper(self.flow.id, Words(self.flow.title), name, (*self._unwritten(), *self._blocks()))

    def _unwritten(self) -> tuple[Block, ...]:
        """That it can be heard, and where: of what was made by voice alone nothing else would stand on paper."""
        if self.flow.paper is off_paper or self.session.kept.get("text") != "":
            return ()
        spoken = [
            part["seconds"]
            for place, answer in self._given()
            if answer["kind"] == "voice" and not self.flow.question(place).practice
            for part in (*answer.get("before", ()), answer)
        ]
        place: Value = Words(N_("My work"))
        # Translators: stands on paper in place of a text; {place} is where it is heard in the chat, as "My work".
        said = Words(
            N_("Recorded, {n} second. You can hear it in the chat under {place}."),
            {"n": sum(spoken), "place": place},
            plural=N_("Recorded, {n} seconds. You can hear it in the chat under {place}."),
        )
        return (Block(paragraphs=(said,)),) if spoken else ()

    def _blocks(self) -> tuple[Block, ...]:
        if self.flow.paper is not None:
            return self.flow.paper(self.view())
        kept = str(self.session.kept.get("text", ""))
        return (Block(paragraphs=(kept,)),) if kept else ()

    def snapshot(self) -> dict[str, Any]:
        """The exercise as it is shown to somebody else, as plain JSON: what it is called, its text, and its answers.

        `blocks` are what of it stands on paper, pictures included. An answer that was spoken has its `file`. How
        practising went is no part of it, but for what was recorded. `of_another` is what its questions are called for
        others, by place. What has become of it is its `outcome`, where something has, and `day` the
        day that it is of, where it is of one.
        """
        shown = [
            (place, answer)
            for place, answer in self._given()
            if recorded(answer) or not self.flow.question(place).practice
        ]
        outcome = self.flow.outcome(self.view()) if self.flow.outcome else ""
        day = self.flow.day(self.view()) if self.flow.day else None
        return {
            "flow": self.flow.id,
            "name": self.called().to_json(),
            "text": str(self.session.kept.get("text", "")),
            "blocks": [block.to_json() for block in self._blocks()],
            "answers": [self._answer_shown(place, answer) for place, answer in shown],
            OF_ANOTHER: {
                place: name.to_json()
                for place, _ in shown
                if (name := self.flow.short_of_another(place, self.view(place)))
            },
            **({OUTCOME: outcome} if outcome else {}),
            **({DAY: day.isoformat()} if day else {}),
        }

    def _answer_shown(self, place: str, answer: Answer) -> dict[str, Any]:
        view = self.view(place)
        shown = {
            "place": place,
            "question": self.flow.short(place, view).to_json(),
            "answer": self.flow.show(place, answer, view).to_json(),
        }
        return {**shown, **recorded(answer)}

    def recordings(self) -> tuple[Recording, ...]:
        """What the person has recorded in it, each with whose it is and the name of its question."""
        return tuple(
            each
            for place, answer in self._given()
            if recorded(answer)
            for each in played(
                recorded(answer), captioned(Words(YOUR_ANSWER), self.flow.short(place, self.view(place)))
            )
        )

    def known(self, name: Words) -> dict[str, Any]:
        """What a flow may know of an exercise that is not its own; `name` tells it apart from others.

        `text` and `recordings` are functions: there can be many exercises, and those of one are asked for. It `sends`
        its text, but for one that was made by voice alone.
        """
        opens = bool(self.flow.reopen) or self.session.status != "done"
        return {
            "key": self.key,
            "name": name,
            "text": self.text,
            "recordings": self.recordings,
            "finished": self.is_finished,
            "opens": opens,
            "sends": self.session.kept.get("text") != "",
            "shown": bool(self.flow.shared_at and self.session.kept),
            "copies": opens and self.flow.copyable and not self.flow.single,
        }


def with_something(exercises: Iterable[Exercise]) -> tuple[Exercise, ...]:
    """Those in which something was kept or answered, errands left out; by kind, the newest first."""
    found = (each for each in exercises if each.flow.pausable and each.has_something)
    return tuple(sorted(found, key=lambda each: (each.flow.order, each.flow.id, -each.session.id)))


def told_apart(exercises: Iterable[Exercise]) -> dict[str, Words]:
    """The name of each exercise by its key, with a number where an older one is called the same, as of a copy."""
    names: dict[str, Words] = {}
    same: Counter[str] = Counter()
    for each in sorted(exercises, key=lambda each: each.session.id):
        name = each.called()
        said = str(name) if name.values else name.id
        same[said] += 1
        number = same[said]
        names[each.key] = (
            name if number == 1 else Words("{name} ({number})", {"name": name, "number": number})
        )
    return names


def papers(exercises: Iterable[Exercise]) -> Iterator[Paper]:
    """What belongs into the job folder: all that was kept, as it is now, but for what has nothing to show on paper."""
    kept = (each.paper() for each in exercises if each.session.kept)
    return (paper for paper in kept if paper.blocks)


def label(exercise: Exercise, name: Words) -> Words:
    """How an exercise is called on a button: its name, how far it has come, and which kind of exercise it is."""
    return of_kind(exercise, _standing(exercise, name))


def of_kind(exercise: Exercise, called: Words) -> Words:
    """The label of an exercise, with the kind that simple mode draws before it."""
    return Words(called.id, {**called.values, KIND: exercise.flow.id}, called.plural)


def _standing(exercise: Exercise, name: Words) -> Words:
    """Its name, and how far it has come."""
    done, all_ = exercise.flow.progress(exercise.view())
    if (not all_ and not exercise.is_finished) or exercise.awaits:
        return name
    if done < all_ or (all_ and _has_a_question(exercise)):
        # Translators: button. The name of an exercise, and how many of its questions are answered.
        of = N_("{name} · {done} of {all} answered")
        shown = "{name} · {done}/{all}" if exercise.view().person.is_simple else of
        return Words(shown, {"name": name, "done": done, "all": all_})
    # Translators: button. The name of an exercise that is finished.
    return Words(N_("✔ {name}"), {"name": name})


def _has_a_question(exercise: Exercise) -> bool:
    """Whether an exercise stands at a question without an answer, numbered or not; a menu is none."""
    at = exercise.session.at
    flow = exercise.flow
    return flow.exists(at) and flow.is_question(at) and at not in exercise.session.answers
