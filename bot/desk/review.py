"""Reading what a citizen shows, and saying something of it: of the whole, or of one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlencode

from aiohttp import web

from bot.desk.desk import ROOT
from bot.desk.forms import Unfit
from bot.desk.heard import file_of
from bot.desk.looking import look
from bot.desk.playing import played
from bot.desk.showing import shown_by
from bot.desk.visit import sent_on
from bot.desk.written import MOST, told, written
from bot.engine.callbacks import to_base36
from bot.engine.deeds import Comment, Deal
from bot.engine.text import N_
from bot.pictures import drawing
from bot.policy import NotAllowed
from bot.state import access, notices, people

if TYPE_CHECKING:
    from bot.desk.showing import Shown
    from bot.desk.visit import Visit
    from bot.state.cursor import Cursor

COMMENT: Final = "comment"
KINDS: Final = (COMMENT, "suggestion")
OVERTAKEN = N_(
    "A newer version is shown to you now. What you wrote was not sent. Read the new one first, and then send it."
)


class Reading(NamedTuple):
    """What stands on the page: what is shown, whose it is, and what the reader can read next."""

    shown: Shown
    citizen: str
    relation: str
    following: str
    """The share after this one that waits to be read, "" for none."""


async def review(visit: Visit) -> web.Response:
    """The page; looking at it is noted. An older version leads to the one that is shown now."""
    found = await visit.write(_read)
    key = to_base36(found.shown.share.id)
    if key != visit.request.match_info["share"]:
        return sent_on(f"{ROOT}/shared/{key}")
    return visit.page(
        "review.html",
        reading=found,
        key=key,
        plays=visit.desk.fetch is not None,
        most=MOST,
        told=told(visit.request.query),
        said=visit.request.query.get("said"),
    )


async def picture(visit: Visit) -> web.Response:
    """The picture of what is shown, as a drawing of its own: in it there is style, which no page of ours has.

    Whoever has not opened the page has not looked, and sees no picture either.
    """
    found = await visit.read(_shown)
    parts = found.shown.parts(found.citizen)
    number = int(visit.request.match_info["part"])
    part = parts[number] if number < len(parts) else None
    if part is None or part.picture is None or not found.shown.looked:
        raise NotAllowed(f"no picture is part {number} of what is shown")
    text = " ".join(visit.language.say(each) for each in part.paragraphs)
    drawn = part.beside if part.beside and "beside" in visit.request.query else part.picture
    return web.Response(
        text=drawing.draw(drawn, text, visit.language),
        content_type="image/svg+xml",
        headers={
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        },
    )


async def recording(visit: Visit) -> web.Response:
    """The recording that an answer is, or the part that is asked for, as it is fetched now: it is kept nowhere.

    Where it is several, `part` in the address says which.
    Whoever has not opened the page has not looked, and hears nothing either.
    """
    found = await visit.read(_shown)
    answers = found.shown.share.snapshot["answers"]
    number = int(visit.request.match_info["answer"])
    part = visit.request.query.get("part", "")
    file = file_of(answers[number], part) if number < len(answers) else ""
    if not file or not found.shown.looked:
        raise NotAllowed(f"no recording is answer {number} of what is shown")
    return await played(visit, file)


async def remark(visit: Visit) -> web.Response:
    """The recording of something that was said of it, in the same way."""
    found = await visit.read(_shown)
    key = visit.request.match_info["comment"]
    said = next((each for each in found.shown.remarks if each.key == key and each.recording), None)
    if said is None or not found.shown.looked:
        raise NotAllowed(f"no recording is what {key} says of what is shown")
    return await played(visit, said.recording["file"])


async def say(visit: Visit) -> web.Response:
    """A comment or a suggestion, once, however often its form is sent."""
    kind, place = visit.fields.get("kind", COMMENT), visit.fields.get("place", "")
    if kind not in KINDS:
        raise NotAllowed(f"{kind!r} is nothing that staff say")
    said = written(visit.fields.get("text", ""))
    await visit.write(_say, said.text, kind, place)
    at = f"at-{place}" if place else "said"
    notes = "&".join([urlencode({"said": place}), *said.notes])
    return sent_on(f"{ROOT}/shared/{visit.request.match_info['share']}?{notes}#{quote(at)}")


async def reviewed(visit: Visit) -> web.Response:
    """The reader marks it as read."""
    await visit.write(_reviewed)
    return sent_on(f"{ROOT}/shared/{visit.request.match_info['share']}")


def _shown(cursor: Cursor, visit: Visit) -> Reading:
    """What is shown under the address, or the newest of the same exercise; NotAllowed where nothing is."""
    found = access.shown(cursor, "read", visit.me, visit.number("share"))
    every = shown_by(cursor, visit, found.citizen)
    shown = next((each for each in every if each.share.exercise == found.exercise), None)
    followed = access.standing(cursor, visit.me, found.citizen)
    if shown is None or not followed:
        raise NotAllowed(f"person {visit.me} is not shown the exercise {found.exercise}")
    unread = next((each for each in every if not each.looked and each.share.id != shown.share.id), None)
    name = people.name_of(cursor, found.citizen)
    following = to_base36(unread.share.id) if unread else ""
    return Reading(shown, name, to_base36(followed[0].id), following)


def _read(cursor: Cursor, visit: Visit) -> Reading:
    """The same, noted as a look; what waited to be read of it waits no more."""
    found = _shown(cursor, visit)
    share = found.shown.share
    look(cursor, visit, share.citizen, (share,))
    for each in notices.waiting(cursor, visit.me):
        if each.kind == "replied" and each.exercise == share.exercise:
            visit.do(cursor, Deal(each.id))
    return _shown(cursor, visit)


def _read_one(cursor: Cursor, visit: Visit) -> Reading:
    """What is shown, as the reader has read it; Unfit where a newer version is shown that they have not."""
    found = _shown(cursor, visit)
    if found.shown.share.id != visit.number("share") or not found.shown.looked:
        raise Unfit(OVERTAKEN, 409, f"{ROOT}/shared/{to_base36(found.shown.share.id)}")
    return found


def _say(cursor: Cursor, visit: Visit, text: str, kind: str, place: str) -> None:
    """Whoever says something has read it: that is noted with the first thing said of a version."""
    found = _read_one(cursor, visit)
    places = {"", *(each["place"] for each in found.shown.share.snapshot["answers"])}
    if place not in places:
        raise NotAllowed(f"no answer at {place!r} is shown")
    if not visit.first_time(cursor):
        return
    if not found.shown.reviewed:
        visit.do(cursor, Comment(found.shown.share.id, "reviewed"))
    visit.do(
        cursor,
        Comment(found.shown.share.id, "suggestion" if kind == "suggestion" else "comment", text, place),
    )


def _reviewed(cursor: Cursor, visit: Visit) -> None:
    found = _read_one(cursor, visit)
    once = visit.first_time(cursor)
    if once and not found.shown.reviewed:
        visit.do(cursor, Comment(found.shown.share.id, "reviewed"))
