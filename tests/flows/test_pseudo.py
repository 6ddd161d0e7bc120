"""Every flow in a made-up language that is longer than any: no word is left in English, and nothing overflows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pytest

from bot.chat.render import LABEL_LIMIT, parts
from bot.engine.effects import Say
from bot.engine.text import Words
from bot.pictures.plain import plain
from bot.state.commit import say
from bot.words import catalogues
from bot.words.draft import units
from tests.flows.test_every_flow import FLOWS, walk
from tests.flows.walk import by_flow
from tests.pictures.drawn import read, words
from tests.reporting import ASSESSMENT, PROPOSALS
from tests.words import pseudo

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES: Final = tuple(language.name for language in catalogues().everything.values())
"""Each language is called by its own name where it is chosen."""
ASKED_IN_EACH: Final = catalogues().in_each(Words("Language"))
"""And asked for in all of them, in one row."""
PEOPLE: Final = (
    "Samir",
    "Mette",
    "Jonas",
    "Lone",
    "Otto",
    "Demoforeningen",
    "demo@example.org",
    "Netto",
    "Føtex",
)
WRITTEN: Final = (
    "Jeg har mange bolde i luften",
    "mange bolde i luften",
    "Jeg hedder Samir og har kørt lastbil i otte år",
    "Jeg har kørt lastbil i otte år",
    "kørt lastbil i otte år",
    "Jeg kan godt lide at køre om natten",
    "jeg kan godt lide at køre om natten",
    "Jeg kan læsse og pakke",
    "Jeg kommer til tiden",
    "lager",
    "Hvorfor har du ikke arbejdet?",
    "Jeg har været syg i to år",
    "Nu kan jeg arbejde 15 timer",
    "Jeg står op kl. 8",
    "Sætte vækkeur",
    "warehouse",
    ASSESSMENT,
    PROPOSALS,
    "I am Samir, and I have driven a truck for eight years",
    "I like to drive at night",
    "I can load and pack",
    "I come on time, every day of the year, and I know the way",
    "Think of the winter in Norway too.",
    "Remember your CV.",
    "I have none",
)
"""What those who walk have written."""
DAY: Final = r"(?:\w+day )?(?:\d+ )?(?:November|December|January|May)(?: \d{4})?|Danish"
"""Days, and what CLDR calls a language, are as in English: it knows no such language."""
DATA: Final = re.compile(
    "|".join(
        re.escape(each).replace(r"\ ", r"\s+")
        for each in sorted((*WRITTEN, *PEOPLE, *LANGUAGES, ASKED_IN_EACH), key=len, reverse=True)
    )
    + rf"|https?://[^\s⟧]+|{DAY}|,? and(?= )"
)
CUT: Final = ("{name}: {what} (over)",)
"""Labels that may be cut: they name a person, an exercise and a day."""


def said(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every message of a flow, with the question that it leads to; its papers in the language of the chat."""
    for place, sprint in walk(name).sprints.items():
        for effect in sprint.effects:
            if isinstance(effect, Say):
                message = say(effect)
                if "document" in message:
                    message["document"] = {**message["document"], "language": ""}
                yield place, message


@pytest.mark.parametrize("name", by_flow(FLOWS))
def test_no_word_is_left_in_english(name: str) -> None:
    """In the chat, in pictures and on paper."""
    found = {
        (place, text, word)
        for place, message in said(name)
        for text in texts(parts(message, pseudo.CODE, pseudo.known()))
        for word in pseudo.left(text, DATA)
    }
    assert found == set()


@pytest.mark.parametrize("name", by_flow(FLOWS))
def test_nothing_takes_more_messages_than_in_danish(name: str) -> None:
    for place, message in said(name):
        made_up = parts(message, pseudo.CODE, pseudo.known())
        assert len(made_up) <= len(parts(message, "da")), (place, message["paragraphs"])


@pytest.mark.parametrize("name", by_flow(FLOWS))
def test_each_label_stands_whole_on_its_button(name: str) -> None:
    """Measured before it is cut to size."""
    for place, message in said(name):
        for button in message["buttons"]:
            label = Words.from_json(button["label"])
            shown = pseudo.language().say(label)
            assert units(shown) <= LABEL_LIMIT or label.id in CUT, (place, shown)


def texts(made: list[dict[str, Any]]) -> Iterator[str]:
    """Everything of a message that somebody reads."""
    for part in made:
        yield part["text"] if "text" in part else part.get("caption", "")
        for row in part.get("reply_markup", {}).get("inline_keyboard", ()):
            yield from (button["text"] for button in row)
        if "drawing" in part:
            yield " ".join(words(read(part["drawing"])))
        if "page" in part:
            yield plain(part["page"])
