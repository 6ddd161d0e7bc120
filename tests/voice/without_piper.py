"""The program of Piper's voices where nobody has installed the package: `python -m tests.voice.without_piper`."""

import sys

from bot.voice import piper, program

if __name__ == "__main__":
    sys.modules["piper"] = None  # type: ignore[assignment]  # Python then says that there is none
    program.serve(piper.start)
