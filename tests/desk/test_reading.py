"""My citizens, one of them, and what they show: what stands on the pages, and what is done from there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.desk.desk import ROOT
from bot.state.errors import StorageUnavailable
from tests.desk.office import desk_of, opened
from tests.flows.reviewing import change, said, take_back, waiting
from tests.town import KAI, Town, join, settle_citizen


async def test_whoever_needs_the_reader_stands_first() -> None:
    town = Town()
    lone = settle_citizen(town.samir.beside(KAI, "en"), "Aia")
    join(lone, town.mette)
    town.with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        mine = await (await building.browser()).sign_in(town.mette)
        assert mine.words.index("Samir") < mine.words.index("Aia"), "although the name comes later"
        assert "something new to see" in mine.words


async def test_the_list_can_be_searched_and_sorted() -> None:
    town = Town().with_shared_pitch()
    for number, name in enumerate(("Bo", "Åse")):
        join(settle_citizen(town.samir.beside(KAI + number, "en"), name), town.mette)
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        await browser.sign_in(town.mette)
        found = await browser.get(f"{ROOT}/?q=åS")
        assert ("Åse" in found.words, "Samir" in found.words) == (True, False)
        assert "Nobody is called that." in (await browser.get(f"{ROOT}/?q=%3Cscript%3E")).words
        by_name = (await browser.get(f"{ROOT}/?sort=name")).words
        assert by_name.index("Åse") < by_name.index("Bo") < by_name.index("Samir"), (
            "as readers of English look for her"
        )
        by_seen = (await browser.get(f"{ROOT}/?sort=seen")).words
        assert by_seen.index("Samir") < by_seen.index("Bo"), "who has not been here for longest stands first"
        for strange in ("sort=x", "page=0", "page=-1", "page=99999999", "page=x", "q=" + "a" * 5000):
            assert (await browser.get(f"{ROOT}/?{strange}")).status == 200


async def test_a_citizen_who_shows_nothing_has_nothing_here() -> None:
    town = Town().with_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        assert "Samir shows you nothing just now." in samir.words
        assert samir.links("shared/") == []
        assert "truck" not in samir.text
        assert "warehouse" not in samir.text


async def test_what_is_shown_is_called_by_its_kind_until_it_was_opened() -> None:
    """A name can hold the citizen's own words, and no look is noted for a list."""
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        assert "warehouse" not in samir.text
        assert looks(town) == 0
        await opened(browser, samir, "shared/")
        assert looks(town) == 1
        again = await opened(browser, await browser.get(f"{ROOT}/"), "citizens/")
        assert "Talk: warehouse" in again.words


async def test_what_is_read_here_stands_in_nobodys_chat_and_the_citizen_is_not_told_that_it_does() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        await opened(browser, samir, "shared/")
    town.taps(town.samir, "✔ Talk: warehouse", "👁", "Take it back")
    said = "\n".join(message.text for message in town.samir.tap("Mette"))
    assert "Mette cannot open it any more." in said
    assert "in their chat" not in said


async def test_reading_is_noted_once_for_as_long_as_it_goes_on() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        for _ in range(3):
            page = await opened(browser, samir, "shared/")
        assert looks(town) == 1
        town.mette.now += timedelta(minutes=11)
        await opened(browser, samir, "shared/")
        assert looks(town) == 2
        assert "I have driven a truck for eight years" in page.words
        assert "What Samir loves" in page.words


async def test_a_comment_reaches_the_citizen_once_however_often_it_is_sent() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await opened(browser, samir, "shared/")
        to = samir.links("shared/")[0]
        fields = {**page.fields(to), "kind": "comment", "text": "Say where you drove."}
        for _ in range(3):
            page = await browser.follow(await browser.post(to, fields))
        assert [each for each in said(town) if each[0] == "comment"] == [
            ("comment", fields["place"], "Say where you drove.")
        ]
        assert page.words.count("Say where you drove.") == 1
        assert building.rang, "the citizen's turn is not kept waiting"
    town.rings(town.samir)
    told = town.taps(town.samir, "📬")
    assert any("Say where you drove." in message.text for message in told)


async def test_whoever_has_said_something_of_an_answer_comes_back_to_it() -> None:
    """What they said stands there, and that it is sent; not at the foot of the page."""
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await opened(browser, samir, "shared/")
        to = samir.links("shared/")[0]
        first = re.findall(r'id="at-([^"]+)"', page.text)[0]
        for place, at, stands in ((first, f"at-{first}", "Nice"), ("", "said", "About the whole")):
            assert f'id="{at}"' in page.text
            sent = await browser.post(to, {**page.fields(to), "place": place, "text": "Nice"})
            assert sent.headers["Location"].endswith(f"#{at}")
            page = await browser.follow(sent)
            _, _, after = page.words.rpartition(stands)
            assert page.words.count("It is sent. Samir reads it in the chat.") == 1
            assert "It is sent." in after, "below what it is about"
        assert "It is sent." not in (await browser.get(to)).words


async def test_the_first_thing_said_says_that_it_was_read() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await opened(browser, samir, "shared/")
        to = samir.links("shared/")[0]
        await browser.post(to, {**page.fields(to), "kind": "suggestion", "text": "Tell about Norway."})
        assert [kind for kind, _, _ in said(town)] == ["reviewed", "suggestion"]
        assert waiting(town.mette) == ["joined"]


async def test_reviewed_is_one_button() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await opened(browser, samir, "shared/")
        to = f"{samir.links('shared/')[0]}/reviewed"
        after = await browser.follow(await browser.post(to, page.fields(to)))
        assert said(town) == [("reviewed", "", "")]
        assert "I have read it" not in after.words


async def test_a_cpr_number_in_a_comment_is_masked() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await opened(browser, samir, "shared/")
        to = samir.links("shared/")[0]
        after = await browser.post(
            to, {**page.fields(to), "kind": "comment", "text": "Is it 010190-1234?\x00"}
        )
        shown = await browser.follow(after)
        assert "010190" not in shown.text
        assert "There was a CPR number in what you wrote." in shown.words
        assert not any("1234" in text for _, _, text in said(town))


@pytest.mark.parametrize(
    ("text", "is_worrying"),
    [
        ("Du skriver, at du ikke vil leve mere. Ring til mig nu.", True),
        ("Jeg kan ikke mere i dag. Vi ses i morgen.", False),
        ("Jeg dør af grin over din tale. Den er god.", False),
    ],
    ids=["danger", "tired", "laughing"],
)
async def test_whoever_writes_of_danger_reads_whom_to_call(text: str, is_worrying: bool) -> None:
    """It is sent all the same: the citizen may need it more than ever."""
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await opened(browser, samir, "shared/")
        to = samir.links("shared/")[0]
        sent = await browser.post(to, {**page.fields(to), "kind": "comment", "text": text})
        shown = await browser.follow(sent)
        assert text in shown.words
        assert ("70 201 201" in shown.words) is is_worrying


async def test_what_was_changed_since_it_was_read_is_marked_and_an_old_address_leads_to_it() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        old = samir.links("shared/")[0]
        await browser.get(old)
        change(town)
        page = await browser.follow(await browser.get(old))
        assert "I like to drive in Norway" in page.words
        assert page.words.count("changed") == 1


async def test_what_is_taken_back_is_gone_from_every_page() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        share = samir.links("shared/")[0]
        page = await browser.get(share)
        take_back(town)
        assert (await browser.get(share)).status == 404
        refused = await browser.post(share, {**page.fields(share), "kind": "comment", "text": "Too late."})
        assert (refused.status, said(town)) == (404, [])
        assert "truck" not in (await opened(browser, await browser.get(f"{ROOT}/"), "citizens/")).text


async def test_whoever_has_not_opened_a_star_sees_no_picture_of_it() -> None:
    """The citizen sees every look, and a picture tells all of the star."""
    town = Town().with_shared_star()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        star = samir.links("shared/")[0]
        assert (await browser.get(f"{star}/picture/0")).status == 404
        assert looks(town) == 0
        await browser.get(star)
        assert (await browser.get(f"{star}/picture/0")).status == 200


async def test_a_star_has_its_picture_and_its_words() -> None:
    town = Town().with_shared_star()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await opened(browser, samir, "shared/")
        ((picture, *_), *_) = [
            [each] for each in page.text.split('src="') if each.startswith(f"{ROOT}/shared/")
        ]
        drawn = await browser.get(picture.partition('"')[0])
        assert drawn.headers["Content-Type"].startswith("image/svg+xml")
        assert drawn.text.startswith("<svg")
        assert "Everyday life" in page.words


async def test_a_typed_comment_survives_an_expired_sign_in() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        to = samir.links("shared/")[0]
        page = await browser.get(to)
        town.mette.now += timedelta(hours=1)
        kept = await browser.post(to, {**page.fields(to), "kind": "comment", "text": "Long & <kind> words"})
        assert kept.status == 401
        assert "Long &amp; &lt;kind&gt; words</textarea>" in kept.text
        await browser.sign_in(town.mette)
        fields = {**kept.fields(to), "text": "Long & <kind> words"}
        asked = await browser.post(to, fields)
        assert asked.status == 403, "it is looked at once more, by who is signed in now"
        assert "Long &amp; &lt;kind&gt; words</textarea>" in asked.text
        await browser.follow(await browser.post(to, {**asked.fields(to), "text": "Long & <kind> words"}))
        assert [text for kind, _, text in said(town) if kind == "comment"] == ["Long & <kind> words"]


async def test_what_cannot_be_saved_just_now_is_kept_on_the_page() -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        to = samir.links("shared/")[0]
        page = await browser.get(to)
        for trouble, status in ((StorageUnavailable("busy"), 503), (ValueError("secret words"), 500)):
            building.store.troubles.append(trouble)
            kept = await browser.post(to, {**page.fields(to), "kind": "comment", "text": "My words"})
            assert (kept.status, "My words</textarea>" in kept.text) == (status, True)
            assert "secret words" not in kept.text
        await browser.follow(await browser.post(to, {**kept.fields(to), "text": "My words"}))
        assert [text for kind, _, text in said(town) if kind == "comment"] == ["My words"]


@pytest.mark.parametrize(
    ("text", "status"), [("", 422), ("  \r\n ", 422), ("x" * 4001, 422), ("x" * 300_000, 413)]
)
async def test_what_cannot_be_sent_is_said_and_kept(text: str, status: int) -> None:
    town = Town().with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        to = samir.links("shared/")[0]
        page = await browser.get(to)
        refused = await browser.post(to, {**page.fields(to), "kind": "comment", "text": text})
        assert refused.status == status
        assert said(town) == []
        if text.strip() and status == 422:
            assert text in refused.text


async def test_script_in_a_name_or_an_answer_is_only_text() -> None:
    town = Town()
    town.taps(town.samir, "New elevator pitch")
    for text in (
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(2)>',
        "{{ 7 * 7 }}",
        "</textarea>",
        "' onload='x",
    ):
        town.samir.write(text)
    town.samir.tap("Somebody I meet")
    town.samir.tap("Show it to")
    town.samir.tap("Yes, show it")
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        page = await opened(browser, samir, "shared/")
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "49" not in page.words
        assert "&lt;script&gt;alert(1)" in page.text


async def test_a_call_that_is_promised_is_told_to_the_citizen() -> None:
    town = Town()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        cursor = town.mette.world.connection.cursor()
        person = cursor.execute("SELECT citizen, staff FROM relations").fetchone()
        cursor.execute(
            "INSERT INTO notices (id, person, about, kind, subject, made_at) VALUES (9, ?, ?, 'call', 0, 0)",
            (person[1], person[0]),
        )
        samir = await opened(browser, await browser.sign_in(town.mette), "citizens/")
        assert "Samir: would like a call" in samir.words
        to = f"{ROOT}/citizens/"
        path = samir.text.partition(f'action="{to}')[2].partition('"')[0]
        await browser.follow(await browser.post(f"{to}{path}", samir.fields(to)))
        assert waiting(town.samir) == ["promised"]
        assert waiting(town.mette) == ["joined"]


def looks(town: Town) -> int:
    return int(town.mette.world.connection.execute("SELECT COUNT(*) FROM looks").fetchone()[0])
