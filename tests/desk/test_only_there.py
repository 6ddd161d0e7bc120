"""A form does what its page offers and nothing more: what no page has in it is not done, even where it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import bounds
from bot.desk.desk import ROOT
from bot.engine.callbacks import to_base36
from bot.state import notices, relations
from tests.desk.lively import lively
from tests.desk.office import desk_of
from tests.desk.test_reading import looks
from tests.town import Town

if TYPE_CHECKING:
    from bot.state.notices import Notice

REMARKS = "SELECT COUNT(*) FROM comments"


def waiting(town: Town) -> list[Notice]:
    return notices.waiting(town.mette.world.connection.cursor(), town.mette.user)


def key_of(town: Town, name: str) -> str:
    """The key of Mette's relation to a citizen."""
    cursor, known = town.mette.world.connection.cursor(), {"Samir": town.samir.user}
    mine = relations.of_staff(cursor, town.mette.user)
    return to_base36(next(each.id for each in mine if (each.citizen == known["Samir"]) is (name == "Samir")))


@pytest.mark.parametrize("place", ["nowhere", "0", "day", "name", "outcome", "' OR 1=1", "\x00"])
async def test_nothing_is_said_of_an_answer_that_is_not_shown(place: str) -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        mine = await browser.sign_in(town.mette)
        to = (await browser.get(mine.links("citizens/")[0])).links("shared/")[0]
        page = await browser.get(to)
        assert looks(town) == 1, "it is read, and could be spoken of"
        fields = {**page.fields(to), "kind": "comment", "text": "Norway", "place": place}
        refused = await browser.post(to, fields)
        assert (refused.status, "Norway</textarea>" in refused.text) == (404, True)
        assert town.mette.world.connection.execute(REMARKS).fetchone() == (0,)


async def test_only_what_waits_about_a_citizen_is_seen_to_on_their_page() -> None:
    """Not what waits of somebody else, nor what is read with what they show."""
    town = lively(Town())
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        mine = await browser.sign_in(town.mette)
        before = waiting(town)
        about_samir = next(each for each in before if each.kind == "silence")
        read_with_it = next(each for each in before if each.kind in ("shared", "replied"))
        for name, notice in (("Agnes", about_samir), ("Samir", read_with_it)):
            to = f"{ROOT}/citizens/{key_of(town, name)}/notices/{to_base36(notice.id)}"
            assert (await browser.post(to, mine.fields(f"{ROOT}/out") | {"form": to})).status == 303
            assert waiting(town) == before, f"{notice.kind} is not seen to on the page about {name}"
        to = f"{ROOT}/citizens/{key_of(town, 'Samir')}/notices/{to_base36(about_samir.id)}"
        assert (await browser.post(to, mine.fields(f"{ROOT}/out") | {"form": to})).status == 303
        assert about_samir not in waiting(town)


async def test_only_news_are_seen_to_in_the_list() -> None:
    """Not what waits of somebody who is followed: that is on their page."""
    town = lively(Town())
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        mine = await browser.sign_in(town.mette)
        before = waiting(town)
        (left,) = (each for each in before if each.kind == "left")
        for notice in before:
            if notice is not left:
                to = f"{ROOT}/notices/{to_base36(notice.id)}"
                assert (await browser.post(to, mine.fields(f"{ROOT}/out") | {"form": to})).status == 303
        assert waiting(town) == before
        to = f"{ROOT}/notices/{to_base36(left.id)}"
        assert (await browser.post(to, mine.fields(f"{ROOT}/out"))).place == f"{ROOT}/"
        assert waiting(town) == [each for each in before if each is not left]


async def test_more_than_any_form_holds_is_refused_in_words() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        refused = await browser.post(f"{ROOT}/shared/1", {"text": "x" * bounds.FORM_BYTES})
        assert refused.status == 413
        assert "That is too much at once. Nothing was sent. Please make it shorter." in refused.words
        refused = await browser.post(f"{ROOT}/shared/1", b"x", headers={"Content-Type": "text/plain"})
        assert (refused.status, "nothing that this page can take" in refused.words) == (415, True)
        many = {f"field{number}": "x" for number in range(21)}
        refused = await browser.post(f"{ROOT}/shared/1", many)
        assert (refused.status, "nothing that this page can take" in refused.words) == (422, True)
