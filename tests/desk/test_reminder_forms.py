"""What cannot be a reminder is said at its field, with everything kept; what was planned is saved once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.desk.written import MOST
from bot.flows.remind import FLOW
from bot.state import reminders
from bot.state.errors import StorageUnavailable
from tests.desk.office import desk_of
from tests.desk.planning import OWN, TEXT, at_desk, planned, running, saved, set_now
from tests.flows.reminding import set_by, sleeps_until, town

if TYPE_CHECKING:
    from tests.desk.office import Answer
    from tests.town import Town

__all__ = ["town"]

FILLED = {"what": "own_text", "text": "My <words> & more", "when": "words", "words": "Friday at 10"}


def wrong(answer: Answer) -> dict[str, str]:
    """What stands below each field that is named as wrong."""
    found = re.findall(r'<p class="wrong" id="(\w+)-wrong">(.*?)</p>', answer.text)
    return {field: " ".join(re.sub(r"<[^>]+>", " ", text).split()) for field, text in found}


async def test_words_say_by_themselves_whether_it_comes_again(town: Town) -> None:
    """Whoever changes "every Monday at 9" into one day means that day alone, whatever the form said before."""
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.mette)
        for words, repeat in (("every Monday at 9", "weekly"), ("1 December at 10", "once")):
            page = await planned(browser, tab, **OWN, when="words", words=words, repeat="weekly")
            assert page.fields(f"{tab}/new")["repeat"] == repeat


# One field that is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"what": ""}, "what", "Choose what the reminder is about."),
        ({"what": "weather"}, "what", "Choose what the reminder is about."),
        ({"what": "shared_zzz"}, "what", "Samir does not show you that any more."),
        ({"text": " \r\n "}, "text", "Write what you want to say."),
        ({"text": "…"}, "text", "Please write it in words"),
        ({"text": "x" * (MOST + 1)}, "text", "longer than a message"),
        ({"text": "You have the flu."}, "text", "That may be about illness."),
        ({"when": ""}, "when", "Choose when it shall come."),
        ({"when": "whenever"}, "when", "Choose when it shall come."),
        ({"words": ""}, "words", "Which day do you mean?"),
        ({"words": "when the cows come home"}, "words", "Which day do you mean?"),
        ({"words": "Friday"}, "words", "At what time shall it come?"),
        ({"words": "today at 8"}, "words", "It is past 08:00 today."),
        ({"words": "1 November 2026 at 9"}, "words", "has been."),
        ({"words": "1 December 2031 at 9"}, "words", "more than two years away"),
        ({"words": "every other Monday at 9"}, "words", "I can repeat it every day"),
        ({"words": "every Monday at 25"}, "words", "I did not understand the time."),
        ({"words": "Friday at 10 " * 50}, "words", "Which day do you mean?"),
        ({"when": "day", "day": "", "at": "10:00"}, "day", "Choose a day."),
        ({"when": "day", "day": "2026-02-30", "at": "10:00"}, "day", "Choose a day."),
        ({"when": "day", "day": "every Monday", "at": "10:00"}, "day", "Choose a day."),
        ({"when": "day", "day": "2026-11-20", "at": "10:00"}, "day", "has been."),
        ({"when": "day", "day": "2026-11-27", "at": ""}, "at", "At what time shall it come?"),
        ({"when": "day", "day": "2026-11-27", "at": "25:00"}, "at", "I could not read that as a time."),
        ({"when": "day", "day": "2026-11-23", "at": "08:00"}, "at", "It is past 08:00 today."),
    ],
)
async def test_it_is_said_at_the_field_and_everything_is_kept(
    town: Town, changed: dict[str, str], field: str, why: str
) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        refused = await planned(browser, tab, **{**FILLED, **changed})
        assert refused.status == 422
        assert list(wrong(refused)) == [field]
        assert why in wrong(refused)[field]
        assert f'href="#{field}"' in refused.text, "the summary leads to the field"
        described = re.search(rf'id="{field}"[^>]*aria-describedby="([^"]+)"', refused.text)
        assert described
        assert f"{field}-wrong" in described[1].split()
        assert 'role="alert" tabindex="-1" autofocus' in refused.text
        if "text" not in changed:
            assert "My &lt;words&gt; &amp; more</textarea>" in refused.text
        if "words" not in changed:
            assert 'value="Friday at 10"' in refused.text
        assert running(town) == 0


async def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_form(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        refused = await planned(browser, tab, what="own_text", text="You have the flu", when="day")
        assert list(wrong(refused)) == ["text", "day", "at"]
        summary = refused.text.partition('id="problems"')[2].partition("</div>")[0]
        assert re.findall(r'href="#(\w+)"', summary) == ["text", "day", "at"]


async def test_what_may_be_about_illness_is_sent_to_just_these_words(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        fields = {"what": "own_text", "text": "You have the flu\r\n\r\nSleep.", "when": "tomorrow"}
        asked = await planned(browser, tab, **fields)
        assert 'type="checkbox" name="agreed" value="You have the flu\n\nSleep."' in asked.text
        other = await planned(browser, tab, **fields, agreed="You have the flu\n\nRun.")
        assert other.status == 422, "other words have not been agreed to"
        shown = await planned(browser, tab, **fields, agreed=fields["text"])
        await browser.follow(await saved(browser, tab, shown))
        assert set_by(town.jonas)[0].text == "You have the flu\n\nSleep."


async def test_a_cpr_number_is_covered_before_it_is_shown_or_saved(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        secret = {"what": "own_text", "text": "Is it 010190-1234?\x00"}
        refused = await planned(browser, tab, **secret, when="")
        shown = await planned(browser, tab, **secret, when="tomorrow")
        for page in (refused, shown):
            assert "010190" not in page.text
            assert "There was a CPR number in what you wrote." in page.words
        await browser.follow(await saved(browser, tab, shown))
        assert "1234" not in set_by(town.jonas)[0].text


async def test_script_in_a_text_is_only_text(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        text = "</textarea><script>alert(1)</script>\"'{{ 7 * 7 }}"
        for when in ("", "tomorrow"):
            page = await planned(browser, tab, what="own_text", text=text, when=when)
            assert "<script>alert" not in page.text
            assert "49" not in page.words
        assert (
            "<script>alert"
            not in (await set_now(browser, tab, what="own_text", text=text, when="later")).text
        )
        assert set_by(town.jonas)[0].text == text


# Between the look and the saving ------------------------------------------------------------------------


async def test_a_second_click_saves_nothing_more_and_other_words_are_another_reminder(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        shown = await planned(browser, tab, **OWN, when="day", day="2026-11-27", at="10:00")
        fields = {**shown.fields(f"{tab}/new"), "step": "save"}
        for changed in ({}, {}, {"at": "11:00"}, {"day": "2026-11-26"}, {"repeat": "daily"}, {"at": "11:00"}):
            answer = await browser.post(f"{tab}/new", {**fields, **changed})
            assert answer.status == 303
        assert running(town) == 4


async def test_change_leads_back_to_the_form_with_everything_in_it(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        shown = await planned(browser, tab, **OWN, when="words", words="every Friday at 10")
        fields = shown.fields(f"{tab}/new")
        form = await browser.post(f"{tab}/new", {**fields, "step": "change"})
        assert form.status == 200
        assert wrong(form) == {}
        assert f"{TEXT}</textarea>" in form.text
        for kept in ('value="day" checked', 'value="2026-11-27"', 'value="10:00"', 'value="weekly" selected'):
            assert kept in form.text
        assert running(town) == 0


async def test_a_moment_that_has_passed_meanwhile_is_said_and_nothing_is_lost(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        shown = await planned(browser, tab, **OWN, when="words", words="today at 10.15")
        sleeps_until(town.jonas, "2026-11-23T10:20")
        late = await saved(browser, tab, shown)
        assert (late.status, list(wrong(late))) == (422, ["at"])
        assert f"{TEXT}</textarea>" in late.text
        assert running(town) == 0


async def test_what_is_not_shown_any_more_when_it_is_saved(town: Town) -> None:
    town.with_shared_pitch()
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.mette)
        form = await browser.get(f"{tab}/new")
        key = next(each for each in form.text.split('"') if each.startswith("shared_"))
        shown = await planned(browser, tab, what=key, when="tomorrow")
        town.samir.world.connection.execute("UPDATE shares SET withdrawn_at = 1")
        gone = await saved(browser, tab, shown)
        assert (gone.status, list(wrong(gone))) == (422, ["what"])
        assert 'value="tomorrow"' in gone.text
        assert running(town) == 0


async def test_a_relation_that_has_ended_meanwhile_leaves_the_words_to_be_copied(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        shown = await planned(browser, tab, **OWN, when="tomorrow")
        town.samir.world.connection.execute("UPDATE relations SET ended_at = 1 WHERE role = 'mentor'")
        gone = await saved(browser, tab, shown)
        assert (gone.status, f"{TEXT}</textarea>" in gone.text) == (404, True)
        assert "Send it once more" not in gone.words
        assert running(town) == 0


async def test_too_many_at_once_are_told_and_kept(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        shown = await planned(browser, tab, **OWN, when="tomorrow")
        monkeypatch.setattr(reminders, "saves", lambda *_: 9)
        refused = await saved(browser, tab, shown)
        assert refused.status == 422
        assert "You have set many reminders within a minute." in refused.words
        assert f"{TEXT}</textarea>" in refused.text
        assert FLOW.at("too_fast").text in refused.text, "it is the chat's own bound and sentence"
        monkeypatch.undo()
        again = refused.fields(f"{tab}/new")
        await browser.follow(
            await browser.post(f"{tab}/new", {**shown.fields(f"{tab}/new"), **again, "step": "save"})
        )
        assert running(town) == 1


async def test_it_survives_an_expired_sign_in(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        to = f"{tab}/new"
        shown = await planned(browser, tab, **OWN, when="day", day="2026-11-27", at="10:00", repeat="weekly")
        town.jonas.now += timedelta(hours=1)
        kept = await saved(browser, tab, shown)
        assert (kept.status, f"{TEXT}</textarea>" in kept.text) == (401, True)
        await browser.sign_in(town.jonas)
        asked = await browser.post(to, {**kept.fields(to), "text": TEXT})
        assert (asked.status, f"{TEXT}</textarea>" in asked.text) == (403, True)
        await browser.follow(await browser.post(to, {**asked.fields(to), "text": TEXT}))
        (reminder,) = set_by(town.jonas)
        assert (reminder.text, reminder.rule["kind"], reminder.rule["at"]) == (TEXT, "weekly", "10:00")


async def test_what_holds_no_words_is_sent_once_more_without_an_empty_field(town: Town) -> None:
    async with desk_of(town.mette.world) as building:
        browser = await building.browser()
        tab = await at_desk(browser, town.jonas)
        shown = await planned(browser, tab, what="star", when="tomorrow")
        building.store.troubles.append(StorageUnavailable("busy"))
        kept = await saved(browser, tab, shown)
        assert (kept.status, "<textarea" in kept.text) == (503, False)
        await browser.follow(await browser.post(f"{tab}/new", kept.fields(f"{tab}/new")))
        assert running(town) == 1
