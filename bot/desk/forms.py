"""Forms: how they are read, and what somebody hears, their words before them, where one cannot be taken."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from aiohttp import web

from bot import bounds
from bot.desk.pages import page
from bot.engine.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.words import Language

NOT_HERE = N_(
    "There is nothing here that you can see. It can have been taken back, or never have been there."
)
NOT_SIGNED_IN = N_("You are not signed in. Open the desk from your chat with Jobstjernen.")
SIGNED_OUT = N_(
    "You have been signed out, and what you wrote has not been sent. It stands here still. Get a new link in the chat, "
    "open it in a new tab of this browser, come back to this tab, and send it."
)
GONE = N_(
    "It was not sent. What it is about is not shown to you now: it can have been taken back, or never have been there. "
    "What you wrote stands here, if you want to keep it."
)
STRANGE_FORM = N_("This page is from before you signed in. Look at what you wrote, and send it once more.")
FROM_ELSEWHERE = N_("Another page has asked for that. Nothing was done.")
NO_FORM = N_("That is nothing that this page can take. Nothing was done.")
TOO_MUCH = N_("That is too much at once. Nothing was sent. Please make it shorter.")
TOO_SLOW = N_("It took too long to arrive. Nothing was sent. Please try again.")
TOO_OFTEN = N_("You have done that very often this hour. Nothing was sent. Please try again in an hour.")
TOO_FAST = N_("That was very many pages in a short time. Please wait a minute.")
BUSY = N_("It cannot be saved just now. Nothing was sent. Please try again in a moment.")
NOT_NOW = N_("The page cannot be opened just now. Please try again in a moment.")
BROKE_OPENING = N_("Something went wrong on our side. Please try again.")
BROKEN = N_("Something went wrong on our side. Nothing was sent. Please try again.")

OF_STATUS: Final[Mapping[int, str]] = {408: TOO_SLOW, 413: TOO_MUCH, 415: NO_FORM, 422: NO_FORM, 503: BUSY}
"""What is said where a request cannot be read; of all others, that there is nothing here."""
MOST_FIELDS: Final = 20
"""Fields of one form; those of ours have fewer."""
TECHNICAL: Final = ("sign", "form")
"""Fields that a form has for the program's own sake."""
WRITTEN: Final[Mapping[str, str]] = {
    "text": N_("What you wrote"),
    "assessment": N_("Assessment"),
    "proposals": N_("Proposals for new goals"),
}
"""Fields in which somebody writes in their own words, and how they are called where they are shown once more."""


class Unfit(Exception):
    """A form that cannot be taken as it is: `message` says why, `status` is the answer's.

    Where something has to be read first, `read` is its address, and the words are sent there next.
    """

    def __init__(self, message: str, status: int, read: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.read = read


class Reader:
    """Reads forms of anybody, so many at the same time: whoever sends slowly holds up nobody else."""

    def __init__(self) -> None:
        self._reading = 0

    async def fields(self, request: web.Request) -> dict[str, str]:
        """What stands in a form; a file, or anything else that no form of ours sends, is not looked at."""
        if request.content_type != "application/x-www-form-urlencoded":
            raise web.HTTPUnsupportedMediaType
        if self._reading >= bounds.FORMS:
            raise web.HTTPServiceUnavailable
        self._reading += 1
        try:
            async with asyncio.timeout(bounds.BODY_SECONDS):
                body = (await request.read()).decode("utf-8", "replace")
            return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
        except (TimeoutError, ConnectionError) as error:
            raise web.HTTPRequestTimeout from error
        except ValueError as error:
            raise web.HTTPUnprocessableEntity from error
        finally:
            self._reading -= 1


def again(
    language: Language,
    fields: Mapping[str, str],
    message: str,
    status: int,
    to: str,
    *,
    read: str = "",
    **of_visit: Any,
) -> web.Response:
    """A page that says why a form was not taken, with what was written in it, to be sent once more.

    Where nothing was written, only the sentence. With an empty `to` the words can be copied, and not be sent: then that
    is what it says.
    """
    if not WRITTEN.keys() & fields.keys():
        return page("told.html", language, status=status, message=message, **of_visit)
    kept = {name: value for name, value in fields.items() if name not in TECHNICAL}
    message = message if to else GONE
    values = {"sign": "", "form": str, "written": WRITTEN, **of_visit}
    return page("again.html", language, status=status, message=message, kept=kept, to=to, read=read, **values)
