"""The desk as a web application of its own: which address leads to which page."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.desk import (
    citizen,
    citizens,
    figures,
    meeting,
    news,
    organisation,
    remind,
    reminders,
    report,
    report_files,
    reports,
    review,
    settings,
    signing_in,
    stars,
)
from bot.desk.desk import ROOT
from bot.desk.door import DOOR, Door, dressed
from bot.desk.visit import sent_on
from bot.pictures import fonts

if TYPE_CHECKING:
    from bot.desk.desk import Desk

FONTS: Final = {
    "sans.ttf": "Noto Sans",
    "arabic.ttf": "Noto Sans Arabic",
    "ethiopic.ttf": "Noto Sans Ethiopic",
}
"""Of these a browser fetches what a page has letters of: desk.css says which."""
STOP: Final = "/citizens/{relation}/reminders/{reminder}/stop"
HEARD: Final = r"/citizens/{relation}/reminders/{reminder}/recording/{answer:\d{1,3}}"
FOR_A_DAY: Final = {"Cache-Control": "public, max-age=86400"}
STATIC: Final = {"desk.css": "text/css", "desk.js": "text/javascript", "icon.svg": "image/svg+xml"}


def create(desk: Desk) -> web.Application:
    """The application, to be mounted at `ROOT`; `ways_in` lead to it."""
    door = Door(desk)
    app = web.Application(middlewares=[dressed])
    app[DOOR] = door
    app.add_routes(
        [
            web.get("/open/{code}", partial(signing_in.opened, door), allow_head=False),
            web.post("/in", partial(signing_in.entered, door)),
            web.get("/out", partial(signing_in.left, door), allow_head=False),
            web.post("/out", door.form(signing_in.leave, always=True)),
            web.get("/", door.page(citizens.citizens), allow_head=False),
            web.get("/citizens/{relation}", door.page(citizen.citizen), allow_head=False),
            web.get("/reminders", door.page(reminders.reminders), allow_head=False),
            web.get("/citizens/{relation}/reminders", door.page(reminders.of_citizen), allow_head=False),
            web.get("/citizens/{relation}/reminders/new", door.page(remind.form), allow_head=False),
            web.post("/citizens/{relation}/reminders/new", door.form(remind.planned)),
            web.get(HEARD, door.page(reminders.recording), allow_head=False),
            web.get(STOP, door.page(reminders.ask_to_stop), allow_head=False),
            web.post(STOP, door.form(reminders.stop)),
            web.get("/citizens/{relation}/star", door.page(stars.star), allow_head=False),
            web.get("/citizens/{relation}/meeting", door.page(meeting.meeting), allow_head=False),
            web.post("/notices/{notice}", door.form(news.deal)),
            web.post("/citizens/{relation}/notices/{notice}", door.form(citizen.deal)),
            web.get("/shared/{share}", door.page(review.review), allow_head=False),
            web.post("/shared/{share}", door.form(review.say)),
            web.post("/shared/{share}/reviewed", door.form(review.reviewed)),
            web.get(r"/shared/{share}/picture/{part:\d{1,3}}", door.page(review.picture), allow_head=False),
            web.get(
                r"/shared/{share}/recording/{answer:\d{1,3}}", door.page(review.recording), allow_head=False
            ),
            web.get("/shared/{share}/said/{comment}", door.page(review.remark), allow_head=False),
            web.get("/organisation", door.page(organisation.organisation), allow_head=False),
            web.post("/organisation", door.form(organisation.invite)),
            web.post("/organisation/invitations/{invitation}/revoke", door.form(organisation.revoke)),
            web.get("/organisation/figures", door.page(figures.figures), allow_head=False),
            web.get("/organisation/figures.csv", door.page(figures.file), allow_head=False),
            web.get("/organisation/settings", door.page(settings.settings), allow_head=False),
            *_reports(door),
            web.get("/static/{name}", static, allow_head=False),
            web.get("/static/font/{font}", font, allow_head=False),
        ]
    )
    return app


def ways_in() -> list[web.RouteDef]:
    """Addresses on the desk's host, outside of the desk, that somebody types who knows no more: they lead to it."""
    return [web.get(address, _to_the_desk) for address in ("/", ROOT)]


async def _to_the_desk(_: web.Request) -> web.Response:
    return sent_on(f"{ROOT}/")


def _reports(door: Door) -> list[web.RouteDef]:
    """The reports about a citizen: their list, one that is written, and each version as it is read and handed on."""
    all_ = "/citizens/{relation}/report"
    one, version = f"{all_}/{{report}}", rf"{all_}/{{report}}/{{version:\d{{1,6}}}}"
    return [
        web.get(all_, door.page(reports.listed), allow_head=False),
        web.post(all_, door.form(reports.begin)),
        web.get(one, door.page(report.newest), allow_head=False),
        web.post(one, door.form(report.write)),
        web.get(version, door.page(report.version), allow_head=False),
        web.get(f"{version}/report.pdf", door.page(report_files.as_pdf), allow_head=False),
        web.get(f"{version}/report.txt", door.page(report_files.as_text), allow_head=False),
        web.get(f"{version}/text", door.page(report_files.text), allow_head=False),
        web.get(rf"{version}/picture/{{block:\d{{1,3}}}}", door.page(report_files.picture), allow_head=False),
    ]


async def static(request: web.Request) -> web.Response:
    """The few files that the pages are made with, and no others."""
    name = request.match_info["name"]
    if name not in STATIC:
        raise web.HTTPNotFound
    text = files("bot.desk").joinpath("static", name).read_text("utf-8")
    return web.Response(text=text, content_type=STATIC[name], headers=FOR_A_DAY)


async def font(request: web.Request) -> web.FileResponse:
    """A font, as its package ships it: letters that a computer lacks would be boxes."""
    name = request.match_info["font"]
    if name not in FONTS:
        raise web.HTTPNotFound
    return web.FileResponse(fonts.file(FONTS[name]), headers={**FOR_A_DAY, "Content-Type": "font/ttf"})
