"""The program that listens where nobody has installed the package: `python -m tests.voice.without_whisper`."""

import sys

from bot.voice import program, whisper

if __name__ == "__main__":
    sys.meta_path.clear()  # nothing is found that was not imported yet
    program.run(whisper.start)
