"""Telegram counts text in UTF-16 code units; Python counts code points."""

_LAST_SINGLE = "\uffff"  # what comes after it takes two units


def length(text: str) -> int:
    """Number of UTF-16 code units in `text`."""
    if not text or max(text) <= _LAST_SINGLE:
        return len(text)
    return len(text) + sum(character > _LAST_SINGLE for character in text)


def boundaries(text: str) -> dict[int, int]:
    """Map each UTF-16 offset at which a character starts (and the end) to its index in `text`."""
    places = {}
    offset = 0
    for index, character in enumerate(text):
        places[offset] = index
        offset += 2 if character > _LAST_SINGLE else 1
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
    end = min(len(text), start + limit)
    while (excess := length(text[start:end]) - limit) > 0:
        end -= (excess + 1) // 2  # a character is at most two units, so this never takes one too many
    return end


def _word_end(text: str, start: int, end: int) -> int:
    """The last line end, or else word end, in the second half of the part; `end` when there is none."""
    for mark in ("\n", " "):
        at = text.rfind(mark, (start + end) // 2, end)
        if at >= 0:
            return at + 1
    return end
