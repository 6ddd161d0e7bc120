"""Telegram counts text in UTF-16 code units; Python counts code points."""


def length(text: str) -> int:
    """Number of UTF-16 code units in `text`."""
    return len(text) + sum(character > "\uffff" for character in text)


def boundaries(text: str) -> dict[int, int]:
    """Map each UTF-16 offset at which a character starts (and the end) to its index in `text`."""
    places = {}
    offset = 0
    for index, character in enumerate(text):
        places[offset] = index
        offset += 2 if character > "\uffff" else 1
    places[offset] = len(text)
    return places


def split(text: str, limit: int) -> list[str]:
    """Cut `text` into parts of at most `limit` code units, at a line or word end where there is one."""
    parts = []
    while length(text) > limit:
        cut = _longest_prefix(text, limit)
        for mark in ("\n", " "):
            at = text.rfind(mark, cut // 2, cut)
            if at > 0:
                cut = at + 1
                break
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text]


def _longest_prefix(text: str, limit: int) -> int:
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > limit:
            return index
    return len(text)
