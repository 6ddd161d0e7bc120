"""What the tests of reviews share: what was said of an exercise, and what its citizen does meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.keys import opened
from tests.town import Town

if TYPE_CHECKING:
    from tests.screen import Message
    from tests.talk import Talk

GONE = "Samir does not show it to you any more."
TAKEN_BACK = "Samir has taken it back. Samir decides that. What you wrote was not sent."
OVERTAKEN = "Samir shows you a newer version now. What you wrote was not sent. Read the new one first."
READ = ("reviewed", "", "")
MENU = "What do you want to say to Samir about it?"
ASKED = "You can hear it first. Shall I send it to {}?"
SEND = "Yes, send it"


def told() -> Town:
    """Mette has said two things of Samir's talk in writing, and he reads them."""
    town = Town().with_shared_pitch().with_remarks()
    town.rings(town.samir)
    town.samir.tap("Continue")
    return town


def page(messages: list[Message]) -> str:
    return "\n".join(message.text for message in messages)


def said(town: Town) -> list[tuple[str, str, str]]:
    """Kind, place and text of everything that was said, the oldest first."""
    cursor = town.samir.world.connection.cursor()
    kinds = cursor.execute("SELECT kind, place FROM comments ORDER BY id").fetchall()
    texts = opened(cursor, "comments.text")
    return [(kind, place, text) for (kind, place), text in zip(kinds, texts, strict=True)]


def change(town: Town, question: str = "What you love", text: str = "I like to drive in Norway") -> None:
    """Samir improves an answer, and shows the new version."""
    town.taps(town.samir, "✔ Talk: warehouse", "Change something", f"✏ {question}")
    town.samir.write(text)
    town.samir.tap("Show Mette the new one")


def take_back(town: Town) -> None:
    """Samir shows it to nobody any more."""
    for label in ("👁", "Take it back", "Mette"):
        town.samir.tap(label)


def waiting(talk: Talk) -> list[str]:
    """What waits for somebody."""
    rows = talk.world.connection.execute(
        "SELECT kind FROM notices JOIN addresses USING (person) WHERE user_id = ? AND dealt_at IS NULL",
        (talk.user,),
    )
    return [kind for (kind,) in rows.fetchall()]
