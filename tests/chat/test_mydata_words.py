"""What somebody reads of themselves are words of theirs or ours, never the ids by which things are stored."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.engine.effects import HEALTH
from bot.flows import discover
from bot.flows._health import VERSION
from bot.flows.content import Content
from bot.state import consents, people
from tests.chat.test_copies import chat, written
from tests.flows.stars import again, starred
from tests.replays.player import play
from tests.replays.script import read
from tests.talk import BOT
from tests.town import Town

if TYPE_CHECKING:
    from tests.talk import Talk

REPLAYS = Path(__file__).parents[1] / "replays"
GONE = "noget, der ikke er her mere"


def looked_back() -> Talk:
    """A citizen with two stars, who sees one axis of the first differently today."""
    talk = again(starred(), "54343456", back="Helbred og kræfter")
    talk.tap("3")
    return talk


def without_health(talk: Talk) -> Talk:
    """The same talk after the organisation has taken the axis about health out of its star."""
    star = Content().star
    axes = tuple(axis for axis in star.axes if axis.id != "health")
    talk.turns = replace(talk.turns, flows=discover(Content(star=replace(star, axes=axes))))
    return talk


def test_an_axis_that_is_not_offered_any_more_is_called_by_its_name() -> None:
    talk = looked_back()
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    new = talk.turns.ids.next()
    consents.give(cursor, new, known.person.id, known.organisation, VERSION, talk.now, HEALTH, agreed=False)
    for text in (written(talk), chat(talk)):
        assert "Det, du ser anderledes: Helbred og kræfter" in text
        assert not re.search(r"\bhealth\b", text)


def test_an_axis_that_the_star_has_no_longer_is_not_called_by_its_id() -> None:
    talk = without_health(looked_back())
    for text in (written(talk), chat(talk)):
        assert f"Det, du ser anderledes: {GONE}" in text
        assert not re.search(r"\bhealth\b", text)


def test_what_others_saw_on_such_an_axis_is_not_called_by_its_id_either() -> None:
    town = Town().with_shared_star().with_scored_star()
    assert re.search(r"your star looks to them: .*Health and energy \(6\)", written(town.samir))
    text = written(without_health(town.samir))
    assert re.search(r"your star looks to them: .*something that is not here any more \(6\)", text)
    assert "health (6)" not in text


def test_what_was_chosen_of_own_words_that_were_changed_later_is_told_in_the_words_of_then() -> None:
    """The questions that were chosen first were changed; what they are chosen by is a number made of their words."""
    _, (talk,) = play(read((REPLAYS / "employer_call" / "changes_their_mind.md").read_text("utf-8")))
    (before,) = (line for line in written(talk).splitlines() if line.startswith("Det, du spørger om (før"))
    assert before.endswith(": Kan jeg begynde med få timer?, Må jeg komme på besøg? og De daglige opgaver"), (
        before
    )
