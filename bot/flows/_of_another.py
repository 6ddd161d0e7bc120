"""What the questions of a citizen are called where somebody else reads the answers: "you" is called by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.engine.sharing import OF_ANOTHER
from bot.engine.text import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.text import Value


def called(given: Mapping[str, Any], citizen: Value) -> Words:
    """The name of a citizen's question for whoever else reads the answer; `citizen` is what the citizen is called.

    What was shown before its flow had such a name is called as the citizen reads it.
    """
    if OF_ANOTHER not in given:
        return Words.from_json(given["question"])
    named = Words.from_json(given[OF_ANOTHER])
    return replace(named, values={**named.values, "name": citizen})
