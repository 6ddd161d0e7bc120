"""Which language somebody has chosen, and whether Danish stands above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.engine.offering import DANISH, WRITTEN
from bot.engine.steps import Pick
from bot.engine.text import N_, LanguageName, Words

if TYPE_CHECKING:
    from bot.engine.text import Value
    from bot.engine.view import View


@dataclass(frozen=True, kw_only=True)
class PickLanguage(Pick):
    """Which language somebody wants: what is asked about is said in each of them, as they may not read the question."""

    def paragraphs(self, view: View) -> tuple[Words, ...]:
        return (Words("🌐 {language_words}", {"language_words": view.fact("language_words")}),)

    def size(self, view: View) -> int:
        """All of them, in simple mode too: who looks for their own may not be able to read "More"."""
        del view
        return self.page_size


NOT_TRANSLATED: Final = N_("What you have made so far is not translated.")


def is_danish(view: View) -> bool:
    return bool(view.value("choose") == DANISH)


def own(view: View) -> str:
    """The language that is chosen now: the one beneath, where there are two."""
    return view.person.beneath or view.person.language


def leaves_work(view: View) -> bool:
    """Whether something was made in another language than the one that is set now."""
    return view.person.language != view.context.person.language and bool(view.fact("work"))


def chosen(view: View) -> Value:
    """The language that was chosen, as each reader calls it: Danish sentences name it in Danish."""
    return LanguageName(str(view.value("choose")))


def written(view: View) -> str:
    """The language that somebody has written, by its code; their own where none is named."""
    return str(view.value(WRITTEN)) or view.person.language


def written_name(view: View) -> Value:
    """What it calls itself."""
    names: dict[str, Value] = {item.key: item.label for item in view.fact("languages")}
    return names.get(written(view), "")


def written_named(view: View) -> Value:
    """The same as each reader calls it, which is its own name where it is said in that language."""
    return LanguageName(written(view))
