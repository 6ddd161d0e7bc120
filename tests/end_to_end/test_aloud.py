"""What a stranger hears: in the demo, in a real browser, a press on the speaker becomes a voice message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.voice.speech import Speech
from tests.browser import NARROW, browser, opened
from tests.end_to_end.gestures import bubble, demo, tap, write
from tests.end_to_end.test_demo import first_contact
from tests.voice.listening import likeness, loudness, seconds

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["browser"]

pytestmark = pytest.mark.browser


def test_a_press_on_the_speaker_is_heard_in_the_language_that_is_written(
    browser: Browser, tmp_path: Path
) -> None:
    with (
        demo(tmp_path / "data", "--alone") as here,
        opened(browser, here.url, locale="da-DK", viewport=NARROW) as page,
    ):
        first_contact(page, tmp_path)
        expect(bubble(page, "Hvem er du?")).to_be_visible()
        danish = listen(page, "🔊 Læs op")
        again = listen(page, "🔊 Læs op")
        assert again == danish  # the very same: it is made once for everybody
        write(page, "/language")
        tap(page, "English")
        tap(page, "Only English")
        expect(bubble(page, "Who are you?")).to_be_visible()
        english = listen(page, "🔊 Read aloud")
        assert likeness(danish, english) < 0.5
        for heard in (danish, english):
            assert 8 < seconds(heard) < 90
            assert -25 < loudness(heard) < -15
        page.screenshot(path=tmp_path / "heard.png")


def listen(page: Page, label: str) -> Speech:
    """Press the newest speaker, and fetch what the voice message plays."""
    voices = page.get_by_role("log").locator("audio")
    before = voices.count()
    tap(page, label)
    expect(voices).to_have_count(before + 1)
    source = voices.last.evaluate("audio => audio.src")
    return Speech(page.request.get(source).body(), 0)
