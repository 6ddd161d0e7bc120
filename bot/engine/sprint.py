"""What running one turn of a flow returns, and the internal inputs that set it going."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.engine.inputs import Edited, Heard, Spoke, Typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.effects import Effect
    from bot.engine.person import Person
    from bot.engine.session import Answer, Session
    from bot.engine.text import Words


@dataclass(frozen=True, slots=True)
class Started:
    """The session begins, or begins again."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The person comes back to the session: show where they stand."""


@dataclass(frozen=True, slots=True)
class Rung:
    """The day has come that was chosen in this session: open it where a finished exercise opens."""


@dataclass(frozen=True, slots=True)
class Led:
    """Another flow hands over to this session, to be opened at this step, or with `anew` to answer it once more."""

    to: str
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """The flow that this session handed over to has ended."""


@dataclass(frozen=True, slots=True)
class Eased:
    """What somebody sends who has been told that the exercise can wait, and the ways that are open to them there."""

    given: Typed | Spoke
    ways: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A tap on a button of this session: the question's number, the key, and the message it hangs on."""

    prompt: int
    key: str
    message: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A way around that was asked for by a command instead of a button: "@pause", "@about", "@restart"."""

    key: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """The person writes after a pause or a nudge: a greeting perhaps, and not surely an answer."""

    given: Typed | Spoke


FlowInput: TypeAlias = (
    Started
    | Resumed
    | Rung
    | Led
    | Returned
    | Chosen
    | Wanted
    | CameBack
    | Eased
    | Typed
    | Spoke
    | Heard
    | Edited
)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The session waits for another flow.

    That goes on with the exercise `session`, opened at the step `at` ("": where it stands), or with a new one (0) that
    has these answers. A new one that begins `at` a step leads back to where an errand that is left for it did.
    """

    flow: str
    session: int = 0
    at: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ended:
    """The session reached its end."""


@dataclass(frozen=True, slots=True)
class Rested:
    """The session reached its end, and nothing shall follow until the person writes."""


@dataclass(frozen=True, slots=True)
class Paused:
    """The session reached its end, and the one that it was begun from shall take a break."""


@dataclass(frozen=True, slots=True)
class Left:
    """The person asked for home."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A new exercise of this flow shall begin and take focus."""

    flow: str


ANY: Final = "@any"
"""In place of a question that is asked again: whichever the person picks."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Another session shall take focus; the question at the place `anew`, "" for none, is asked there again.

    With `ANY` it asks which of its answers shall be changed.
    """

    session: int
    anew: str = ""


@dataclass(frozen=True, slots=True)
class Copied:
    """A new exercise with the answers of this session shall begin and take focus."""

    session: int


@dataclass(frozen=True, slots=True)
class Discarded:
    """A session shall be deleted; the flow goes on after that."""

    session: int


@dataclass(frozen=True, slots=True)
class Erased:
    """The person is forgotten: there is nothing to go on with."""


Stop: TypeAlias = (
    HandedOver | Ended | Rested | Paused | Left | Begun | Opened | Copied | Discarded | Erased | None
)
"""Why a sprint stopped; None: it waits for an answer."""


@dataclass(frozen=True, slots=True)
class Sprint:
    """One run of one flow: the new session and person, what should happen, and why it stopped."""

    session: Session
    person: Person
    effects: tuple[Effect, ...]
    stop: Stop = None
