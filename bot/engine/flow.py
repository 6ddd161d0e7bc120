"""A flow: the declared steps of an exercise, and look-ups in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bot.engine.graph import Graph, following
from bot.engine.steps import Act, Arrange, AskMany, Branch, Question, Repeat, Review, Step, Write
from bot.engine.steps.choosing import NO_LONGER
from bot.engine.text import N_, Value, Words
from bot.engine.view import placeholders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from bot.engine.bell import Ring
    from bot.engine.context import Wish
    from bot.engine.document import Block
    from bot.engine.hurrying import Hurry
    from bot.engine.session import Answer, Session
    from bot.engine.view import Lists, Values, View


OPEN = Words("–")
"""What a question that was skipped shows in place of an answer."""


@dataclass(frozen=True, kw_only=True)
class Flow:
    """The steps of an exercise, pure data.

    `offer` is the button at home that begins a new exercise of this flow ("": none); lower `order` stands higher.
    `called` names one exercise among several of this flow ("Pitch for {job}"). Whoever is shown one reads its `kind` in
    place of that ("A pitch", without it the title) until they have opened it: a name can hold the person's own words.
    `values` are computed placeholders,
    `lists` computed choices.
    `formerly` are ids that the flow had before, so that a change never costs anyone their place. A `single` flow has
    one session a person, begun again each time. `reopen` is the step where a finished exercise opens. A flow that is
    not `pausable` is a short errand: it shows no way to pause. One that is not `copyable` tells how things are on a
    day, which a copy would falsify. A copy of any other leaves out the answers of the steps `not_copied`, which tell of
    what has come of that one. `paper` makes of a finished exercise what stands of it in the job folder; without
    it, that is the text that was kept.
    Exercises that are made `within` another flow are listed there, and not at home. `awaits` names the value that tells
    whether a finished exercise still waits for something to happen: while it does, home lists it without a tick, and
    after that no more.
    `rings` is a kind of timer that belongs to no exercise: when it rings, this errand is what waits to be opened. With
    `ring`, which decides whether it asks at all, it asks with its own first question, in a session for each time; what
    the timer is of is the answer under the name of its kind. What `hurries` has a timer and a message of its own, and
    does not wait behind what else the errand has asked for today.
    `about` is the step that names the citizen whom an errand of staff is about: it is deleted as soon as it ends, and
    with the citizen. One that is `for_staff` closes once a person is none of them any more. `shared_at` is the menu of
    a finished exercise from which it is shown to others, `shared_over_at` that of one which has waited for something to
    happen. While `unsaid`, a value, is yes, all that an exercise keeps is our own guess, and it is not listed among
    what somebody has made. `outcome` tells them what has become of it, "" for nothing yet; `day` is the day that it
    is of: on which that happened, until then the one that it is meant for. Of an errand with `one_draft`, what was
    left half-way is let go when another is begun; with `draft_of`, where that has the same answer at this step. What
    it `tells` whoever asks something of the program itself, by what they ask, takes the place of what is told
    everywhere.
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    offer: str = ""
    order: int = 50
    called: str = ""
    kind: str = ""
    values: Values = field(default_factory=dict)
    lists: Lists = field(default_factory=dict)
    formerly: tuple[str, ...] = ()
    single: bool = False
    reopen: str = ""
    pausable: bool = True
    copyable: bool = True
    not_copied: tuple[str, ...] = ()
    paper: Callable[[View], tuple[Block, ...]] | None = None
    within: str = ""
    awaits: str = ""
    unsaid: str = ""
    rings: str = ""
    ring: Callable[[View, datetime], Ring] | None = None
    hurries: Hurry | None = None
    about: str = ""
    one_draft: bool = False
    draft_of: str = ""
    shared_at: str = ""
    shared_over_at: str = ""
    outcome: Callable[[View], str] | None = None
    day: Callable[[View], date | None] | None = None
    for_staff: bool = False
    tells: Mapping[Wish, str] = field(default_factory=dict)

    @cached_property
    def graph(self) -> Graph:
        """The legal moves between the steps."""
        return Graph(self)

    @cached_property
    def _by_id(self) -> dict[str, Step]:
        steps = {step.id: step for step in self.steps}
        for repeat in self.steps:
            if isinstance(repeat, Repeat):
                steps.update({nested.id: nested for nested in repeat.steps})
        return steps

    @cached_property
    def repeats(self) -> dict[str, str]:
        """The repeat that each step stands in, "" for those outside."""
        top = {step.id: "" for step in self.steps}
        return top | {
            each.id: step.id for step in self.steps if isinstance(step, Repeat) for each in step.steps
        }

    @cached_property
    def earlier(self) -> dict[str, str]:
        """The ids that steps had before, each with the one it has now."""
        return {old: step.id for step in self.all_steps for old in step.formerly}

    @cached_property
    def renamed(self) -> bool:
        """Whether a step or a choice had another name before."""
        choices = (choice for step in self.all_steps for choice in getattr(step, "choices", ()))
        return bool(self.earlier) or any(choice.formerly for choice in choices)

    @cached_property
    def all_steps(self) -> tuple[Step, ...]:
        """Every step, nested ones right after their repeat."""
        return tuple(
            step for top in self.steps for step in (top, *(top.steps if isinstance(top, Repeat) else ()))
        )

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """The ids of the questions that count in "2 of 4"."""
        return tuple(step.id for step in self.all_steps if isinstance(step, Question) and step.numbered)

    @property
    def is_exercise(self) -> bool:
        """Whether its questions are work that takes energy, and no errand or kept place."""
        return self.pausable and not self.single

    @property
    def start(self) -> str:
        return self.steps[0].id

    def find(self, step: str) -> Step | None:
        """The step with this id, nested or not."""
        return self._by_id.get(step)

    def at(self, place: str) -> Step:
        """The step of a place; KeyError where it no longer exists."""
        return self._by_id.get(place) or self._by_id[step_of(place)]

    def question(self, place: str) -> Question:
        """The step of a place that must be a question."""
        step = self.at(place)
        if not isinstance(step, Question):
            raise TypeError(f"{self.id}: expected a question at {place!r}, found {type(step).__name__}")
        return step

    def is_question(self, place: str) -> bool:
        """Whether a place is one that asked something worth keeping, and not just a menu."""
        step = self.at(place)
        return isinstance(step, Question) and not step.asks_again

    def asks(self, place: str) -> bool:
        """Whether a place asked for something of the person's own: a question, or a menu that has a name in lists."""
        step = self.at(place)
        return isinstance(step, Question) and (not step.asks_again or bool(step.short))

    def short(self, step: str, view: View) -> Words:
        """What a question is called in lists."""
        question = self.question(step)
        return view.words(question.short or question.text)

    def short_of_another(self, step: str, view: View) -> Words | None:
        """The same where somebody else reads the answer, who fills in the {name} of whose it is; None for no other."""
        message = self.question(step).short_of_another
        names = (name for name in placeholders(message) if name != "name")
        return Words(message, {name: view[name] for name in names}) if message else None

    def change_button(self, place: str, view: View) -> Words:
        """What a button says that leads back to a question."""
        # Translators: button. Change the answer to this question.
        return Words(N_("✏ {question}"), {"question": self.short(place, view)})

    def show(self, place: str, answer: Answer, view: View) -> Words:
        """An answer as it is shown back to the person."""
        if answer["kind"] == "skipped":
            return OPEN
        return self.question(place).shown(answer, view)

    def in_sentence(self, step: str, answer: Answer, view: View) -> Words:
        """An answer as it stands within a sentence: for one that was spoken, what its question has in its place."""
        if answer["kind"] != "voice":
            return self.show(step, answer, view)
        question = self.question(step)
        stand_in = question.stand_in if isinstance(question, Write) else ""
        return view.words(stand_in) if stand_in else OPEN

    def labels(self, step: str, view: View) -> dict[str, Words]:
        """The labels by key of what could ever be ticked at a step, or put in order there."""
        asked = self.at(step)
        if isinstance(asked, Arrange):
            asked = self.at(asked.of)
        offered = asked.ever_offered(view) if isinstance(asked, AskMany) else ()
        return {option.key: option.label for option in offered}

    def items(self, repeat: Repeat, view: View) -> tuple[str, ...]:
        """The items that a repeat goes through now."""
        over = view.value(repeat.over)
        if isinstance(over, int):
            return tuple(str(number) for number in range(1, over + 1))
        return tuple(over)

    def item_label(self, view: View) -> Value:
        """The label of the repeat's item at the view's place."""
        repeat, item, _ = view.place.split("/")
        over = self.at(repeat)
        if isinstance(over, Repeat) and isinstance(self.at(over.over), AskMany | Arrange):
            return self.labels(over.over, view).get(item, Words(NO_LONGER))
        return item

    def exists(self, place: str) -> bool:
        """Whether a saved place still names a step, inside a repeat or outside as it was when it was saved."""
        match place.split("/"):
            case [step]:
                return self.repeats.get(step) == ""
            case [repeat, _, step]:
                return bool(repeat) and self.repeats.get(step) == repeat
        return False

    def is_shared_at(self, place: str) -> bool:
        """Whether a place is a menu from which an exercise is shown to others."""
        step = step_of(place)
        return bool(step) and step in (self.shared_at, self.shared_over_at)

    @cached_property
    def sent_on(self) -> frozenset[str]:
        """The questions of which what is said goes to others at once."""
        return frozenset(step.sends for step in self.all_steps if isinstance(step, Act) and step.sends)

    @cached_property
    def changed_at(self) -> str:
        """The step at which somebody picks which of their answers to change, "" where there is none."""
        return next((step.id for step in self.steps if isinstance(step, Review)), "")

    def is_finished(self, session: Session) -> bool:
        """Whether an exercise has ended, or stands at a menu of one that had and was only opened again."""
        step = self.find(step_of(session.at))
        looked_at = bool(self.reopen) and isinstance(step, Question) and step.asks_again
        return session.status == "done" or looked_at

    def counted(self, view: View) -> tuple[str, ...]:
        """Those of the numbered questions that this person is asked: what is left out of an exercise makes no gap."""
        return tuple(step for step in self.numbered if not self.question(step).is_left_out(view))

    def progress(self, view: View) -> tuple[int, int]:
        """How many of these have an answer, and how many there are."""
        counted = self.counted(view)
        return sum(1 for step in counted if step in view.session.answers), len(counted)


def step_of(place: str) -> str:
    """The step id at the end of a place."""
    return place.rpartition("/")[2]


def ways(flow: Flow, step: Step) -> tuple[str, ...]:
    """Every step that a top-level step can lead to."""
    nested = (step.steps[0].id,) if isinstance(step, Repeat) else ()
    cases = tuple(step.cases.values()) if isinstance(step, Branch) else ()
    chosen = step.targets() if isinstance(step, Question) else ()
    after = following(flow, step)
    return (*nested, *cases, *chosen, *((after,) if after else ()))
