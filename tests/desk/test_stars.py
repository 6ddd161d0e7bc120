"""The star over time: which stars stand side by side, what has moved, and that nothing unshared is there."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.state import shares
from bot.state.sealing import seal_json
from tests.desk.journey import aim, fill_in, open_star, show, show_beside, with_first_star, with_two_stars
from tests.desk.office import desk_of
from tests.town import WEEK, Town

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.desk.office import Answer, Browser


async def star_of(browser: Browser, page: Answer, choice: str = "") -> Answer:
    """The page with the stars of the first citizen in the list."""
    return await browser.get(f"{page.links('citizens/')[0]}/star{choice}")


async def read(town: Town) -> Answer:
    """The same as Mette sees it."""
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        return await star_of(browser, await browser.sign_in(town.mette))


def looks(town: Town) -> int:
    return int(town.mette.world.connection.execute("SELECT COUNT(*) FROM looks").fetchone()[0])


def row(page: Answer, axis: str) -> str:
    """What the table says of an axis, in words."""
    found = re.search(rf'<th scope="row">{axis}.*?</tr>', page.text, re.DOTALL)
    assert found, page.words
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def chosen(page: Answer) -> dict[str, bool]:
    """What can be chosen, by its key, and whether it is."""
    inputs = re.findall(r'name="with" value="([^"]+)"( checked)?', page.text)
    return {key: bool(checked) for key, checked in inputs}


def rewrite(town: Town, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """As if the oldest star had been shown by a program whose content was another one then."""
    cursor = town.samir.world.connection.cursor()
    first = shares.of_citizen(cursor, town.samir.user)[0]
    stored = seal_json(cursor, shares.SNAPSHOT, first.citizen, first.id, change(first.snapshot))
    cursor.execute("UPDATE shares SET snapshot = :stored WHERE id = :id", {"stored": stored, "id": first.id})


async def test_two_stars_stand_side_by_side_with_what_has_moved_in_words() -> None:
    page = await read(with_two_stars())
    assert "Forward: Job goal (4 → 6) and Everyday life (3 → 5)." in page.words
    assert "Harder than before: Support (5 → 4). That can have many reasons." in page.words
    assert "As before: Belief in a job, Looking for jobs and Money and home." in page.words
    assert "No number this time: What I can do and Health and energy." in page.words
    assert "What has become harder can be a good place to begin talking." in page.words
    assert row(page, "Support") == "Support 5 Okay 5 Okay 4 So-so ↓ harder, 1 step"
    assert row(page, "Money and home") == "Money and home 6 Good 6 Good 6 Good = as before"
    assert page.text.count("<title>") == 1 + 8 + 8 + 6, "the page, and each point of three lines"


async def test_how_it_really_was_back_then_stands_beside_what_was_said_then() -> None:
    page = await read(with_two_stars())
    assert "How it really was on Monday 23 November 2026, seen later" in page.words
    assert row(page, "Job goal") == (
        "Job goal 4 So-so 2 Hard 6 Good ↑ 2 steps forward seen from how it really was: 4 steps forward"
    )
    assert "From how it really was: Job goal (2 → 6)." in page.words


async def test_who_gives_no_number_says_so_in_their_own_words() -> None:
    page = await read(with_two_stars())
    assert row(page, "What I can do").endswith("I do not know no number now")
    assert row(page, "Health and energy").endswith("I would rather not say no number now")


async def test_what_is_in_focus_is_marked_and_its_goals_stand_below_as_stairs() -> None:
    page = await read(with_two_stars())
    assert row(page, "Everyday life").startswith("Everyday life ★ in focus")
    assert "in focus" not in row(page, "Support")
    assert "What Samir is aiming for Looking for jobs ★ I have called three places" in page.words
    done = re.findall(r'aria-label="([^"]+)">.</span> <span dir="auto">([^<]+)', page.text)
    assert done == [
        ("not yet done", "Call the first one"),
        ("not yet done", "Find three places"),
        ("not yet done", "Go for a walk"),
        ("done", "Set the alarm"),
    ]


async def test_one_star_stands_alone_and_says_what_another_would_show() -> None:
    page = await read(with_first_star())
    assert row(page, "Everyday life") == "Everyday life ★ in focus 3 A little hard"
    assert "With two stars side by side you can see what has moved." in page.words
    assert "What has moved" not in page.words
    assert ">Show<" not in page.text, "there is nothing to choose"


async def test_whoever_shows_no_star_has_none_here() -> None:
    town = Town().with_shared_pitch()
    page = await read(town)
    assert "Samir shows you no star just now. Samir decides that." in page.words
    assert looks(town) == 0


async def test_a_star_that_is_not_shown_or_taken_back_is_not_there() -> None:
    town = with_first_star()
    town.samir.now += 13 * WEEK
    fill_in(town.samir, "64324346")
    aim(town.samir, {})
    assert "22 February" not in (await read(town)).words
    open_star(town.samir)
    show(town.samir)
    assert "22 February" in (await read(town)).words
    for label in ("👁", "Take it back", "Mette"):
        town.samir.tap(label)
    page = await read(town)
    assert "22 February" not in page.words
    assert "Looking for jobs" in page.words, "the first one is still shown"


async def test_a_look_back_on_a_star_that_is_not_shown_is_not_there_either() -> None:
    town = with_two_stars()
    town.mette.world.connection.execute(
        "UPDATE shares SET withdrawn_at = shared_at WHERE id = (SELECT MIN(id) FROM shares)"
    )
    page = await read(town)
    assert "How it really was" not in page.words
    assert len(chosen(page)) == 1


async def test_any_lines_can_be_compared_by_a_plain_form() -> None:
    town = with_two_stars()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        mine = await browser.sign_in(town.mette)
        page = await star_of(browser, mine)
        first, back, newest = chosen(page)
        assert all(chosen(page).values())
        alone = await star_of(browser, mine, f"?with={first}&with={newest}")
        assert chosen(alone) == {first: True, back: False, newest: True}
        assert "seen from how it really was" not in alone.words
        backwards = await star_of(browser, mine, f"?with={back}")
        assert row(backwards, "Job goal") == "Job goal 2 Hard"
        for strange in ("?with=x", "?with=", "?with=%00&with=<script>", "?" + "&with=y" * 200):
            assert chosen(await star_of(browser, mine, strange)) == chosen(page)


async def test_of_many_stars_the_first_and_the_newest_are_compared_and_four_have_room() -> None:
    town = with_first_star()
    for steps in ("54343556", "55343556", "55443556", "55443566"):
        town.samir.now += 10 * WEEK
        fill_in(town.samir, steps)
        aim(town.samir, {})
        open_star(town.samir)
        show(town.samir)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        mine = await browser.sign_in(town.mette)
        page = await star_of(browser, mine)
        assert list(chosen(page).values()) == [True, False, False, False, True]
        assert looks(town) == 2, "a look at what stands side by side, and at nothing else"
        assert page.words.count("A star, shown") == 3, "the others go by their kind until they are looked at"
        every = await star_of(
            browser, mine, "".join(f"&with={key}" for key in chosen(page)).replace("&", "?", 1)
        )
        assert list(chosen(every).values()) == [False, True, True, True, True]
        assert "There is room for 4 at a time." in every.words


async def test_looking_is_noted_for_the_citizen_once_for_as_long_as_it_goes_on() -> None:
    town = with_two_stars()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        mine = await browser.sign_in(town.mette)
        for _ in range(3):
            await star_of(browser, mine)
        assert looks(town) == 2
        share = (await browser.get(mine.links("citizens/")[0])).links("shared/")[0]
        await browser.get(share)
        assert looks(town) == 2, "it goes on on the other page"
        town.mette.now += timedelta(minutes=11)
        await star_of(browser, mine)
        assert looks(town) == 4
    open_star(town.samir)
    town.samir.tap("👁 Who can see it")
    assert "Mette" in town.samir.last.text
    assert any("looked" in message.text.lower() for message in town.samir.sent[-3:])


async def test_an_axis_that_was_renamed_is_still_the_same() -> None:
    town = with_two_stars()
    rewrite(town, lambda shown: _renamed(shown, "Support", "People around me"))
    page = await read(town)
    assert row(page, "Support") == "Support 5 Okay 5 Okay 4 So-so ↓ harder, 1 step"
    assert "People around me" not in page.words


async def test_an_axis_that_is_not_asked_for_any_more_stands_last() -> None:
    town = with_two_stars()
    rewrite(town, lambda shown: _renamed(_moved(shown, "support", "family"), "Support", "Family"))
    page = await read(town)
    assert row(page, "Family") == "Family 5 Okay no number no number no number now"
    assert row(page, "Support").startswith("Support no number 5 Okay 4 So-so new")
    assert page.words.index("Money and home 6") < page.words.index("Family 5")


def _renamed(shown: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    renamed: dict[str, Any] = json.loads(json.dumps(shown).replace(f'"id": "{old}"', f'"id": "{new}"'))
    return renamed


def _moved(shown: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    answers = [
        {**each, "place": each["place"].replace(f"axis_{old}", f"axis_{new}")} for each in shown["answers"]
    ]
    return {**shown, "answers": answers}


async def test_a_star_on_another_scale_is_compared_on_that_of_the_newest() -> None:
    town = with_two_stars()
    rewrite(town, _on_a_scale_up_to_ten)
    page = await read(town)
    assert "Money and home (4 → 6)" in page.words, "6 of 10 is as far up as 4 of 7"
    assert row(page, "Money and home").startswith("Money and home 6 Good"), "in the words of then"


def _on_a_scale_up_to_ten(shown: dict[str, Any]) -> dict[str, Any]:
    shown["blocks"][0]["picture"]["values"]["high"] = 10
    return shown


async def test_the_readers_own_scores_stand_beside_once_the_citizen_agrees_and_for_nobody_else() -> None:
    town = with_first_star().with_scored_star()
    assert "Mette ·" not in (await read(town)).words, "nobody has agreed yet"
    show_beside(town)
    page = await read(town)
    assert "Mette · Monday 23 November" in page.words
    assert row(page, "Job goal") == "Job goal 4 So-so 5 Okay"
    assert row(page, "What I can do") == "What I can do 4 So-so no number"
    assert 'class="on-screen"' in page.text, "it is on no paper"


async def test_the_review_page_has_them_beside_its_star_as_the_chat_has() -> None:
    town = with_first_star().with_scored_star()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await browser.get((await browser.sign_in(town.mette)).links("citizens/")[0])
        share = samir.links("shared/")[0]
        before = await browser.get(share)
        assert "?beside" not in before.text
        assert "Mette," not in (await browser.get(f"{share}/picture/0?beside")).text
        show_beside(town)
        after = await browser.get(share)
        assert "Mette, Monday 23 November: Job goal (5), Belief in a job (5)" in after.words
        assert "scoring beside" in (await browser.get(f"{share}/picture/0?beside")).text
        assert "scoring beside" not in (await browser.get(f"{share}/picture/0")).text, "the one on paper"


async def test_in_danish() -> None:
    town = with_two_stars()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        mine = await browser.sign_in(town.mette)
        town.mette.world.connection.execute("UPDATE people SET language = 'da'")
        page = await star_of(browser, mine)
    assert "Sværere end før: Støtte (5 → 4). Det kan have mange grunde." in page.words
    assert row(page, "Hverdag") == "Hverdag ★ i fokus 3 Lidt svært 3 Lidt svært 5 Okay ↑ 2 trin frem"
