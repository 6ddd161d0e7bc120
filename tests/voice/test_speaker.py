"""The program that speaks may crash, hang or be killed: the bot lives on, and so does the next text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.voice.speaker import Speaker
from bot.voice.speech import NotSpoken, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.voice.voices import Voices


@pytest.fixture
def odd() -> Iterator[Speaker]:
    speaker = Speaker("tests.voice.odd", "well", patience=5)
    yield speaker
    speaker.close()


def test_a_text_that_is_too_much_is_not_spoken_and_the_next_one_is(odd: Speaker) -> None:
    with pytest.raises(NotSpoken, match="has ended"):
        odd.ask(text="die")
    assert (len(odd.ask(text="hi").samples), odd.ask(text="hi").rate) == (200, 16_000)


def test_a_program_that_hangs_is_ended() -> None:
    odd = Speaker("tests.voice.odd", "well", patience=1)
    with pytest.raises(NotSpoken, match="too long"):
        odd.ask(text="wait")
    odd.close()


def test_what_it_says_when_it_cannot_start_is_told() -> None:
    broken = Speaker("tests.voice.odd", "broken")
    with pytest.raises(NotSpoken, match="ValueError: no voice in it"):
        broken.ask(text="hi")


def test_one_that_ends_at_its_start_and_one_that_is_slow_are_told_apart() -> None:
    with pytest.raises(NotSpoken, match=r"^its program ended at the start$"):
        Speaker("tests.voice.odd", "crash").ask(text="hi")
    with pytest.raises(NotSpoken, match=r"^its program was not ready after 1 seconds$"):
        Speaker("tests.voice.odd", "slow", patience=1).ask(text="hi")


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(NotSpoken):
        Speaker("tests.voice.nowhere").ask(text="hi")


def test_it_knows_no_secret_and_leaves_no_image_of_its_memory(
    odd: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "a secret")
    names, core = json.loads(odd.ask(text="what do you know").samples)
    assert "TELEGRAM_TOKEN" not in names
    assert "PATH" in names
    assert core == [0, 0]


def test_one_that_was_killed_meanwhile_is_started_again(voices: Voices) -> None:
    part = [Part("da", "Hej, hvem er du?")]
    voices.read(part, own=True)
    speaker = voices._voices["da"].speaker  # type: ignore[attr-defined]
    speaker._process.kill()
    speaker._process.wait()
    assert voices.read(part, own=True)


def test_nothing_is_started_before_somebody_asks(voices: Voices) -> None:
    speaker = voices._voices["da"].speaker  # type: ignore[attr-defined]
    assert "da" in voices.languages
    assert speaker._process is None
    voices.read([Part("da", "Hej")], own=True)
    voices.close()
    assert speaker._process is None
