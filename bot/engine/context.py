"""What a turn needs to know of the world: the clock, the language, and look-ups, all as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Collection, Mapping, Sequence

    from bot.engine.deeds import Deed
    from bot.engine.person import Person
    from bot.engine.session import Session
    from bot.engine.text import Words


Wish: TypeAlias = Literal[
    "",
    "delete",
    "seen",
    "sent",
    "why",
    "privacy",
    "keeping",
    "deleting",
    "telegram",
    "voluntary",
    "ai",
    "language",
    "human",
    "who",
    "code",
    "quiet",
    "low",
    "tired",
    "meaning",
]


class Repetition(NamedTuple):
    """What comes again and again as a person wrote it: how often, from which day, and when on it if they said so.

    "other" is any repetition beside these, "no_time" one whose time is none, like "every Monday at 25".
    """

    kind: Literal["daily", "weekdays", "weekly", "monthly", "other", "no_time"]
    day: datetime.date
    at: datetime.time | None


class Language(Protocol):
    """How the person's language reads and writes; needed to recognise a typed label, day, time or number."""

    @property
    def code(self) -> str:
        """Which language it is."""

    def __hash__(self) -> int:
        """Of the language itself, for what is kept of it."""

    def say(self, words: Words) -> str:
        """The sentence in this language, as plain text."""

    def names(self, words: Words) -> tuple[str, ...]:
        """What a label can be called by whoever writes it instead of tapping."""

    def order(self, name: str) -> tuple[str, str]:
        """What names are sorted by."""

    def date(self, text: str, today: datetime.date) -> datetime.date | None:
        """The day that a person wrote, or None when it is not understood."""

    def time(self, text: str) -> datetime.time | None:
        """The time of day that a person wrote, or None when it is not understood."""

    def moment(self, text: str, today: datetime.date) -> tuple[datetime.date, datetime.time | None] | None:
        """The day that a person wrote, and the time that they wrote with it; None when it is not understood."""

    def repetition(self, text: str, today: datetime.date) -> Repetition | None:
        """How often something comes that comes again, as a person wrote it; None where they wrote nothing of it."""

    def name_of_day(self, word: str) -> str:
        """The word in one spelling where it stands in the name of a day, a part of it or a month; else ""."""

    def mended(self, text: str) -> str:
        """The text with the names of days well spelt where a letter is wrong, if the language lets us guess."""

    def part_of_day(self, text: str) -> frozenset[int]:
        """The hours of the part of the day that a person wrote; none where they wrote none, or a time."""

    def spelt(self, text: str) -> str:
        """The text with words well spelt that many spell in another way, where it is compared with words of ours."""

    @property
    def negated(self) -> frozenset[str]:
        """The words that turn round what stands beside them, as `letters.alike` writes them."""

    @property
    def guesses(self) -> bool:
        """Whether a word with a letter or two changed is most likely the same, misspelt.

        Not where such a letter says "not", or where words are so short that it makes another word.
        """

    @property
    def after_name(self) -> tuple[str, ...]:
        """The words that may follow a name when somebody says what they are called."""

    def number(self, text: str) -> float | None:
        """The number that a person wrote, or None when it is not understood."""


@dataclass(frozen=True, slots=True)
class Item:
    """One choice that comes from outside the flow: a stable key, its label, and the name that people call it by.

    `finished` tells of an exercise that it has ended.
    """

    key: str
    label: Words
    name: Words | None = None
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """What the screen found in the person's message before anything was stored.

    `wish` is what it asks of the program itself, whatever was asked: to delete all, who reads along, for a human, where
    a code goes, to be left in peace; "low": somebody speaks badly of themselves; "tired": it says no more than that
    somebody would like to stop for today; or "meaning": it asks what is meant, or what to write. `beside` are the
    sentences that the person wrote besides that.

    `masked`: a CPR number has been taken out; `only_masked`: nothing else was in it; `mostly_masked`: hardly
    a word, as in "my number is", and nothing that is asked of the program. `care`: paragraphs to say at
    once, with helpline numbers; `exhausted`: for no more than that somebody can do no more today. While a sign of
    distress is the newest thing that was said, `relief` is what to say to a message that takes it back, `company` to
    any other, and `farewell` to somebody who takes a break. `numbers`: whom to call, in a line; none after a sign that
    is answered more softly. `languages` are those that the signs are written in; several where they share a word.
    """

    masked: bool = False
    only_masked: bool = False
    mostly_masked: bool = False
    care: tuple[Words, ...] = ()
    exhausted: bool = False
    relief: tuple[Words, ...] = ()
    company: tuple[Words, ...] = ()
    farewell: tuple[Words, ...] = ()
    numbers: tuple[Words, ...] = ()
    wish: Wish = ""
    beside: str = ""
    languages: frozenset[str] = frozenset()


class Facts(Protocol):
    """Answers what a flow asks about the world around it."""

    def __call__(self, name: str, session: Session, context: Context) -> Any:
        """The fact of this name for a session, as the conversation stands now."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a turn may look at beside the flow and the session.

    `sessions` holds the person's sessions by id as they were before the turn, `changed` those it has changed so far,
    `discarded` the ids of those that it deletes. `facts(name, session, context)` answers what a flow asks about the
    world around it; `shown(session, prompt)` is the message id under which a question was shown, 0 while it waits to
    be sent, None when unknown; `unread(session, prompt)` says that nobody can have read it yet, and written an
    answer; `session_of(message)` finds the session that an edited message answered (0: none); `single(flow)` finds
    the person's one session of a flow (0: none). `free_day(day)` says whether a day is a weekend or a public holiday.
    `fresh` gives a new session id, `code` a new code of an invitation that can be typed, `link_code` one for a link.
    `deeds` are what the turn has done to others so far. `reachable` is false while the person has blocked the bot.
    `written(text, but)` says which of the languages on offer a text is in, none of those `but` of which nobody asks;
    "" where that cannot be told.
    `listens`: what is said in a voice message can be written down, in the person's language.
    `covered` gives texts, each screened by itself, as they may be joined: without CPR numbers that run over several.
    """

    now: datetime.datetime
    person: Person
    language: Language
    sessions: Mapping[int, Session]
    fresh: Callable[[], int]
    facts: Facts
    shown: Callable[[int, int], int | None]
    session_of: Callable[[int], int]
    single: Callable[[str], int]
    free_day: Callable[[datetime.date], bool]
    unread: Callable[[int, int], bool] = lambda _session, _prompt: False
    covered: Callable[[Sequence[str]], list[str]] = list
    written: Callable[[str, Collection[str]], str] = lambda _text, _but: ""
    signs: Signs = field(default_factory=Signs)
    code: Callable[[], str] = str
    link_code: Callable[[], str] = str
    reachable: bool = True
    listens: bool = False
    deeds: tuple[Deed, ...] = ()
    changed: Mapping[int, Session] = field(default_factory=dict)
    discarded: frozenset[int] = frozenset()
