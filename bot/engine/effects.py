"""What a turn wants to happen, as data: the shell carries it out after the turn has been committed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from bot.engine.deeds import Deed

if TYPE_CHECKING:
    from datetime import datetime

    from bot.engine.document import Document
    from bot.engine.picture import Picture
    from bot.engine.text import Words


CopyKind: TypeAlias = Literal["", "pdf", "json"]
"""As what a person's own copy of all that is stored about them is sent, "" for none."""
NUDGE = "nudge"
"""The kind of the timer that writes after quiet days, one a person."""
REMINDER = "reminder"
"""The kind of the timer of what somebody reminds the person of; its session is the reminder, or what was put off."""
SILENCE = "silence"
"""The kind of the timer that rings when nothing was heard of the person; its session is whose relation to tell."""
UNSENT = "unsent"
"""The kind of the timer that rings when what waits to be sent is forgotten; its session is where that waits."""
CALL_WANTED = "call_wanted"
"""The kind of the timer that tells a contact person that somebody would like a call, whatever else waits for them."""
CALL_PROMISED = "call_promised"
"""The kind of the timer that tells a citizen that the call comes which they have asked for."""
RETENTION = "retention"
"""The kind of the timer that looks whether what is stored of the person is still to be kept, one a person."""

ConsentKind: TypeAlias = Literal["terms", "health"]
TERMS: ConsentKind = "terms"
"""What everybody agrees to who is here."""
HEALTH: ConsentKind = "health"
"""The yes or no to questions about one's health."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. `quiet` marks ways around (back, pause), which stand below the choices."""

    label: Words
    data: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """A message to the person: paragraphs, then buttons.

    `session` and `prompt` name the question it shows (0 and -1: none); its message id is remembered under that name.
    `edits` is the message to change instead of sending a new one (0: send). `apart` keeps it a message of its own;
    others without buttons are joined with the one that follows. A `picture` stands above the words, and so do the file
    that a `document` becomes, and the voice message of which `voice` is the file's id. `copy` is the file of all that
    is stored about the person, read and made when it is sent. `of` is the session that says it: once that is discarded,
    it is not sent any more. `also` is the language in which it is said below, in place of the person's own. Where its
    choices are `familiar` from a question before, they are not read aloud with it, but at a tap. In a `menu` nothing is
    agreed to or answered: of two languages a button has as many as it has room for, whatever stands on the others.
    """

    paragraphs: tuple[Words, ...]
    buttons: tuple[Button, ...] = ()
    session: int = 0
    prompt: int = -1
    edits: int = 0
    apart: bool = False
    picture: Picture | None = None
    document: Document | None = None
    voice: str = ""
    copy: CopyKind = ""
    of: int = 0
    also: str = ""
    familiar: bool = False
    menu: bool = False


@dataclass(frozen=True, slots=True)
class Speak:
    """Read aloud what stands on the person's phone: the text of a message, and the choices below it, or these alone."""

    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listen:
    """Write down what is said in a voice message of the person's; what was heard comes back as an input."""

    message: int


@dataclass(frozen=True, slots=True)
class Unhear:
    """Forget what was heard in the recordings that have been the answer at a place: in every revision of it.

    `places` are all the names that it has been saved under.
    """

    session: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsay:
    """Forget what was said in these messages of the person's: it was to go to somebody else, and is not sent."""

    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Remove:
    """Delete a person's message from the chat where Telegram allows it, and say which it was."""

    message: int
    removed: Words
    kept: Words


@dataclass(frozen=True, slots=True)
class Toast:
    """A short answer to a tap that shows for a moment; best effort."""

    text: Words


@dataclass(frozen=True, slots=True)
class Settle:
    """Replace the buttons of a tapped message by the one that was chosen; best effort.

    `symbol` is what simple mode has put before it.
    """

    message: int
    label: Words
    data: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Store an answer as a new revision. `place` is "" for a text that fits no question (kept as unplaced).

    `content` is the answer's plain JSON: `kind` ("text", "voice", "choice", ...), `value`, and what the kind needs.
    `moved` are messages that were unplaced until now and are part of this answer instead.
    """

    session: int
    place: str
    content: dict[str, Any]
    message: int = 0
    moved: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Keep:
    """Store a finished text of an exercise as a new version, or add to its newest where `amend` is true."""

    session: int
    content: dict[str, Any]
    amend: bool = False


@dataclass(frozen=True, slots=True)
class Discard:
    """Delete an exercise with all that belongs to it: answers, versions, timers and what waits to be sent."""

    session: int


@dataclass(frozen=True, slots=True)
class Agree:
    """The person says yes, or no, to the text of this version; a no deletes what was answered of what it `closes`."""

    version: str
    kind: ConsentKind = TERMS
    agreed: bool = True
    closes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Erase:
    """Delete everything that is stored about the person."""


@dataclass(frozen=True, slots=True)
class Count:
    """Note how far the way to an automatic erasure has come: warnings that were due, and days counted since the newest.

    `session` asked with that one, 0 where none did. No warnings: nobody is to be warned.
    """

    warnings: int = 0
    days: int = 0
    session: int = 0


@dataclass(frozen=True, slots=True)
class Menu:
    """Show Telegram's command menu of this chat in this language; "" is the one that everybody gets."""

    language: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """Set the person's timer of this kind (one per kind and session) to `at`, replacing an earlier time."""

    kind: str
    at: datetime
    session: int = 0


@dataclass(frozen=True, slots=True)
class Cancel:
    """Take the person's timer of this kind away."""

    kind: str
    session: int = 0


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back a question of this session that has not left the outbox yet."""

    session: int
    prompt: int


Effect: TypeAlias = (
    Say
    | Speak
    | Listen
    | Unhear
    | Unsay
    | Remove
    | Toast
    | Settle
    | Record
    | Keep
    | Discard
    | Agree
    | Erase
    | Count
    | Menu
    | Schedule
    | Cancel
    | Withdraw
    | Deed
)
