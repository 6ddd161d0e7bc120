"""What a stranger hears: in the demo, in a real browser, a press on the speaker becomes a voice message."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.engine.aloud import LABEL
from bot.engine.text import Words, literal
from bot.voice.speech import Speech
from bot.words import catalogues
from tests.browser import NARROW, browser, opened
from tests.end_to_end.gestures import bubble, demo, tap, write
from tests.end_to_end.test_demo import first_contact
from tests.voice.listening import likeness, loudness, seconds

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["browser"]

pytestmark = pytest.mark.browser


OTHERS = {"en": "Who are you?", "ar": "من أنت؟", "uk": "Хто ви?"}
"""Languages that are chosen after Danish, and what the open question says in each."""


def test_a_press_on_the_speaker_is_heard_in_the_language_that_is_written(
    browser: Browser, tmp_path: Path
) -> None:
    with (
        demo(tmp_path / "data", "--alone") as here,
        opened(browser, here.url, locale="da-DK", viewport=NARROW) as page,
    ):
        first_contact(page, tmp_path)
        expect(bubble(page, "Hvem er du?")).to_be_visible()
        voices = {"da": listen(page, "da")}
        assert listen(page, "da") == voices["da"]  # the very same: it is made once for everybody
        for code, question in OTHERS.items():
            choose(page, code)
            expect(bubble(page, question)).to_be_visible()
            voices[code] = listen(page, code)
        for one, other in combinations(voices.values(), 2):
            assert likeness(one, other) < 0.5
        for voice in voices.values():
            assert 8 < seconds(voice) < 90
            assert -25 < loudness(voice) < -15
        page.screenshot(path=tmp_path / "heard.png")


def choose(page: Page, code: str) -> None:
    """Write in this language alone."""
    language = catalogues().language(code)
    write(page, "/language")
    tap(page, language.name)
    tap(page, language.say(Words("Only {own_language}", {"own_language": literal(language.name)})))


def listen(page: Page, code: str) -> Speech:
    """Press the newest speaker, and fetch what the voice message plays."""
    voices = page.get_by_role("log").locator("audio")
    before = voices.count()
    tap(page, catalogues().language(code).say(Words(LABEL)))
    expect(voices).to_have_count(before + 1)
    source = voices.last.evaluate("audio => audio.src")
    return Speech(page.request.get(source).body(), 0)
