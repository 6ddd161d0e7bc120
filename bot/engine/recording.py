"""A recording as data: the file of a voice message that somebody has sent, and how it is shown in writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.engine.text import N_, Words, literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.inputs import Spoke
    from bot.engine.session import Answer
    from bot.engine.text import Value

SILENT = N_("There is nothing to hear in that recording. Record it once more, or write it.")
DOWNLOADABLE = 20 * 1024 * 1024
"""Bytes of the largest file that Telegram gives back to a bot: https://core.telegram.org/bots/api#getfile."""
TOO_BIG = N_("That recording is too big: I could never open it again. Record a shorter one, or write it.")


@dataclass(frozen=True, slots=True)
class Recording:
    """`file` is Telegram's id of the file, by which it is sent again; `words` stand below it."""

    file: str
    words: Words


def flaw(given: Spoke) -> str:
    """Why a voice message is no answer: nothing is to be heard in it, or nobody can open it again; "" for neither."""
    if given.seconds == 0:
        return SILENT
    return TOO_BIG if given.size > DOWNLOADABLE else ""


def recorded(answer: Answer) -> dict[str, Any]:
    """The recording that an answer is, or that was made a text of: its `file` and `seconds`; empty for none.

    Those right `before` it that belong to it are there too, where there are any.
    """
    if answer["kind"] == "voice":
        before = {"before": answer["before"]} if "before" in answer else {}
        return {"file": answer["value"], "seconds": answer["seconds"], **before}
    found: dict[str, Any] = answer.get("recording", {})
    return found


def played(recording: Mapping[str, Any], words: Words) -> tuple[Recording, ...]:
    """A recording with those before it that belong to it, the first one first, with these words below each."""
    files = (*(each["file"] for each in recording.get("before", ())), recording["file"])
    return tuple(Recording(file, words) for file in files)


def is_recording(shown: Words) -> bool:
    """Whether this is how a recorded answer is shown in writing, and not words of it."""
    below = shown.values.get("recording")
    return is_wordless(shown) or (isinstance(below, Words) and is_wordless(below))


def is_wordless(shown: Words) -> bool:
    """Whether this says of a recorded answer only how long it is: nothing was written below it."""
    return shown.id == voice_words({"seconds": 0}).id


def words_of(answer: Answer) -> str:
    """The words of an answer that are written: of a recording those below it."""
    return _caption(answer) if answer["kind"] == "voice" else str(answer["value"])


def voice_words(answer: Answer) -> Words:
    """How a recorded answer is shown in writing, with the words that were written below it."""
    return _spoken(answer["seconds"], _caption(answer))


def in_writing(text: str, recording: Mapping[str, Any]) -> Words:
    """How what somebody said to somebody else is shown in writing: that it can be heard, if so, and its words."""
    return _spoken(recording["seconds"], text) if recording else literal(text)


def in_a_thread(text: str, recording: Mapping[str, Any]) -> Words:
    """The same of what can be heard, among others of its kind: without the sign, of which a message has one at most."""
    seconds = {"n": recording["seconds"]}
    plain = Words(N_("Voice message, {n} second"), seconds, plural=N_("Voice message, {n} seconds"))
    return _with_caption(plain, text)


def _caption(answer: Answer) -> str:
    return "\n".join(text for _, text in answer.get("parts", ()) if text)


def _spoken(seconds: int, caption: str) -> Words:
    recording = Words(
        N_("🎙 Voice message, {n} second"),
        {"n": seconds},
        plural=N_("🎙 Voice message, {n} seconds"),
    )
    return _with_caption(recording, caption)


def _with_caption(recording: Words, caption: str) -> Words:
    below: dict[str, Value] = {"recording": recording, "caption": caption}
    return Words("{recording}\n{caption}", below) if caption else recording
