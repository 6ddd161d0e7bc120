"""A version of a report as it is handed on: as a PDF, as plain text, and its picture."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.desk.attached import attachment, named
from bot.desk.citizen import about
from bot.desk.report import address, opened, page_of, read
from bot.desk.reports import TAB
from bot.pictures.document import pdf
from bot.pictures.plain import plain
from bot.policy import NotAllowed

if TYPE_CHECKING:
    from bot.desk.report import Opened
    from bot.desk.visit import Visit

NAME: Final = {"da": "Rapport", "en": "Report"}
"""What the file is called, before whom it is about and its last day: of thirty reports the right one is handed on."""


async def as_pdf(visit: Visit) -> web.Response:
    """The PDF. It takes a while to set, and holds up nobody else."""
    found = await visit.write(read)
    made = await asyncio.to_thread(pdf, page_of(visit, found))
    return _file(made, "application/pdf", attachment(_name(found), "pdf"))


async def as_text(visit: Visit) -> web.Response:
    """The text as a file."""
    found = await visit.write(read)
    text = plain(page_of(visit, found)).encode()
    return _file(text, "text/plain", attachment(_name(found), "txt"))


async def text(visit: Visit) -> web.Response:
    """The text on a page, to be copied from."""
    found = await visit.write(read)
    return about(
        visit,
        "report_text.html",
        found.line,
        TAB,
        opened=found,
        to=address(visit, found.version.number),
        text=plain(page_of(visit, found)),
    )


async def picture(visit: Visit) -> web.Response:
    """A picture of the report, as a drawing of its own: in it there is style, which no page of ours has.

    Whoever has not opened the report has not looked at the stars in it, and sees no picture either.
    """
    found, number = await visit.read(opened), int(visit.request.match_info["block"])
    blocks = page_of(visit, found).blocks
    drawn = blocks[number].picture if number < len(blocks) else None
    if drawn is None or found.unlooked:
        raise NotAllowed(f"no picture is part {number} of the report")
    return web.Response(
        text=drawn.svg,
        content_type="image/svg+xml",
        headers={
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        },
    )


def _name(found: Opened) -> str:
    report = found.report
    return named(NAME[report.language], found.told["facts"]["citizen"], report.until.isoformat())


def _file(content: bytes, kind: str, attached: str) -> web.Response:
    return web.Response(
        body=content,
        content_type=kind,
        charset="utf-8" if kind.startswith("text/") else None,
        headers={"Cache-Control": "no-store", "Content-Disposition": attached},
    )
