"""What every answer of the desk tells a browser: nothing from elsewhere, in nobody's frame, kept by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import bounds
from bot.bounds import Bound
from bot.desk.desk import ROOT
from bot.pace import Pace
from bot.state.errors import StorageUnavailable
from tests.desk.lively import lively
from tests.desk.office import desk_of, link_of
from tests.desk.walking import Walker
from tests.town import Town

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.desk.office import Answer

PERSONAL = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}
PICTURE = PERSONAL | {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
SAME_FOR_ALL = PERSONAL | {"Cache-Control": "public, max-age=86400"}
KINDS = {
    "text/html",
    "image/svg+xml",
    "application/pdf",
    "text/plain",
    "text/csv",
    "text/css",
    "font/ttf",
    "audio/ogg",
}


def told(answer: Answer, expected: Mapping[str, str]) -> dict[str, str]:
    """What an answer says of what it shall say."""
    return {name: answer.headers[name] for name in expected if name in answer.headers}


@pytest.mark.parametrize("url", ["", "https://desk.example.org"], ids=["in the clear", "encrypted"])
async def test_every_answer_has_the_headers_of_the_desk(url: str) -> None:
    """Every page and file, what is sent on, and whatever is refused or breaks."""
    town = lively(Town())
    async with desk_of(town.mette.world, url=url) as building:
        building.desk.pages = Pace(Bound(100_000, 1.0))
        browser, stranger = await building.browser(), await building.browser()
        hsts = {"Strict-Transport-Security": "max-age=31536000"} if url else {}
        kinds: set[str] = set()
        statuses: set[int] = set()

        async def ask(method: str, address: str, fields: Mapping[str, str] | None = None) -> Answer:
            answer = await (browser.get(address) if method == "GET" else browser.post(address, fields))
            if "Set-Cookie" in answer.headers:  # over https it goes back over https alone, and here is none
                browser.take(dict([answer.headers["Set-Cookie"].partition(";")[0].split("=")]))
            return seen(answer, address)

        def seen(answer: Answer, address: str) -> Answer:
            expected = PICTURE if "/picture/" in address and answer.status == 200 else PERSONAL
            expected = SAME_FOR_ALL if "/static/" in address and answer.status == 200 else expected
            assert told(answer, expected | hsts) == expected | hsts, address
            assert ("Strict-Transport-Security" in answer.headers) is bool(url)
            kinds.add(answer.headers.get("Content-Type", "").partition(";")[0])
            statuses.add(answer.status)
            return answer

        walker = Walker(ask, "Norway")
        start = await walker.sign_in(link_of(town.mette))
        await walker.walk(start, f"{ROOT}/organisation/figures.csv", sends=False)
        for name in (
            "desk.css",
            "desk.js",
            "icon.svg",
            "font/sans.ttf",
            "font/arabic.ttf",
            "font/ethiopic.ttf",
            "none",
        ):
            await ask("GET", f"{ROOT}/static/{name}")
        to, comment = next(each for each in walker.forms if "/shared/" in each[0] and "text" in each[1])
        await ask("POST", to, comment)
        await ask("POST", to, {**comment, "text": ""})
        await ask("POST", to, {**comment, "sign": ""})
        await ask("POST", to, {"text": "x" * (bounds.FORM_BYTES + 1)})
        await ask("POST", f"{ROOT}/reminders")
        await ask("GET", f"{ROOT}/nowhere")
        seen(await browser.post(to, b"x", headers={"Content-Type": "text/plain"}), to)
        for error in (StorageUnavailable("busy"), RuntimeError("broken")):
            building.store.troubles.append(error)
            await ask("POST", to, {**comment, "text": str(error)})
        seen(await stranger.get(f"{ROOT}/"), f"{ROOT}/")
        await walker.leave(start)
        assert kinds >= KINDS
        assert statuses == {200, 303, 401, 403, 404, 405, 413, 415, 422, 500, 503}
