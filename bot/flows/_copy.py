"""A copy to take along: all that is stored, to read, and on wish for another program; made when it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.steps import Ask, Choice, Tell
from bot.engine.text import N_

if TYPE_CHECKING:
    from bot.engine.steps import Step

TO_READ = N_(
    "Here is your copy. You can read it, print it and keep it. "
    "The file stays at Telegram and on your phone until you delete it there."
)
FOR_PROGRAMS = N_(
    "Here is the same for another program (JSON). "
    "The file stays at Telegram and on your phone until you delete it there."
)


def copying(*, then: str) -> tuple[Step, ...]:
    """The steps from "copy" on: the copy to read is sent at once; only who wants it gets the other. Then `then`."""
    return (
        Tell(id="copy", text=TO_READ, copy="pdf"),
        Ask(
            id="copy_more",
            text=N_("Do you also want a file that another program can read? Most people do not need it."),
            choices=(
                Choice(key="enough", label=N_("No, this is enough"), goto=then, means="no"),
                Choice(key="json", label=N_("Yes, send that too"), means="yes"),
            ),
            asks_again=True,
        ),
        Tell(id="copy_json", text=FOR_PROGRAMS, copy="json", goto=then),
    )
