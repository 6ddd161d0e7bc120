"""A program that speaks for the bot."""

from __future__ import annotations

from typing import Any

from bot.voice import frames
from bot.voice.child import Child, Ended
from bot.voice.speech import NotSpoken, Sound


class Speaker(Child):
    """One such program; the longest phrase takes a small part of its patience."""

    def ask(self, **asked: Any) -> Sound:
        """What the program says; NotSpoken where it ends over it, takes too long or cannot start."""
        try:
            samples = self.answer(frames.told(asked))
        except Ended as error:
            raise NotSpoken(str(error)) from None
        return Sound(samples, self.began["rate"])
