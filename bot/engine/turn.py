"""One turn while it runs: the session as it changes, and the effects as they gather."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.engine import asking
from bot.engine.callbacks import Callback
from bot.engine.effects import Agree, Button, Cancel, Effect, Erase, Keep, Record, Say, Schedule, Settle
from bot.engine.errors import EndlessLoop
from bot.engine.hours import later_today, morning_of
from bot.engine.inputs import Spoke, Typed
from bot.engine.session import unplaced
from bot.engine.sprint import Begun, Ended, Erased, HandedOver, Left, Opened, Rested, Stop
from bot.engine.steps import (
    Accept,
    Again,
    Begin,
    Consent,
    End,
    Forget,
    Given,
    Handover,
    Open,
    Question,
    Redraw,
    Remember,
    Tell,
    Wake,
)
from bot.engine.steps import Keep as KeepStep
from bot.engine.text import N_, Words
from bot.engine.view import View

if TYPE_CHECKING:
    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.person import Person
    from bot.engine.session import Answer, Session
    from bot.engine.sprint import Chosen
    from bot.engine.steps import Step

STEPS_WITHOUT_WAITING = 200


@dataclass
class Turn:
    """The working state of one run. Nothing of it outlives the run but the session, person, effects and stop."""

    flow: Flow
    session: Session
    context: Context
    person: Person = field(init=False)
    effects: list[Effect] = field(default_factory=list)
    extra: list[tuple[str, Words]] = field(default_factory=list)
    untold: list[Tell] = field(default_factory=list)
    stop: Stop = None

    def __post_init__(self) -> None:
        self.person = self.context.person

    # What there is to see ------------------------------------------------------------------------

    def view(self, place: str = "") -> View:
        return View(self.flow, self.session, self.context, self.person, place or self.session.at)

    @property
    def question(self) -> Question | None:
        """The question at hand, None where the session stands at no question."""
        step = self.flow.at(self.session.at)
        return step if isinstance(step, Question) else None

    def answered(self, place: str) -> bool:
        return place in self.session.answers

    # Saying ---------------------------------------------------------------------------------------

    def say(
        self, *paragraphs: Words, buttons: tuple[tuple[str, Words], ...] = (), apart: bool = False
    ) -> int:
        """Add a message. With buttons it gets a prompt number, which is returned (else -1)."""
        prompt = self.session.asked(self.session.at) if buttons else -1
        keys = tuple(Button(label, asking.data(self.session, key)) for key, label in buttons)
        if buttons:
            self.session.offered(buttons)
        session = self.session.id if buttons else 0
        self.effects.append(Say(paragraphs, keys, session=session, prompt=prompt, apart=apart))
        return prompt

    def ask(self) -> None:
        """Ask the question at hand."""
        prompt = self.session.asked(self.session.at)
        self.session.scratch.pop("offered", None)
        self.session.scratch.setdefault("asked", prompt)  # the first of this visit decides what was early
        self.effects.append(asking.message(self))

    # Moving ---------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin at the first step, keeping the answers there are."""
        self.session.status = "open"
        self.session.trail = []
        self.session.detour = ""
        self._arrive(self.flow.start)
        self.settle()

    def come_back(self) -> None:
        """Go on after a hand-over; home, where the person had paused here before."""
        if self.session.status == "paused":
            self.stop = Left()
            return
        if self.question is not None or self.session.status == "done":
            self.stand_again()
            return
        self.session.answers[self.session.at] = {"kind": "done", "value": "yes"}
        self.move("next")

    def stand_again(self) -> None:
        """Show where the session stands: its question; where it has ended, the step it opens at, else home."""
        if self.session.status == "done":
            if not self.flow.reopen:
                self.stop = Left()
                return
            self.jump(self.flow.reopen)
        self.session.status = "open"
        if self.question is None:
            self.settle()
        else:
            self.ask()

    def jump(self, place: str) -> None:
        """Stand at another place, without asking yet."""
        self._arrive(place)
        if place in self.session.trail:
            del self.session.trail[self.session.trail.index(place) :]

    def _arrive(self, place: str) -> None:
        self.session.at = place
        self.session.scratch = {}

    def move(self, trigger: str) -> None:
        """Make a move of the graph and go on to where the next answer is needed."""
        self._arrive(self.flow.graph.after(self.session.at, trigger, self.view()))
        self.settle()

    def settle(self) -> None:
        """Carry out steps until one waits or the sprint stops."""
        passed: set[str] = set()
        for _ in range(STEPS_WITHOUT_WAITING):
            place = self.session.at
            step = self.flow.at(place)
            trigger = "next"
            if isinstance(step, Question):
                if not self._known(step, place):
                    if place in passed or not self._passes(step, place):
                        self._stand(step)
                        return
                    passed.add(place)
                    self.leave(place)
                    self.untold.clear()
                trigger = step.trigger(self.session.answers[place])
            elif self._perform(step):
                self._tell_untold()
                return
            self._arrive(self.flow.graph.after(place, trigger, self.view()))
        raise EndlessLoop(self.flow.id, self.session.at)

    def _passes(self, step: Question, place: str) -> bool:
        """Whether this question needs no asking on the way back from a changed answer."""
        on_detour = bool(self.session.detour) and place != self.session.detour
        if not on_detour or not self.answered(place) or step.asks_again:
            return False
        answer = self.session.answers[place]
        return answer["kind"] == "skipped" or step.fits(answer, self.view())

    def _known(self, step: Question, place: str) -> bool:
        """Store the answer to a question at which there is nothing to ask; whether it is one."""
        answer = step.known(self.view())
        if answer is not None and self.session.answers.get(place) != answer:
            self.record(place, answer)
        return answer is not None

    def _stand(self, step: Question) -> None:
        """Stop at a question: ask it, or ask first whether there is energy for it.

        A new question on a changed way is asked on the way back, with what leads up to it; the way back goes on after.
        """
        place = self.session.at
        if self.answered(place) or step.asks_again or place == self.session.detour:
            self.session.detour = ""
        else:
            self._tell_untold()
        self.jump(place)
        question = self.question
        if question is not None and question.numbered and not self.answered(self.session.at) and self.tired:
            self.say(Words(asking.ENOUGH), buttons=asking.ENERGY_BUTTONS)
            return
        self.ask()

    @property
    def tired(self) -> bool:
        """Whether the person has answered as many questions as they wanted today."""
        return self.person.energy == 0 and self.person.energy_day == self.view().today.isoformat()

    def leave(self, place: str) -> None:
        trail = self.session.trail
        if place in trail:
            del trail[trail.index(place) :]
        trail.append(place)

    # Steps that do not wait -----------------------------------------------------------------------

    def _perform(self, step: Step) -> bool:
        """Carry out a step that does not wait; whether the sprint stops here."""
        view = self.view()
        walking = bool(self.session.detour)
        match step:
            case Tell():
                self._note(step)
            case Remember():
                self.person = replace(self.person, **{step.field: step.value(view)})
            case KeepStep():
                if self.keep(step) and not step.amend:
                    self.session.detour = ""  # what follows from a new version has not been said yet
            case Consent():
                self.person = replace(self.person, agreed=True)
                self.effects.append(Agree(step.version))
            case Wake():
                self._wake(step)
            case Handover() if not (walking and self.answered(self.session.at)):
                self.stop = HandedOver(step.flow)
            case Begin():
                self.session.status = "done"
                self.stop = Begun(step.flow or str(view.value(step.choice)).removeprefix("new_"))
            case Open():
                self.session.status = "done"
                self.stop = Opened(int(view.value(step.choice), 36))
            case Forget():
                self.say(view.words(step.text))
                self.effects.append(Erase())
                self.stop = Erased()
            case End():
                self._end(step)
            case _:
                pass
        return self.stop is not None

    def _tell(self, step: Tell) -> None:
        paragraphs = self.view().fact(step.source) if step.source else ()
        own = (self.view().words(step.text),) if step.text else ()
        self.say(*own, *paragraphs, apart=step.apart)

    def _note(self, step: Tell) -> None:
        """Say a message; on the way back from a changed answer only once that stops somewhere new."""
        self.untold.append(step)
        if not self.session.detour:
            self._tell_untold()

    def _tell_untold(self) -> None:
        """Say what has not been said since the last question."""
        for step in self.untold:
            self._tell(step)
        self.untold.clear()

    def _wake(self, step: Wake) -> None:
        day = self.view().value(step.on)
        if day >= self.view().today.isoformat():  # "" where there is none; a day that has been rings no more
            morning = morning_of(day, self.person.time_zone)
            now = self.context.now
            at = morning if morning > now else later_today(now, self.person.time_zone)
            self.effects.append(Schedule(step.kind, at, self.session.id))
        else:
            self.effects.append(Cancel(step.kind, self.session.id))

    def _end(self, step: End) -> None:
        self._tell_untold()
        self.session.status = "done"
        self.session.detour = ""
        if step.text:
            self.say(self.view().words(step.text))
        self.stop = Rested() if step.rest else Ended()

    def keep(self, step: KeepStep) -> bool:
        """Keep a version where something has changed; whether it was kept."""
        content = step.content(self.view())
        if step.amend:
            self.session.kept = {**self.session.kept, **content}
        elif content.items() <= self.session.kept.items():
            return False
        else:
            self.session.kept = content
        self.effects.append(Keep(self.session.id, content, amend=step.amend))
        return True

    # Answers --------------------------------------------------------------------------------------

    def answer(self, given: Given, tapped: Chosen | None = None) -> None:
        """Give an input to the question at hand; `tapped` is the button it came from, if any."""
        question = self.question
        if question is None:
            self.unplaced(given)
            self.settle()
            return
        outcome = question.take(given, self.view())
        match outcome:
            case Accept():
                self.accept(question, with_source(outcome.answer, given), outcome.remark, tapped)
            case Again():
                self.unplaced(given)
                self.say(outcome.why)
                self.ask()
            case Redraw():
                self.session.scratch.update(outcome.scratch)
                self.effects.append(asking.message(self, edits=tapped.message if tapped else 0))

    def accept(
        self,
        question: Question,
        answer: Answer,
        remark: Words | None = None,
        tapped: Chosen | None = None,
        moved: tuple[int, ...] = (),
    ) -> None:
        """Store an answer to the question at hand and go on. `moved` are messages that were kept aside until now."""
        place = self.session.at
        known = self.answered(place) and self.session.answers[place]["kind"] != "skipped"
        corrected = known and not question.asks_again
        if question.numbered and not self.answered(place) and self.person.energy > 0:
            self.person = replace(self.person, energy=self.person.energy - 1)
        self.record(place, answer, moved)
        if tapped is not None and tapped.message:
            data = Callback(self.session.id, tapped.prompt, tapped.key).pack()
            self.effects.append(Settle(tapped.message, question.shown(answer, self.view()), data))
        if remark is not None:
            self.say(remark)
            self.extra.append((f"@edit_{place}", Words(asking.SHORTEN)))
        elif answer["kind"] in {"text", "voice"} and self.flow.pausable:
            self.say(Words(self._receipt(corrected=corrected)))
        self.leave(place)
        self.move(question.trigger(answer))

    def _receipt(self, *, corrected: bool) -> str:
        """What to say to an answer in the person's own words."""
        if self.context.signs.masked:
            return N_("Thank you. The rest is saved.")
        return N_("Changed.") if corrected else N_("Thank you. It is saved.")

    def record(self, place: str, answer: Answer, moved: tuple[int, ...] = ()) -> None:
        """Set an answer and store it as a new revision."""
        self.session.answers[place] = answer
        # Each message that is joined makes a revision under its own number, by which an edit of it is found.
        message = answer["parts"][-1][0] if answer.get("parts") else 0
        self.effects.append(Record(self.session.id, place, answer, message, moved))

    def unplaced(self, given: Given) -> None:
        """Store what the person sent although it answers no question."""
        if isinstance(given, Typed | Spoke):
            self.effects.append(Record(self.session.id, "", unplaced(given), given.message))


def with_source(answer: Answer, given: Given) -> Answer:
    """The answer with the messages it came from, so that a later edit finds it."""
    if isinstance(given, Typed):
        return {"parts": [[given.message, given.text]], **answer}
    if isinstance(given, Spoke):
        return {"parts": [[given.message, ""]], **answer}
    return answer
