"""Formatted text: from HTML or entities to what Telegram keeps, and on to safe HTML for the page."""

import html
import re
from typing import Any

from bot.phone import utf16
from bot.phone.checks import Params, explained, number_field, text_field
from bot.phone.errors import Malformed, bad_request
from bot.phone.html_reader import Entity, HtmlReader
from bot.phone.web_address import split

_TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
    "blockquote": "blockquote",
}  # fmt: skip
_KNOWN = {
    *_TAGS,
    "expandable_blockquote",
    "spoiler",
    "text_link",
    "bot_command",
    "url",
    "mention",
    "hashtag",
    "email",
    "phone_number",
}
_LINK_SCHEMES = {"http", "https", "tg", "mailto"}
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[a-zA-Z0-9_]{1,32}(?:@\w{3,32})?(?!\w))"
    r"|(?P<phone_number>(?<![\w+])\+[0-9]{7,15}(?![0-9]))"
    r"|(?P<url>\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)])"
)
_DIALLED = re.compile(r"[^+0-9]")
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32)), " ")


def formatted(params: Params, name: str, mode_name: str, entities_name: str) -> tuple[str, list[Entity]]:
    """Read the text parameter `name` with its parse mode or entities; trimmed, cleaned, entities found."""
    text = params.string(name)
    mode = params.string(mode_name).lower()
    given = params.structure(entities_name, "Can't parse entities JSON object")
    if mode == "html":
        with explained("Can't parse entities"):
            text, entities = HtmlReader(text).read()
        entities = _checked_links(_merged_pre(entities))
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        with explained("Can't parse MessageEntity"):
            entities = _given(given, text)
    text, entities = _tidy(text, entities)
    return text, found(text, entities)


def found(text: str, entities: list[Entity]) -> list[Entity]:
    """Add the commands, addresses and phone numbers that Telegram finds by itself, in order of place."""
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in entities]
    result = list(entities)
    for match in _FOUND.finditer(text):
        start = utf16.length(text[: match.start()])
        end = start + utf16.length(match.group())
        if all(end <= low or start >= high for low, high in taken):
            result.append({"type": str(match.lastgroup), "offset": start, "length": end - start})
    return sorted(result, key=lambda entity: (entity["offset"], -entity["length"]))


def to_html(text: str, entities: list[Entity]) -> str:
    """Return safe HTML: every character escaped, tags only from a fixed list, always well nested."""
    if not entities:
        return html.escape(text)
    places = utf16.boundaries(text)
    spans = [
        (places[entity["offset"]], places[entity["offset"] + entity["length"]], *_tag(entity, text, places))
        for entity in entities
    ]
    edges = sorted({0, len(text), *(edge for span in spans for edge in span[:2])})
    out: list[str] = []
    open_spans: list[tuple[int, int, str, str]] = []
    for at, following in zip(edges, [*edges[1:], len(text)], strict=True):
        # Close down to the outermost span that ends here, then reopen what was only in the way.
        ending = next((i for i, span in enumerate(open_spans) if span[1] <= at), len(open_spans))
        reopened = [span for span in open_spans[ending:] if span[1] > at]
        out.extend(span[3] for span in reversed(open_spans[ending:]))
        starting = [span for span in spans if span[0] == at < span[1]]
        opened = [*reopened, *starting]
        out.extend(span[2] for span in opened)
        open_spans = [*open_spans[:ending], *opened]
        out.append(html.escape(text[at:following]))
    return "".join(out)


def _tag(entity: Entity, text: str, places: dict[int, int]) -> tuple[str, str]:
    """The opening and closing tag of an entity on the page."""
    kind = entity["type"]
    content = text[places[entity["offset"]] : places[entity["offset"] + entity["length"]]]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind == "expandable_blockquote":
        return '<blockquote class="folded">', "</blockquote>"
    if kind == "spoiler":
        return '<span class="tg-spoiler">', "</span>"
    if kind == "bot_command":
        return f'<span class="command" data-command="{html.escape(content)}">', "</span>"
    if kind == "phone_number":
        return f'<a href="tel:{_DIALLED.sub("", content)}">', "</a>"
    url = entity.get("url", content)
    if kind in {"text_link", "url"} and split(url).scheme in _LINK_SCHEMES:
        return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">', "</a>"
    return "", ""


def _given(value: Any, text: str) -> list[Entity]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise bad_request("expected an Array of MessageEntity")
    return [entity for item in value if (entity := _entity(item, text)) is not None]


def _entity(item: Any, text: str) -> Entity | None:
    if not isinstance(item, dict):
        raise Malformed("expected an Object")
    kind = text_field(item, "type", required=True)
    offset = number_field(item, "offset")
    length = number_field(item, "length")
    if kind not in _KNOWN:
        return None
    places = utf16.boundaries(text)
    if length <= 0 or offset not in places or offset + length not in places:
        raise bad_request("ENTITY_BOUNDS_INVALID")
    entity: Entity = {"type": kind, "offset": offset, "length": length}
    if kind == "text_link":
        url = _link(text_field(item, "url"))
        return {**entity, "url": url} if url else None
    if kind == "pre" and (language := text_field(item, "language")):
        entity["language"] = language
    return entity


def _merged_pre(entities: list[Entity]) -> list[Entity]:
    """`<pre><code class="language-x">` is one block with a language; other code inside pre is dropped."""
    blocks = [entity for entity in entities if entity["type"] == "pre"]
    result = []
    for entity in entities:
        if entity["type"] != "code":
            result.append(entity)
            continue
        language = entity.pop("language", "")
        around = [block for block in blocks if _covers(block, entity) or _covers(entity, block)]
        for block in around:
            if language and (block["offset"], block["length"]) == (entity["offset"], entity["length"]):
                block["language"] = language
        if not around:
            result.append(entity)
    return result


def _covers(outer: Entity, inner: Entity) -> bool:
    return bool(
        outer["offset"] <= inner["offset"]
        and inner["offset"] + inner["length"] <= outer["offset"] + outer["length"]
    )


def _checked_links(entities: list[Entity]) -> list[Entity]:
    """Keep a link with its full address; drop one that leads nowhere, as Telegram does."""
    kept = []
    for entity in entities:
        if entity["type"] == "text_link":
            entity["url"] = _link(entity["url"])
            if not entity["url"]:
                continue
        kept.append(entity)
    return kept


def _link(url: str) -> str:
    full = (
        url
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url) and "." not in url.partition(":")[0]
        else f"http://{url}"
    )
    parts = split(full)
    if parts.scheme not in _LINK_SCHEMES or any(space in full for space in " \t\r\n"):
        return ""
    if parts.scheme in {"tg", "mailto"}:
        return full
    if "." not in parts.netloc and not parts.netloc.startswith("localhost"):
        return ""
    return full if parts.path or parts.query or parts.fragment else full + "/"


def _tidy(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Replace control characters, trim white space at both ends, and move the entities along."""
    clean = text.translate(_CONTROLS)
    start = len(clean) - len(clean.lstrip())
    trimmed = clean.strip()
    shift, size = utf16.length(clean[:start]), utf16.length(trimmed)
    moved = []
    for entity in entities:
        low = max(0, entity["offset"] - shift)
        high = min(size, entity["offset"] + entity["length"] - shift)
        if high > low:
            moved.append({**entity, "offset": low, "length": high - low})
    return trimmed, moved
