"""What can set a turn going: everything a person or the clock can do, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Typed:
    """A text message. `message` is its Telegram message id, by which a later edit finds the answer again."""

    text: str
    message: int = 0


@dataclass(frozen=True, slots=True)
class Spoke:
    """A voice message, kept by Telegram's file id; `seconds` is its true length, `caption` what is written below it.

    `size` is in bytes, 0 where Telegram does not tell.
    """

    file: str
    seconds: int
    message: int = 0
    caption: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Said(Typed):
    """What was heard in a voice message and is right, read as a text; `parts` are the words, and those below it.

    `before` are those right before it that belong to it: the file of each, and its seconds.
    """

    spoken: Spoke = field(kw_only=True)
    parts: tuple[tuple[int, str], ...] = field(kw_only=True)
    before: tuple[tuple[str, int], ...] = field(kw_only=True, default=())


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a voice message that somebody has sent before, "" where nothing could be."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap on a button: the raw callback data, and the message that the button hangs on."""

    data: str
    message: int = 0


@dataclass(frozen=True, slots=True)
class Listened:
    """A tap on the speaker of a message: what that says, and the choices below it, as they stand on the phone.

    `text` is "" where the choices alone are to be heard; both are empty where Telegram does not show so old a message
    any more.
    """

    text: str
    choices: tuple[str, ...] = ()
    message: int = 0


@dataclass(frozen=True, slots=True)
class Edited:
    """A text message, or the words below a picture or recording, that the person has changed after sending it."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, without the slash; `argument` is what followed it, by the person's hand or a link's."""

    name: str
    argument: str = ""
    message: int = 0


@dataclass(frozen=True, slots=True)
class Other:
    """Content that no step understands: a sticker, a photo, a location, a poll."""

    kind: str
    text: str = ""
    message: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A timer whose time has come, which was `at`. `session` is its exercise, 0 for the person as a whole."""

    kind: str
    session: int
    at: datetime


Input: TypeAlias = Typed | Spoke | Heard | Tapped | Listened | Edited | Command | Other | Due
