"""What reading a question aloud takes, beside making nothing but the raw sound, in one run.

Each round reads a question of about ten seconds in each of four languages: for the first time, from the folder after a
new start, and from memory; and for comparison asks eSpeak NG for the samples alone, by our program and, where it is
installed, by its own command. Read the ratios: the machine may be busy.
"""

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot.voice.cache import Cache
from bot.voice.speaking import pieces
from bot.voice.speech import Part, Speed
from bot.voice.voices import EMBEDDED, Embedded, Voices

ROUNDS = 9
COMMAND = "espeak-ng, a process for each"
QUESTIONS = {
    "da": "Hvem er du? Fortæl kort om dig selv, hvad du har lavet, og hvad du gerne vil arbejde med. Nr. {number}.",
    "en": "Who are you? Tell us a little about yourself, what you have done, and what you would like to do. {number}.",
    "ar": "من أنت؟ حدثنا باختصار عن نفسك وعما فعلته وعما تحب أن تعمل فيه في المستقبل القريب إن شاء الله. {number}.",
    "uk": "Хто ви? Розкажіть коротко про себе, що ви робили раніше і ким ви хотіли б працювати в Данії. {number}.",
}


def timed(doing: Callable[[], object]) -> float:
    begun = time.perf_counter()
    doing()
    return time.perf_counter() - begun


def raw(voices: Voices, part: Part) -> None:
    for phrase in pieces([part], EMBEDDED)[0]:
        voices._voices[phrase.language].say(phrase.text, Speed.NORMAL)


def command(part: Part) -> None:
    """A process of its own for each text, as programs do that have no library."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(
            ["espeak-ng", "-v", part.language, "-s", "110", "-w", file.name, part.text], check=True
        )


def memory(voices: Voices) -> str:
    """Megabytes that the program of the voices holds, and those of them that are nobody else's."""
    voice = voices._voices["da"]
    assert isinstance(voice, Embedded)
    assert voice.speaker._process
    status = Path(f"/proc/{voice.speaker._process.pid}/status")
    if not status.exists():
        return "unknown here"
    found = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return ", ".join(f"{name} {int(found[name].split()[0]) / 1_000:.0f} MB" for name in ("VmRSS", "RssAnon"))


def main() -> None:
    took: dict[str, list[float]] = {}
    lengths = []
    with tempfile.TemporaryDirectory() as folder:
        voices = Voices(Cache(Path(folder)))
        begun = timed(partial(voices.read, [Part("da", "Hej")], own=True))
        for number in range(ROUNDS):
            for language, question in QUESTIONS.items():
                part = Part(language, question.format(number=number))
                again = Voices(Cache(Path(folder)))
                ways: dict[str, Callable[[], object]] = {
                    "samples alone": partial(raw, voices, part),
                    COMMAND: partial(command, part),
                    "first reading": partial(voices.read, [part], own=False),
                    "from the folder": partial(again.read, [part], own=False),
                    "from memory": partial(voices.read, [part], own=False),
                }
                for name, doing in ways.items():
                    if name != COMMAND or shutil.which("espeak-ng"):
                        took.setdefault(name, []).append(timed(doing))
                lengths.append(sum(each.seconds for each in voices.read([part], own=False)))
        held = memory(voices)
        kept = sum(file.stat().st_size for file in os.scandir(folder))
        voices.close()
    length = statistics.median(lengths)
    print(f"{'':30} {'ms':>7} {'lowest-highest':>16} {'ratio':>8} {'ms per second of speech':>24}")
    reading = statistics.median(took["first reading"])
    for name, seconds in took.items():
        median = statistics.median(seconds)
        spread = f"{min(seconds) * 1e3:.1f}-{max(seconds) * 1e3:.1f}"
        print(
            f"{name:30} {median * 1e3:7.1f} {spread:>16} {median / reading:8.4f} {median * 1e3 / length:24.2f}"
        )
    print(f"A question: {length:.1f} s of speech, {kept / len(lengths) / 1e3:.0f} kB kept.")
    print(f"The very first one, with all that is loaded for it: {begun * 1e3:.0f} ms. The program: {held}.")


if __name__ == "__main__":
    main()
