"""Finds the texts in the templates of pages: _("...") and _n("one", "many", n), with a {# Translators: ... #} above.

Source: Jinja2's own extraction for Babel.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from jinja2.ext import babel_extract

from bot.words.markup import bare
from bot.words.tooling.problem import Problem
from bot.words.tooling.sources import NOTE, Text

if TYPE_CHECKING:
    from pathlib import Path

    from bot.words.tooling.sources import Sources

ONE, COUNTED = "_", "_n"
MEND = 'Write the whole text as _("..."), with {names} for what varies'


def add_to(sources: Sources, root: Path) -> None:
    """Add the texts of all templates under `root`/bot."""
    for path in sorted((root / "bot").rglob("templates/*.html")):
        file = path.relative_to(root).as_posix()
        found = babel_extract(io.BytesIO(path.read_bytes()), (ONE, COUNTED), (NOTE,), {"silent": "false"})
        for line, function, message, comments in found:
            texts = [each for each in _as_tuple(message) if each]
            if not any(any(map(str.isalpha, bare(each))) for each in texts):
                continue  # it was marked where it is written, or holds nothing to translate
            if len(texts) != (2 if function == COUNTED else 1):
                what = f"line {line} marks something that is not plain text"
                sources.problems.append(Problem(file, "", what, MEND))
                continue
            note = " ".join(comments).removeprefix(NOTE).strip()
            sources.add(Text(texts[0], "".join(texts[1:]), (file,), (note,) if note else ()))


def _as_tuple(message: Any) -> tuple[Any, ...]:
    return message if isinstance(message, tuple) else (message,)
