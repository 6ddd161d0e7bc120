"""The content of the star changes while people have stars: nobody loses anything, and nothing breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.flows import discover
from bot.flows._score import on_scale
from bot.flows.content import Content
from bot.flows.content.reading import Source
from bot.flows.content.star import read
from tests.flows.stars import again, opened, picture, scored, starred
from tests.talk import Citizen, Talk

if TYPE_CHECKING:
    from bot.engine.flow import Flow

FIVE = ("Svært", "Lidt svært", "Både og", "Okay", "Godt")


def with_words(*words: str) -> dict[str, Flow]:
    """The flows with this scale."""
    star = Content().star
    axes = tuple(replace(axis, words=words) for axis in star.axes)
    return discover(Content(star=replace(star, axes=axes, high=len(words))))


def changed(talk: Talk, *words: str) -> Talk:
    """The same talk after a restart with another scale."""
    talk.turns = replace(talk.turns, flows=with_words(*words))
    return talk


@pytest.mark.parametrize(
    ("step", "high", "high_now", "expected"),
    [
        (7, 7, 5, 5),
        (2, 7, 5, 2),
        (1, 7, 5, 1),
        (4, 7, 5, 3),
        (5, 5, 7, 7),
        (3, 5, 7, 4),
        (9, 7, 7, 7),
        (3, 3, 10, 10),
    ],
)
def test_a_step_is_as_far_up_on_another_scale(step: int, high: int, high_now: int, expected: int) -> None:
    assert on_scale(step, high, high_now) == expected


def test_an_older_star_opens_on_a_shorter_scale() -> None:
    talk = opened(changed(starred("47343551"), *FIVE))
    assert picture(talk).text.splitlines()[1:3] == ["Jobmål: 3 Både og", "Troen på job: 5 Godt"]
    assert "Penge og bolig: 1 Svært" in picture(talk).text


def test_everything_that_is_stored_is_shown_on_a_shorter_scale() -> None:
    talk = changed(starred("47343551"), *FIVE)
    said = talk.command("mydata")
    assert "Troen på job: 5 Godt" in "".join(message.text for message in said)
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    talk.tap("✔ Stjerne")
    assert "Troen på job: 5 Godt" in talk.sent[-2].text + talk.last.text
    talk.tap("Tilbage")
    talk.tap("📄 Min jobmappe")
    assert any(message.file for message in talk.sent)


@pytest.mark.parametrize("words", [FIVE, (*FIVE, "Rigtig godt", "Perfekt", "Bedst")])
def test_the_next_star_is_compared_with_the_one_before_on_the_scale_of_today(words: tuple[str, ...]) -> None:
    """Who was at the top and is at the top has not moved."""
    talk = changed(starred("77777777"), *words)
    again(talk, str(len(words)) * 8)
    assert "Det hele er som før." in picture(talk).text


def test_a_corrected_answer_leaves_the_others_where_they_were() -> None:
    """The other answers are from the longer scale, this one from the shorter."""
    talk = changed(starred("77777771"), *FIVE)
    talk.command("menu")
    talk.tap("✔ Stjerne")
    talk.command("help")
    talk.tap("Ret et svar")
    talk.tap("Penge og bolig")
    talk.tap("5 Godt")
    kept = [each["content"] for each in talk.stored()["versions"] if "scores" in each["content"]][-1]
    assert (set(kept["scores"].values()), kept["high"]) == ({5}, 5)


def test_the_words_of_an_axis_are_those_of_its_question_when_looking_back() -> None:
    own = "\n".join(
        [
            'axes = 3\nwords = ["Dårligt", "Nogenlunde", "Godt"]',
            *(f'[[axis]]\nid = "{key}"\nname = "{key}"\nquestion = "{key}?"' for key in ("ro", "mad", "ven")),
            'words = ["Ingen", "En", "Flere"]',
        ]
    )
    talk = Citizen(Talk(flows=discover(Content(star=read(Source("own.toml", own)))))).welcomed()
    for _ in range(2):
        talk.command("menu")
        talk.tap("Udfyld min stjerne")
        scored(talk, "123", back="ven")
        if "dengang" in talk.last.text:
            break
        talk.tap("Ikke nu")
        talk.write("i dag")
    assert talk.last.labels()[:3] == ["1 Ingen", "2 En", "3 Flere"]
    talk.write("flere")
    assert talk.answers("star")["back/ven/back_step"] == 3
