"""The program that speaks with eSpeak NG: its library, through ctypes (`python -m bot.voice.espeak`).

The library is in C and not reentrant, and some texts make it crash: that may end this program, and never the bot.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Final

import espeakng_loader

from bot.voice import program

if TYPE_CHECKING:
    from collections.abc import Callable

SYNCHRONOUS: Final = 2  # espeak_AUDIO_OUTPUT: the samples go to our function before espeak_Synth returns
DO_NOT_EXIT: Final = 0x8000  # espeakINITIALIZE_DONT_EXIT: an error is returned
BUFFER_MILLISECONDS: Final = 200
WORDS: Final = 1  # espeakRATE of espeak_PARAMETER: words a minute
CHARACTERS: Final = 1  # espeak_POSITION_TYPE
UTF_8: Final = 1  # espeakCHARS_UTF8, without those flags by which a text could steer: SSML and phonemes
Heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def start() -> tuple[int, Callable[[dict[str, Any]], bytes]]:
    """Load the library: its rate, and what says `text` in `voice` with `words` a minute."""
    library = _library()
    rate = library.espeak_Initialize(
        SYNCHRONOUS, BUFFER_MILLISECONDS, espeakng_loader.get_data_path().encode(), DO_NOT_EXIT
    )
    if rate <= 0:
        raise OSError(f"expected eSpeak NG to start, got code {rate}")
    heard: list[bytes] = []

    def hear(samples: Any, count: int, _events: Any) -> int:
        if samples and count:
            heard.append(ctypes.string_at(samples, 2 * count))
        return 0

    ear = Heard(hear)
    library.espeak_SetSynthCallback(ear)

    def say(asked: dict[str, Any], _kept: Any = ear) -> bytes:
        """`_kept` holds the function: the library knows only where it lies."""
        heard.clear()
        text = asked["text"].encode() + b"\0"
        if library.espeak_SetVoiceByName(asked["voice"].encode()):
            raise LookupError(asked["voice"])
        library.espeak_SetParameter(
            WORDS, asked["words"], 0
        )  # after the voice, which brings a pace of its own
        if library.espeak_Synth(text, len(text), 0, CHARACTERS, 0, UTF_8, None, None):
            raise OSError("eSpeak NG has refused a text")
        return b"".join(heard)

    return rate, say


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
    library.espeak_SetSynthCallback.argtypes = [Heard]
    library.espeak_SetParameter.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_int]
    library.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
    library.espeak_Synth.argtypes = [
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_void_p,
        ctypes.c_void_p,
    ]
    return library


if __name__ == "__main__":
    program.serve(start)
