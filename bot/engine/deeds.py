"""What a turn does to other people, as data: whom to let in, what to show them, what to tell them.

Whom a deed is about is named by ids that the flow got from facts; whether it is allowed is decided once more where it
is carried out (`bot.state.deeds`), by the one policy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from bot.engine.report_deeds import ReportDeed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.policy import Staff

Delivered: TypeAlias = Literal["sent", "opened", "done", "later", "not_today", "stopped", "held_up", "missed"]
"""What has become of a reminder that was due: the first it is by itself, the next five by what the citizen does; the
last two say that it could not come, or not while it was of use."""
CommentKind: TypeAlias = Literal["comment", "suggestion", "reviewed", "reply"]


@dataclass(frozen=True, slots=True)
class Invite:
    """Make an invitation with this code: staff into a role, or with `follow` a citizen to whoever makes it."""

    code: str
    role: Staff
    expires_at: datetime
    follow: bool = True


@dataclass(frozen=True, slots=True)
class Revoke:
    """An invitation that nobody has used shall work no more."""

    invitation: int


@dataclass(frozen=True, slots=True)
class Join:
    """Accept the invitation of the code with this digest: take on its role, or be followed by whoever made it."""

    digest: str


@dataclass(frozen=True, slots=True)
class Mistype:
    """A code that belongs to no invitation was tried."""


@dataclass(frozen=True, slots=True)
class Part:
    """Whom a relation joins go separate ways; what was shared is shared no more."""

    relation: int


@dataclass(frozen=True, slots=True)
class Resign:
    """Give up a role, and all that it opened."""

    role: int


@dataclass(frozen=True, slots=True)
class Propose:
    """Ask a citizen whether a colleague may follow them instead."""

    relation: int
    colleague: int


@dataclass(frozen=True, slots=True)
class Decide:
    """Answer to what was proposed; with `keep` the colleague sees what is shared now."""

    handover: int
    accepted: bool
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Let the follower of this relation see the newest version of an exercise, as `snapshot` shows it."""

    relation: int
    exercise: int
    snapshot: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unshare:
    """Let the follower of this relation see nothing of an exercise any more."""

    relation: int
    exercise: int


@dataclass(frozen=True, slots=True)
class Look:
    """Whoever follows looks at what was shared with them, all of it at once; the citizen can see that they did.

    What was looked at `at_desk` does not stand in their chat.
    """

    shares: tuple[int, ...]
    at_desk: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """Say something of what was shared, at one answer (`place`) or of the whole (""), written or as a `recording`."""

    share: int
    kind: CommentKind
    text: str = ""
    place: str = ""
    recording: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """The citizen answers what the follower of this relation said of an exercise."""

    relation: int
    exercise: int
    text: str
    place: str = ""
    recording: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AskToCall:
    """Tell the contact person that the citizen would like to be called; nothing of what they wrote goes along."""


@dataclass(frozen=True, slots=True)
class DropCall:
    """The citizen does not want the call any more that they have asked for: it waits for nobody."""


@dataclass(frozen=True, slots=True)
class PromiseCall:
    """The contact person has read this notice, and calls: the citizen who has asked for it is told."""

    notice: int


@dataclass(frozen=True, slots=True)
class AskForHelp:
    """Ask the contact person to do this plan together; it is shared with them, as `snapshot` shows it."""

    exercise: int
    snapshot: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Observe:
    """Keep what the follower of this relation sees: a star beside the citizen's, or their belief in them."""

    relation: int
    kind: Literal["star", "belief"]
    content: Mapping[str, Any]
    exercise: int = 0


@dataclass(frozen=True, slots=True)
class Allow:
    """The citizen says whether the scores of this relation's follower stand in the picture of their star."""

    relation: int
    exercise: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """Tell the follower of this relation when the citizen has not been here for so many days; 0: never."""

    relation: int
    days: int


@dataclass(frozen=True, slots=True)
class Remind:
    """Remind the citizen of this relation by a rule (as JSON), which is next `due` at this moment.

    Of an exercise of theirs that is shared, of any exercise of a `flow`, or of a text. `reminder` is the new one's id,
    so that a list that is shown in the same turn names it rightly.
    """

    reminder: int
    relation: int
    rule: Mapping[str, Any]
    due: datetime
    flow: str = ""
    exercise: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class StopReminder:
    """A reminder shall come no more: its sender takes it back, or the citizen stops it."""

    reminder: int


@dataclass(frozen=True, slots=True)
class Decline:
    """The citizen wants no reminders any more from the follower of this relation; `declined` False: they may come."""

    relation: int
    declined: bool


@dataclass(frozen=True, slots=True)
class Deliver:
    """Note what becomes of a reminder of the person's that was `due`, and why.

    `session` and `prompt` name the message that asks them to open it, where one does.
    """

    reminder: int
    due: datetime
    state: Delivered
    reason: str = ""
    session: int = 0
    prompt: int = -1


@dataclass(frozen=True, slots=True)
class Await:
    """A reminder of the person's is next `due` by its rule at this moment, and rings `at`; None: it is over."""

    reminder: int
    due: datetime | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Respond:
    """The person does something about a `reminder` that this session asked them to open; `at`: ask again then.

    0: about all that it asked for. What is done or stopped stays so.
    """

    session: int
    state: Delivered
    at: datetime | None = None
    reminder: int = 0


@dataclass(frozen=True, slots=True)
class AnswerReminder:
    """The person answers what somebody has written in a reminder."""

    reminder: int
    text: str
    recording: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FallSilent:
    """Nothing was heard of the person for so long that the follower of this relation is to be told."""

    relation: int


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """Let a link with this code sign the person in to the desk, once."""

    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CloseDesk:
    """The person is signed in to the desk nowhere any more."""


@dataclass(frozen=True, slots=True)
class LetIn:
    """It is the person themselves who sign in to the desk, by the session of this id."""

    session: int


@dataclass(frozen=True, slots=True)
class Deal:
    """A notice has been dealt with."""

    notice: int


Deed: TypeAlias = (
    Invite
    | Revoke
    | Join
    | Mistype
    | Part
    | Resign
    | Propose
    | Decide
    | Share
    | Unshare
    | Look
    | Comment
    | Reply
    | AskForHelp
    | AskToCall
    | DropCall
    | PromiseCall
    | Observe
    | Allow
    | Watch
    | Remind
    | StopReminder
    | Decline
    | Deliver
    | Await
    | Respond
    | AnswerReminder
    | FallSilent
    | OpenDesk
    | CloseDesk
    | LetIn
    | Deal
    | ReportDeed
)
