"""What must hold for one text: placeholders, tags, white space and length."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bot.words.draft import units
from bot.words.markup import Tag, bare, fields, parse
from bot.words.tooling.sources import BUTTON, COMMAND, DESCRIPTION, SHORT_DESCRIPTION, TOAST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIMITS = {BUTTON: 30, TOAST: 200, COMMAND: 256, DESCRIPTION: 450, SHORT_DESCRIPTION: 120}
"""The most characters, without placeholders, that a text may have for what it is used as.

A description has 512 with the name of the organisation in it."""

MESSAGE_LIMIT = 4096
"""UTF-16 units of a Telegram message."""

STRAY = re.compile(r"[{}]|</?[A-Za-z]|&[a-z]+;")
"""What looks like a placeholder, a tag or an HTML character and is none."""

ALONE = {"code", "blockquote"}
"""Formats that Telegram does not let contain themselves; `code` contains no other either."""


def faults_of_form(form: str, uses: Iterable[str]) -> Iterator[str]:
    """What is wrong with a text by itself."""
    text = bare(form)
    for stray in STRAY.findall(text):
        yield f"has {stray!r} that is neither a known tag nor a {{placeholder}}"
    yield from _nesting(form)
    if units(text) > MESSAGE_LIMIT:
        yield f"is {units(text)} long, more than the {MESSAGE_LIMIT} of one message"
    for use in uses:
        limit = LIMITS.get(use)
        if limit and len(text) > limit:
            yield f"is {len(text)} characters long as a {use}, more than {limit}: {form!r}"
        if use == BUTTON and ("\n" in text or _tags(form)):
            yield "is a button and has tags or more than one line"


def faults_of_translation(form: str, ids: tuple[str, ...]) -> Iterator[str]:
    """What a translated form has lost or added. `ids` is the English text, and its plural where it has one."""
    wanted = {name for each in ids for name in fields(each)}
    given = set(fields(form))
    needed = wanted - {"n"} if len(ids) > 1 else wanted
    for name in sorted(needed - given):
        yield f"lacks {{{name}}}: {form!r}"
    for name in sorted(given - wanted):
        yield f"has {{{name}}}, which the English does not: {form!r}"
    if all(_tags(form) != _tags(each) for each in ids):
        yield f"has other tags than the English: {form!r}"
    if _margins(form) != _margins(ids[0]):
        yield f"begins or ends with other white space than the English: {form!r}"


def _nesting(form: str) -> Iterator[str]:
    """Whether every tag is closed, the newest first."""
    stack: list[str] = []
    for tag in (piece for piece in parse(form) if isinstance(piece, Tag)):
        if not tag.closes:
            if "code" in stack or (tag.kind in ALONE and tag.kind in stack) or (tag.kind == "code" and stack):
                yield f"nests {tag.kind} where Telegram does not allow it"
            stack.append(tag.kind)
        elif stack and stack[-1] == tag.kind:
            stack.pop()
        else:
            yield f"closes {tag.kind} where it is not the innermost open tag"
            return
    if stack:
        yield f"does not close {stack[-1]}"


def _tags(form: str) -> Counter[str]:
    return Counter(piece.kind for piece in parse(form) if isinstance(piece, Tag) and not piece.closes)


def _margins(form: str) -> tuple[str, str]:
    return form[: len(form) - len(form.lstrip())], form[len(form.rstrip()) :]
