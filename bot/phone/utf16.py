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
    start = 0
    while start < len(text):
        end = _fitting_end(text, start, limit)
        if end < len(text):
            end = _word_end(text, start, end)
        parts.append(text[start:end])
        start = end
    return parts


def _fitting_end(text: str, start: int, limit: int) -> int:
    """The index up to which `limit` code units reach from `start`."""
    used = 0
    for index in range(start, min(len(text), start + limit)):
        used += 2 if text[index] > "\uffff" else 1
        if used > limit:
            return index
    return min(len(text), start + limit)


def _word_end(text: str, start: int, end: int) -> int:
    """The last line end, or else word end, in the second half of the part; `end` when there is none."""
    for mark in ("\n", " "):
        at = text.rfind(mark, (start + end) // 2, end)
        if at >= 0:
            return at + 1
    return end
