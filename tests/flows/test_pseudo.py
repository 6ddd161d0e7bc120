"""Every flow in a made-up language that is longer than any: nothing is left in English, and no button overflows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.render import LABEL_LIMIT, TEXT_LIMIT, parts
from bot.engine.effects import Say
from bot.state.commit import say
from bot.words import catalogues
from bot.words.draft import units
from tests.flows.test_every_flow import FLOWS, walk
from tests.flows.walk import by_flow
from tests.words import pseudo

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = {language.name for language in catalogues().everything.values()}
"""Each language is called by its own name everywhere."""


@pytest.mark.parametrize("name", by_flow(FLOWS))
def test_nothing_is_left_in_english(name: str) -> None:
    known = {text for forms in catalogues().language("en").messages.values() for text in forms}
    for place, sprint in walk(name).sprints.items():
        for effect in sprint.effects:
            if isinstance(effect, Say):
                for text in texts(parts(say(effect), pseudo.CODE, pseudo.known())):
                    left = pseudo.untranslated(text).strip()
                    assert left not in known - NAMES or not any(map(str.isalpha, left)), (place, text)


@pytest.mark.parametrize("name", by_flow(FLOWS))
def test_nothing_overflows(name: str) -> None:
    """A third longer than English, all of it still is one message, and each label stands whole on its button.

    One that has the name of an exercise in it is cut to size, as it is in any language.
    """
    for place, sprint in walk(name).sprints.items():
        for effect in sprint.effects:
            if isinstance(effect, Say):
                said = parts(say(effect), pseudo.CODE, pseudo.known())
                assert all(units(each["text"]) <= TEXT_LIMIT for each in said if "text" in each), place
                for label in labels(said):
                    assert units(label) <= LABEL_LIMIT, (place, label)
                    whole = label.count(pseudo.BEGINS) == label.count(pseudo.ENDS)
                    assert whole or label.count(pseudo.BEGINS) > 1, (place, label)


def texts(said: list[dict[str, Any]]) -> Iterator[str]:
    for part in said:
        yield part["text"] if "text" in part else part.get("caption", "")
    yield from labels(said)


def labels(said: list[dict[str, Any]]) -> Iterator[str]:
    for part in said:
        for row in part.get("reply_markup", {}).get("inline_keyboard", ()):
            yield from (button["text"] for button in row)
