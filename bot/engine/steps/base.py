"""What every step has, and what every question can do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from bot.engine.text import Words, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.inputs import Spoke, Typed
    from bot.engine.session import Answer
    from bot.engine.view import View


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to tap: a stable key of at most 32 ASCII characters, and its label."""

    key: str
    label: Words


@dataclass(frozen=True, slots=True)
class Tap:
    """A choice made by its key, whether tapped or typed as its label."""

    key: str


@dataclass(frozen=True, slots=True)
class Accept:
    """The input answers the question.

    `remark` is said before the next question, and offers to shorten a text that is long; a `note` is only said.
    `also` are answers to other questions that it holds, by place. One of these is not asked if it comes next.
    """

    answer: Answer
    remark: Words | None = None
    note: Words | None = None
    also: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Confirm:
    """The input answers the question if it was read rightly: what was read is shown, and waits for a yes.

    `also` is what it is in `Accept`. While it waits, `Scratch.pending` holds both, and `doubt` asks.
    """

    answer: Answer
    also: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Again:
    """The input does not answer the question: say why, kindly, and ask again."""

    why: Words


@dataclass(frozen=True, slots=True)
class Redraw:
    """The question stands, but looks different now (a tick, another page)."""

    picked: tuple[str, ...] | None = None
    page: int = 0


Outcome: TypeAlias = Accept | Confirm | Again | Redraw
Given: TypeAlias = "Typed | Spoke | Tap"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question or message in a flow.

    `goto` is the step that follows; "" means the next one in the list. `formerly` are ids that it had before.
    A text with `{n}` in it has a `plural`, and `count` names the value that is the number. What is `extra` goes beyond
    the essential: in simple mode it is left out.
    """

    waits: ClassVar[bool] = False

    id: str
    text: str = ""
    plural: str = ""
    count: str = ""
    goto: str = ""
    formerly: tuple[str, ...] = ()
    extra: bool = False

    def goes_on(self) -> bool:
        """Whether the step that follows can come next."""
        return True


@dataclass(frozen=True, kw_only=True)
class Question(Step):
    """A step that waits for the person.

    `short` names the question in lists ("Who you are"), and `short_of_another` where somebody else reads the answer,
    if the short name says "you" ("Who {name} is", in which {name} is whose answer it is).
    `numbered` questions count in "2 of 4".
    `asks_again` marks a menu: it is asked every time it is reached, and its buttons never grow old. With `own_ways`
    its choices lead out of it, so that it shows neither back nor pause; one with a `way_back` shows back also in an
    errand, which cannot be paused; where the errand begins with it, the way out. With `newest_only` a button counts
    only where the question was asked last: what it asks about may have changed since. A list whose keys say themselves
    what is meant does without: an item counts under any message, as long as it is there. With `lapses_to`, a question,
    an exact choice counts only right after it was asked, by its button or its whole label, and if nothing else was
    done since; later it begins again at that question: what cannot be undone is done by no button that was passed.
    With `begins_at`, a step, an exact choice counts only while its question is at hand, and where it was asked last;
    any other button begins there again: no yes of long ago agrees to something, or takes it back. `example` is a
    worked example; `starters` are beginnings of a sentence; `intro` stands above the question the first time; later it
    is folded away, and simple mode leaves it out. A short one, of which a fold would hide nothing, stands below it the
    first time, in simple mode too, and is then left out. `help` is a flow to hand over to for getting started.
    `explain` says why it is asked, what a good answer is like, and what happens to it, to whoever wants more. A
    question that builds upon the one at the step `after` is passed where that was skipped. What is answered at a
    `practice` one tells how practising went: of it others are shown only what was recorded, whatever they are shown of
    the exercise. A long text is asked `briefly` right after something that was no answer: the whole of it stands just
    above. Where the answer is sent to somebody, `read_by` says to whom, for whoever asks who reads this. Where a
    setting is chosen, `set_to` gives the key of what it is now, whose button is marked.
    """

    waits: ClassVar[bool] = True

    short: str = ""
    short_of_another: str = ""
    briefly: str = ""
    read_by: str = ""
    skippable: bool = False
    numbered: bool = False
    asks_again: bool = False
    own_ways: bool = False
    way_back: bool = False
    newest_only: bool = False
    lapses_to: str = ""
    begins_at: str = ""
    example: str = ""
    starters: tuple[str, ...] = ()
    help: str = ""
    explain: str = ""
    intro: str = ""
    after: str = ""
    practice: bool = False
    set_to: Callable[[View], str] = lambda _: ""

    def options(self, view: View) -> tuple[Option, ...]:
        """The choices to show as buttons now."""
        del view
        return ()

    def is_menu(self, view: View) -> bool:
        """Whether its choices are only where to go, or what to look at, so that none is an answer against another."""
        del view
        return False

    def paragraphs(self, view: View) -> tuple[Words, ...]:
        """What is said beside the question's own text (the order so far, the answers to review)."""
        del view
        return ()

    def doubt(self, view: View) -> Words | None:
        """What is asked in place of the question while a reading waits for a yes; None where none does."""
        del view
        return None

    def take(self, given: Given, view: View) -> Outcome:
        """Read one input as an answer to this question."""
        raise TypeError(f"expected {type(self).__name__} to read {given!r} in {view.place}: define `take`")

    def used(self, given: Given, view: View) -> Outcome:
        """Read what the person has said is their answer, which `take` may have doubted."""
        return self.take(given, view)

    def understands(self, text: str, view: View) -> bool:
        """Whether words name what is asked for here so plainly that they are meant for no button."""
        del text, view
        return False

    def known(self, view: View) -> Answer | None:
        """The answer where there is nothing to ask, as when there is one thing to put in order."""
        built_on_nothing = self.after and not view.value(self.after)
        passed = built_on_nothing or self.is_left_out(view)
        return {"kind": "skipped", "value": "", "passed": True} if passed else None

    def is_left_out(self, view: View) -> bool:
        """Whether this person is not to be asked it at all, and not to see that it is there.

        In simple mode an extra question is, as long as it has no answer: nothing that was given is lost.
        """
        return self.extra and view.person.is_simple and not view.value(self.id)

    def fits(self, answer: Answer, view: View) -> bool:
        """Whether an earlier answer still fits what it builds upon."""
        del answer, view
        return True

    def shown(self, answer: Answer, view: View) -> Words:
        """An answer as it is shown back to the person."""
        del view
        return literal(str(answer["value"]))

    def targets(self) -> tuple[str, ...]:
        """The other steps that this question can lead to, beside the one that follows."""
        return ()

    def trigger(self, answer: Answer) -> str:
        """The name of the move that this answer makes in the flow's graph."""
        del answer
        return "next"

    def holds(self, answer: Answer, view: View) -> bool:
        """Whether an earlier answer can stand as it is: it leads somewhere, and fits what it builds upon.

        A question that was passed because nothing stood before it has not been answered yet.
        """
        if answer["kind"] == "skipped":
            return self.leads(answer) and "passed" not in answer
        return self.leads(answer) and self.fits(answer, view)

    def leads(self, answer: Answer) -> bool:
        """Whether an answer leads anywhere; one that was given under an older flow may not."""
        return self.goes_on() or self.trigger(answer) != "next"
