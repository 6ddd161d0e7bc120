"""The program that listens with a Whisper model of the operator's (`python -m bot.voice.whisper MODEL`).

The library is in C++ and decodes what strangers send: a fault may end this program, and never the bot.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any, Final

from bot.voice import frames, program
from bot.voice.listening import NotHeard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NO_WORDS: Final = re.compile(r"\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|[♪♫]+")
"""What Whisper writes of what is no speech: "[BLANK_AUDIO]", "(musik)", "*latter*"."""
UNSURE: Final = 0.25
"""How likely the words of a stretch are, on average, that are made up rather than heard, as of noise."""


def start() -> tuple[dict[str, Any], Callable[[bytes], bytes]]:
    """Load the model: the languages it knows, and what writes down a recording."""
    import _pywhispercpp as library  # noqa: PLC0415 - optional: that it is missing is told as an error
    import numpy as np  # noqa: PLC0415 - the same
    from pywhispercpp.model import Model  # noqa: PLC0415 - the same

    from bot.voice.decoding import samples  # noqa: PLC0415 - so that what is missing is told first

    # Threads wait for one another in a loop: more of them than idle processors make it slower by far.
    threads = max(1, (os.cpu_count() or 1) // 2)
    # What it is unsure of, it would try up to five times more, each with less to show for it: somebody reads it anyway.
    model = Model(
        sys.argv[1], n_threads=threads, print_progress=False, no_timestamps=True, temperature_inc=0.0
    )
    loaded = vars(model)["_ctx"]  # it tells of a failure, and of languages, in no other way
    if loaded is None:
        raise ValueError("no model that it knows")
    many = bool(library.whisper_is_multilingual(loaded))
    every = [library.whisper_lang_str(number) for number in range(library.whisper_lang_max_id() + 1)]
    known = every if many else ["en"]

    def hear(request: bytes) -> bytes:
        language = frames.understood(request)["language"]
        if language not in known:
            return frames.told({"error": f"the model does not know {language!r}"})
        try:
            sound = np.frombuffer(samples(frames.data(request)), np.float32)
            heard = model.transcribe(sound, language=language, extract_probability=True)
            return frames.told({"text": _said(heard)})
        except NotHeard as error:
            return frames.told({"error": str(error)})

    return {"languages": known}, hear


def _said(segments: Iterable[Any]) -> str:
    """The words of all stretches that are likely to have been said; NotHeard where there are none."""
    sure = (each.text for each in segments if not each.probability < UNSURE)
    text = " ".join(NO_WORDS.sub(" ", " ".join(sure)).split())
    if not any(map(str.isalnum, text)):
        raise NotHeard("there are no words in it")
    return text


if __name__ == "__main__":
    program.run(start)
