"""Who reads aloud: the voices there are, and how a text becomes voice messages."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from bot.voice.speaker import Speaker
from bot.voice.speaking import pieces
from bot.voice.speech import NothingToSay, NoVoice, Sound, Speech, Speed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.voice.cache import Cache
    from bot.voice.speaking import Phrase
    from bot.voice.speech import Part, Voice

EMBEDDED: Final = ("ar", "da", "en", "fa", "ku", "pl", "ti", "tr", "uk")
"""The languages of ours that eSpeak NG has a voice and a dictionary for. It has none for Somali."""
WORDS: Final = {Speed.SLOW: 80, Speed.NORMAL: 110, Speed.FAST: 150}
"""What eSpeak NG calls words a minute. Danish words are short: of them it says 130, 170 and 230, and no fewer."""
PACE: Final = {"uk": 1.25}
"""Beside the others: this voice takes four fifths of the pace that it is given."""
LONGEST: Final = 300.0
"""Seconds of sound after which no phrase is begun: only what is no language, and is spelled out, takes that long."""
FORM: Final = 1
"""Of the sound: one more whenever another change than one in the phrases makes the same text sound different."""


@dataclass(frozen=True)
class Embedded:
    """A voice of eSpeak NG; all of them speak by one program."""

    language: str
    speaker: Speaker

    @property
    def key(self) -> str:
        return f"espeak {_release()} {self.language}"

    def say(self, text: str, speed: Speed) -> Sound:
        words = round(WORDS[speed] * PACE.get(self.language, 1))
        return self.speaker.ask(text=text, voice=self.language, words=words)

    def close(self) -> None:
        self.speaker.close()


@cache
def _release() -> str:
    """Which eSpeak NG it is: another one sounds different."""
    return version("espeakng-loader")


class Voices:
    """All voices; any thread may ask them.

    `better` are used in place of the embedded ones of the same language.
    """

    def __init__(self, cache: Cache, better: Mapping[str, Voice] | None = None) -> None:
        self._cache = cache
        speaker = Speaker("bot.voice.espeak")
        embedded = {each: Embedded(each, speaker) for each in EMBEDDED}
        self._voices: dict[str, Voice] = {**embedded, **(better or {})}

    @property
    def languages(self) -> frozenset[str]:
        """The languages that can be read; others are not offered."""
        return frozenset(self._voices)

    def read(self, parts: Sequence[Part], speed: Speed = Speed.NORMAL, *, own: bool) -> tuple[Speech, ...]:
        """The parts, one after the other, as a voice message, or as several where they are very long.

        `own` says whether anything in them is a person's: then nothing of it is kept. Raises NoVoice for a language
        that has none, NothingToSay, and NotSpoken where a voice fails.
        """
        for part in parts:
            if part.language not in self._voices:
                raise NoVoice(part.language)
        found = pieces(parts, self._voices.keys())
        if not found:
            raise NothingToSay("there is nothing in the text that can be said")
        return tuple(self._spoken(piece, speed, own=own) for piece in found)

    def close(self) -> None:
        """End the programs that speak; they are started again when they are needed."""
        for voice in self._voices.values():
            voice.close()

    def _spoken(self, phrases: tuple[Phrase, ...], speed: Speed, *, own: bool) -> Speech:
        if own:
            return self._made(phrases, speed)
        return self._cache.once(self._name(phrases, speed), lambda: self._made(phrases, speed))

    def _made(self, phrases: tuple[Phrase, ...], speed: Speed) -> Speech:
        from bot.voice.opus import encoded  # noqa: PLC0415 - 20 MB of memory, for a bot that may never be asked

        said: list[tuple[Sound, float]] = []
        for phrase in phrases:
            if sum(sound.seconds for sound, _ in said) < LONGEST:
                said.append((self._voices[phrase.language].say(phrase.text, speed), phrase.pause))
        if not any(sound.samples for sound, _ in said):
            raise NothingToSay("a voice has said nothing")
        return encoded(said)

    def _name(self, phrases: tuple[Phrase, ...], speed: Speed) -> str:
        """What the speech is kept by: all that it is made of, and nothing that can be read."""
        made_of = [[self._voices[each.language].key, each.text, each.pause] for each in phrases]
        return hashlib.sha256(json.dumps([FORM, speed, made_of]).encode()).hexdigest()
