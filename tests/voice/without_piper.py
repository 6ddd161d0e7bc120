"""The program of Piper's voices where nobody has installed the package: `python -m tests.voice.without_piper`."""

import sys

from bot.voice import piper, program

if __name__ == "__main__":
    sys.meta_path.clear()  # nothing is found that was not imported yet
    program.serve(piper.start)
