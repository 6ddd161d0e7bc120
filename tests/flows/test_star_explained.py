"""What "explain more" says at the star: of each axis what it is about, and what a low and a high number can be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.flows import discover
from bot.flows.content import Content
from bot.flows.content.reading import BadContent, Source
from bot.flows.content.star import packaged, read
from bot.flows.star import SCORING
from bot.state import people
from tests.flows.test_star_content import source
from tests.talk import BOT, Citizen, Talk


def explained(talk: Talk) -> Talk:
    """The same phone, whose owner wants more explained."""
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    people.save(cursor, replace(known.person, detail="more"), known.version, talk.now, seen=True)
    talk._connection.commit()
    return talk


def test_each_axis_says_what_it_is_about() -> None:
    talk = explained(Citizen().welcomed())
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    said = []
    for axis in packaged().axes:
        if axis.health:
            talk.tap("Ja, det må du")
            talk.tap("Ja")
        said.append(talk.last.text.split("\n\n")[-1])
        talk.tap("4")
    assert len({*said}) == len(packaged().axes)
    for each in said:
        assert each.startswith("Det handler om")
        assert "Et lavt tal passer, hvis" in each
        assert "Et højt tal passer, hvis" in each


def test_an_axis_of_ones_own_may_explain_itself() -> None:
    told = read(source('id = "work"', 'id = "work"\nexplain = "This is about <b>work</b>, {name}."'))
    assert [axis.explain for axis in told.axes] == ["", "This is about <b>work</b>, {name}.", ""]


def test_one_that_does_not_has_what_is_said_of_any() -> None:
    star = discover(Content(star=read(source())))["star"]
    assert star.question("axis_home").explain == SCORING


@pytest.mark.parametrize("wrong", ['""', "3", '"<b>Work"', '"How {odd}"'])
def test_an_explanation_that_is_none_is_refused(wrong: str) -> None:
    broken: Source = source('id = "work"', f'id = "work"\nexplain = {wrong}')
    with pytest.raises(BadContent, match=r"line 11: .*explain"):
        read(broken)
