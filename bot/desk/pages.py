"""Pages from templates, in one person's language; nothing in them that is not escaped."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context

from bot.desk.html import said
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from datetime import date

    from jinja2.runtime import Context
    from markupsafe import Markup

    from bot.engine.text import WithYear
    from bot.words import Language

HEADERS: Final = {
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
}
"""What every answer of the desk says: nothing from elsewhere, nothing inline, in nobody's frame."""
PRIVATE: Final = {"Cache-Control": "no-store"}
"""A page of a person's is kept by no browser: whoever sits down there next does not find it by going back."""
DAY: Final = "{day}"
"""What begins with a day stands in a table or a line, beside "today"; sentences of a page begin otherwise."""

TODAY: Final = N_("today")


def page(name: str, language: Language, *, status: int = 200, **values: Any) -> web.Response:
    """A template as an answer; `values` are what stands in it."""
    text = _templates().get_template(name).render(language=language, **values)
    return web.Response(text=text, status=status, content_type="text/html", headers=PRIVATE)


@pass_context
def _say(context: Context, message: str | Words, **values: Any) -> Markup:
    """A sentence of the template's own, or one that was made elsewhere, in the reader's language."""
    language: Language = context["language"]
    if isinstance(message, Words):
        return said(language, message)
    return said(language, Words(message, values), inside=message.startswith(DAY))


@pass_context
def _count(context: Context, one: str, many: str, n: int, **values: Any) -> Markup:
    """A sentence with a number, in the right plural."""
    language: Language = context["language"]
    return said(language, replace(Words(one, {"n": n, **values}), plural=many))


@pass_context
def _on(context: Context, day: date | WithYear) -> str:
    """A day as it stands within a line, "today" where it is that."""
    language: Language = context["language"]
    return language.say(Words(TODAY)) if day == context["today"] else language.show_day(day)


@cache
def _templates() -> Environment:
    """All templates, compiled once each. What a template has no value for is an error, and no blank."""
    made = Environment(
        loader=PackageLoader("bot.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(_=_say, _n=_count, on=_on)
    return made
