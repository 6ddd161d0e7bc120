"""How much one person, or everybody together, can make the program do. All such bounds stand here, and nowhere else.

What each is good for, and what happens beyond it: docs/decisions/abuse.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Bound:
    """`count` at once, and after that as many again, evenly, in each `seconds`."""

    count: int
    seconds: float


HOUR: Final = 3600.0
DAY: Final = 24 * HOUR

TURNS: Final = (Bound(40, 40.0), Bound(4_000, DAY))
"""Updates of one sender that are answered one by one. Nobody who waits for an answer meets it, for answers go out at
one a second; nor does who finds the bot standing still and writes it a few dozen messages, for each counts once."""
KEPT: Final = Bound(1_000, DAY)
"""Messages of one sender beyond `TURNS` that are kept all the same."""
KEPT_AT_A_TIME: Final = 8
"""Such messages of one sender that wait for the writer at the same time; what others send goes before the next ones."""
NEWCOMERS: Final = Bound(300, HOUR)
"""People, and groups, that are not known and are taken in. Whoever has a code that works is let in all the same."""
COMES_AGAIN: Final = Bound(6, HOUR)
"""Times that one of them is taken in: who says no, or deletes everything, is not known any more, and may come again."""
TOLD_AGAIN: Final = 60.0
"""Seconds until a sender is told once more that they are too quick."""

JOINED_TEXTS: Final = 20
JOINED_CHARACTERS: Final = 4 * 4_096
"""What one answer holds of texts that are joined to it, since they came before the next question can have been read: so
many, and as much as four of the longest that Telegram carries. Each one writes the whole answer down anew. Who says one
thing in a burst of short texts, or pastes a whole application, meets neither."""

SHOWN: Final = 8 * 4_096
"""Characters of what is stored about somebody that are said in the chat. All of it is in the copy they can take."""
READ: Final = 300
"""Answers that are read for that, the newest, where somebody has given more: it is the writer who reads them."""

WRONG_CODES: Final = 5
"""So many wrong codes somebody may try within `WITHIN`; after that, none works for them for a while."""
WRONG_CODES_OF_ALL: Final = 300
"""So many may be tried by everybody together; after that, no code that can be guessed works for anybody for a while."""
INVITATIONS: Final = 40
"""Codes that one of the staff may make within `WITHIN`."""
SHARES: Final = 60
"""Times that a citizen may show something within `WITHIN`."""
REMARKS: Final = 150
"""Comments, suggestions and replies that somebody may write within `WITHIN`."""
CALLS: Final = 20
"""Times that a citizen may ask to be called within `WITHIN`."""
REPORTS: Final = 20
"""Times that a contact person may ask citizens to read a report, of those that they have written within `WITHIN`."""
DESK_LINKS: Final = 20
"""Links to the desk that one of the staff may ask for within `WITHIN`."""
WITHIN: Final = timedelta(hours=1)

SAVES: Final = 9
"""Reminders that somebody may set within `SAVES_WITHIN`; nobody needs less than six seconds for the taps of one. Any
number of citizens can be in each."""
SAVES_WITHIN: Final = timedelta(minutes=1)

UPDATE_BYTES: Final = 16 * 2**20
"""One update; Telegram's own come nowhere near."""
CONNECTIONS: Final = 200
"""To the webhook and the desk at the same time; Telegram itself opens at most 100."""
BODY_SECONDS: Final = 30.0
"""Until an update is there as a whole."""

FORM_BYTES: Final = 256 * 2**10
"""One form of the desk; the longest text that it asks for is far shorter."""
PAGES: Final = Bound(120, 60.0)
"""Pages and forms of one who is signed in to the desk. Nobody who reads meets it."""
FORMS: Final = 50
"""Forms, of anybody, that are being read at the same time; a quarter of the connections there are."""
