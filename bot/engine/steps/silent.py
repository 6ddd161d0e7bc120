"""Steps that do not wait: they say, decide, remember, hand over or end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.engine.effects import TERMS
from bot.engine.steps.base import Question, Step

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping

    from bot.engine.deeds import Deed
    from bot.engine.document import Document
    from bot.engine.effects import ConsentKind, CopyKind
    from bot.engine.picture import Picture
    from bot.engine.recording import Recording
    from bot.engine.session import Answer
    from bot.engine.view import View


@dataclass(frozen=True, kw_only=True)
class Tell(Step):
    """A message. `apart` sends it as a message of its own, fit to be forwarded; `source` is a fact of paragraphs.

    `picture` makes what stands above the words, None for no picture; the words say what it shows to whoever cannot see
    it. `document` makes a file that is sent with the words below it. `recordings` makes voice messages that follow.
    `copy` sends all that is stored about the person, as a "pdf" to read or as "json"; it is made when it is sent.
    """

    apart: bool = False
    source: str = ""
    picture: Callable[[View], Picture | None] | None = None
    document: Callable[[View], Document] | None = None
    recordings: Callable[[View], tuple[Recording, ...]] | None = None
    copy: CopyKind = ""


@dataclass(frozen=True, kw_only=True)
class Branch(Step):
    """Go on by a value: the answer, flow value or fact named `on` picks the step; anything else goes to `goto`.

    The keys of `cases` are compared as text; a yes-or-no value is "yes" or "no".
    """

    on: str
    cases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Repeat(Step):
    """Ask the nested steps once for each item of the step `over`: what was ticked or put in order, or 1 … n.

    An answer's place is `repeat/item/step`; `{item}` in a nested text is the item's label. Nested steps follow one
    another in order.
    """

    over: str
    steps: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Reuse(Step):
    """Take over the answers to the questions `of` from another exercise of this flow.

    The step `choice`, a `Pick` over the fact "others", names it; another choice takes nothing over. What was answered
    here stays, what was taken over from another exercise before gives way.
    """

    choice: str
    of: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Handover(Step):
    """Hand over to another flow; when that one ends, this one goes on.

    `to` is the answer, value or fact that names an exercise of that flow, by its key, to go on with; where there is
    none, a new one begins with the answers that `passing` makes, by step. `at` is the step of that flow where one that
    exists opens; "" is where it stands.
    """

    flow: str
    to: str = ""
    at: str = ""
    passing: Callable[[View], Mapping[str, Answer]] | None = None


@dataclass(frozen=True, kw_only=True)
class Begin(Step):
    """Begin a new exercise; this session stays behind.

    Its flow is `flow`, or what the answer of the step `choice` names after "new_".
    """

    flow: str = ""
    choice: str = ""


@dataclass(frozen=True, kw_only=True)
class Open(Step):
    """Give the focus to the session whose id is the answer of the step `choice`, a `Pick` or a `Hold`.

    `anew` is the flow value that names the place there whose question is asked again: "" where none is, `ANY` of
    `sprint` where the person picks it.
    """

    choice: str
    anew: str = ""


@dataclass(frozen=True, kw_only=True)
class Copy(Step):
    """Begin a new exercise with the answers of the one that the step `choice` picks, which stays as it is.

    `text` is said before it. This session stays behind.
    """

    choice: str


@dataclass(frozen=True, kw_only=True)
class Discard(Step):
    """Delete the exercise that the step `choice` picks, with all that belongs to it, and go on."""

    choice: str


@dataclass(frozen=True, kw_only=True)
class Remember(Step):
    """Set a field of the person ("name", "language", "quiet", "awake_from") to what `value` makes of the session.

    It is put right when the answer is that stands before it, or one to the steps `of`.
    """

    field: str
    value: Callable[[View], Any]
    of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Keep(Step):
    """Keep a version: the text and figures that `content` makes. An unchanged one is not kept twice.

    With `amend`, the content is added to the newest version instead (the seconds of a rehearsal). With `of`, what
    the answer to that step makes of it is put right when the answer is.
    """

    content: Callable[[View], dict[str, Any]]
    amend: bool = False
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class Consent(Step):
    """Record that the person says yes, or no, to the text of this version.

    A yes to the terms lets them in. A no to something else deletes what was answered of it: `closes` names that.
    """

    version: str
    kind: ConsentKind = TERMS
    agreed: bool = True
    closes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Act(Step):
    """Do something to other people: `deeds` makes what shall be done of the session, as data.

    `sends` names the question whose words go to others by that, or the code that does: what is sent is kept here no
    longer, and cannot be changed by an edit any more. The numbers of its messages are, to tell that to whoever edits.
    """

    deeds: Callable[[View], tuple[Deed, ...]]
    sends: str = ""


@dataclass(frozen=True, kw_only=True)
class Unsay(Step):
    """Forget what was said at the question `of` and not sent to anybody; `text` is said where there was something."""

    of: str


@dataclass(frozen=True, kw_only=True)
class Draw(Step):
    """Draw a new code, which is the answer to this step from now on; it is in no list of answers.

    It is short enough to be typed, or where `linked` says so, long enough that nobody can guess it.
    """

    linked: Callable[[View], bool] = lambda _: False


@dataclass(frozen=True, kw_only=True)
class Hold(Step):
    """Hold fast what `value` computes now, as the answer to this step: whom or what the next question is about.

    What is decided there holds for that, whatever has happened between the question and the answer.
    """

    value: Callable[[View], str]


@dataclass(frozen=True, kw_only=True)
class Forget(Step):
    """Erase everything that is stored about the person; `text` is the receipt. Ends the conversation."""

    def goes_on(self) -> bool:
        return False


@dataclass(frozen=True, kw_only=True)
class Wake(Step):
    """Set a timer of the kind `kind` for a day; no day, no timer.

    A day that is computed waits where it is a weekend or a public holiday on which nothing may arrive unasked; one that
    was answered is kept.

    `on` is the step where the day is answered, or the flow value that computes it, as ISO. `time` names an `AskTime`
    step: the timer rings at the time that is answered there, where one is, else `at` its own, else when the person's
    hours begin. `ahead` makes the moment of a reminder out of the moment that it belongs to, both as the person's clock
    shows them. One that comes after that moment comes inside the person's hours. Once its time has passed, one that was
    to come before is left out, and one that was to come after comes later today. One that was to come before and rings
    late, because nothing ran, is left out once its moment has been, or where the next for the same moment is due too.
    A computed day is computed anew when what the session keeps is put right, and, with `goes_by`, when an exercise of
    that flow is deleted. `then` is the flow value that computes the day after one on which it rings: it rings again
    then, whether anybody answered or not.
    """

    kind: str
    on: str
    time: str = ""
    at: datetime.time | None = None
    goes_by: str = ""
    then: str = ""
    ahead: Callable[[datetime.datetime], datetime.datetime] | None = None


@dataclass(frozen=True, kw_only=True)
class Hush(Step):
    """Take away this exercise's timer of the kind `kind`, which a `Wake` has set: what it reminds of has been done.

    An edit of the day sets it no more; a `Wake` that is passed on the way does.
    """

    kind: str


@dataclass(frozen=True, kw_only=True)
class End(Step):
    """The last message of a flow. What comes after it is the flow that handed over, or home.

    With `rest` nothing comes after it, with `pause` a break from where it was begun.
    With `way_home` there is a button to the menu below it.
    """

    rest: bool = False
    pause: bool = False
    way_home: bool = False

    def goes_on(self) -> bool:
        return False
